"""The names that stand behind a dot somewhere: entries of types, contexts, relations, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from engine.decisions.boxed import Entry, File, Item, Node, Output


def members(files: list[File]) -> frozenset[str]:
    """Give the names of entries in these files, and of what an import has."""
    return frozenset(
        name
        for file in files
        for part in (*file.items, *file.nodes)
        for name in _named(part)
        if name
    )


def _named(part: object) -> Iterator[str]:
    if isinstance(part, (Entry, Item, Output, Node)):
        yield part.name
    if isinstance(part, tuple):
        for one in part:
            yield from _named(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _named(getattr(part, field.name))
