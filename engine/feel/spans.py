"""Going over things: the items of a list, the numbers or days of a range, one after the other.

Nothing is made in advance: `1..10**12` costs only the steps that are taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.dutch import dutch
from engine.feel.kinds import kind
from engine.feel.numbers import CONTEXT
from engine.feel.ranges import Range

_ONE = Decimal(1)
_DAY = timedelta(days=1)


class NoSpan(Exception):
    """There is no going over this; `what` names its kinds, `dutch` in Dutch."""

    def __init__(self, *kinds: str) -> None:
        self.what = "..".join(kinds)
        self.dutch = "..".join(map(dutch, kinds))
        super().__init__(self.what)


def over(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any value
    """Go over a list or a closed range; a single value is a list of one."""
    if value.__class__ is list:
        return iter(value)
    if value.__class__ is Range:
        return _over_range(value)
    if value is None:
        raise NoSpan(kind(value))
    return iter([value])


def between(start: Any, end: Any) -> Iterator[Any]:  # noqa: ANN401 - any values
    """Go from one whole number or date to another, both included, up or down."""
    if start.__class__ is end.__class__ is Decimal and _whole(start) and _whole(end):
        return _numbers(start, end)
    if start.__class__ is end.__class__ is date:
        return _days(start, end)
    raise NoSpan(kind(start), kind(end))


def _over_range(value: Range) -> Iterator[Any]:
    if value.outside or value.start is None or value.end is None:
        raise NoSpan("range")
    inside = between(value.start, value.end)
    return (
        item
        for item in inside
        if (value.start_included or item != value.start)
        and (value.end_included or item != value.end)
    )


def _whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _numbers(start: Decimal, end: Decimal) -> Iterator[Decimal]:
    step = _ONE if start <= end else -_ONE
    yield start
    while start != end:
        start = CONTEXT.add(start, step)
        yield start


def _days(start: date, end: date) -> Iterator[date]:
    step = _DAY if start <= end else -_DAY
    yield start
    while start != end:
        start += step
        yield start
