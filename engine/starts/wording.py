"""When a process starts by itself, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.interpreter import Duration
from engine.model import HOME, Words
from engine.terms.wording import long_date

_MONTHS = (("jaar", "jaar", "year", "years", 12), ("maand", "maanden", "month", "months", 1))
_EXACT = (
    ("week", "weken", "week", "weeks", timedelta(weeks=1)),
    ("dag", "dagen", "day", "days", timedelta(days=1)),
    ("uur", "uur", "hour", "hours", timedelta(hours=1)),
    ("minuut", "minuten", "minute", "minutes", timedelta(minutes=1)),
    ("seconde", "seconden", "second", "seconds", timedelta(seconds=1)),
)


@dataclass(frozen=True, slots=True)
class Moments:
    """The next moment, and how many come after it, each so much later; None without end."""

    due: datetime
    left: int | None
    every: Duration | None


def say(moments: Moments) -> Words:
    """Say when a process starts: "op maandag 12 januari 2026 om 09.00 uur, daarna nog 2 keer …"."""
    there = moments.due.astimezone(HOME)
    nl = f"op {long_date(there, 'nl')} om {there:%H.%M} uur"
    en = f"on {long_date(there, 'en')} at {there:%H:%M}"
    if moments.every is None or moments.left == 0:
        return Words(nl, en)
    often = _often(moments.left)
    every = _every(moments.every)
    return Words(f"{nl}, daarna {often.nl}{every.nl}", f"{en}, then {often.en}{every.en}")


def _often(left: int | None) -> Words:
    if left is None:
        return Words("steeds ", "again and again ")
    return Words(f"nog {left} keer ", "once more " if left == 1 else f"{left} times more ")


def _every(every: Duration) -> Words:
    nl, en = [], []
    months, exact = every.months, every.exact
    for one, more, one_en, more_en, size in _MONTHS:
        count, months = divmod(months, size)
        if count:
            nl.append(f"{count} {one if count == 1 else more}")
            en.append(f"{count} {one_en if count == 1 else more_en}")
    for one, more, one_en, more_en, span in _EXACT:
        count, exact = divmod(exact, span)
        if count:
            nl.append(f"{count} {one if count == 1 else more}")
            en.append(f"{count} {one_en if count == 1 else more_en}")
    return Words(f"na {' en '.join(nl)}", f"after {' and '.join(en)}")
