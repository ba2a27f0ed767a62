"""A number as somebody types it for one question: in its unit, with an example that fits it."""

from __future__ import annotations

from decimal import Decimal

from engine.forms import entries
from engine.forms.definition import Field, Kind, Widget
from engine.forms.wording import number as said

_AMOUNT = Decimal(12_500)
_SOME = Decimal(12)
_YEAR = Decimal(2026)
_FIRST_YEAR = 1900


def read(asked: Field, typed: str) -> Decimal:
    """Take a number; the unit of the question may stand behind it. Raises Unreadable."""
    found = entries.trimmed(typed)
    if asked.unit:
        found = found.removesuffix(asked.unit) or typed
    if asked.kind is Kind.INTEGER:
        return entries.integer(found, example(asked))
    return entries.number(found, example(asked))


def example(asked: Field) -> str:
    """Write a number that could be the answer: an amount, a year, or a small number."""
    is_large = asked.widget is Widget.MONEY or (asked.kind is Kind.NUMBER and not asked.unit)
    if is_large and _fits(asked, _AMOUNT):
        return said(_AMOUNT, "nl", 2)
    lowest, highest = asked.limits.minimum, asked.limits.maximum
    usual = _YEAR if lowest is not None and lowest >= _FIRST_YEAR else _SOME
    if lowest is not None and lowest > usual:
        return said(lowest, "nl")
    return said(usual if highest is None or usual <= highest else highest, "nl")


def _fits(asked: Field, number: Decimal) -> bool:
    lowest, highest = asked.limits.minimum, asked.limits.maximum
    return (lowest is None or lowest <= number) and (highest is None or number <= highest)
