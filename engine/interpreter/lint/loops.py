"""Checks activities that happen more than once."""

from __future__ import annotations

from collections.abc import Iterator

from engine import feel
from engine.interpreter.bpmn import ACTIVITIES, Xml, children, content, flag, inside, local, text
from engine.interpreter.document import Document
from engine.interpreter.wording import problem
from engine.model import Problem

_BEHAVIORS = ("All", "None", "One", "Complex")


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


def whole_number(node: Xml, holder: Xml, name: str, least: int) -> Iterator[Problem]:
    """Check an attribute that must be a whole number."""
    value = holder.get(name)
    if (value is not None and not (value.strip().isascii() and value.strip().isdigit())) or (
        value is not None and int(value) < least
    ):
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
    elif behavior == "Complex":
        events = [
            definition
            for one in children(many, "complexBehaviorDefinition")
            for event in children(one, "event")
            for definition in document.definitions(event)
        ]
        if not events:
            yield problem("behavior-without-event", node, behavior=behavior)
    elif behavior != "All":
        shared = document.target(many.get(f"{behavior.lower()}BehaviorEventRef"))
        if shared is None or not local(shared).endswith("EventDefinition"):
            yield problem("behavior-without-event", node, behavior=behavior)


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
