"""How a date, a moment and a step of a derivation are said, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from engine.model import Words

_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_COUNTS = (
    Words("nul weken", "no weeks"),
    Words("één week", "one week"),
    Words("twee weken", "two weeks"),
    Words("drie weken", "three weeks"),
    Words("vier weken", "four weeks"),
    Words("vijf weken", "five weeks"),
    Words("zes weken", "six weeks"),
    Words("zeven weken", "seven weeks"),
    Words("acht weken", "eight weeks"),
)


def long_date(day: date, language: str) -> str:
    """Say a date in full: "maandag 13 april 2026"."""
    weekday, month = _DAYS[language][day.weekday()], _MONTHS[language][day.month - 1]
    return f"{weekday} {day.day} {month} {day.year}"


def long_moment(moment: datetime, language: str) -> str:
    """Say a moment in full: "maandag 13 april 2026 om 23.59.59 uur"."""
    if language == "nl":
        return f"{long_date(moment, language)} om {moment:%H.%M.%S} uur"
    return f"{long_date(moment, language)} at {moment:%H:%M:%S}"


def weekday(day: date) -> Words:
    """Say which day of the week it is: "een zaterdag"."""
    place = day.weekday()
    return Words(f"een {_DAYS['nl'][place]}", f"a {_DAYS['en'][place]}")


def weeks(count: int) -> Words:
    """Say a number of weeks: "één week", "zes weken", "12 weken"."""
    if 0 <= count < len(_COUNTS):
        return _COUNTS[count]
    return Words(f"{count} weken", f"{count} weeks")


def days(count: int) -> Words:
    """Say a number of days: "1 dag", "10 dagen"."""
    if count == 1:
        return Words("1 dag", "1 day")
    return Words(f"{count} dagen", f"{count} days")


def closed_day(day: date, reason: Words) -> Words:
    """Say a day that is not a working day: "zaterdag 4 april 2026", or with the holiday's name."""
    nl, en = long_date(day, "nl"), long_date(day, "en")
    if reason == weekday(day):
        return Words(nl, en)
    return Words(f"{nl} ({reason.nl})", f"{en} ({reason.en})")


def listed(parts: Sequence[Words]) -> Words:
    """Say several things in one breath: "a, b en c"."""
    return Words(
        _joined([part.nl for part in parts], "en"), _joined([part.en for part in parts], "and")
    )


def step(nl: str, en: str, **facts: object) -> Words:
    """Make one step of a derivation from a sentence in each language and the facts in it."""
    return Words(
        _capital(nl.format(**{name: _said(fact, "nl") for name, fact in facts.items()})),
        _capital(en.format(**{name: _said(fact, "en") for name, fact in facts.items()})),
    )


def _joined(parts: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _said(fact: object, language: str) -> str:
    if isinstance(fact, Words):
        return fact.say(language)
    if isinstance(fact, datetime):
        return long_moment(fact, language)
    return long_date(fact, language) if isinstance(fact, date) else str(fact)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
