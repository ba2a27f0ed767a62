"""How two ranges, or a point and a range, lie to each other (DMN 1.5, table 82).

Every relation comes down to comparing edges. An edge is a value and a nudge: an end that is not
included lies a hair inside its value, an end that is missing lies beyond every value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from engine.feel.builtins.registry import builtin
from engine.feel.dutch import dutch
from engine.feel.frames import Evaluation
from engine.feel.kinds import kind
from engine.feel.operators import equal, order
from engine.feel.ranges import Range


class _Edge(NamedTuple):
    """`beyond` is -1 or 1 for an edge before or after all values, else 0."""

    value: Any
    nudge: int
    beyond: int


class _Span(NamedTuple):
    low: _Edge
    high: _Edge


class _NoRelation(Exception):
    """The values have no order, so nothing can be said."""


def _span(value: Any) -> _Span:  # noqa: ANN401 - a point or a range
    if value.__class__ is not Range:
        point = _Edge(value, 0, 0)
        return _Span(point, point)
    if value.outside:
        raise _NoRelation
    low = _Edge(value.start, 0 if value.start_included else 1, -1 if value.start is None else 0)
    high = _Edge(value.end, 0 if value.end_included else -1, 1 if value.end is None else 0)
    return _Span(low, high)


#: Compares two edges: below 0, 0 or above 0.
_Compare = Callable[[_Edge, _Edge], int]


def _comparing(run: Evaluation) -> _Compare:
    def compare(one: _Edge, other: _Edge) -> int:
        if one.beyond or other.beyond:
            return one.beyond - other.beyond
        before = order(run, "<", one.value, other.value)
        if before is None:
            raise _NoRelation
        if before:
            return -1
        return one.nudge - other.nudge if equal(run, one.value, other.value) else 1

    return compare


_Relation = Callable[[_Compare, _Span, _Span], bool]


def _before(compare: _Compare, one: _Span, other: _Span) -> bool:
    return compare(one.high, other.low) < 0


def _meets(compare: _Compare, one: _Span, other: _Span) -> bool:
    return one.high.nudge == other.low.nudge == 0 and compare(one.high, other.low) == 0


def _overlaps(compare: _Compare, one: _Span, other: _Span) -> bool:
    return compare(one.high, other.low) >= 0 and compare(other.high, one.low) >= 0


def _overlaps_before(compare: _Compare, one: _Span, other: _Span) -> bool:
    return (
        compare(one.low, other.low) < 0
        and compare(one.high, other.low) >= 0
        and compare(one.high, other.high) <= 0
    )


def _finishes(compare: _Compare, one: _Span, other: _Span) -> bool:
    return compare(one.high, other.high) == 0 and compare(one.low, other.low) >= 0


def _includes(compare: _Compare, one: _Span, other: _Span) -> bool:
    return compare(one.low, other.low) <= 0 and compare(one.high, other.high) >= 0


def _starts(compare: _Compare, one: _Span, other: _Span) -> bool:
    return compare(one.low, other.low) == 0 and compare(one.high, other.high) <= 0


def _coincides(compare: _Compare, one: _Span, other: _Span) -> bool:
    return compare(one.low, other.low) == 0 and compare(one.high, other.high) == 0


def _swapped(relation: _Relation) -> _Relation:
    return lambda compare, one, other: relation(compare, other, one)


_POINT, _RANGE = "point", "range"
_ANY_TWO = ((_POINT, _POINT), (_POINT, _RANGE), (_RANGE, _POINT), (_RANGE, _RANGE))
_RANGES = ((_RANGE, _RANGE),)
_POINT_FIRST = ((_POINT, _RANGE), (_RANGE, _RANGE))
_RANGE_FIRST = ((_RANGE, _POINT), (_RANGE, _RANGE))
_ALIKE = ((_POINT, _POINT), (_RANGE, _RANGE))


def _relation(name: str, relation: _Relation, takes: tuple[tuple[str, str], ...]) -> None:
    for one_name, other_name in takes:
        names = (one_name, other_name)
        first, second = (f"{one_name}1", f"{other_name}2") if names in _ALIKE else names

        def decide(
            run: Evaluation,
            one: Any,  # noqa: ANN401 - a point or a range
            other: Any,  # noqa: ANN401 - a point or a range
        ) -> bool | None:
            try:
                return relation(_comparing(run), _span(one), _span(other))
            except _NoRelation:
                nl = f"{name} zegt niets over {dutch(kind(one))} en {dutch(kind(other))}"
                en = f"{name} says nothing about {kind(one)} and {kind(other)}"
                return run.null(nl, en)

        builtin(f"{name}({first}: {_KINDS[one_name]}, {second}: {_KINDS[other_name]})")(decide)


_KINDS = {
    _POINT: "number|string|date|far date|time|date and time|far date and time"
    "|days and time duration|years and months duration",
    _RANGE: "range",
}
_relation("before", _before, _ANY_TWO)
_relation("after", _swapped(_before), _ANY_TWO)
_relation("meets", _meets, _RANGES)
_relation("met by", _swapped(_meets), _RANGES)
_relation("overlaps", _overlaps, _RANGES)
_relation("overlaps before", _overlaps_before, _RANGES)
_relation("overlaps after", _swapped(_overlaps_before), _RANGES)
_relation("finishes", _finishes, _POINT_FIRST)
_relation("finished by", _swapped(_finishes), _RANGE_FIRST)
_relation("includes", _includes, _RANGE_FIRST)
_relation("during", _swapped(_includes), _POINT_FIRST)
_relation("starts", _starts, _POINT_FIRST)
_relation("started by", _swapped(_starts), _RANGE_FIRST)
_relation("coincides", _coincides, _ALIKE)
