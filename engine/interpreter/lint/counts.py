"""Checks what reads how many items there are: only the activity as a whole knows that."""

from __future__ import annotations

from collections.abc import Iterator

from engine import feel
from engine.interpreter.bpmn import Xml, children, inside, local, own
from engine.interpreter.document import Document
from engine.interpreter.texts import Written, texts
from engine.interpreter.turns import COUNTERS, NUMBERS
from engine.interpreter.wording import problem
from engine.model import Problem

_REPEATED = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")
_DECLARING = (
    "dataObject",
    "property",
    "dataInput",
    "dataOutput",
    "inputDataItem",
    "outputDataItem",
)


def check(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Warn where an item reads a number of items (BPMN 2.0.2, table 10.31).

    A name that the file gives to a variable of its own is that variable.
    """
    read = [(one, _names(one, known)) for one in texts(document)]
    numbers = NUMBERS - set(_declared(document)) - set(_assigned(document, known))
    for written, names in read:
        found = [name for name in COUNTERS if name in names & numbers]
        if found and _is_in_item(written.node):
            yield problem("numbers-in-item", written.holder, names=", ".join(found))


def _names(written: Written, known: frozenset[str]) -> frozenset[str]:
    """Give what a text reads; nothing when it is no FEEL, which is said of it elsewhere."""
    try:
        read = written.read(known)
    except feel.FeelSyntax:
        return frozenset()
    if isinstance(read, feel.Expression):
        return read.names
    return frozenset(name for _, one in read.assignments for name in one.names)


def _is_in_item(node: Xml) -> bool:
    """Say whether a text is worked out for an item, and not to say how many there are."""
    above: Xml | None = node
    while above is not None and local(above) not in _REPEATED:
        if children(above, *_REPEATED):
            return True
        above = above.getparent()
    return False


def _declared(document: Document) -> Iterator[str]:
    for node in inside(document.root, *_DECLARING):
        yield node.get("name") or node.get("id") or ""


def _assigned(document: Document, known: frozenset[str]) -> Iterator[str]:
    for written in texts(document):
        try:
            read = written.read(known)
        except feel.FeelSyntax:
            continue
        if isinstance(read, feel.Script):
            yield from (name for name, _ in read.assignments)
        elif written.kind == "outputs":
            yield from read.entries or ()
    for node in inside(document.root):
        yield own(node, "result") or ""
