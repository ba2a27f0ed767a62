"""How numbers, amounts, dates and times are said on a page, in Dutch and in English."""

from __future__ import annotations

from datetime import date, time
from decimal import ROUND_HALF_UP, Context, Decimal

_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
#: How many digits a number may have in a form.
MOST_DIGITS = 24
#: From here on a whole number is written in groups of three digits.
_GROUPED_FROM = 10_000
#: Wide enough that nothing is rounded here that FEEL (34 digits) can make.
_EXACT = Context(prec=80)
_SWAP = str.maketrans(",.", ".,")


def number(value: Decimal, language: str, decimals: int | None = None) -> str:
    """Say a number: "1.250,5", or with a fixed number of decimals "1.250,50".

    A whole number of four digits stays together, because it may be a year: "2026".
    """
    if not decimals and places(value) == 0 and abs(value) < _GROUPED_FROM:
        return f"{value:.0f}"
    fixed = value if decimals is None else rounded(value, decimals)
    english = f"{fixed:,f}"
    return english.translate(_SWAP) if language == "nl" else english


def money(value: Decimal, language: str) -> str:
    """Say an amount in euro: "€ 1.250,50"; more decimals only if it has them."""
    return f"€ {number(value, language, max(2, places(value)))}"


def long_date(day: date, language: str) -> str:
    """Say a date in full: "maandag 13 april 2026"."""
    weekday, month = _DAYS[language][day.weekday()], MONTHS[language][day.month - 1]
    return f"{weekday} {day.day} {month} {day.year}"


def clock(moment: time, language: str) -> str:
    """Say a time: "14.30 uur"."""
    return f"{moment:%H.%M} uur" if language == "nl" else f"{moment:%H:%M}"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Write a number with exactly so many decimals; it has no more than that."""
    if places(value) > decimals:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Round to at most so many decimals, halves away from zero; too large a number stays."""
    if value.adjusted() > MOST_DIGITS or places(value) <= decimals:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)


def places(value: Decimal) -> int:
    """Count the decimals that matter: 2 for 1.250, 0 for 100."""
    exponent = value.normalize(_EXACT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(value: Decimal) -> Decimal:
    """Give the number in its one shape: no zeros at the end, no exponent."""
    return Decimal(int(value)) if places(value) == 0 else value.normalize(_EXACT)
