"""Days, moments, money and numbers in words, Dutch and English. Pure; the clock is an argument."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
SOON_DAYS = 7
A_THOUSAND = 1024
_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
        *("september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
}
#: how Python groups and points a number, and how each language does
_POINTS = {"nl": str.maketrans(",.", ".,"), "en": {}}
_UNITS = ("bytes", "kB", "MB", "GB")


def day_of(at: date) -> date:
    """Give the day in Amsterdam; a moment must be aware."""
    if isinstance(at, datetime):
        assert at.tzinfo is not None, f"{at} has no time zone"
        return at.astimezone(ZONE).date()
    return at


def date_long(at: date, language: str) -> str:
    """Write `maandag 13 april 2026`."""
    return f"{_weekday(at, language)} {date_short(at, language)}"


def date_short(at: date, language: str) -> str:
    """Write `13 april 2026`."""
    return f"{_month_day(at, language)} {day_of(at).year}"


def date_near(at: date, now: datetime, language: str) -> str:
    """Write `maandag 13 april`, with the year only when it is not this year."""
    return f"{_weekday(at, language)} {_near(at, now, language)}"


def clock(at: datetime, language: str) -> str:
    """Write `14.30 uur`."""
    here = at.astimezone(ZONE)
    return f"{here:%H.%M} uur" if language == "nl" else f"{here:%H:%M}"


def moment(at: datetime, language: str) -> str:
    """Write `13 april 2026, 14.30 uur`."""
    return f"{date_short(at, language)}, {clock(at, language)}"


def moment_near(at: datetime, now: datetime, language: str) -> str:
    """Write `vandaag om 08.40 uur`, `gisteren om …`, or the day with the time."""
    days = (day_of(now) - day_of(at)).days
    words = {"nl": ("vandaag om", "gisteren om"), "en": ("today at", "yesterday at")}[language]
    if days in (0, 1):
        return f"{words[days]} {clock(at, language)}"
    return f"{_near(at, now, language)}, {clock(at, language)}"


def money(amount: Decimal | int, language: str) -> str:
    """Write `€ 50.000,00`."""
    rounded = f"{amount:z,.2f}"  # z: what rounds to nothing has no sign
    sign = "-" if rounded.startswith("-") else ""
    cents = rounded.removeprefix("-").translate(_POINTS[language])
    return f"€\N{NO-BREAK SPACE}{sign}{cents}" if language == "nl" else f"{sign}€{cents}"


def number(value: Decimal | int, language: str) -> str:
    """Write `1.250,5`: all digits that say something, no rounding."""
    whole, _, rest = f"{abs(value) if value == 0 else value:,f}".partition(".")
    return ".".join(part for part in (whole, rest.rstrip("0")) if part).translate(_POINTS[language])


def file_size(size: int, language: str) -> str:
    """Write `2,4 MB`."""
    amount, unit = Decimal(size), 0
    while round(amount, 1) >= A_THOUSAND and unit < len(_UNITS) - 1:
        amount, unit = amount / A_THOUSAND, unit + 1
    rounded = f"{amount:,.1f}".removesuffix(".0")
    name = "byte" if size == 1 else _UNITS[unit]
    return f"{rounded.translate(_POINTS[language])} {name}"


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


def _weekday(at: date, language: str) -> str:
    return _DAYS[language][day_of(at).weekday()]


def _month_day(at: date, language: str) -> str:
    day = day_of(at)
    return f"{day.day} {_MONTHS[language][day.month - 1]}"


def _near(at: date, now: datetime, language: str) -> str:
    """Write a day with the year only when it is not this year."""
    same_year = day_of(at).year == day_of(now).year
    return _month_day(at, language) if same_year else date_short(at, language)
