"""Functions on numbers (DMN 1.5, table 78), and `not`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any, TypeVar

from engine.feel.builtins.registry import builtin
from engine.feel.frames import Evaluation
from engine.feel.numbers import CONTEXT, rounded
from engine.values import YearsMonths

T = TypeVar("T")
_ZERO = Decimal(0)


@builtin("not(negand: any)")
def negated(run: Evaluation, value: Any) -> bool | None:  # noqa: ANN401 - any value
    """Turn true into false and false into true; anything else is null."""
    if value is True or value is False:
        return not value
    return run.null("not keert alleen waar en onwaar om", "not turns booleans only")


def _rounding(name: str, how: str, *, scale: str) -> None:
    @builtin(f"{name}(n: number, scale: number{scale})")
    def round_number(run: Evaluation, number: Decimal, scale: Decimal = _ZERO) -> Decimal | None:
        value = rounded(number, scale, how)
        return run.null(*_SCALE) if value is None else value


_SCALE = ("zo kan niet worden afgerond", "rounding is not possible at this scale")
_rounding("decimal", ROUND_HALF_EVEN, scale="")
_rounding("floor", ROUND_FLOOR, scale="?")
_rounding("ceiling", ROUND_CEILING, scale="?")
_rounding("round up", ROUND_UP, scale="")
_rounding("round down", ROUND_DOWN, scale="")
_rounding("round half up", ROUND_HALF_UP, scale="")
_rounding("round half down", ROUND_HALF_DOWN, scale="")


@builtin("abs(n: number|days and time duration|years and months duration)")
def absolute(
    _run: Evaluation, value: Decimal | timedelta | YearsMonths
) -> Decimal | timedelta | YearsMonths:
    """Take the sign off."""
    if isinstance(value, YearsMonths):
        return YearsMonths(abs(value.months))
    return abs(value) if isinstance(value, timedelta) else value.copy_abs()


@builtin("modulo(dividend: number, divisor: number)")
def modulo(run: Evaluation, dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """Give the rest of a division rounded down: it has the sign of the divisor."""

    def rest() -> Decimal:
        left = CONTEXT.remainder(dividend, divisor)
        return CONTEXT.add(left, divisor) if left and (left < 0) != (divisor < 0) else left

    return _exists(run, rest)


@builtin("sqrt(number: number)")
def square_root(run: Evaluation, number: Decimal) -> Decimal | None:
    """Give the square root."""
    return _exists(run, lambda: CONTEXT.sqrt(number))


@builtin("log(number: number)")
def logarithm(run: Evaluation, number: Decimal) -> Decimal | None:
    """Give the natural logarithm."""
    return _exists(run, lambda: CONTEXT.ln(number)) if number > 0 else run.null(*_NO_RESULT)


@builtin("exp(number: number)")
def exponential(run: Evaluation, number: Decimal) -> Decimal | None:
    """Give e to a power."""
    return _exists(run, lambda: CONTEXT.exp(number))


@builtin("odd(number: number)")
def odd(run: Evaluation, number: Decimal) -> bool | None:
    """Tell whether a number is odd."""
    return _exists(run, lambda: CONTEXT.remainder(number, Decimal(2)).copy_abs() == 1)


@builtin("even(number: number)")
def even(run: Evaluation, number: Decimal) -> bool | None:
    """Tell whether a number is even."""
    return _exists(run, lambda: CONTEXT.remainder(number, Decimal(2)) == 0)


_NO_RESULT = ("deze berekening heeft geen uitkomst", "this calculation has no result")


def _exists(run: Evaluation, calculate: Callable[[], T]) -> T | None:
    try:
        return calculate()
    except ArithmeticError:
        return run.null(*_NO_RESULT)
