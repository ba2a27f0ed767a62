"""Which rules of a table match together, and where none does, with an example of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine import feel
from engine.decisions.boxed import Table
from engine.decisions.regions import (
    ANYTHING,
    Piece,
    TooMany,
    Undecided,
    constants,
    holds,
    pieces,
    read_tests,
)

MOST_TESTS = 100_000  #: tests of pieces for one column; a larger table is not judged
MOST_LOOKS = 300_000  #: pieces that are looked at to find a gap

#: A piece of each column.
Example = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The pieces of a column, and for each the rules that surely and that possibly match there.

    Rules are bits: that of the first rule is 1.
    """

    pieces: tuple[Piece, ...]
    surely: tuple[int, ...]
    possibly: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """What is known of a column: the kind of its values, and tests of those that are allowed."""

    family: str
    allowed: str


_NO_DOMAIN = Domain("Any", "")
_ANY_ANSWER = "nobody knows"  # reads a name, so that it cannot be judged


def column(cells: Sequence[str], domain: Domain | None) -> Column:
    """Judge a column. Raises Undecided when nothing can be said about any of its values.

    Of a computed question (no domain) only dashes can be judged.
    """
    if domain is None:
        cells, domain = [cell if cell in {"", "-"} else _ANY_ANSWER for cell in cells], _NO_DOMAIN
    tests = [_readable(cell) for cell in cells]
    allowed = read_tests(domain.allowed) if domain.allowed not in {"", "-"} else None
    found = [one for test in {*tests, allowed} if test is not None for one in constants(test)]
    made = _cut(found, domain.family)
    if allowed is not None:
        made = tuple(piece for piece in made if holds(allowed, piece))
    different = {test for test in tests if test is not None}
    if len(made) * len(different) > MOST_TESTS:
        raise TooMany
    unread = sum(1 << place for place, test in enumerate(tests) if test is None)
    surely = tuple(_mask(tests, {one for one in different if holds(one, piece)}) for piece in made)
    return Column(made, surely, tuple(mask | unread for mask in surely))


def _cut(found: Sequence[Any], family: str) -> tuple[Piece, ...]:
    """Cut the values of a column into pieces; where all cells are dashes there is but one."""
    kinds = {feel.kind(one) for one in found}
    if not kinds and family != "boolean":
        return ANYTHING
    if family == "Any" and len(kinds) == 1:
        family = kinds.pop()
    if kinds - {family}:
        raise Undecided
    return pieces(found, family)


def _readable(cell: str) -> feel.Expression | None:
    """Read a cell; None when it cannot be judged."""
    try:
        tests = read_tests(cell or "-")
        constants(tests)
    except Undecided:
        return None
    return tests


def _mask(tests: Sequence[feel.Expression | None], passing: set[feel.Expression]) -> int:
    return sum(1 << place for place, test in enumerate(tests) if test in passing)


def judged(table: Table, domains: Sequence[Domain | None]) -> list[Column]:
    """Judge every column of a table. Raises Undecided."""
    asked = [one.text for one in table.inputs]
    if len(set(asked)) < len(asked):  # the same question twice: columns are not independent
        raise Undecided
    return [
        column([rule.inputs[place] for rule in table.rules], domain)
        for place, domain in enumerate(domains)
    ]


def overlaps(columns: Sequence[Column], rules: int) -> Iterator[tuple[int, int, Example]]:
    """Give the pairs of rules (from 1) that match together, with an example."""
    together = [(1 << rules) - 1] * rules
    for one in columns:
        together = [
            before & here for before, here in zip(together, _together(one, rules), strict=True)
        ]
    for second in range(rules):
        for first in range(second):
            if together[second] >> first & 1:
                example = _common(columns, 1 << first | 1 << second)
                if example is not None:
                    yield first + 1, second + 1, example


def _together(one: Column, rules: int) -> list[int]:
    """Give for each rule the rules that match with it somewhere in a column."""
    found = [0] * rules
    for mask in set(one.surely):
        rest = mask
        while rest:
            lowest = rest & -rest
            found[lowest.bit_length() - 1] |= mask
            rest ^= lowest
    return found


def _common(columns: Sequence[Column], both: int) -> Example | None:
    example = []
    for one in columns:
        piece = next(
            (
                piece
                for piece, rules in zip(one.pieces, one.surely, strict=True)
                if rules & both == both
            ),
            None,
        )
        if piece is None:
            return None
        example.append(piece)
    return tuple(example)


def gap(columns: Sequence[Column], rules: int) -> Example | None:
    """Give an example for which no rule matches; None if there is none. Raises TooMany."""
    return _Search(columns).gap(0, (1 << rules) - 1)


class _Search:
    """Looks for values that no rule covers, column by column, each set of rules once."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.seen: set[tuple[int, int]] = set()
        self.looks = 0

    def gap(self, place: int, rules: int) -> Example | None:
        """Look from a column on, when these rules match in the columns before it."""
        if not rules:
            rest = [one.pieces for one in self.columns[place:]]
            return tuple(one[0] for one in rest) if all(rest) else None
        if place == len(self.columns) or (place, rules) in self.seen:
            return None
        self.seen.add((place, rules))
        here = self.columns[place]
        for piece, matching in zip(here.pieces, here.possibly, strict=True):
            self.looks += 1
            if self.looks > MOST_LOOKS:
                raise TooMany
            found = self.gap(place + 1, rules & matching)
            if found is not None:
                return (piece, *found)
        return None
