"""Exact decimal arithmetic as IEEE 754 decimal128 has it: 34 digits, halves to even."""

from __future__ import annotations

from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

CONTEXT = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[DivisionByZero, InvalidOperation, Overflow],
)


def read_number(text: str) -> Decimal | None:
    """Read digits with an optional point and exponent; None if the number is too large."""
    try:
        return CONTEXT.create_decimal(text)
    except (InvalidOperation, Overflow):
        return None


def written(number: Decimal) -> str:
    """Write a number without an exponent, as FEEL reads it."""
    return format(number, "f")


_SCALES = range(-6111, 6177)


def rounded(number: Decimal, scale: Decimal, how: str) -> Decimal | None:
    """Round to a number of decimals (negative: to tens, hundreds); None if that cannot be.

    A fraction of the scale itself is cut off.
    """
    places = truncated(scale)
    if places not in _SCALES:
        return None
    unit = Decimal((0, (1,), -places))
    try:
        made = number.quantize(unit, rounding=how, context=_WIDE)
    except InvalidOperation:
        return None
    return CONTEXT.plus(made) if made else abs(made)


#: Wide enough to hold any number at the coarsest or finest scale it already has.
_WIDE = Context(prec=34 + 2 * 6176, traps=[InvalidOperation])


#: More digits than any position, year or scale has.
_MOST_DIGITS = 20
_BEYOND = int("1" + _MOST_DIGITS * "0")


def truncated(number: Decimal) -> int:
    """Cut the fraction off; a number with too many digits to place anything stays only too large.

    Making an integer of 6,000 digits takes a thousand times as long as anything else here.
    """
    if number.adjusted() < _MOST_DIGITS:
        return int(number)
    return _BEYOND if number > 0 else -_BEYOND


def whole(number: Decimal) -> int | None:
    """Give a number as an integer, cut like `truncated`; None if it has a fraction."""
    return truncated(number) if number == number.to_integral_value() else None
