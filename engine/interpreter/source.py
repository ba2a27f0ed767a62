"""Reads bytes into XML, safely: no DOCTYPE, no entities, nothing from outside or too large."""

from __future__ import annotations

import re
from typing import NoReturn

from lxml import etree

from engine.interpreter.bpmn import M, Xml, local
from engine.interpreter.errors import InvalidDiagram
from engine.interpreter.wording import problem
from engine.limits import LARGEST

MEGABYTES = 2  #: a larger file is refused
BYTES = MEGABYTES * 1024 * 1024
DEPTH = 100
_LIMIT = 114  # how libxml2 calls a file that is nested deeper than it goes


def read_xml(source: bytes, elements: int = LARGEST.elements) -> Xml:
    """Parse a diagram. Raises InvalidDiagram when it is too large, not XML, or not BPMN.

    `elements` are how many BPMN elements with an id it may have; the drawing of them does not
    count. What was deployed is read whatever may be offered now.
    """
    if len(source) > BYTES:
        _refuse("too-large", megabytes=MEGABYTES)
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", source.replace(b"\0", b""), re.IGNORECASE):
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
    if root.tag != M + "definitions":
        _refuse("not-bpmn")
    _measure(root, elements)
    return root


def _measure(root: Xml, most: int) -> None:
    elements = depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start" and bool(local(node)) and node.get("id") is not None
        if depth > DEPTH:
            _refuse("too-deep", depth=DEPTH)
    if elements > most:
        _refuse("too-many-elements", elements=most)


def _refuse(code: str, **facts: object) -> NoReturn:
    raise InvalidDiagram([problem(code, None, **facts)])
