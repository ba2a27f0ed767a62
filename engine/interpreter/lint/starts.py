"""Checks the ways into processes, sub-processes and event sub-processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from engine import feel
from engine.interpreter import timing
from engine.interpreter.bpmn import Xml, children, flag, inside, local, reference, text
from engine.interpreter.document import Document, event_kind
from engine.interpreter.lint.files import containers
from engine.interpreter.texts import TIMES
from engine.interpreter.wording import problem
from engine.model import Problem

_PROCESS = frozenset(("message", "signal", "timer"))
_KEPT = frozenset(("message", "signal"))
_EVENT_SUB_PROCESS = _PROCESS | {"conditional", "error", "escalation", "compensate"}


def check(document: Document) -> Iterator[Problem]:
    """Check all start events, and what starts without one."""
    for container in containers(document):
        if not is_event_sub_process(container):
            yield from _plain(document, container)
    connected = _connected(document)
    for node in inside(document.root, "subProcess", "transaction", "adHocSubProcess"):
        if is_event_sub_process(node):
            yield from _event_sub_process(document, node)
            if node.get("id") in connected:
                yield problem("event-sub-process-flow", node)
    for container in containers(document):
        yield from _undoings(document, container)
    for node in inside(document.root, "adHocSubProcess"):
        yield from _ad_hoc(node)


def _ad_hoc(node: Xml) -> Iterator[Problem]:
    """Check what an ad-hoc sub-process may hold (BPMN 2.0.2, clause 10.3.5), and its order."""
    for event in children(node, "startEvent"):
        yield problem("adhoc-start", event)
    for event in children(node, "endEvent"):
        yield problem("adhoc-end", event)
    ordering = node.get("ordering") or "Parallel"
    if ordering.strip().lower() not in ("parallel", "sequential"):
        yield problem("adhoc-order", node, ordering=ordering)


def check_times(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Check that no process starts at a time that reads a variable: it has none yet."""
    for process in document.processes():
        for node in children(process, "startEvent"):
            for name in sorted(_read_at_start(document, node, known)):
                yield problem("timed-start-reads", node, name=name)


def _read_at_start(document: Document, node: Xml, known: frozenset[str]) -> set[str]:
    names: set[str] = set()
    for definition in document.definitions(node):
        for written in filter(None, (text(definition, time) for time in TIMES)):
            with suppress(feel.FeelSyntax):  # that is said of every text that is not FEEL
                if timing.read(written) is None and not timing.seems_time(written):
                    names |= feel.parse(written, known=known).names
    return names


def is_event_sub_process(node: Xml) -> bool:
    """Say whether a sub-process starts on an event."""
    return flag(node, "triggeredByEvent", otherwise="false")


def is_by_hand(document: Document, node: Xml) -> bool:
    """Say whether people may start the process at this element."""
    parent = node.getparent()
    at_top = parent is not None and local(parent) == "process"
    return at_top and local(node) == "startEvent" and not document.definitions(node)


def _plain(document: Document, container: Xml) -> Iterator[Problem]:
    starts = children(container, "startEvent")
    plain = [node for node in starts if not document.definitions(node)]
    at_top = local(container) == "process"
    if at_top:
        yield from _told_apart(plain)
    for node in plain[1:] if not at_top else []:
        yield problem("two-starts", node)
    for node in starts:
        kinds = [event_kind(one) for one in document.definitions(node)]
        if kinds and not at_top:
            yield problem("typed-start-inside", node)
        elif kinds:
            yield from _typed(node, kinds)
            yield from _together(document, node)
    yield from _receiving(document, container)


def _receiving(document: Document, container: Xml) -> Iterator[Problem]:
    """Check what starts a process without a start event."""
    at_top = local(container) == "process"
    for node in children(container, "receiveTask", "eventBasedGateway"):
        if not flag(node, "instantiate", otherwise="false"):
            continue
        if not at_top:
            yield problem("typed-start-inside", node)
        elif local(node) == "receiveTask" and _expects_more(document, container, node):
            yield problem("starting-receive", node)


def _expects_more(document: Document, container: Xml, node: Xml) -> bool:
    """Tell whether something is drawn on a task that is done when it begins: it never happens."""
    edges = (
        one
        for one in children(container, "boundaryEvent")
        if reference(one.get("attachedToRef")) == node.get("id")
    )
    kinds = {event_kind(found) for edge in edges for found in document.definitions(edge)}
    return bool(kinds - {"compensate"}) or any("Loop" in local(child) for child in node)


def _told_apart(plain: list[Xml]) -> Iterator[Problem]:
    """Warn of plain start events that nobody can choose between by their names."""
    if len(plain) < 2:  # noqa: PLR2004 - the only one is not chosen
        return
    names = [" ".join((node.get("name") or "").split()) for node in plain]
    for node, name in zip(plain, names, strict=True):
        if not name:
            yield problem("start-nameless", node)
        elif names.count(name) > 1:
            yield problem("start-named-twice", node, name=name)


def _typed(node: Xml, kinds: list[str]) -> Iterator[Problem]:
    for kind in kinds:
        if kind == "conditional":
            yield problem("conditional-start", node)
        elif kind not in _PROCESS:
            yield problem("start-kind", node, kind=kind)


def _together(document: Document, node: Xml) -> Iterator[Problem]:
    """Check a start event that needs all its events: they are kept until all have come."""
    definitions = document.definitions(node)
    if len(definitions) < 2 or not flag(node, "parallelMultiple", otherwise="false"):  # noqa: PLR2004
        return
    kinds = [event_kind(one) for one in definitions]
    for kind in kinds:
        if kind in _PROCESS - _KEPT:
            yield problem("start-together", node, kind=kind)
    named = [
        (kind, document.name(one, kind))
        for one, kind in zip(definitions, kinds, strict=True)
        if kind in _KEPT
    ]
    for (_, name), count in Counter(named).items():
        if count > 1:
            yield problem("start-together-twice", node, name=name)


def _event_sub_process(document: Document, node: Xml) -> Iterator[Problem]:
    starts = children(node, "startEvent")
    kinds = [event_kind(one) for start in starts for one in document.definitions(start)]
    if len(starts) != 1 or not kinds:
        yield problem("event-sub-process-start", node)
        return
    for kind in kinds:
        if kind not in _EVENT_SUB_PROCESS:
            yield problem("event-kind", starts[0], kind=kind)
    if "error" in kinds and not flag(starts[0], "isInterrupting", otherwise="true"):
        yield problem("not-interrupting", starts[0], kind="error")
    if "compensate" in kinds and len(kinds) > 1:
        yield problem("mixed-compensation", starts[0])
    parent = node.getparent()
    if "compensate" in kinds and parent is not None and local(parent) == "process":
        yield problem("undone-by-nobody", node)


def _connected(document: Document) -> set[str | None]:
    """Give the ids of what flows lead to or from, and of what boundary events stand on."""
    return {
        reference(node.get(attribute))
        for node in inside(document.root, "sequenceFlow", "boundaryEvent")
        for attribute in ("sourceRef", "targetRef", "attachedToRef")
    }


def _undoings(document: Document, container: Xml) -> Iterator[Problem]:
    undoing = [
        node
        for node in children(container, "subProcess")
        if is_event_sub_process(node)
        and any(
            event_kind(one) == "compensate"
            for start in children(node, "startEvent")
            for one in document.definitions(start)
        )
    ]
    for node in undoing[1:]:
        yield problem("mixed-compensation", node)
