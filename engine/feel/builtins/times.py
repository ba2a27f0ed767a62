"""Functions that make and read dates, times and durations (DMN 1.5, tables 73, 79 and 80)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from engine.feel import far, temporal
from engine.feel.builtins.registry import builtin
from engine.feel.dutch import dutch
from engine.feel.far import FarDate, FarMoment
from engine.feel.frames import Evaluation
from engine.feel.numbers import whole
from engine.feel.operators import same
from engine.feel.temporal_math import months_between
from engine.feel.writing import in_short
from engine.values import YearsMonths

T = TypeVar("T")
HOME = ZoneInfo("Europe/Amsterdam")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _absent(run: Evaluation, kind: str, given: object, sign: str = "") -> T | None:
    """Give null: no date, time or the like is written so, or has these numbers."""
    parts = given if isinstance(given, tuple) else (given,)
    said = sign.join(map(in_short, parts))
    return run.null(
        f"'{said}' is geen {dutch(kind)} die bestaat", f"'{said}' is no {kind} that exists"
    )


@builtin("date(from: string|date|far date|date and time|far date and time)")
def date_from(run: Evaluation, given: str | date | FarDate | FarMoment) -> date | FarDate | None:
    """Read a date, or take it out of a date and time."""
    if isinstance(given, str):
        return temporal.read_date(given) or _absent(run, "date", given)
    return far.day_of(given) if isinstance(given, (datetime, FarMoment)) else given


@builtin("date(year: number, month: number, day: number)")
def date_of(run: Evaluation, year: Decimal, month: Decimal, day: Decimal) -> date | FarDate | None:
    """Make a date of its three numbers."""
    try:
        return far.make_date(_whole(year), _whole(month), _whole(day))
    except (ValueError, OverflowError):
        return _absent(run, "date", (year, month, day), "-")


def _whole(number: Decimal) -> int:
    value = whole(number)
    if value is None:
        raise ValueError
    return value


@builtin("date and time(from: string|date|far date|date and time|far date and time)")
def moment_from(
    run: Evaluation, given: str | date | FarDate | FarMoment
) -> datetime | FarMoment | None:
    """Read a date and time; a date becomes its midnight."""
    if isinstance(given, str):
        return temporal.read_moment(given) or _absent(run, "date and time", given)
    if isinstance(given, (datetime, FarMoment)):
        return given
    return far.combine(given, time())


@builtin("date and time(date: date|far date|date and time|far date and time, time: time)")
def moment_of(
    _run: Evaluation, day: date | FarDate | FarMoment, clock: time
) -> datetime | FarMoment:
    """Put a date and a time together."""
    if isinstance(day, (datetime, FarMoment)):
        day = far.day_of(day)
    return far.combine(day, clock)


@builtin(
    "date and time(year: number, month: number, day: number,"
    " hour: number, minute: number, second: number)"
)
def moment_of_numbers(run: Evaluation, *parts: Decimal) -> datetime | FarMoment | None:
    """Make a date and time of its six numbers."""
    return _moment(run, parts, None)


@builtin(
    "date and time(year: number, month: number, day: number,"
    " hour: number, minute: number, second: number, offset: days and time duration)"
)
def moment_at_offset(run: Evaluation, *parts: Any) -> datetime | FarMoment | None:  # noqa: ANN401 - numbers, offset
    """Make a date and time of its six numbers and an offset from UTC."""
    zone = temporal.offset_zone(parts[-1])
    return _absent(run, "offset", parts[-1]) if zone is None else _moment(run, parts, zone)


@builtin(
    "date and time(year: number, month: number, day: number,"
    " hour: number, minute: number, second: number, timezone: string)"
)
def moment_in_zone(run: Evaluation, *parts: Any) -> datetime | FarMoment | None:  # noqa: ANN401 - numbers, name
    """Make a date and time of its six numbers and the name of a time zone."""
    zone = temporal.read_zone(parts[-1])
    return _absent(run, "timezone", parts[-1]) if zone is None else _moment(run, parts, zone)


def _moment(
    run: Evaluation, parts: tuple[Any, ...], zone: tzinfo | None
) -> datetime | FarMoment | None:
    day = date_of(run, *parts[:3])
    clock = _clock(run, parts[3:6], zone)
    return None if day is None or clock is None else far.combine(day, clock)


def _clock(run: Evaluation, parts: tuple[Any, ...], zone: tzinfo | None) -> time | None:
    hour, minute, second = parts
    try:
        micro, nano = divmod(int(second % 1 * 1_000_000_000), 1000)
        return far.fine(time(_whole(hour), _whole(minute), int(second), micro, zone), nano)
    except (ValueError, ArithmeticError):
        return _absent(run, "time", (hour, minute, second), ":")


@builtin("time(from: string|time|date|far date|date and time|far date and time)")
def time_from(run: Evaluation, given: str | time | date | FarDate | FarMoment) -> time | None:
    """Read a time, or take it out of a date and time; a date has midnight in UTC."""
    if isinstance(given, str):
        clock = temporal.read_time(given)
        return _absent(run, "time", given) if clock is None else clock
    if isinstance(given, (datetime, FarMoment)):
        return far.clock_of(given)
    return time(tzinfo=UTC) if isinstance(given, (date, FarDate)) else given


@builtin("time(hour: number, minute: number, second: number, offset: any?)")
def time_of(
    run: Evaluation,
    hour: Decimal,
    minute: Decimal,
    second: Decimal,
    offset: Any = None,  # noqa: ANN401 - a duration or null
) -> time | None:
    """Make a time of its three numbers, and an offset from UTC if there is one."""
    zone = None
    if offset is not None:
        zone = temporal.offset_zone(offset) if isinstance(offset, timedelta) else None
        if zone is None:
            return _absent(run, "offset", offset)
    return _clock(run, (hour, minute, second), zone)


@builtin("duration(from: string|days and time duration|years and months duration)")
def duration(
    run: Evaluation, given: str | timedelta | YearsMonths
) -> timedelta | YearsMonths | None:
    """Read a duration of either kind."""
    if not isinstance(given, str):
        return given
    length = temporal.read_duration(given)
    return _absent(run, "duration", given) if length is None else length


@builtin(
    "years and months duration(from: date|far date|date and time|far date and time,"
    " to: date|far date|date and time|far date and time)"
)
def years_and_months_duration(_run: Evaluation, start: Any, end: Any) -> YearsMonths:  # noqa: ANN401 - dates
    """Count the whole months between two dates."""
    days = [one.day if isinstance(one, FarMoment) else one for one in (start, end)]
    return months_between(*days)


@builtin("now()")
def now(run: Evaluation) -> datetime:
    """Give the moment of the evaluation, in the Dutch time zone."""
    return run.at.astimezone(HOME)


@builtin("today()")
def today(run: Evaluation) -> date:
    """Give the Dutch date at the moment of the evaluation."""
    return run.at.astimezone(HOME).date()


AnyDay = date | FarDate | FarMoment


def _near(day: AnyDay) -> date:
    return far.near(day.day if isinstance(day, FarMoment) else day)


@builtin("day of year(date: date|far date|date and time|far date and time)")
def day_of_year(_run: Evaluation, day: AnyDay) -> Decimal:
    """Count the days from 1 January."""
    return Decimal(_near(day).timetuple().tm_yday)


@builtin("day of week(date: date|far date|date and time|far date and time)")
def day_of_week(_run: Evaluation, day: AnyDay) -> str:
    """Name the day, in English."""
    return _DAYS[_near(day).weekday()]


@builtin("month of year(date: date|far date|date and time|far date and time)")
def month_of_year(_run: Evaluation, day: AnyDay) -> str:
    """Name the month, in English."""
    return _MONTHS[_near(day).month - 1]


@builtin("week of year(date: date|far date|date and time|far date and time)")
def week_of_year(_run: Evaluation, day: AnyDay) -> Decimal:
    """Give the ISO 8601 week number."""
    return Decimal(_near(day).isocalendar().week)


@builtin("is(value1: any, value2: any)")
def is_same(run: Evaluation, left: Any, right: Any) -> bool:  # noqa: ANN401 - any values
    """Tell whether two values are the same in every respect, time zones included."""
    if isinstance(left, (datetime, time)) and left.__class__ is right.__class__:
        clocks_agree = left.replace(tzinfo=None) == right.replace(tzinfo=None)
        nanos = [getattr(one, "nanosecond", 0) for one in (left, right)]
        return clocks_agree and nanos[0] == nanos[1] and _zone_of(left) == _zone_of(right)
    return same(run, left, right)


def _zone_of(value: datetime | time) -> object:
    return value.tzinfo if isinstance(value.tzinfo, ZoneInfo) else value.utcoffset()
