"""What +, -, *, / and ** do with two values of each kind (DMN 1.5, tables 56 to 60).

An operator that has no result for two values raises ArithmeticError or ValueError; one whose result
lies in a year beyond Python's dates raises OverflowError.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import far
from engine.feel.far import FarDate, FarMoment
from engine.feel.numbers import CONTEXT
from engine.feel.temporal_math import (
    add_months,
    add_to_date,
    add_to_moment,
    add_to_time,
    comparable,
    elapsed,
    microseconds,
    of_day,
    scaled,
    scaled_months,
    shared,
    shared_months,
)
from engine.values import YearsMonths

_ONE = Decimal(1)
_MOST_POWER = 999_999_999


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """Multiply; zero has no sign."""
    return CONTEXT.multiply(left, right) or CONTEXT.multiply(left, right).copy_abs()


def divide(left: Decimal, right: Decimal) -> Decimal:
    """Divide; zero has no sign. Raises ArithmeticError for a divisor of zero."""
    return CONTEXT.divide(left, right) or CONTEXT.divide(left, right).copy_abs()


def power(left: Decimal, right: Decimal) -> Decimal:
    """Raise to a power; anything to the power of zero is one."""
    if abs(right) > _MOST_POWER:
        raise OverflowError
    if not left and right < 0:
        raise ZeroDivisionError
    return CONTEXT.power(left, right) if right else _ONE


def _between_dates(left: date, right: date) -> timedelta:
    return left - right


def _between_moments(left: datetime, right: datetime) -> timedelta:
    if not comparable(left, right):
        raise ValueError
    return elapsed(left) - elapsed(right)


def _between_times(left: time, right: time) -> timedelta:
    if not comparable(left, right):
        raise ValueError
    fraction = timedelta(microseconds=left.microsecond - right.microsecond)
    return of_day(left) - of_day(right) + fraction


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(tzinfo=UTC))


_MOST_MONTHS = 10**15


def _together(left: int, right: int) -> YearsMonths:
    """Add months up. Raises OverflowError for more than a text may say."""
    if abs(left + right) > _MOST_MONTHS:
        raise OverflowError
    return YearsMonths(left + right)


def _back(months: YearsMonths) -> YearsMonths:
    return YearsMonths(-months.months)


#: The operators on two numbers.
NUMERIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}
#: The operators on values of two kinds.
ARITHMETIC: dict[tuple[str, type[object], type[object]], Callable[[Any, Any], Any]] = {
    **{(operator, Decimal, Decimal): apply for operator, apply in NUMERIC.items()},
    ("+", str, str): lambda left, right: left + right,
    ("+", timedelta, timedelta): lambda left, right: left + right,
    ("-", timedelta, timedelta): lambda left, right: left - right,
    ("*", timedelta, Decimal): scaled,
    ("*", Decimal, timedelta): lambda left, right: scaled(right, left),
    ("/", timedelta, Decimal): shared,
    ("/", timedelta, timedelta): lambda left, right: divide(
        microseconds(left), microseconds(right)
    ),
    ("+", YearsMonths, YearsMonths): lambda left, right: _together(left.months, right.months),
    ("-", YearsMonths, YearsMonths): lambda left, right: _together(left.months, -right.months),
    ("*", YearsMonths, Decimal): scaled_months,
    ("*", Decimal, YearsMonths): lambda left, right: scaled_months(right, left),
    ("/", YearsMonths, Decimal): shared_months,
    ("/", YearsMonths, YearsMonths): lambda left, right: divide(
        Decimal(left.months), Decimal(right.months)
    ),
    ("+", date, YearsMonths): add_months,
    ("+", YearsMonths, date): lambda left, right: add_months(right, left),
    ("-", date, YearsMonths): lambda left, right: add_months(left, _back(right)),
    ("+", date, timedelta): add_to_date,
    ("+", timedelta, date): lambda left, right: add_to_date(right, left),
    ("-", date, timedelta): lambda left, right: add_to_date(left, -right),
    ("-", date, date): _between_dates,
    ("-", date, datetime): lambda left, right: _between_moments(_midnight(left), right),
    ("-", datetime, date): lambda left, right: _between_moments(left, _midnight(right)),
    ("+", datetime, YearsMonths): add_months,
    ("+", YearsMonths, datetime): lambda left, right: add_months(right, left),
    ("-", datetime, YearsMonths): lambda left, right: add_months(left, _back(right)),
    ("+", datetime, timedelta): add_to_moment,
    ("+", timedelta, datetime): lambda left, right: add_to_moment(right, left),
    ("-", datetime, timedelta): lambda left, right: add_to_moment(left, -right),
    ("-", datetime, datetime): _between_moments,
    ("+", FarDate, YearsMonths): far.add_months,
    ("+", YearsMonths, FarDate): lambda left, right: far.add_months(right, left),
    ("-", FarDate, YearsMonths): lambda left, right: far.add_months(left, _back(right)),
    ("+", FarDate, timedelta): far.add_days,
    ("+", timedelta, FarDate): lambda left, right: far.add_days(right, left),
    ("-", FarDate, timedelta): lambda left, right: far.add_days(left, -right),
    ("-", FarDate, FarDate): far.between_days,
    ("+", FarMoment, YearsMonths): far.move_months,
    ("+", YearsMonths, FarMoment): lambda left, right: far.move_months(right, left),
    ("-", FarMoment, YearsMonths): lambda left, right: far.move_months(left, _back(right)),
    ("+", FarMoment, timedelta): far.move,
    ("+", timedelta, FarMoment): lambda left, right: far.move(right, left),
    ("-", FarMoment, timedelta): lambda left, right: far.move(left, -right),
    ("-", FarMoment, FarMoment): far.between_moments,
    ("+", time, timedelta): add_to_time,
    ("+", timedelta, time): lambda left, right: add_to_time(right, left),
    ("-", time, timedelta): lambda left, right: add_to_time(left, -right),
    ("-", time, time): _between_times,
}
