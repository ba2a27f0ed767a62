"""Checks who waits for an error, an escalation or a cancel that nothing can raise.

Whatever an inner catcher takes away still counts as raised here: what is said is certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.interpreter.activities import SCRIPT_FAILED
from engine.interpreter.bpmn import ACTIVITIES, Xml, children, inside, local
from engine.interpreter.document import Document, event_kind
from engine.interpreter.happenings import RAISED
from engine.interpreter.lint.loops import told_by_items
from engine.interpreter.lint.starts import is_event_sub_process
from engine.interpreter.wording import problem
from engine.model import Problem

_RAISED = frozenset(("error", "escalation", "cancel"))
_THROWERS = ("endEvent", "intermediateThrowEvent")
_ANY = object()
#: what work may raise by itself: the kind, and the code where it is not the work that knows it
_BY_WORK: dict[str, tuple[tuple[str, object], ...]] = {
    "serviceTask": (("error", _ANY),),
    "callActivity": (("error", _ANY), ("escalation", _ANY)),
    "scriptTask": (("error", SCRIPT_FAILED),),
}

Raised = Counter[tuple[str, object]]  #: kinds with their codes; None is no code


def check(document: Document) -> Iterator[Problem]:
    """Check boundary events and event sub-processes that wait for something to be raised."""
    for event in inside(document.root, "boundaryEvent"):
        host = document.target(event.get("attachedToRef"), *ACTIVITIES)
        if host is not None and _waits_to_be_raised(document, event):
            yield from _catcher(document, event, _raised(document, host))
    around: dict[Xml, Raised] = {}
    for node in inside(document.root, "subProcess"):
        parent = node.getparent()
        if parent is None or not is_event_sub_process(node):
            continue
        for event in children(node, "startEvent"):
            if _waits_to_be_raised(document, event):
                if parent not in around:
                    around[parent] = _raised(document, parent)
                yield from _catcher(document, event, around[parent] - _raised(document, node))


def _waits_to_be_raised(document: Document, event: Xml) -> bool:
    """Say whether an event waits for nothing but what is raised."""
    kinds = {event_kind(one) for one in document.definitions(event)}
    return bool(kinds) and kinds <= _RAISED


def _catcher(document: Document, event: Xml, raised: Raised) -> Iterator[Problem]:
    """Say that an event never happens, when that is so for each of its definitions."""
    caught = [_caught(document, one) for one in document.definitions(event)]
    if not any(_can_happen(kind, code, raised) for kind, code in caught):
        kind, code = caught[0]
        yield problem(f"{kind}-never", event, raised="" if code is None else f" '{code}'")


def _can_happen(kind: str, code: str | None, raised: Raised) -> bool:
    if code is None:
        return any(kind == other for other, _ in raised)
    return (kind, code) in raised or (kind, _ANY) in raised


def _raised(document: Document, around: Xml) -> Raised:
    """Count what a node and all inside it may raise."""
    found: Raised = Counter()
    for node in inside(around, *_THROWERS, *ACTIVITIES):
        found.update(_BY_WORK.get(local(node), ()))
        throws = local(node) in _THROWERS
        definitions = document.definitions(node) if throws else told_by_items(document, node)
        found.update(_named(document, one) for one in definitions)
    return found


def _named(document: Document, definition: Xml) -> tuple[str, str | None]:
    kind = event_kind(definition)
    return kind, document.name(definition, kind) if kind in RAISED else None


def _caught(document: Document, definition: Xml) -> tuple[str, str | None]:
    """Give the kind that is waited for, and its code; None is every code."""
    kind = event_kind(definition)
    return kind, document.code(definition, kind) if kind in RAISED else None
