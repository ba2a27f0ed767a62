"""Reads bytes into the XML of BPMN, or says why they are none."""

from __future__ import annotations

from engine import sources
from engine.interpreter.bpmn import M, Xml, local
from engine.interpreter.errors import InvalidDiagram
from engine.interpreter.wording import problem
from engine.sources import Unreadable

MEGABYTES = 2  #: a larger file is refused
BYTES = MEGABYTES * 1024 * 1024
ELEMENTS = 5_000  #: BPMN elements with an id; the drawing of them does not count
DEPTH = 100


def read_xml(source: bytes) -> Xml:
    """Parse a diagram. Raises InvalidDiagram when it is too large, not XML, or not BPMN."""
    try:
        return _read(source)
    except Unreadable as refused:
        raise InvalidDiagram([problem(refused.code, None, **refused.facts)]) from refused


def _read(source: bytes) -> Xml:
    root = sources.read_xml(source, megabytes=MEGABYTES, depth=DEPTH)
    if root.tag != M + "definitions":
        raise Unreadable("not-bpmn")
    elements = sum(map(_counts, sources.nodes(root, depth=DEPTH)))
    if elements > ELEMENTS:
        raise Unreadable("too-many-elements", elements=ELEMENTS)
    return root


def _counts(node: Xml) -> bool:
    return bool(local(node)) and node.get("id") is not None
