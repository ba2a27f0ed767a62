"""What the cells of a column tell apart: the pieces of its values, each with an example.

The numbers, dates or words that stand in the cells cut all values into pieces that no cell tells
apart: each of them, what lies between two neighbours, and what lies outside. Whether a rule holds
in a piece is then asked of FEEL itself, with the example. A cell that does more than compare with
constants cannot be judged so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from engine import feel
from engine.feel import tree
from engine.values import YearsMonths

MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # no cell that can be judged reads the moment
_DAY = timedelta(days=1)
_MADE = {name: feel.parse(f"{name}(written)") for name in ("date", "date and time", "duration")}
_EQUAL = frozenset(["=", "!="])
_PLAIN = frozenset([bool, str, Decimal, date, datetime, timedelta, YearsMonths])


class Undecided(Exception):
    """A cell cannot be judged by the constants in it."""


class TooMany(Undecided):
    """There are too many rules and values to judge them all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some values that no cell tells apart; `example` is one, `other` if it is a made-up text."""

    example: Any
    other: bool = False


ANYTHING = (Piece(None),)


def read_tests(text: str) -> feel.Expression:
    """Read the tests of a cell; raise Undecided when they read any name but `?`."""
    try:
        found = feel.parse_unary_tests(text)
    except feel.FeelSyntax:
        raise Undecided from None
    if found.names or found.possible or found.calls:
        raise Undecided
    return found


def constants(tests: feel.Expression) -> list[Any]:
    """Give the values that tests compare with. Raises Undecided when they do anything else."""
    return list(_constants(tests.node))


def _constants(node: Any) -> Iterator[Any]:  # noqa: ANN401 - a node of any kind
    value = _constant(node)
    if value is not None:
        yield value
        return
    parts = _PARTS.get(node.__class__)
    if parts is None:
        raise Undecided
    found = [one for part in parts(node) for one in _constants(part)]
    if any(one.__class__ is str for one in found) and _orders(node):
        raise Undecided
    yield from found


def _constant(node: Any) -> Any:  # noqa: ANN401 - any value
    """Give the value of a literal, also one that is written as `date("2026-01-01")`."""
    if isinstance(node, tree.Literal):
        return node.value
    if not isinstance(node, tree.Call) or not isinstance(node.function, tree.Name):
        return None
    made = _MADE.get(node.function.name)
    if made is None or len(node.arguments) != 1 or not isinstance(node.arguments[0], tree.Literal):
        return None
    return feel.evaluate(made, {"written": node.arguments[0].value}, at=MOMENT)


def _orders(node: Any) -> bool:  # noqa: ANN401 - a node of any kind
    """Tell whether a node asks what comes before what: words have no value in between."""
    if isinstance(node, (tree.UnaryComparison, tree.Comparison)):
        return node.operator not in _EQUAL
    return isinstance(node, (tree.RangeLiteral, tree.Between))


def _asked(node: tree.Name) -> Sequence[Any]:
    if node.name != "?":
        raise Undecided
    return ()


_PARTS: dict[type[object], Callable[[Any], Iterable[Any]]] = {
    tree.UnaryTests: lambda node: node.tests,
    tree.UnaryComparison: lambda node: (node.operand,),
    tree.RangeLiteral: lambda node: (node.start, node.end),
    tree.ListLiteral: lambda node: node.items,
    tree.Comparison: lambda node: (node.left, node.right),
    tree.Between: lambda node: (node.value, node.low, node.high),
    tree.In: lambda node: (node.value, *node.tests),
    tree.Logic: lambda node: node.parts,
    tree.Name: _asked,
}


def pieces(found: Iterable[Any], family: str) -> tuple[Piece, ...]:
    """Cut the values of a kind into pieces; raise Undecided for a kind that has no pieces."""
    if family == "boolean":
        return (Piece(True), Piece(False))  # noqa: FBT003 - these are the values themselves
    different = set(found)
    if any(one.__class__ not in _PLAIN for one in different):  # a date too far for calculations
        raise Undecided
    if family == "string":
        return (*map(Piece, sorted(different)), Piece(_another(different), other=True))
    if family not in _STEPS:
        raise Undecided
    try:
        ordered = sorted(different)
    except TypeError:  # moments with and without an offset
        raise Undecided from None
    return tuple(map(Piece, _samples(ordered, *_STEPS[family])))


def _another(taken: set[Any]) -> str:
    found = "…"
    while found in taken:
        found += "…"
    return found


Between = Callable[[Any, Any], Any]


def _samples(ordered: list[Any], step: Any, between: Between) -> Iterator[Any]:  # noqa: ANN401 - any values
    """Give each value, then one above all, one below all, and one between each two.

    What stands in a cell makes the best example, so that comes first.
    """
    yield from ordered
    found = [_moved(ordered[-1], step, 1), _moved(ordered[0], step, -1)]
    found += [between(low, high) for low, high in pairwise(ordered)]
    yield from (sample for sample in found if sample is not None)


def _moved(value: Any, step: Any, times: int) -> Any:  # noqa: ANN401 - any values
    try:
        if isinstance(value, YearsMonths):
            return YearsMonths(value.months + times)
        return value + times * step
    except OverflowError:
        return None


def _number_between(low: Decimal, high: Decimal) -> Decimal:
    whole = low.to_integral_value(rounding="ROUND_FLOOR") + 1
    return whole if whole < high else (low + high) / 2


def _date_between(low: date, high: date) -> date | None:
    return low + _DAY if high - low > _DAY else None


def _months_between(low: YearsMonths, high: YearsMonths) -> YearsMonths | None:
    return YearsMonths(low.months + 1) if high.months - low.months > 1 else None


def _half(low: Any, high: Any) -> Any:  # noqa: ANN401 - moments or lengths
    middle = low + (high - low) / 2
    return middle if low < middle < high else None


#: By kind: how far apart values are at least outside, and a value between two.
_STEPS: dict[str, tuple[Any, Between]] = {
    "number": (Decimal(1), _number_between),
    "date": (_DAY, _date_between),
    "date and time": (_DAY, _half),
    "days and time duration": (_DAY, _half),
    "years and months duration": (None, _months_between),
}


def holds(tests: feel.Expression, piece: Piece) -> bool:
    """Tell whether tests pass in a piece."""
    return feel.evaluate(tests, {"?": piece.example}, at=MOMENT) is True
