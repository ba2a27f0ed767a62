"""Reads bytes into the XML of DMN, or says why they are none."""

from __future__ import annotations

from engine import sources
from engine.decisions.dmn import Xml, local
from engine.decisions.errors import InvalidDecisions
from engine.decisions.wording import problem
from engine.sources import Unreadable

MEGABYTES = 5  #: a larger file is refused
BYTES = MEGABYTES * 1024 * 1024
NODES = 200_000
DEPTH = 150


def read_xml(source: bytes) -> Xml:
    """Parse a file. Raises InvalidDecisions when it is too large, not XML, or not DMN."""
    try:
        return _read(source)
    except Unreadable as refused:
        raise InvalidDecisions([problem(refused.code, ("", ""), **refused.facts)]) from refused


def _read(source: bytes) -> Xml:
    root = sources.read_xml(source, megabytes=MEGABYTES, depth=DEPTH)
    if local(root) != "definitions":
        raise Unreadable("not-dmn")
    if sum(1 for _ in sources.nodes(root, depth=DEPTH)) > NODES:
        raise Unreadable("too-many-nodes", nodes=NODES)
    return root
