"""Checks data: what is read, written and bound must be there, and be one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.interpreter.associations import ASSOCIATIONS, DATA, STORES, data_name, sources
from engine.interpreter.bpmn import FLOW_NODES, Xml, children, inside, local, reference, text
from engine.interpreter.document import Document
from engine.interpreter.wording import problem
from engine.model import Problem

#: what the binding of a global task to an operation refers to (BPMN 2.0.2, table 10.25)
_BOUND = {
    "operationRef": ("operation",),
    "inputDataRef": ("dataInput", "inputSet"),
    "outputDataRef": ("dataOutput", "outputSet"),
}
_NAME = re.compile(r"[^\W\d]\w*")


def check(document: Document) -> Iterator[Problem]:
    """Check every data association, and what else refers to data."""
    for association in inside(document.root, *ASSOCIATIONS):
        node = _holder(association)
        read = sources(association)
        refs = [ref for ref in (*read, reference(text(association, "targetRef"))) if ref]
        for ref in refs:
            found = document.target(ref)
            if found is None or local(found) not in (*DATA, *STORES):
                yield problem("unknown-data", node, ref=ref)
            elif local(found) in STORES:
                yield problem("data-store", node, store=found.get("name") or ref)
        yield from _how(document, node, association, read)
    yield from _references(document)


def _references(document: Document) -> Iterator[Problem]:
    for shown in inside(document.root, "dataObjectReference"):
        named = shown.get("dataObjectRef")
        if named is not None and document.target(named, "dataObject") is None:
            yield problem("unknown-reference", shown, ref=named, kind="dataObject")
    for binding in inside(document.root, "ioBinding"):
        for name, tags in _BOUND.items():
            bound = binding.get(name)
            if bound is not None and document.target(bound, *tags) is None:
                yield problem("unknown-reference", binding.getparent(), ref=bound, kind=tags[0])


def _how(
    document: Document, node: Xml | None, association: Xml, read: list[str | None]
) -> Iterator[Problem]:
    assignments = children(association, "assignment")
    transformation = text(association, "transformation")
    if text(association, "targetRef") is None and not assignments:
        yield problem("data-without-target", node)
    if len(read) > 1 and not assignments and transformation is None:
        yield problem("data-from-many", node)
    if assignments and transformation is not None:
        yield problem("data-in-two-ways", node)
    for assignment in assignments:
        to = text(assignment, "to") or ""
        if text(assignment, "from") is None or not (data_name(document, to) or _NAME.fullmatch(to)):
            yield problem("data-assignment", node, to=to)


def _holder(association: Xml) -> Xml | None:
    """Give the element that an association stands under."""
    above = association.getparent()
    while above is not None and local(above) not in FLOW_NODES:
        above = above.getparent()
    return above
