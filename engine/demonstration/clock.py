"""A clock that is moved by hand, and the moments at which people are at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zlib import crc32

from engine.model import HOME

OPENS, CLOSES, FRIDAY = 9, 17, 5
#: who begins in the morning can do a second thing on the same day
MORNING = 3
WORKING_DAY = timedelta(hours=CLOSES - OPENS)
DAY = timedelta(days=1)


@dataclass(slots=True)
class HandClock:
    """Stands still until it is moved; never goes back, and never past `end`."""

    now: datetime
    end: datetime

    def __call__(self) -> datetime:
        return self.now

    def move_to(self, moment: datetime) -> None:
        self.now = max(self.now, min(moment, self.end))


def morning(day: date, seed: str) -> datetime:
    """Give a moment in the morning of a working day: this one, or the last one before it."""
    while day.isoweekday() > FRIDAY:
        day -= DAY
    return _at(day, chance(seed) % (MORNING * 60))


def later(now: datetime, wait: timedelta, seed: str) -> datetime:
    """Give a moment in office hours about this much later; the minute follows from the seed."""
    minutes = chance(seed)
    aimed = (now + wait).astimezone(HOME)
    if wait < WORKING_DAY:
        aimed += timedelta(minutes=minutes % 30)
        if OPENS <= aimed.hour < CLOSES and aimed.isoweekday() <= FRIDAY:
            return aimed.astimezone(now.tzinfo)
    day = aimed.date()
    if aimed.hour >= CLOSES:
        day += DAY
    while day.isoweekday() > FRIDAY:
        day += DAY
    return max(_at(day, minutes % ((CLOSES - OPENS) * 60)).astimezone(now.tzinfo), now)


def chance(seed: str) -> int:
    """Give a number that is the same at every start."""
    return crc32(seed.encode())


def _at(day: date, minutes: int) -> datetime:
    opened = datetime.combine(day, time(OPENS), HOME)
    return opened + timedelta(minutes=minutes, seconds=minutes * 7 % 60)
