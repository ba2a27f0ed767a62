"""Moments, durations and repetitions: ISO 8601 texts and FEEL values become aware UTC moments.

A date alone is a day in Europe/Amsterdam. Hours count exactly; months count on the calendar there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.interpreter.errors import BeyondCalendar, NotAMoment
from engine.values import Value, YearsMonths

HERE = ZoneInfo("Europe/Amsterdam")
END_OF_DAY = time(23, 59, 59)
SHORTEST_STEP = timedelta(seconds=1)  #: of a repetition

_DURATION = re.compile(
    r"P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_CYCLE = re.compile(r"R(\d{0,18})/(?:([^/]+)/)?(P[^/]+)")
_UNTIL = re.compile(r"R(\d{0,18})/([^/]+)/([^/]+)")
_CRON = re.compile(r"[\d*?/,LW#-]+(?:\s+[\w*?/,#-]+){4,6}")

_BACKWARDS = re.compile(r"(?:R\d*/(?:[^/]+/)?)?-\s*(P[^/]+)")
_SEEMS = re.compile(r"(?:PT?\d|R\d*/|\d{4}-\d\d?-\d\d?(?!\d))\S*")


@dataclass(frozen=True, slots=True)
class Duration:
    """Calendar months plus an exact time."""

    months: int
    exact: timedelta

    def after(self, moment: datetime, times: int = 1) -> datetime:
        """Give the UTC moment that lies this duration, so many times, after `moment`.

        Raises BeyondCalendar.
        """
        try:
            if self.months:
                moment = months_later(moment, self.months * times)
            return moment.astimezone(UTC) + self.exact * times
        except (ValueError, OverflowError) as far:
            raise BeyondCalendar from far

    def is_below(self, shortest: timedelta) -> bool:
        """Say whether it takes less time than this; any month takes more."""
        return self.months < 0 or (self.months == 0 and self.exact < shortest)

    def __str__(self) -> str:
        """Write it in ISO 8601."""
        days, seconds = self.exact.days, Decimal(self.exact.seconds)
        seconds += Decimal(self.exact.microseconds) / 10**6
        months = f"{self.months}M" if self.months else ""
        clock = f"T{seconds}S" if seconds or not (self.months or days) else ""
        return f"P{months}{f'{days}D' if days else ''}{clock}"


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repetition; `turns` is None when it never ends, `start` when it starts at once."""

    turns: int | None
    start: datetime | None
    every: Duration


Schedule = datetime | Duration | Cycle


def is_cron(written: str) -> bool:
    """Say whether a text is a cron expression, which is refused."""
    return bool(_CRON.fullmatch(written.strip()))


def is_time(written: str) -> bool:
    """Say whether a text is a date, a moment, a duration or a repetition in ISO 8601."""
    return read(written) is not None


def seems_time(written: str) -> bool:
    """Say whether a text looks like ISO 8601, though it may be none: P1X, R3/x, 2026-13-01."""
    return bool(_SEEMS.fullmatch(written.strip())) or is_backwards(written)


def is_backwards(written: str) -> bool:
    """Say whether a text is a negative duration, or a repetition of one: -P1D, R/-P1D."""
    found = _BACKWARDS.fullmatch(written.strip())
    return found is not None and read_duration(found.group(1)) is not None


def is_never(written: str) -> bool:
    """Say whether a text is a repetition of no turns: R0/P1D."""
    found = _CYCLE.fullmatch(written.strip())
    return found is not None and _is_zero(found.group(1))


def is_until(written: str) -> bool:
    """Say whether a text is a repetition that names its end: R3/PT1H/2026-03-01T09:00."""
    found = _UNTIL.fullmatch(written.strip())
    if found is None or _moment(found.group(3)) is None:
        return False
    return read_duration(found.group(2)) is not None


def read(written: str) -> Schedule | None:
    """Read an ISO 8601 date, moment, duration or repetition; None when it is none of these."""
    written = written.strip()
    if cycle := _CYCLE.fullmatch(written):
        return _cycle(*cycle.groups())
    if between := _UNTIL.fullmatch(written):
        return _between(*between.groups())
    return read_duration(written) or _moment(written)


def read_duration(written: str) -> Duration | None:
    """Read an ISO 8601 duration such as P2W or P1Y2MT12H; None when it is none.

    One that is longer than can be counted becomes the longest there is, beyond every calendar.
    """
    found = _DURATION.fullmatch(written.strip())
    if found is None:
        return None
    try:
        return _counted(*found.groups())
    except (ValueError, OverflowError):
        return Duration(0, timedelta.max)


def schedule(value: Value, source: str) -> Schedule:
    """Turn what an expression gave into a schedule.

    Raises NotAMoment for anything else, and BeyondCalendar.
    """
    found: Schedule | None = None
    if isinstance(value, str):
        found = read(value)
    elif isinstance(value, datetime):
        found = aware(value)
    elif isinstance(value, date):
        found = aware(datetime.combine(value, time(), HERE))
    elif isinstance(value, timedelta):
        found = Duration(0, value)
    elif isinstance(value, YearsMonths):
        found = Duration(value.months, timedelta())
    if found is None:
        raise NotAMoment(text=source)
    return found


def due_moment(value: Value, source: str, at: datetime) -> datetime:
    """Turn what a due expression gave into a moment: a date means until the end of that day.

    Raises NotAMoment and BeyondCalendar.
    """
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            value = date.fromisoformat(value)
        except ValueError as none:
            raise NotAMoment(text=source) from none
    if isinstance(value, date) and not isinstance(value, datetime):
        return aware(datetime.combine(value, END_OF_DAY, HERE))
    found = schedule(value, source)
    if isinstance(found, Cycle):
        raise NotAMoment(text=source)
    return found if isinstance(found, datetime) else found.after(at)


def aware(moment: datetime) -> datetime:
    """Give a moment in UTC; one without a zone is local time in Europe/Amsterdam.

    Raises BeyondCalendar.
    """
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=HERE)).astimezone(UTC)
    except OverflowError as far:
        raise BeyondCalendar from far


def months_later(moment: datetime, months: int) -> datetime:
    """Give the same time so many months later on the calendar here, or the last day before it.

    Raises ValueError or OverflowError when no calendar goes that far.
    """
    there = moment.astimezone(HERE)
    year, month = divmod(there.year * 12 + there.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return there.replace(year=year, month=month + 1, day=min(there.day, last))


def _moment(written: str) -> datetime | None:
    if not re.match(r"\d{4}-\d\d-\d\d", written):
        return None
    try:
        return aware(datetime.fromisoformat(written))
    except (ValueError, BeyondCalendar):
        return None


def _is_zero(turns: str) -> bool:
    return turns != "" and not turns.strip("0")


def _counted(*parts: str | None) -> Duration:
    years, months, weeks, days, hours, minutes = (int(n or 0) for n in parts[:6])
    exact = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    microseconds = int(Decimal(parts[6] or 0) * 10**6)
    return Duration(years * 12 + months, exact + timedelta(microseconds=microseconds))


def _between(turns: str, start: str, end: str) -> Cycle | None:
    """Read a repetition of the time between two moments: R3/2026-03-01/2026-03-02."""
    first, last = _moment(start), _moment(end)
    if first is None or last is None or last <= first or _is_zero(turns):
        return None
    return Cycle(int(turns) if turns else None, first, Duration(0, last - first))


def _cycle(turns: str, start: str | None, every: str) -> Cycle | None:
    duration = read_duration(every)
    first = None if start is None else _moment(start)
    if duration is None or (start is not None and first is None) or _is_zero(turns):
        return None
    return Cycle(int(turns) if turns else None, first, duration)
