"""Reads files of others into XML, safely: no DOCTYPE, no entities, nothing too large or too deep.

What is a file of BPMN and what is one of DMN know the modules that ask; what is wrong with either
they say in words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from engine.errors import EngineError
from engine.model import Problem

Xml = etree._Element  # noqa: SLF001 - lxml has no other name for a node

_TOO_DEEP = 114  # how libxml2 calls a file that is nested deeper than it goes
_BEGINNING = (1, 1)
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


class Unreadable(Exception):
    """The bytes are refused; `code` names the reason, `facts` are the values to tell with it."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


class InvalidFile(EngineError):
    """A file that cannot be used; `problems` says why, in one sentence each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__()

    def opening(self, language: str) -> str:
        """Say that it cannot be used, without the reasons."""
        return super().sentence(language)

    def sentence(self, language: str) -> str:
        reasons = (problem.say(language) for problem in self.problems)
        return " ".join([self.opening(language), *reasons])


def read_xml(source: bytes, *, megabytes: int, depth: int) -> Xml:
    """Parse a file. Raises Unreadable: `too-large`, `doctype`, `too-deep` or `not-xml`."""
    if len(source) > megabytes * 1024 * 1024:
        raise Unreadable("too-large", megabytes=megabytes)
    if _DECLARATION.search(source.replace(b"\0", b"")):
        raise Unreadable("doctype")
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
        if getattr(wrong, "code", None) == _TOO_DEEP:
            raise Unreadable("too-deep", depth=depth) from wrong
        line, column = getattr(wrong, "position", _BEGINNING)
        raise Unreadable("not-xml", line=max(line, 1), column=max(column, 1)) from wrong
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise Unreadable("doctype")
    return root


def nodes(root: Xml, *, depth: int) -> Iterator[Xml]:
    """Go over every node; raises Unreadable where they are nested more than `depth` deep."""
    level = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > depth:
            raise Unreadable("too-deep", depth=depth)
        if event == "start":
            yield node
