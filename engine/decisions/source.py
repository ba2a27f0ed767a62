"""Reads bytes into XML, safely: no DOCTYPE, no entities, nothing from outside or too large."""

from __future__ import annotations

import re
from typing import NoReturn

from lxml import etree

from engine.decisions.dmn import Xml, local
from engine.decisions.errors import InvalidDecisions
from engine.decisions.wording import problem

MEGABYTES = 5  #: a larger file is refused
BYTES = MEGABYTES * 1024 * 1024
NODES = 200_000
DEPTH = 150
_LIMIT = 114  # how libxml2 calls a file that is nested deeper than it goes

_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_xml(source: bytes) -> Xml:
    """Parse a file. Raises InvalidDecisions when it is too large, not XML, or not DMN."""
    if len(source) > BYTES:
        _refuse("too-large", megabytes=MEGABYTES)
    if _DECLARATION.search(source.replace(b"\0", b"")):
        _refuse("doctype")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        if getattr(wrong, "code", None) == _LIMIT:
            _refuse("too-deep", depth=DEPTH)
        _refuse("not-xml", reason=str(wrong))
    if getattr(root.getroottree().docinfo, "doctype", ""):
        _refuse("doctype")
    if local(root) != "definitions":
        _refuse("not-dmn")
    _measure(root)
    return root


def _measure(root: Xml) -> None:
    nodes = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        nodes += event == "start"
        if depth > DEPTH:
            _refuse("too-deep", depth=DEPTH)
    if nodes > NODES:
        _refuse("too-many-nodes", nodes=NODES)


def _refuse(code: str, **facts: object) -> NoReturn:
    raise InvalidDecisions([problem(code, ("", ""), **facts)])
