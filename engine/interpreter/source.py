"""Reads bytes into the XML of BPMN, or says why they are none."""

from __future__ import annotations

from engine import sources
from engine.interpreter.bpmn import M, Xml, local
from engine.interpreter.errors import InvalidDiagram
from engine.interpreter.wording import problem
from engine.limits import LARGEST
from engine.sources import Unreadable

MEGABYTES = 2  #: a larger file is refused
BYTES = MEGABYTES * 1024 * 1024
DEPTH = 100


def read_xml(source: bytes, elements: int = LARGEST.elements) -> Xml:
    """Parse a diagram. Raises InvalidDiagram when it is too large, not XML, or not BPMN.

    `elements` are how many BPMN elements with an id it may have; the drawing of them does not
    count. What was deployed is read whatever may be offered now.
    """
    try:
        return _read(source, elements)
    except Unreadable as refused:
        raise InvalidDiagram([problem(refused.code, None, **refused.facts)]) from refused


def _read(source: bytes, most: int) -> Xml:
    root = sources.read_xml(source, megabytes=MEGABYTES, depth=DEPTH)
    if root.tag != M + "definitions":
        raise Unreadable("not-bpmn")
    if sum(map(_counts, sources.nodes(root, depth=DEPTH))) > most:
        raise Unreadable("too-many-elements", elements=most)
    return root


def _counts(node: Xml) -> bool:
    return bool(local(node)) and node.get("id") is not None
