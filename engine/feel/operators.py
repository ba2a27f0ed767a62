"""The operators on values: equality, order and arithmetic (DMN 1.5, tables 50 to 57).

What makes no sense gives null, with a warning; numbers are decimals of 34 digits throughout.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any, TypeVar

from engine.feel.frames import Evaluation
from engine.feel.functions import Builtin, Function
from engine.feel.kinds import kind
from engine.feel.numbers import CONTEXT
from engine.feel.ranges import Range
from engine.feel.temporal_math import (
    add_months,
    add_to_date,
    add_to_moment,
    add_to_time,
    alike,
    comparable,
    elapsed,
    instant,
    microseconds,
    of_day,
    scaled,
    scaled_months,
    shared,
    shared_months,
)
from engine.values import YearsMonths

T = TypeVar("T")
_SCALARS = frozenset([bool, Decimal, str, date, timedelta, YearsMonths])


def equal(run: Evaluation, left: Any, right: Any) -> bool | None:  # noqa: ANN401 - any values
    """Compare two values; null for values of different kinds, except that null equals null."""
    of = left.__class__
    if of is right.__class__:
        if of in _SCALARS:
            return bool(left == right)
        deeper = _DEEPER.get(of)
        if deeper is not None:
            return deeper(run, left, right)
    if left is None or right is None:
        return left is right
    return _no_sense(run, "=", left, right)


def same(run: Evaluation, left: Any, right: Any) -> bool:  # noqa: ANN401 - any values
    """Tell whether two values are equal, without a warning when they are of different kinds."""
    if left.__class__ is not right.__class__:
        return False
    return equal(run, left, right) is True


def _equal_lists(run: Evaluation, left: list[Any], right: list[Any]) -> bool:
    if len(left) != len(right):
        return False
    run.spend(len(left))
    return all(same(run, one, other) for one, other in zip(left, right, strict=True))


def _equal_contexts(run: Evaluation, left: dict[str, Any], right: dict[str, Any]) -> bool:
    if left.keys() != right.keys():
        return False
    run.spend(len(left))
    return all(same(run, value, right[key]) for key, value in left.items())


def _equal_ranges(run: Evaluation, left: Range, right: Range) -> bool:
    return (
        (left.operator, left.start_included, left.end_included)
        == (right.operator, right.start_included, right.end_included)
        and same(run, left.start, right.start)
        and same(run, left.end, right.end)
    )


def _equal_moments(_run: Evaluation, left: datetime, right: datetime) -> bool:
    return comparable(left, right) and instant(left) == instant(right)


def _equal_times(_run: Evaluation, left: time, right: time) -> bool:
    return comparable(left, right) and of_day(left) == of_day(right)


def _equal_functions(_run: Evaluation, left: object, right: object) -> bool:
    return left is right


_DEEPER: dict[type[object], Callable[[Evaluation, Any, Any], bool | None]] = {
    type(None): lambda _run, _left, _right: True,
    list: _equal_lists,
    dict: _equal_contexts,
    Range: _equal_ranges,
    datetime: _equal_moments,
    time: _equal_times,
    Function: _equal_functions,
    Builtin: _equal_functions,
}

ORDER: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_ORDERED = frozenset([Decimal, str, date, timedelta, YearsMonths])


def order(run: Evaluation, operator: str, left: Any, right: Any) -> bool | None:  # noqa: ANN401 - any values
    """Compare two values with <, <=, > or >=; null unless they are of one kind that has order."""
    of = left.__class__
    if of is right.__class__:
        if of in _ORDERED:
            return ORDER[operator](left, right)
        if of is datetime:
            left, right = alike(left, right)
            return ORDER[operator](instant(left), instant(right))
        if of is time:
            left, right = alike(left, right)
            return ORDER[operator](of_day(left), of_day(right))
    return _no_sense(run, operator, left, right)


def _no_sense(run: Evaluation, operator: str, left: object, right: object) -> T | None:
    one, other = kind(left), kind(right)
    return run.null(
        f"{one} {operator} {other} heeft geen betekenis",
        f"{one} {operator} {other} has no meaning",
    )


def compare(run: Evaluation, operator: str, left: Any, right: Any) -> bool | None:  # noqa: ANN401 - any values
    """Apply =, !=, <, <=, > or >=."""
    if operator == "=":
        return equal(run, left, right)
    if operator == "!=":
        answer = equal(run, left, right)
        return None if answer is None else not answer
    return order(run, operator, left, right)


def arithmetic(run: Evaluation, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - any values
    """Apply +, -, *, / or **; null when the operator has no meaning for these two values."""
    apply = ARITHMETIC.get((operator, left.__class__, right.__class__))
    if apply is None:
        return _no_sense(run, operator, left, right)
    try:
        return apply(left, right)
    except (ArithmeticError, ValueError):
        return run.null(
            f"de uitkomst van {operator} bestaat niet of is te groot",
            f"the result of {operator} does not exist or is too large",
        )


def negate(run: Evaluation, value: Any) -> Any:  # noqa: ANN401 - any value
    """Turn a number or a duration round."""
    if value.__class__ is Decimal:
        return CONTEXT.minus(value)
    if value.__class__ is timedelta:
        return -value
    if value.__class__ is YearsMonths:
        return YearsMonths(-value.months)
    name = kind(value)
    return run.null(f"-{name} heeft geen betekenis", f"-{name} has no meaning")


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """Multiply; zero has no sign."""
    return CONTEXT.multiply(left, right) or CONTEXT.multiply(left, right).copy_abs()


def divide(left: Decimal, right: Decimal) -> Decimal:
    """Divide; zero has no sign. Raises ArithmeticError for a divisor of zero."""
    return CONTEXT.divide(left, right) or CONTEXT.divide(left, right).copy_abs()


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


def _back(months: YearsMonths) -> YearsMonths:
    return YearsMonths(-months.months)


#: The operators on two numbers.
NUMERIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": multiply,
    "/": divide,
    "**": CONTEXT.power,
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
    ("+", YearsMonths, YearsMonths): lambda left, right: YearsMonths(left.months + right.months),
    ("-", YearsMonths, YearsMonths): lambda left, right: YearsMonths(left.months - right.months),
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
    ("+", time, timedelta): add_to_time,
    ("+", timedelta, time): lambda left, right: add_to_time(right, left),
    ("-", time, timedelta): lambda left, right: add_to_time(left, -right),
    ("-", time, time): _between_times,
}
