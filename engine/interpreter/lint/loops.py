"""Checks activities that happen more than once."""

from __future__ import annotations

from collections.abc import Iterator

from engine import feel
from engine.interpreter.bpmn import ACTIVITIES, Xml, children, content, flag, inside, text
from engine.interpreter.document import Document, event_kind, is_event_definition
from engine.interpreter.happenings import RAISED
from engine.interpreter.wording import problem
from engine.model import Problem

_BEHAVIORS = ("All", "None", "One", "Complex")
MOST_TURNS = 999_999_999
_TOLD = frozenset(("message", "signal", "error", "escalation"))


def check(document: Document) -> Iterator[Problem]:
    """Check loops and multi-instances."""
    for node in inside(document.root, *ACTIVITIES):
        loops = children(node, "standardLoopCharacteristics")
        many = children(node, "multiInstanceLoopCharacteristics")
        if len(loops) + len(many) > 1:
            yield problem("loop-and-many", node)
        for loop in loops:
            if text(loop, "loopCondition") is None and not loop.get("loopMaximum"):
                yield problem("loop-without-end", node)
            yield from whole_number(node, loop, "loopMaximum", 0)
        for one in many:
            yield from _many(document, node, one)
            if not flag(one, "isSequential", otherwise="false"):
                yield from _shared_counters(node, one)


def told_by_items(document: Document, node: Xml) -> list[Xml]:
    """Give the definitions of the events that the items of an activity throw when they are done."""
    return [
        event
        for many in children(node, "multiInstanceLoopCharacteristics")
        if (behavior := many.get("behavior") or "All") in _BEHAVIORS[1:]
        for event in _events(document, many, behavior)
    ]


def whole_number(
    node: Xml, holder: Xml, name: str, least: int, most: int = MOST_TURNS
) -> Iterator[Problem]:
    """Check an attribute that must be a whole number, not too large."""
    value = holder.get(name)
    if value is None:
        return
    digits = value.strip()
    if not (digits.isascii() and digits.isdigit()):
        yield problem("not-a-number", node, name=name, least=least)
    elif len(digits) > len(str(most)) or int(digits) > most:
        code = "number-too-large" if len(digits) <= len(str(MOST_TURNS)) else "number-beyond-all"
        yield problem(code, node, name=name, most=most)
    elif int(digits) < least:
        yield problem("not-a-number", node, name=name, least=least)


def _many(document: Document, node: Xml, many: Xml) -> Iterator[Problem]:
    count, collection = text(many, "loopCardinality"), text(many, "loopDataInputRef")
    if count is None and collection is None:
        yield problem("many-without-count", node)
    if count is not None and collection is not None:
        yield problem("many-with-both", node)
    inputs, outputs = children(many, "inputDataItem"), children(many, "outputDataItem")
    if inputs and collection is None:
        yield problem("item-without-list", node, list="loopDataInputRef")
    if outputs and text(many, "loopDataOutputRef") is None:
        yield problem("item-without-list", node, list="loopDataOutputRef")
    if text(many, "loopDataOutputRef") is not None and not outputs:
        yield problem("output-without-item", node)
    yield from _behavior(document, node, many)


def _behavior(document: Document, node: Xml, many: Xml) -> Iterator[Problem]:
    behavior = many.get("behavior") or "All"
    if behavior not in _BEHAVIORS:
        yield problem("not-executed", node, kind=f"behavior={behavior}")
    elif behavior != "All":
        events = _events(document, many, behavior)
        if not events:
            yield problem("behavior-without-event", node, behavior=behavior)
        for event in events:
            yield from _told(document, node, event)


def _events(document: Document, many: Xml, behavior: str) -> list[Xml]:
    """Give the definitions of the events that items throw with this behaviour."""
    if behavior == "Complex":
        return [
            definition
            for one in children(many, "complexBehaviorDefinition")
            for event in children(one, "event")
            for definition in document.definitions(event)
        ]
    shared = document.target(many.get(f"{behavior.lower()}BehaviorEventRef"))
    return [shared] if shared is not None and is_event_definition(shared) else []


def _told(document: Document, node: Xml, event: Xml) -> Iterator[Problem]:
    """Check that a boundary event can catch what items throw (BPMN 2.0.2, clause 10.3.8)."""
    kind = event_kind(event)
    is_named = kind in _TOLD and document.name(event, kind) is not None
    if not is_named and (kind not in RAISED or event.get(f"{kind}Ref") is not None):
        yield problem("behavior-event", node, kind=kind)


def _shared_counters(node: Xml, many: Xml) -> Iterator[Problem]:
    """Warn where items that run at the same time count in one and the same variable."""
    own = {
        name
        for tag in ("inputDataItem", "outputDataItem")
        for item in children(many, tag)
        if (name := item.get("name") or item.get("id"))
    }
    for data in inside(node, "dataObject", "property"):
        own.add(data.get("name") or data.get("id") or "")
    written: dict[str, None] = {}
    for script in inside(node, "script"):
        try:
            assignments = feel.parse_script(content(script) or "").assignments
        except feel.FeelSyntax:
            continue
        counted = [name for name, expression in assignments if name in expression.names]
        written.update(dict.fromkeys(counted))
    for name in written:
        if name not in own:
            yield problem("shared-counter", node, name=name)
