"""Cells that can only be mistakes: rules that never match, and outcomes that are not allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine import feel
from engine.decisions.allowed import allowed_values
from engine.decisions.boxed import Output, Table
from engine.decisions.coverage import Column, Domain, column
from engine.decisions.library import Library
from engine.decisions.regions import Piece, Undecided, holds, read_tests
from engine.decisions.wording import problem
from engine.model import Excerpt, Problem

_NULL = Piece(None)


def check_rules(
    table: Table, place: tuple[str, str], library: Library, domains: Sequence[Domain | None]
) -> Iterator[Problem]:
    """Give the cells of a table that no value passes, and the outcomes that are never given."""
    for at, domain in enumerate(domains):
        cells = [rule.inputs[at] if at < len(rule.inputs) else "-" for rule in table.rules]
        for number in _never(cells, domain):
            label = table.inputs[at].label
            yield _told("never-matches", place, number + 1, cells[number], label)
    for at, output in enumerate(table.outputs):
        cells = [rule.outputs[at] if at < len(rule.outputs) else "" for rule in table.rules]
        for number in _not_allowed(cells, output, library):
            yield _told("never-allowed", place, number + 1, cells[number], output.label)


def _never(cells: Sequence[str], domain: Domain | None) -> Iterator[int]:
    """Give the places of the cells that no possible value passes, null included."""
    try:
        judged = column(cells, domain)
    except Undecided:
        return
    possible = _anywhere(judged)
    for number, cell in enumerate(cells):
        if judged.pieces and not possible >> number & 1 and not holds(read_tests(cell), _NULL):
            yield number


def _anywhere(judged: Column) -> int:
    found = 0
    for mask in judged.possibly:
        found |= mask
    return found


def _not_allowed(cells: Sequence[str], output: Output, library: Library) -> Iterator[int]:
    """Give the places of the constants that are not among the values of an output."""
    written = output.values or allowed_values(library, output.type_ref)
    try:
        allowed = read_tests(written or "-")
    except Undecided:
        return
    for number, cell in enumerate(cells):
        value = _constant(cell)
        if value is not None and not holds(allowed, Piece(value)):
            yield number


def _constant(cell: str) -> object:
    try:
        node = feel.parse(cell or "null").node
    except feel.FeelSyntax:
        return None
    return node.value if isinstance(node, feel.tree.Literal) else None


def _told(code: str, place: tuple[str, str], rule: int, cell: str, label: str) -> Problem:
    found = problem(code, place, rule=rule, cell=cell, column=label)
    return replace(found, excerpt=Excerpt(cell, 1, 1, len(cell.split("\n", 1)[0])))
