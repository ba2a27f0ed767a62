"""Moments and days in Europe/Amsterdam, where all legal terms live."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine import feel
from engine.errors import EngineError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_FIRST_YEAR, _LAST_YEAR = 1900, 2299
MOST_COUNTED = 10_000


class NotADate(EngineError):
    nl = "Bij '{what}' hoort een datum. Er staat: {given}."
    en = "'{what}' must be a date. It is: {given}."


class NotACount(EngineError):
    nl = "Bij '{what}' hoort een geheel getal van {least} tot en met {most}. Er staat: {given}."
    en = "'{what}' must be a whole number from {least} up to and including {most}. It is: {given}."


class NotYesOrNo(EngineError):
    nl = "Bij '{what}' hoort ja of nee. Er staat: {given}."
    en = "'{what}' must be yes or no. It is: {given}."


def local_day(given: date) -> date:
    """Give the day on which a moment falls in Europe/Amsterdam; a date stays as it is.

    A moment without a zone is taken as one in Europe/Amsterdam.
    """
    if not isinstance(given, datetime):
        return given
    return local_moment(given).date()


def local_moment(given: datetime) -> datetime:
    """Give a moment as the clock in Europe/Amsterdam shows it."""
    if given.tzinfo is None:
        return given.replace(tzinfo=AMSTERDAM)
    return given.astimezone(AMSTERDAM)


def end_of_day(day: date) -> datetime:
    """Give the first moment after a day, in Europe/Amsterdam: midnight, by that day's clock."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=AMSTERDAM)


def as_day(what: str, given: Any) -> date:  # noqa: ANN401 - any value may come out of a form
    """Take a value as a day. Raises NotADate, naming `what`."""
    if not isinstance(given, date) or not _FIRST_YEAR <= given.year <= _LAST_YEAR:
        raise NotADate(what=what, given=_shown(given))
    return local_day(given)


def as_day_or_moment(what: str, given: Any) -> date:  # noqa: ANN401 - as above
    """Take a value as a day or a moment, kept as it is. Raises NotADate, naming `what`."""
    as_day(what, given)
    assert isinstance(given, date), "as_day has refused anything else"
    return given


def as_count(what: str, given: Any, least: int = 0) -> int:  # noqa: ANN401 - as above
    """Take a value as a whole number. Raises NotACount, naming `what`."""
    if isinstance(given, Decimal) and given.is_finite() and least <= given <= MOST_COUNTED:
        count = int(given)
        if count == given:
            return count
    raise NotACount(what=what, least=least, most=MOST_COUNTED, given=_shown(given))


def as_answer(what: str, given: Any) -> bool:  # noqa: ANN401 - as above
    """Take a value as yes or no. Raises NotYesOrNo, naming `what`."""
    if not isinstance(given, bool):
        raise NotYesOrNo(what=what, given=_shown(given))
    return given


def _shown(given: object) -> str:
    return written(given)[:100]


def written(given: object) -> str:
    """Write a value as FEEL does; a list or a context may be as large as nobody can write."""
    return given if isinstance(given, str) else feel.in_short(given)
