"""The names that stand behind a dot somewhere: entries of types, contexts, relations, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from engine.decisions.boxed import Entry, File, Item, Output

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


def _named(part: object) -> Iterator[str]:
    if isinstance(part, (Entry, Item, Output)):
        yield part.name
    if isinstance(part, tuple):
        for one in part:
            yield from _named(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _named(getattr(part, field.name))
