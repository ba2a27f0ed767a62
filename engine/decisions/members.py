"""The names that stand behind a dot somewhere: entries of types, contexts, relations, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from engine.decisions.boxed import Entry, File, Item, Output, Parameter

WORD = re.compile(r"\w+")


def members(files: Iterable[File], imported: frozenset[str]) -> dict[str, list[str]]:
    """Give the names of entries in these files by their first word; single words need no help.

    Also those of the elements in the files that are `imported`, by namespace.
    """
    found: set[str] = set()
    for file in files:
        found.update(_named((file.items, file.nodes)))
        if file.namespace in imported:
            found.update(node.name for node in file.nodes)
    arranged: dict[str, list[str]] = {}
    for name in sorted(found):
        first = WORD.match(name)
        if first is not None and first.group() != name:
            arranged.setdefault(first.group(), []).append(name)
    return arranged


def declared(part: object) -> dict[str, str]:
    """Give the names an expression declares itself, each with its type as it is written."""
    return {one.name: one.type_ref for one in _declarations(part) if one.name}


def _declarations(part: object) -> Iterator[Entry | Parameter]:
    if isinstance(part, (Entry, Parameter)):
        yield part
    for one in _parts(part):
        yield from _declarations(one)


def _parts(part: object) -> Iterator[object]:
    if isinstance(part, tuple):
        yield from part
    elif is_dataclass(part):
        yield from (getattr(part, field.name) for field in fields(part))


def _named(part: object) -> Iterator[str]:
    if isinstance(part, (Entry, Item, Output)):
        yield part.name
    for one in _parts(part):
        yield from _named(one)
