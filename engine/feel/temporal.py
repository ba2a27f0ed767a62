"""Reading and writing dates, times and durations the ISO 8601 way FEEL has them.

The standard bounds what is possible: the years -999,999,999 to 999,999,999. Fractions of a second
finer than nanoseconds are cut off. A text outside the bounds reads as None, like one that is no
date at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.far import FarDate, FarMoment, clock_of, combine, day_of, fine, make_date
from engine.values import YearsMonths

_DATE = r"(?P<year>-?(?:[1-9][0-9]{4,8}|[0-9]{4}))-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_TIME = (
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]+))?"
    r"(?P<zone>Z|z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?|@[A-Za-z][A-Za-z0-9_+/-]*)?"
)
_DATE_ONLY = re.compile(_DATE)
_TIME_ONLY = re.compile(_TIME)
_MOMENT = re.compile(f"{_DATE}T{_TIME}")
_MONTHS = re.compile(r"(?P<sign>-?)P(?=[0-9])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?")
_SECONDS = re.compile(
    r"(?P<sign>-?)P(?=[0-9T])(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?"
    r"(?:(?P<seconds>[0-9]+)(?:\.(?P<fraction>[0-9]*))?S)?)?"
)
_MOST_DIGITS = 12
_MOST_OFFSET = timedelta(hours=18)


def read_date(text: str) -> date | FarDate | None:
    """Read `2026-11-21`."""
    found = _DATE_ONLY.fullmatch(text)
    if found is None:
        return None
    return _date(found)


def read_time(text: str) -> time | None:
    """Read `13:30:00`, with a fraction, an offset or an @zone if they are there."""
    found = _TIME_ONLY.fullmatch(text)
    if found is None:
        return None
    return _time(found)


def read_moment(text: str) -> datetime | FarMoment | None:
    """Read a date and a time with a T between them; a bare date is its midnight."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        day = read_date(text)
        return None if day is None else combine(day, time())
    day = _date(found)
    clock = _time(found)
    return None if day is None or clock is None else combine(day, clock)


def read_duration(text: str) -> timedelta | YearsMonths | None:
    """Read `P1Y2M` or `P1DT2H`; which kind it is shows from what it holds."""
    found = _MONTHS.fullmatch(text)
    if found is not None:
        return _months(found)
    found = _SECONDS.fullmatch(text)
    return None if found is None else _seconds(found)


def read_literal(text: str) -> Any:  # noqa: ANN401 - any of them, None if it is nothing
    """Read what stands behind an @: a date, a time, both, or a duration."""
    readers: tuple[Callable[[str], object], ...] = (
        read_date,
        read_time,
        read_moment,
        read_duration,
    )
    for read in readers:
        value = read(text)
        if value is not None:
            return value
    return None


@lru_cache(maxsize=256)
def read_zone(name: str) -> tzinfo | None:
    """Find a time zone by its IANA name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def offset_zone(offset: timedelta) -> tzinfo | None:
    """Give the zone at a fixed offset from UTC."""
    if abs(offset) > _MOST_OFFSET:
        return None
    return timezone(offset) if offset else UTC


def _date(found: re.Match[str]) -> date | FarDate | None:
    try:
        return make_date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _time(found: re.Match[str]) -> time | None:
    zone: tzinfo | None = None
    if found["zone"]:
        zone = _zone(found["zone"])
        if zone is None:
            return None
    micro, nano = divmod(int(f"{found['fraction'] or ''}000000000"[:9]), 1000)
    try:
        clock = time(int(found["hour"]), int(found["minute"]), int(found["second"]), micro, zone)
    except ValueError:
        return None
    return fine(clock, nano)


def _zone(text: str) -> tzinfo | None:
    if text in {"Z", "z"}:
        return UTC
    if text[0] == "@":
        return read_zone(text[1:])
    hours, minutes, *seconds = (int(part) for part in text[1:].split(":"))
    if minutes > 59 or (seconds and seconds[0] > 59):  # noqa: PLR2004 - minutes and seconds
        return None
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
    return offset_zone(-offset if text[0] == "-" else offset)


def _months(found: re.Match[str]) -> YearsMonths | None:
    years, months = found["years"] or "0", found["months"] or "0"
    if max(len(years), len(months)) > _MOST_DIGITS:
        return None
    count = int(years) * 12 + int(months)
    return YearsMonths(-count if found["sign"] else count)


def _seconds(found: re.Match[str]) -> timedelta | None:
    parts = [found[name] or "0" for name in ("days", "hours", "minutes", "seconds")]
    if max(len(part) for part in parts) > _MOST_DIGITS:
        return None
    days, hours, minutes, seconds = (int(part) for part in parts)
    fraction = int(f"{found['fraction'] or ''}000000"[:6])
    try:
        length = timedelta(days, seconds, fraction, minutes=minutes, hours=hours)
    except OverflowError:
        return None
    return -length if found["sign"] else length


def written_date(value: date | FarDate) -> str:
    """Write a date as it is read."""
    sign = "-" if value.year < 0 else ""
    return f"{sign}{abs(value.year):04}-{value.month:02}-{value.day:02}"


def written_moment(value: datetime | FarMoment) -> str:
    """Write a date and time as it is read."""
    return f"{written_date(day_of(value))}T{written_time(clock_of(value))}"


def written_time(value: time) -> str:
    """Write a time as it is read."""
    zone = value.tzinfo
    nano = getattr(value, "nanosecond", 0)
    fraction = f".{value.microsecond:06}{nano:03}".rstrip("0").rstrip(".")
    stamp = f"{value.hour:02}:{value.minute:02}:{value.second:02}{fraction}"
    if zone is None:
        return stamp
    if isinstance(zone, ZoneInfo):
        return f"{stamp}@{zone.key}"
    return stamp + _written_offset(zone.utcoffset(None) or timedelta())


def _written_offset(offset: timedelta) -> str:
    if not offset:
        return "Z"
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(abs(offset) // timedelta(seconds=1), 60)
    hours, minutes = divmod(minutes, 60)
    tail = f":{seconds:02}" if seconds else ""
    return f"{sign}{hours:02}:{minutes:02}{tail}"


def written_months(value: YearsMonths) -> str:
    """Write a duration of months, whole years first."""
    sign = "-" if value.months < 0 else ""
    years, months = divmod(abs(value.months), 12)
    if not years:
        return f"{sign}P{months}M"
    return f"{sign}P{years}Y" + (f"{months}M" if months else "")


def written_length(value: timedelta) -> str:
    """Write a duration of days and time, zero parts left out."""
    if not value:
        return "PT0S"
    sign = "-" if value < timedelta() else ""
    length = abs(value)
    minutes, seconds = divmod(length.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{length.microseconds:06}".rstrip("0").rstrip(".")
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or fraction:
        clock += f"{seconds}{fraction}S"
    days = f"{length.days}D" if length.days else ""
    return f"{sign}P{days}" + (f"T{clock}" if clock else "")
