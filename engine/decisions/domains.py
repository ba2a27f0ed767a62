"""What is known of the question of a column: whether it is a plain name, and of what type."""

from __future__ import annotations

from collections.abc import Mapping

from engine import feel
from engine.decisions.allowed import allowed_values
from engine.decisions.boxed import Decision, Input, InputData, Knowledge, Node
from engine.decisions.coverage import Domain
from engine.decisions.library import Library
from engine.decisions.members import declared
from engine.feel import ANY, Type, tree


def names_of(node: Decision | Knowledge, nodes: Mapping[str, Node]) -> dict[str, str]:
    """Give the names that the logic of an element may read, each with its type as it is written."""
    known = declared(node.logic)
    for key in node.requires:
        required = nodes.get(key)
        if isinstance(required, (InputData, Decision)):
            known[required.name] = required.type_ref
    return known


def domain(asked: Input, library: Library, known: Mapping[str, str]) -> Domain | None:
    """Give what is known of a column: from itself, its type, or the type of what it asks for.

    None for a question that is computed: nobody knows which answers it can have.
    """
    path = _path(asked.text, library, known)
    if path is None:
        return None
    name, *entries = path
    ref = known.get(name, "")
    allowed = (
        asked.values
        or allowed_values(library, asked.type_ref)
        or allowed_values(library, ref, *entries)
    )
    return Domain(_family(library, asked.type_ref, ref, entries), allowed)


def _path(text: str, library: Library, known: Mapping[str, str]) -> list[str] | None:
    """Give the names of `a.b.c`; None for any other expression."""
    try:
        node = feel.parse(text, known=library.known(frozenset(known), text)).node
    except feel.FeelSyntax:
        return None
    entries: list[str] = []
    while isinstance(node, tree.Path):
        entries.append(node.name)
        node = node.source
    return [node.name, *reversed(entries)] if isinstance(node, tree.Name) else None


def _family(library: Library, own: str, ref: str, entries: list[str]) -> str:
    """Give the kind of values of a column: as it says itself, else as what it asks for has it."""
    found = library.find_type(own) or ANY
    if found.family == "Any":
        found = _inside(library.find_type(ref) or ANY, entries)
    return found.family


def _inside(wanted: Type, entries: list[str]) -> Type:
    for entry in entries:
        wanted = dict(wanted.inside).get(entry, ANY)
    return wanted
