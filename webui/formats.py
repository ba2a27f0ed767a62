"""Days, moments, money and numbers in words, Dutch and English. Pure; the clock is an argument."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import dates, numbers

ZONE = ZoneInfo("Europe/Amsterdam")
SOON_DAYS = 7
A_THOUSAND = 1024
_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_UNITS = ("bytes", "kB", "MB", "GB")


def day_of(at: date) -> date:
    """Give the day in Amsterdam; a moment must be aware."""
    if isinstance(at, datetime):
        assert at.tzinfo is not None, f"{at} has no time zone"
        return at.astimezone(ZONE).date()
    return at


def date_long(at: date, language: str) -> str:
    """Write `maandag 13 april 2026`."""
    return _date(at, "EEEE d MMMM y", language)


def date_short(at: date, language: str) -> str:
    """Write `13 april 2026`."""
    return _date(at, "d MMMM y", language)


def date_near(at: date, now: datetime, language: str) -> str:
    """Write `maandag 13 april`, with the year only when it is not this year."""
    same_year = day_of(at).year == day_of(now).year
    return _date(at, "EEEE d MMMM" if same_year else "EEEE d MMMM y", language)


def clock(at: datetime, language: str) -> str:
    """Write `14.30 uur`."""
    return dates.format_time(
        at, "HH.mm 'uur'" if language == "nl" else "HH:mm", tzinfo=ZONE, locale=_LOCALES[language]
    )


def moment(at: datetime, language: str) -> str:
    """Write `13 april 2026, 14.30 uur`."""
    return f"{date_short(at, language)}, {clock(at, language)}"


def moment_near(at: datetime, now: datetime, language: str) -> str:
    """Write `vandaag om 08.40 uur`, `gisteren om …`, or the day with the time."""
    days = (day_of(now) - day_of(at)).days
    words = {"nl": ("vandaag om", "gisteren om"), "en": ("today at", "yesterday at")}[language]
    if days in (0, 1):
        return f"{words[days]} {clock(at, language)}"
    same_year = day_of(at).year == day_of(now).year
    return f"{_date(at, 'd MMMM' if same_year else 'd MMMM y', language)}, {clock(at, language)}"


def money(amount: Decimal | int, language: str) -> str:
    """Write `€ 50.000,00`."""
    return numbers.format_currency(amount, "EUR", locale=_LOCALES[language])


def number(value: Decimal | int, language: str) -> str:
    """Write `1.250,5`: all digits there are, no rounding."""
    return numbers.format_decimal(value, locale=_LOCALES[language], decimal_quantization=False)


def file_size(size: int, language: str) -> str:
    """Write `2,4 MB`."""
    amount, unit = Decimal(size), 0
    while amount >= A_THOUSAND and unit < len(_UNITS) - 1:
        amount, unit = amount / A_THOUSAND, unit + 1
    rounded = numbers.format_decimal(amount, "#,##0.#", locale=_LOCALES[language])
    return f"{rounded} {_UNITS[unit]}"


def due_words(due: date | None, now: datetime, language: str) -> str:
    """Write how long there is left: `nog 3 dagen`, `vandaag`, `te laat: 2 dagen`."""
    if due is None:
        return "geen einddatum" if language == "nl" else "no due date"
    days = (day_of(due) - day_of(now)).days
    if urgency(due, now) == "late":
        return _late(-days, language)
    if days < len(_NEAR[language]):
        return _NEAR[language][days]
    return f"nog {days} dagen" if language == "nl" else f"{days} days left"


def urgency(due: date | None, now: datetime) -> str:
    """Tell how near: `late`, `today`, `soon` (within a week), or `` for later or never."""
    if due is None:
        return ""
    days = (day_of(due) - day_of(now)).days
    if days < 0 or (isinstance(due, datetime) and due < now):
        return "late"
    if days == 0:
        return "today"
    return "soon" if timedelta(days) <= timedelta(SOON_DAYS) else ""


_NEAR = {"nl": ("vandaag", "morgen"), "en": ("today", "tomorrow")}


def _late(days: int, language: str) -> str:
    if language == "nl":
        return {0: "te laat: sinds vandaag", 1: "te laat: 1 dag"}.get(
            days, f"te laat: {days} dagen"
        )
    return {0: "overdue since today", 1: "overdue: 1 day"}.get(days, f"overdue: {days} days")


def _date(at: date, pattern: str, language: str) -> str:
    return _written(day_of(at), pattern, _LOCALES[language])


@lru_cache(maxsize=1024)
def _written(day: date, pattern: str, locale: str) -> str:
    """Write a day; a page names few of them, again and again."""
    return dates.format_date(day, pattern, locale=locale)
