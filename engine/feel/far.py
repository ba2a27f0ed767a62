"""Dates and times beyond what Python's can hold (DMN 1.5, clauses 10.3.2.3.4 to .6).

Years before 1 and after 9999 have a class of their own; nanoseconds ride on Python's classes and
are seen when a value is written and when its seconds are asked. Both exist inside FEEL only: far
dates cannot be kept in a variable, nanoseconds are cut off there and in calculations.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from engine.values import YearsMonths

FARTHEST_YEAR = 999_999_999
#: The calendar repeats itself after this many years, weekdays included.
_CYCLE = 400
_CYCLE_DAYS = 146_097
_CYCLE_BEGIN = 2000
_FIRST = date(_CYCLE_BEGIN, 1, 1).toordinal()
_DAY = timedelta(days=1)


class FineTime(time):
    """A time with nanoseconds after its microseconds, 0 to 999."""

    nanosecond: int = 0


class FineMoment(datetime):
    """A date and time with nanoseconds after its microseconds, 0 to 999."""

    nanosecond: int = 0


@dataclass(frozen=True, slots=True, order=True)
class FarDate:
    """A date in a year that Python's dates do not have."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class FarMoment:
    """A time on a far date."""

    day: FarDate
    clock: time


def make_date(year: int, month: int, day: int) -> date | FarDate:
    """Make a date, near or far; raises ValueError for one that does not exist."""
    if date.min.year <= year <= date.max.year:
        return date(year, month, day)
    if abs(year) > FARTHEST_YEAR:
        raise ValueError(year)
    date(_CYCLE_BEGIN + year % _CYCLE, month, day)
    return FarDate(year, month, day)


def fine(clock: time, nanosecond: int) -> time:
    """Add nanoseconds to a time."""
    if not nanosecond:
        return clock
    made = FineTime(clock.hour, clock.minute, clock.second, clock.microsecond, clock.tzinfo)
    made.nanosecond = nanosecond
    return made


def combine(day: date | FarDate, clock: time) -> datetime | FarMoment:
    """Put a date and a time together."""
    if isinstance(day, FarDate):
        return FarMoment(day, clock)
    moment = datetime.combine(day, clock)
    if not isinstance(clock, FineTime):
        return moment
    made = FineMoment.combine(day, clock)
    made.nanosecond = clock.nanosecond
    return made


def day_of(moment: datetime | FarMoment) -> date | FarDate:
    """Take the date out of a date and time."""
    return moment.day if isinstance(moment, FarMoment) else moment.date()


def clock_of(moment: datetime | FarMoment) -> time:
    """Take the time out of a date and time."""
    if isinstance(moment, FarMoment):
        return moment.clock
    return fine(moment.timetz(), getattr(moment, "nanosecond", 0))


def near(day: date | FarDate) -> date:
    """Give the date in the years 2000 to 2399 at the same place in the calendar."""
    return date(_CYCLE_BEGIN + day.year % _CYCLE, day.month, day.day)


def ordinal(day: date | FarDate) -> int:
    """Count the days since the beginning of the year 1."""
    return near(day).toordinal() + (day.year - _CYCLE_BEGIN) // _CYCLE * _CYCLE_DAYS


def day_at(count: int) -> date | FarDate:
    """Give the date with this ordinal; raises ValueError for one beyond the standard's years."""
    cycle, rest = divmod(count - _FIRST, _CYCLE_DAYS)
    found = date.fromordinal(_FIRST + rest)
    return make_date(found.year + cycle * _CYCLE, found.month, found.day)


def offset(moment: FarMoment) -> timedelta | None:
    """Give the offset from UTC, if there is one."""
    return datetime.combine(near(moment.day), moment.clock).utcoffset()


def zone(moment: FarMoment) -> tzinfo | None:
    """Give the time zone, if there is one."""
    return moment.clock.tzinfo


def seconds(moment: FarMoment) -> int:
    """Count the whole seconds since the beginning of the year 1, in UTC if there is an offset."""
    clock = moment.clock
    since = ordinal(moment.day) * 86_400 + clock.hour * 3600 + clock.minute * 60 + clock.second
    return since - int((offset(moment) or timedelta()).total_seconds())


def alike_seconds(left: FarMoment, right: FarMoment) -> tuple[int, int]:
    """Count the seconds of two moments; what has no zone takes that of the other (table 54)."""
    if (zone(left) is None) is (zone(right) is None):
        return seconds(left), seconds(right)
    return _on_the_wall(left), _on_the_wall(right)


def _on_the_wall(moment: FarMoment) -> int:
    return seconds(moment) + int((offset(moment) or timedelta()).total_seconds())


# --- arithmetic


def add_months(day: FarDate, duration: YearsMonths) -> date | FarDate:
    """Move whole months; a day the new month does not have becomes its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + duration.months, 12)
    last = monthrange(_CYCLE_BEGIN + year % _CYCLE, month + 1)[1]
    return make_date(year, month + 1, min(day.day, last))


def add_days(day: FarDate, length: timedelta) -> date | FarDate:
    """Move a date by elapsed time since its midnight."""
    return day_at(ordinal(day) + length // _DAY)


def between_days(left: FarDate, right: FarDate) -> timedelta:
    """Give the time between two midnights."""
    return timedelta(days=ordinal(left) - ordinal(right))


def move_months(moment: FarMoment, duration: YearsMonths) -> datetime | FarMoment:
    """Move a moment whole months."""
    return combine(add_months(moment.day, duration), moment.clock)


def move(moment: FarMoment, length: timedelta) -> datetime | FarMoment:
    """Move a moment by elapsed time; its zone stays."""
    clock = moment.clock
    since = timedelta(
        hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond
    )
    days, rest = divmod(since + length, _DAY)
    reached = (datetime.combine(date.min, time()) + rest).time()
    day = day_at(ordinal(moment.day) + days)
    return combine(day, reached.replace(tzinfo=clock.tzinfo))


def between_moments(left: FarMoment, right: FarMoment) -> timedelta:
    """Give the time between two moments; raises ValueError if only one has an offset."""
    if (zone(left) is None) is not (zone(right) is None):
        raise ValueError
    return timedelta(seconds=seconds(left) - seconds(right))


def level(left: Any, right: Any) -> tuple[Any, Any]:  # noqa: ANN401 - any values
    """Bring two values of one kind to one class: nanoseconds off, both far if one of them is."""
    left, right = _coarse(left), _coarse(right)
    return _as_far_as(right, left), _as_far_as(left, right)


def _coarse(value: Any) -> Any:  # noqa: ANN401 - any value
    if isinstance(value, FineMoment):
        return datetime.combine(value.date(), value.timetz())
    if isinstance(value, FineTime):
        return time(value.hour, value.minute, value.second, value.microsecond, value.tzinfo)
    return value


def _as_far_as(other: object, value: Any) -> Any:  # noqa: ANN401 - any value
    return farther(value) if isinstance(other, (FarDate, FarMoment)) else value


def farther(value: Any) -> Any:  # noqa: ANN401 - any value
    """Make a near date or moment one of the far kind; give anything else back as it is."""
    if value.__class__ is date:
        return FarDate(value.year, value.month, value.day)
    if value.__class__ is datetime:
        return FarMoment(FarDate(value.year, value.month, value.day), value.timetz())
    return value
