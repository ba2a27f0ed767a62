"""Tells which variables the elements of a process write, as far as the diagram itself says.

What forms and messages bring is not among that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine import feel
from engine.interpreter import associations
from engine.interpreter.bpmn import (
    SUB_PROCESSES,
    Xml,
    children,
    content,
    identity,
    inside,
    local,
    own,
    reference,
    text,
)
from engine.interpreter.document import Document, flow_nodes

DECLARING = ("dataObject", "property")
_ITEMS = ("inputDataItem", "outputDataItem")
_MANY = "multiInstanceLoopCharacteristics"


@dataclass(frozen=True, slots=True)
class Writer:
    """An element that writes variables with these `names`, and what the process `called` gives.

    What is `kept` belongs to itself or to what stands around it, and is not seen further out.
    """

    element_id: str
    element_name: str
    names: frozenset[str]
    called: str = ""
    kept: frozenset[str] = frozenset()

    @property
    def said(self) -> str:
        """Give the name that people know it by."""
        return self.element_name or self.element_id


class Writers:
    """Finds them in one document. `known` are function names of several words."""

    def __init__(self, document: Document, known: frozenset[str]) -> None:
        self._document = document
        self._known = known

    def inside(self, container: Xml) -> Iterator[Writer]:
        """Give all that write inside a process or sub-process, in the order of the file."""
        for node in flow_nodes(container):
            yield from self.of(node)

    def of(self, node: Xml) -> Iterator[Writer]:
        """Give what an element writes, and all inside it."""
        if local(node) in SUB_PROCESSES:
            kept = self.kept(node)
            for one in self.inside(node):
                yield replace(one, kept=one.kept | kept)
        else:
            work = self.by_work(node)
            if work.names or work.called:
                yield work
        given = frozenset(self._given(node))
        if given:
            yield _writer(node, given)

    def by_work(self, node: Xml) -> Writer:
        """Give what an element itself writes as it does its work."""
        names = frozenset(self._names(node))
        return replace(_writer(node, names), called=self._called(node), kept=self.kept(node))

    def kept(self, node: Xml) -> frozenset[str]:
        """Give the variables that an element has for itself, or for each of its items."""
        items = {
            one.get("name") or one.get("id") or content(one) or ""
            for many in children(node, _MANY)
            for one in children(many, *_ITEMS)
        }
        flow = associations.read(self._document, node, self._parse)
        mine = set(declared(node)) if local(node) in SUB_PROCESSES else set()
        return frozenset(items | mine | (flow.own if flow else frozenset()))

    def _called(self, node: Xml) -> str:
        """Give the process whose variables a call gives back as they are; else nothing."""
        is_call = local(node) == "callActivity" and own(node, "outputs") is None
        return (reference(node.get("calledElement")) or "") if is_call else ""

    def _names(self, node: Xml) -> Iterator[str]:
        if result := own(node, "result"):
            yield result
        if local(node) == "callActivity" and (mapping := self._parse(own(node, "outputs"))):
            yield from mapping.entries or ()
        if local(node) == "scriptTask" and (script := text(node, "script")):
            try:
                assignments = feel.parse_script(script, known=self._known).assignments
            except feel.FeelSyntax:
                return
            yield from (name for name, _ in assignments)

    def _given(self, node: Xml) -> Iterator[str]:
        """Give what goes out of an element as it leaves: its data, and the results of many."""
        flow = associations.read(self._document, node, self._parse)
        items = self.kept(node)
        if flow is not None:
            yield from (one.target for one in flow.outputs if one.target not in items)
        for many in children(node, _MANY):
            if result := self._document.variable(text(many, "loopDataOutputRef")):
                yield result

    def _parse(self, written: str | None) -> feel.Expression | None:
        if written is None:
            return None
        try:
            return feel.parse(written, known=self._known)
        except feel.FeelSyntax:
            return None


def declared(container: Xml) -> Iterator[str]:
    """Give the names of the variables that belong to a process or sub-process."""
    for one in children(container, *DECLARING):
        yield one.get("name") or one.get("id") or ""


def declared_anywhere(container: Xml) -> Iterator[str]:
    """Give those, and the ones of everything inside."""
    for one in inside(container, *DECLARING):
        yield one.get("name") or one.get("id") or ""


def _writer(node: Xml, names: frozenset[str]) -> Writer:
    return Writer(identity(node), " ".join((node.get("name") or "").split()), names)
