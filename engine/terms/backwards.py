"""Terms that count back from a hearing or a meeting.

Atw art. 1 does not apply when counting back (Atw art. 1 lid 2): a legal date stays where it is, a
date of our own moves to the working day before.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.terms.calendars import CURRENT, DAY, Calendar, previous_working_day
from engine.terms.course import Course, not_counted
from engine.terms.term import Term
from engine.values import Variables

_PAPERS_DAYS = 11
_INSPECTION_DAYS = 7


def papers_before_hearing(hearing: date, known: Calendar = CURRENT) -> Term:
    """Compute the last day on which papers may be handed in before a hearing (Awb 7:4 lid 1).

    "Until ten days before" is read safely: the eleventh day before.
    """
    course = _back("stukken voor hoorzitting", "Awb 7:4 lid 1", hearing, _PAPERS_DAYS).noted(
        "Stukken kunnen tot tien dagen voor de hoorzitting van {begin}. De elfde dag ervoor is"
        " {end} (Awb 7:4 lid 1). Bij terugtellen schuift een weekend of feestdag de dag niet op"
        " (Atw art. 1 lid 2).",
        "Papers may be handed in until ten days before the hearing of {begin}. The eleventh day"
        " before is {end} (Awb 7:4(1)). Counting back, a weekend or holiday does not move the day"
        " (Atw art. 1(2)).",
    )
    return course.settled(course.raw_end, previous_working_day(course.raw_end, known), known)


def open_for_inspection(hearing: date, known: Calendar = CURRENT) -> Term:
    """Compute from which day at the latest the file lies open before a hearing (Awb 7:4 lid 2).

    `safe_end` is one working day earlier.
    """
    course = _back("ter inzage", "Awb 7:4 lid 2", hearing, _INSPECTION_DAYS)
    safe = previous_working_day(course.raw_end - DAY, known)
    return course.noted(
        "Het dossier ligt minstens een week ter inzage voor de hoorzitting van {begin}: uiterlijk"
        " vanaf {end} (Awb 7:4 lid 2). Reken op een werkdag eerder: {safe}.",
        "The file lies open for at least a week before the hearing of {begin}: from {end} at the"
        " latest (Awb 7:4(2)). Plan a working day earlier: {safe}.",
        safe=safe,
    ).settled(course.raw_end, safe, known)


def before_meeting(meeting: date, days: int, known: Calendar = CURRENT) -> Term:
    """Compute a date some days before a meeting; it moves back to a working day."""
    course = _back("routedatum", "afspraak", meeting, days)
    course = course.noted(
        "{days} dagen voor de vergadering van {begin} is {end}.",
        "{days} days before the meeting of {begin} is {end}.",
        days=days,
    )
    end = previous_working_day(course.raw_end, known)
    reason = known.closed(course.raw_end)
    if reason is not None:
        course = course.noted(
            "Dat is {reason}.{also} De datum gaat daarom naar de werkdag ervoor: {moved}.",
            "That is {reason}.{also} The date therefore moves to the working day before: {moved}.",
            reason=reason,
            also=not_counted(course.raw_end - DAY, end, known),
            moved=end,
        )
    return course.settled(end, end, known)


def _back(rule: str, article: str, begin: date, days: int) -> Course:
    inputs: Variables = {"begin": begin, "dagen": Decimal(days)}
    return Course(rule, article, inputs, begin, begin - DAY, begin - days * DAY)
