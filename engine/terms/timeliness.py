"""Judge whether a letter or a message came in time (Awb 6:9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from engine.model import Words
from engine.terms import wording
from engine.terms.calendars import CURRENT, DAY, Calendar, next_working_day
from engine.terms.dates import local_day, local_moment
from engine.values import Variables

_POST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Receipt:
    """Whether something came in time, by which rule, and why."""

    in_time: bool
    article: str
    inputs: Variables
    calendar: str
    steps: tuple[Words, ...]

    def as_context(self) -> Variables:
        """Give the outcome as a variable of a process, under Dutch names."""
        return {
            "regel": "tijdigheid",
            "tijdig": self.in_time,
            "artikel": self.article,
            "invoer": self.inputs,
            "kalender": self.calendar,
            "stappen": [each.nl for each in self.steps],
            "steps": [each.en for each in self.steps],
        }


def received_in_time(
    end: date, received: date, posted: date | None = None, known: Calendar = CURRENT
) -> Receipt:
    """Judge whether something received on a day, or at a moment, was in time (Awb 6:9).

    In time is: received before the end of the last day; or by post, posted before that end and
    received within a week after it. That week is a term set in a law too (Atw art. 1).
    """
    if isinstance(received, datetime):
        received = local_moment(received)
    inputs: Variables = {"einde": end, "ontvangen": received, "gepost": posted}
    in_time = local_day(received) <= end
    article = "Awb 6:9 lid 1"
    why: tuple[Words, ...] = (_seen(end, received),)
    if not in_time and posted is not None:
        in_time, by_post = _by_post(end, received, local_day(posted), known)
        article = "Awb 6:9 lid 2"
        why = (*why, *by_post)
    return Receipt(
        in_time=in_time,
        article=article,
        inputs=inputs,
        calendar=known.version,
        steps=(*why, _in_time() if in_time else _late()),
    )


def _by_post(
    end: date, received: date, posted: date, known: Calendar
) -> tuple[bool, tuple[Words, ...]]:
    if posted > end:
        late = wording.step(
            "De post is van {posted}. Dat is na de laatste dag (Awb 6:9 lid 2).",
            "It was posted on {posted}. That is after the last day (Awb 6:9(2)).",
            posted=posted,
        )
        return False, (late,)
    last = next_working_day(end + _POST_DAYS * DAY, known)
    week = wording.step(
        "De post is van {posted}, voor het einde van de termijn. Zij telt als zij uiterlijk op"
        " {last} is ontvangen (Awb 6:9 lid 2).",
        "It was posted on {posted}, before the end of the term. It counts if it was received on"
        " {last} at the latest (Awb 6:9(2)).",
        posted=posted,
        last=last,
    )
    return local_day(received) <= last, (week,)


def _seen(end: date, received: date) -> Words:
    return wording.step(
        "De laatste dag is {end}. Ontvangen op {received}.",
        "The last day is {end}. Received on {received}.",
        end=end,
        received=received,
    )


def _in_time() -> Words:
    return Words("Dat is op tijd.", "That is in time.")


def _late() -> Words:
    return Words(
        "Dat is te laat. Beoordeel of dat te verontschuldigen is (Awb 6:11).",
        "That is too late. Judge whether it can be excused (Awb 6:11).",
    )
