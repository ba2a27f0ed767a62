"""Which days are not working days by law, per version of the calendar.

A calendar is data: the holidays of the Algemene termijnenwet (Atw) art. 3 with their legal source,
and the days that royal decrees equate with them. Decrees run a few years ahead, so a calendar says
up to which year it is complete. A version is never changed; a new decree makes a new version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from engine.errors import EngineError
from engine.model import Words
from engine.terms import wording

DAY = timedelta(days=1)
_FRIDAY = 4
_MOST_DAYS = 10_000
_LAST_YEAR = 2299
_EQUATED = Words("een gelijkgestelde dag", "an equated day")


class UnknownCalendar(EngineError):
    nl = "Er is geen kalender met versie {version}. De versies zijn: {known}."
    en = "There is no calendar with version {version}. The versions are: {known}."


class OutsideCalendar(EngineError):
    nl = "{day} valt buiten de kalender {version}, die loopt van {first} tot en met {last}."
    en = "{day} is outside calendar {version}, which runs from {first} up to and including {last}."


class TooManyWorkingDays(EngineError):
    nl = "{count} werkdagen is te veel om te tellen. Het hoogste aantal is {most}."
    en = "{count} working days is too much to count. The highest number is {most}."


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of the law: on a fixed date, or a number of days after Easter Sunday."""

    name: Words
    source: str
    month: int
    day: int
    on_sunday: int
    after_easter: int | None

    def falls_on(self, year: int) -> date:
        """Say on which day it is celebrated in a year."""
        if self.after_easter is not None:
            return easter(year) + self.after_easter * DAY
        fixed = date(year, self.month, self.day)
        return fixed + self.on_sunday * DAY if fixed.weekday() > _FRIDAY + 1 else fixed


@dataclass(frozen=True, eq=False)
class Calendar:
    """One version; `equated` maps a day to the decree that equates it with a holiday."""

    version: str
    first_year: int
    last_known_year: int
    holidays: tuple[Holiday, ...]
    equated: Mapping[date, str]

    def closed(self, day: date) -> Words | None:
        """Say why a day is not a working day, or None when it is one. Raises OutsideCalendar."""
        if not self.first_year <= day.year <= _LAST_YEAR:
            raise OutsideCalendar(
                day=day.isoformat(),
                version=self.version,
                first=self.first_year,
                last=_LAST_YEAR,
            )
        named = _holidays(self, day.year).get(day)
        if named is not None:
            return named
        return wording.weekday(day) if day.weekday() > _FRIDAY else None

    def open(self, day: date) -> bool:
        """Tell whether it is a working day: no weekend, no holiday, not equated with one."""
        return self.closed(day) is None

    def provisional(self, day: date) -> bool:
        """Tell whether a later decree may still change what is said here about a day."""
        return day.year > self.last_known_year


def easter(year: int) -> date:
    """Compute Easter Sunday (Gregorian; the method of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def calendar(version: str) -> Calendar:
    """Find a version of the calendar, however old. Raises UnknownCalendar."""
    if version not in CALENDARS:
        raise UnknownCalendar(version=version, known=", ".join(sorted(CALENDARS)))
    return CALENDARS[version]


@lru_cache(maxsize=512)
def _holidays(known: Calendar, year: int) -> dict[date, Words]:
    days = {day: _EQUATED for day in known.equated if day.year == year}
    return days | {holiday.falls_on(year): holiday.name for holiday in reversed(known.holidays)}


def _read(written: Mapping[str, Any]) -> Calendar:
    return Calendar(
        version=written["id"],
        first_year=written["from"],
        last_known_year=written["until"],
        holidays=tuple(_holiday(each) for each in written["holidays"]),
        equated={
            date.fromisoformat(day): decree["source"]
            for decree in written["equated"]
            for day in decree["days"]
        },
    )


def _holiday(written: Mapping[str, Any]) -> Holiday:
    return Holiday(
        name=Words(written["nl"], written["en"]),
        source=written["source"],
        month=written.get("month", 0),
        day=written.get("day", 0),
        on_sunday=written.get("on_sunday", 0),
        after_easter=written.get("after_easter"),
    )


def _shipped() -> dict[str, Calendar]:
    files = [each for each in resources.files(__package__).iterdir() if each.name.endswith(".json")]
    read = [_read(json.loads(file.read_text("utf-8"))) for file in files]
    return {each.version: each for each in read}


CALENDARS = _shipped()
CURRENT = CALENDARS[max(CALENDARS)]


def working_day(day: date, known: Calendar = CURRENT) -> bool:
    """Tell whether it is a working day: no weekend, no holiday, not equated with one."""
    return known.open(day)


def next_working_day(day: date, known: Calendar = CURRENT) -> date:
    """Find the first working day on or after a day."""
    while not known.open(day):
        day += DAY
    return day


def previous_working_day(day: date, known: Calendar = CURRENT) -> date:
    """Find the last working day on or before a day."""
    while not known.open(day):
        day -= DAY
    return day


def add_working_days(day: date, count: int, known: Calendar = CURRENT) -> date:
    """Find the `count`-th working day after a day (before it when negative; itself when 0).

    Raises TooManyWorkingDays above 10,000, OutsideCalendar when the calendar ends first.
    """
    if abs(count) > _MOST_DAYS:
        raise TooManyWorkingDays(count=count, most=_MOST_DAYS)
    one = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += one
        while not known.open(day):
            day += one
    return day
