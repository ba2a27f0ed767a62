"""Arithmetic, order and properties of dates, times and durations (clauses 10.3.2.3.4 to .7)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from engine.feel.far import FarDate, FarMoment, FineMoment, FineTime, near, offset
from engine.feel.numbers import CONTEXT
from engine.values import Value, YearsMonths

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - compared with moments whose zone is taken off
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def instant(moment: datetime) -> timedelta:
    """Give what moments are compared by: the time since 1970 in whole seconds, as FEEL has it."""
    return elapsed(moment.replace(microsecond=0))


def elapsed(moment: datetime) -> timedelta:
    """Give the time since 1970: in UTC for a moment with a zone, else by the clock on the wall."""
    since = moment.replace(tzinfo=None) - _EPOCH
    offset = moment.utcoffset()
    return since - offset if offset is not None else since


def of_day(clock: time) -> timedelta:
    """Give the whole seconds since midnight, in UTC if the offset is known."""
    since = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    offset = clock.utcoffset()
    return since - offset if offset is not None else since


def comparable(left: datetime | time, right: datetime | time) -> bool:
    """Tell whether two moments or two times can be put in order: both have a zone or neither."""
    if isinstance(left, datetime) or isinstance(right, datetime):
        return (left.tzinfo is None) is (right.tzinfo is None)
    if left.tzinfo is right.tzinfo:
        return True
    return left.utcoffset() is not None and right.utcoffset() is not None


M = TypeVar("M", datetime, time)


def alike(left: M, right: M) -> tuple[M, M]:
    """Prepare for comparing: what has no offset takes that of the other (table 54)."""
    if comparable(left, right):
        return left, right
    return (
        left.replace(tzinfo=left.tzinfo or right.tzinfo),
        right.replace(tzinfo=right.tzinfo or left.tzinfo),
    )


def add_months(day: date, duration: YearsMonths) -> date:
    """Move whole months; a day the new month does not have becomes its last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + duration.months, 12)
    if not 1 <= years <= 9999:  # noqa: PLR2004 - the years Python's dates have
        raise OverflowError
    last = monthrange(years, month + 1)[1]
    return day.replace(year=years, month=month + 1, day=min(day.day, last))


def add_to_moment(moment: datetime, length: timedelta) -> datetime:
    """Move a moment by elapsed time; a moment with a zone keeps it, over summer time too."""
    zone = moment.tzinfo
    if zone is None or not isinstance(zone, ZoneInfo):
        return moment + length
    return (moment.astimezone(UTC) + length).astimezone(zone)


def add_to_date(day: date, length: timedelta) -> date:
    """Move a date by elapsed time since its midnight and give the date that is reached."""
    return day + timedelta(days=length // _DAY)


def add_to_time(clock: time, length: timedelta) -> time:
    """Move a time by elapsed time, round the clock."""
    moved = datetime.combine(date(2000, 1, 2), clock.replace(tzinfo=None)) + length % _DAY
    return moved.time().replace(tzinfo=clock.tzinfo)


def microseconds(length: timedelta) -> Decimal:
    """Give a duration as a number of microseconds."""
    return Decimal(length // _MICROSECOND)


def scaled(length: timedelta, factor: Decimal) -> timedelta:
    """Multiply a duration, rounded to the microsecond."""
    return timedelta(microseconds=_whole(CONTEXT.multiply(microseconds(length), factor)))


def shared(length: timedelta, divisor: Decimal) -> timedelta:
    """Divide a duration, rounded to the microsecond."""
    return timedelta(microseconds=_whole(CONTEXT.divide(microseconds(length), divisor)))


def scaled_months(duration: YearsMonths, factor: Decimal) -> YearsMonths:
    """Multiply a duration of months, rounded towards zero."""
    return YearsMonths(_whole_months(CONTEXT.multiply(Decimal(duration.months), factor)))


def shared_months(duration: YearsMonths, divisor: Decimal) -> YearsMonths:
    """Divide a duration of months, rounded towards zero."""
    return YearsMonths(_whole_months(CONTEXT.divide(Decimal(duration.months), divisor)))


def _whole(number: Decimal) -> int:
    if number.adjusted() > 20:  # noqa: PLR2004 - more microseconds than a duration holds
        raise OverflowError
    return int(number.to_integral_value())


def _whole_months(number: Decimal) -> int:
    if number.adjusted() > 15:  # noqa: PLR2004 - more months than a text may say
        raise OverflowError
    return int(number)


def months_between(start: date | FarDate, end: date | FarDate) -> YearsMonths:
    """Count the whole months from one date to another; negative when the end comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return YearsMonths(months)


Property = Callable[[Any], Value]


def _seconds(value: time | datetime) -> Decimal:
    nano = value.microsecond * 1000 + getattr(value, "nanosecond", 0)
    if not nano:
        return Decimal(value.second)
    return Decimal(value.second * 1_000_000_000 + nano).scaleb(-9).normalize()


def _offset(value: time | datetime) -> timedelta | None:
    return value.utcoffset()


def _zone(value: time | datetime) -> str | None:
    return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None


def _part(unit: timedelta, within: timedelta | None) -> Property:
    def read(length: timedelta) -> Decimal:
        size = abs(length)
        whole = (size % within if within else size) // unit
        return Decimal(-whole if length < timedelta() else whole)

    return read


def _years(duration: YearsMonths) -> Decimal:
    whole = abs(duration.months) // 12
    return Decimal(-whole if duration.months < 0 else whole)


def _months(duration: YearsMonths) -> Decimal:
    rest = abs(duration.months) % 12
    return Decimal(-rest if duration.months < 0 else rest)


_DATE: dict[str, Property] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(near(day).isoweekday()),
}
_TIME: dict[str, Property] = {
    "hour": lambda clock: Decimal(clock.hour),
    "minute": lambda clock: Decimal(clock.minute),
    "second": _seconds,
    "time offset": _offset,
    "timezone": _zone,
}


def _of_far_moment(name: str) -> Property:
    if name in _DATE:
        return lambda moment: _DATE[name](moment.day)
    return lambda moment: _TIME[name](moment.clock)


_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
PROPERTIES: dict[type[object], dict[str, Property]] = {
    date: _DATE,
    time: _TIME,
    datetime: _DATE | _TIME,
    FineTime: _TIME,
    FineMoment: _DATE | _TIME,
    FarDate: _DATE,
    FarMoment: {name: _of_far_moment(name) for name in _DATE | _TIME} | {"time offset": offset},
    timedelta: {
        "days": _part(_DAY, None),
        "hours": _part(_HOUR, _DAY),
        "minutes": _part(_MINUTE, _HOUR),
        "seconds": _part(timedelta(seconds=1), _MINUTE),
    },
    YearsMonths: {"years": _years, "months": _months},
}
