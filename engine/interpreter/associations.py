"""Reads data associations: which variable, or which expression, goes to which variable."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine import feel
from engine.interpreter.bpmn import (
    ACTIVITIES,
    TASKS,
    Xml,
    children,
    content,
    local,
    reference,
    text,
)
from engine.interpreter.dataflow import Copy, DataFlow
from engine.interpreter.document import Document

ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")
DATA = (
    "dataObject",
    "dataObjectReference",
    "property",
    "dataInput",
    "dataOutput",
    "inputDataItem",
    "outputDataItem",
)
STORES = ("dataStore", "dataStoreReference")
_LISTS = ("loopDataInputRef", "loopDataOutputRef")

Parse = Callable[[str | None], feel.Expression | None]


def read(document: Document, node: Xml, parse: Parse) -> DataFlow | None:
    """Give what goes in and out of an element; None when nothing does."""
    inputs = tuple(_copies(document, node, "dataInputAssociation", parse))
    outputs = tuple(_copies(document, node, "dataOutputAssociation", parse))
    own = set(_properties(node))
    if not inputs and not outputs and not own:
        return None
    if local(node) in ACTIVITIES:
        used = {copy.target for copy in inputs} | {copy.source for copy in outputs}
        own |= {name for name in _sides(node) if name in used or _is_read(name, outputs)}
    return DataFlow(frozenset(own), inputs, outputs)


def data_name(document: Document, ref: str | None) -> str | None:
    """Give the variable that a reference to data stands for; None for a store or a placeholder."""
    node = document.target(ref, *DATA)
    if node is not None and local(node) == "dataObjectReference":
        node = document.target(node.get("dataObjectRef"), "dataObject")
    if node is None:
        return None
    name = node.get("name") or node.get("id") or ""
    return None if name.startswith("__") else name


def sources(association: Xml) -> list[str | None]:
    """Give the ids of what an association reads."""
    return [reference(content(ref)) for ref in children(association, "sourceRef")]


def _copies(document: Document, node: Xml, tag: str, parse: Parse) -> Iterator[Copy]:
    lists = _lists(node)
    for association in children(node, tag):
        if lists & {*sources(association), reference(text(association, "targetRef"))}:
            continue  # the list of a multi-instance is read where it stands
        target = data_name(document, reference(text(association, "targetRef")))
        assignments = children(association, "assignment")
        for assignment in assignments:
            to = text(assignment, "to") or ""
            yield Copy(data_name(document, to) or to, expression=parse(text(assignment, "from")))
        transformation = parse(text(association, "transformation"))
        if assignments or target is None:
            continue
        if transformation is not None:
            yield Copy(target, expression=transformation)
        for source in sources(association)[:1] if transformation is None else []:
            name = data_name(document, source)
            if name is not None:
                yield Copy(target, source=name)


def _lists(node: Xml) -> set[str | None]:
    return {
        reference(text(many, tag))
        for many in children(node, "multiInstanceLoopCharacteristics")
        for tag in _LISTS
        if text(many, tag)
    }


def _properties(node: Xml) -> Iterator[str]:
    """Give the variables of a task itself; those of a sub-process belong to its inside."""
    if local(node) in (*TASKS, "callActivity"):
        for data in children(node, "property"):
            name = data.get("name") or data.get("id") or ""
            if not name.startswith("__"):
                yield name


def _sides(node: Xml) -> Iterator[str]:
    """Give the names of the data inputs and outputs of an activity."""
    for specification in children(node, "ioSpecification"):
        for data in children(specification, "dataInput", "dataOutput"):
            yield data.get("name") or data.get("id") or ""


def _is_read(name: str, outputs: tuple[Copy, ...]) -> bool:
    return any(copy.expression is not None and name in copy.expression.names for copy in outputs)
