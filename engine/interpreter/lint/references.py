"""Checks references that only the drawing needs, and names without which an id would count."""

from __future__ import annotations

from collections.abc import Iterator

from engine.interpreter.bpmn import NAME, Xml, children, content, inside, local, reference
from engine.interpreter.document import Document
from engine.interpreter.wording import problem
from engine.model import Problem

#: attributes of what is drawn that refer to something else in the file
_DRAWN = {
    "participant": ("processRef",),
    "messageFlow": ("sourceRef", "targetRef"),
    "association": ("sourceRef", "targetRef"),
    "dataStoreReference": ("dataStoreRef",),
}
_LISTS = ("loopDataInputRef", "loopDataOutputRef")


def check(document: Document) -> Iterator[Problem]:
    """Check what refers to nothing without changing what is executed, and what has no name."""
    for node, ref in _references(document):
        if ref is not None and document.target(ref) is None:
            kind = "" if node is None else local(node)
            yield problem("refers-to-nothing", node, ref=ref, kind=kind)
    for node in children(document.root, "message", "signal"):
        if not (node.get("name") or "").strip():
            yield problem("nameless", node, ref=node.get("id") or "")
    yield from _other_files(document)


def _references(document: Document) -> Iterator[tuple[Xml | None, str | None]]:
    """Give what refers to something, and to what; a list may also be the name of a variable."""
    for node in inside(document.root, *_DRAWN):
        for attribute in _DRAWN[local(node)]:
            yield node, reference(node.get(attribute))
    for node in inside(document.root, "flowNodeRef"):
        yield node.getparent(), reference(content(node))
    for node in inside(document.root, *_LISTS):
        named = content(node)
        many = node.getparent()
        if named is not None and not NAME.fullmatch(named) and many is not None:
            yield many.getparent(), reference(named)


def _other_files(document: Document) -> Iterator[Problem]:
    """Say what stands in other files, which are not read, and what must be understood."""
    for node in children(document.root, "import"):
        yield problem("import-not-read", node, file=node.get("location") or "")
    for node in children(document.root, "extension"):
        if (node.get("mustUnderstand") or "").strip() in ("true", "1"):
            yield problem("must-understand", node, name=node.get("definition") or "")
