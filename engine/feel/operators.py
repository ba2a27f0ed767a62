"""The operators on values: equality, order and arithmetic (DMN 1.5, tables 50 to 57).

What makes no sense gives null, with a warning; numbers are decimals of 34 digits throughout.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any, TypeVar

from engine.feel import far, limits
from engine.feel.arithmetic import ARITHMETIC
from engine.feel.dutch import dutch
from engine.feel.far import FarDate, FarMoment, FineMoment, FineTime
from engine.feel.frames import Evaluation
from engine.feel.functions import Builtin, Function
from engine.feel.kinds import kind
from engine.feel.numbers import CONTEXT
from engine.feel.ranges import Range
from engine.feel.temporal_math import (
    alike,
    instant,
    of_day,
)
from engine.values import YearsMonths

T = TypeVar("T")
_FAR = frozenset([FineTime, FineMoment, FarDate, FarMoment])
#: Values of these classes are equal when Python says so, and have a hash.
SCALARS = frozenset([bool, Decimal, str, date, FarDate, timedelta, YearsMonths])


def equal(run: Evaluation, left: Any, right: Any) -> bool | None:  # noqa: ANN401 - any values
    """Compare two values; null for values of different kinds, except that null equals null."""
    of = left.__class__
    if of is right.__class__:
        if of in SCALARS:
            if of is str and len(left) == len(right):
                run.read(len(left))
            return bool(left == right)
        deeper = _DEEPER.get(of)
        if deeper is not None:
            return deeper(run, left, right)
    if left is None or right is None:
        return left is right
    if _one_kind(left, right):
        run.spend(limits.MOMENT)
        return equal(run, *far.level(left, right))
    return _no_sense(run, "=", left, right)


def _one_kind(left: Any, right: Any) -> bool:  # noqa: ANN401 - any values
    """Tell whether two values of different classes are of one kind, as near and far dates are."""
    classes = {left.__class__, right.__class__}
    return len(classes) > 1 and not classes.isdisjoint(_FAR) and kind(left) == kind(right)


def same(run: Evaluation, left: Any, right: Any) -> bool:  # noqa: ANN401 - any values
    """Tell whether two values are equal, without a warning when they are of different kinds."""
    if left.__class__ is not right.__class__ and not _one_kind(left, right):
        return False
    return equal(run, left, right) is True


def _equal_lists(run: Evaluation, left: list[Any], right: list[Any]) -> bool:
    if len(left) != len(right):
        return False
    run.spend(1 + len(left))
    return all(same(run, one, other) for one, other in zip(left, right, strict=True))


def _equal_contexts(run: Evaluation, left: dict[str, Any], right: dict[str, Any]) -> bool:
    if len(left) != len(right):
        return False
    run.spend(2 + 2 * len(left))
    if left.keys() != right.keys():
        return False
    return all(same(run, value, right[key]) for key, value in left.items())


def _equal_ranges(run: Evaluation, left: Range, right: Range) -> bool:
    return (
        (left.operator, left.start_included, left.end_included)
        == (right.operator, right.start_included, right.end_included)
        and same(run, left.start, right.start)
        and same(run, left.end, right.end)
    )


def _equal_moments(run: Evaluation, left: datetime, right: datetime) -> bool:
    run.spend(limits.MOMENT)
    one, other = _instants(left, right)
    return one == other


def _equal_times(run: Evaluation, left: time, right: time) -> bool:
    run.spend(limits.MOMENT)
    one, other = _times_of_day(left, right)
    return one == other


def _equal_far_moments(run: Evaluation, left: FarMoment, right: FarMoment) -> bool:
    run.spend(limits.MOMENT)
    one, other = far.alike_seconds(left, right)
    return one == other


def _equal_functions(_run: Evaluation, left: object, right: object) -> bool:
    return left is right


_DEEPER: dict[type[object], Callable[[Evaluation, Any, Any], bool | None]] = {
    type(None): lambda _run, _left, _right: True,
    list: _equal_lists,
    dict: _equal_contexts,
    Range: _equal_ranges,
    datetime: _equal_moments,
    time: _equal_times,
    FineMoment: _equal_moments,
    FineTime: _equal_times,
    FarMoment: _equal_far_moments,
    Function: _equal_functions,
    Builtin: _equal_functions,
}

ORDER: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_ORDERED = frozenset([Decimal, str, date, FarDate, timedelta, YearsMonths])


def _instants(left: datetime, right: datetime) -> tuple[timedelta, timedelta]:
    left, right = alike(left, right)
    return instant(left), instant(right)


def _times_of_day(left: time, right: time) -> tuple[timedelta, timedelta]:
    left, right = alike(left, right)
    return of_day(left), of_day(right)


#: What moments and times are put in order by.
_PLACES: dict[type[object], Callable[[Any, Any], tuple[Any, Any]]] = {
    datetime: _instants,
    FineMoment: _instants,
    time: _times_of_day,
    FineTime: _times_of_day,
    FarMoment: far.alike_seconds,
}


def order(run: Evaluation, operator: str, left: Any, right: Any) -> bool | None:  # noqa: ANN401 - any values
    """Compare two values with <, <=, > or >=; null unless they are of one kind that has order."""
    of = left.__class__
    if of is right.__class__:
        if of in _ORDERED:
            if of is str:
                run.read(min(len(left), len(right)))
            return ORDER[operator](left, right)
        deeper = _PLACES.get(of)
        if deeper is not None:
            run.spend(limits.MOMENT)
            return ORDER[operator](*deeper(left, right))
    elif _one_kind(left, right):
        run.spend(limits.MOMENT)
        return order(run, operator, *far.level(left, right))
    return _no_sense(run, operator, left, right)


def _no_sense(run: Evaluation, operator: str, left: object, right: object) -> T | None:
    one, other = kind(left), kind(right)
    return run.null(
        f"{dutch(one)} {operator} {dutch(other)} heeft geen betekenis",
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
        left, right = far.level(left, right)
        apply = ARITHMETIC.get((operator, left.__class__, right.__class__))
    if apply is None:
        return _no_sense(run, operator, left, right)
    run.spend(_price(operator, left, right))
    if left.__class__ is str:
        run.string_of(len(left) + len(right))
    try:
        return apply(left, right)
    except OverflowError:
        return _far(run, operator, left, right)
    except (ArithmeticError, ValueError):
        return _no_result(run, operator)


#: Values that take longer to calculate with than numbers.
_TEMPORAL = frozenset([datetime, FarMoment, FarDate, timedelta, time])


def _price(operator: str, left: Any, right: Any) -> int:  # noqa: ANN401 - any values
    """Tell how many steps a calculation costs besides the visits of its nodes."""
    if operator == "**":
        return 0 if right == right.to_integral_value() else limits.POWER
    return 0 if _TEMPORAL.isdisjoint({left.__class__, right.__class__}) else limits.MOMENT


def _far(run: Evaluation, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - any values
    """Calculate once more with far dates what the years of near ones are too few for."""
    one, other = far.farther(left), far.farther(right)
    if one is left and other is right:
        return _no_result(run, operator)
    return arithmetic(run, operator, one, other)


def _no_result(run: Evaluation, operator: str) -> T | None:
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
    return run.null(f"-{dutch(name)} heeft geen betekenis", f"-{name} has no meaning")
