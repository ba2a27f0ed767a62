"""Reading and writing dates, times and durations the ISO 8601 way FEEL has them.

Python's dates bound what is possible: the years 1 to 9999 and whole microseconds (finer fractions
are cut off). A text outside those bounds reads as None, like a text that is no date at all.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.values import Value, YearsMonths

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


def read_date(text: str) -> date | None:
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


def read_moment(text: str) -> datetime | None:
    """Read a date and a time with a T between them; a bare date is its midnight."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        day = read_date(text)
        return None if day is None else datetime.combine(day, time())
    day = _date(found)
    clock = _time(found)
    return None if day is None or clock is None else datetime.combine(day, clock)


def read_duration(text: str) -> timedelta | YearsMonths | None:
    """Read `P1Y2M` or `P1DT2H`; which kind it is shows from what it holds."""
    found = _MONTHS.fullmatch(text)
    if found is not None:
        return _months(found)
    found = _SECONDS.fullmatch(text)
    return None if found is None else _seconds(found)


def read_literal(text: str) -> Value:
    """Read what stands behind an @: a date, a time, both, or a duration."""
    for read in (read_date, read_time, read_moment, read_duration):
        value: Value = read(text)
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


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except (ValueError, OverflowError):
        return None


def _time(found: re.Match[str]) -> time | None:
    zone: tzinfo | None = None
    if found["zone"]:
        zone = _zone(found["zone"])
        if zone is None:
            return None
    fraction = int(f"{found['fraction'] or ''}000000"[:6])
    try:
        return time(int(found["hour"]), int(found["minute"]), int(found["second"]), fraction, zone)
    except ValueError:
        return None


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


def written_date(value: date) -> str:
    """Write a date as it is read."""
    return value.isoformat()


def written_time(value: time | datetime) -> str:
    """Write a time, or the date and time, as it is read."""
    zone = value.tzinfo
    stamp = value.replace(tzinfo=None).isoformat()
    head, point, fraction = stamp.partition(".")
    stamp = head + point + fraction.rstrip("0")
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
