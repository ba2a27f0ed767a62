"""The terms that run forward from a day (Awb), in whole weeks of Europe/Amsterdam dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from engine.model import Words
from engine.terms import wording
from engine.terms.calendars import CURRENT, DAY, Calendar, next_working_day
from engine.terms.course import Course, not_counted
from engine.terms.term import Term
from engine.values import Variables


def objection(made_known: date, known: Calendar = CURRENT) -> Term:
    """Compute until when an objection may be made (Awb 6:7, 6:8)."""
    return _six_weeks("bezwaartermijn", made_known).extended(known)


def appeal(made_known: date, known: Calendar = CURRENT) -> Term:
    """Compute until when an appeal to the court may be made (Awb 6:7, 6:8)."""
    return _six_weeks("beroepstermijn", made_known).extended(known)


def decision_on_objection(
    objection_end: date,
    *,
    committee: bool,
    adjourned: bool,
    suspended_days: int = 0,
    known: Calendar = CURRENT,
) -> Term:
    """Compute until when to decide on an objection (Awb 7:10).

    Six weeks, or twelve with an advisory committee, from the day after the objection term ended;
    six more when adjourned, counted from the end before it moved for a weekend or a holiday.
    """
    inputs: Variables = {
        "bezwaar_einde": objection_end,
        "commissie": committee,
        "verdaagd": adjourned,
        "opgeschorte_dagen": Decimal(suspended_days),
    }
    course = Course.after(
        "beslistermijn bezwaar", "Awb 7:10; Atw art. 1", inputs, objection_end
    ).noted(
        "De bezwaartermijn eindigt op {begin}. De beslistermijn begint de dag daarna, op {first}"
        " (Awb 7:10 lid 1).",
        "The objection term ends on {begin}. The term to decide starts the day after, on {first}"
        " (Awb 7:10(1)).",
    )
    course = _with_committee(course) if committee else _without_committee(course)
    if adjourned:
        course = course.longer(
            6,
            "De beslissing is verdaagd met {weeks}, tot en met {end} (Awb 7:10 lid 3).",
            "The decision is adjourned by {weeks}, up to and including {end} (Awb 7:10(3)).",
        )
    stood_still = Words("Awb 7:10 lid 2", "Awb 7:10(2)")
    return course.suspended(suspended_days, stood_still).extended(known)


def with_repair(term: Term, repaired: date) -> Term:
    """Add to a term to decide why the repair of an omission on this day added no days to it.

    A term that did stand still says so itself.
    """
    if term.inputs.get("opgeschorte_dagen"):
        return term
    if repaired <= term.first_day:
        why = wording.step(
            "Het verzuim was hersteld op {repaired}, voordat de beslistermijn begon te lopen."
            " Daarom komen er geen dagen bij (Awb 7:10 lid 2).",
            "The omission was repaired on {repaired}, before the term to decide began to run."
            " So no days are added (Awb 7:10(2)).",
            repaired=repaired,
        )
    else:
        why = wording.step(
            "Het verzuim was hersteld op {repaired}. De beslistermijn stond geen hele dag stil,"
            " dus er komen geen dagen bij (Awb 7:10 lid 2).",
            "The omission was repaired on {repaired}. The term to decide stood still for no whole"
            " day, so no days are added (Awb 7:10(2)).",
            repaired=repaired,
        )
    return replace(term, steps=(*term.steps, why))


def decision_on_application(
    received: date, *, suspended_days: int = 0, known: Calendar = CURRENT
) -> Term:
    """Compute until when to decide on an application, without a term of its own (Awb 4:13)."""
    inputs: Variables = {"ontvangst": received, "opgeschorte_dagen": Decimal(suspended_days)}
    return (
        Course.after("beslistermijn aanvraag", "Awb 4:13; Atw art. 1", inputs, received)
        .noted(
            "De aanvraag is ontvangen op {begin}. De termijn begint de dag daarna, op {first}.",
            "The application was received on {begin}. The term starts the day after, on {first}.",
        )
        .longer(
            8,
            "De termijn is {weeks}, tot en met {end} (Awb 4:13 lid 2).",
            "The term is {weeks}, up to and including {end} (Awb 4:13(2)).",
        )
        .suspended(suspended_days, Words("Awb 4:15", "Awb 4:15"))
        .extended(known)
    )


def set_by_law(begin: date, weeks: int, article: str, known: Calendar = CURRENT) -> Term:
    """Compute any other term of whole weeks that a law sets, from the day after `begin`."""
    inputs: Variables = {"begin": begin, "weken": Decimal(weeks), "artikel": article}
    return (
        Course.after("wettelijke termijn", f"{article}; Atw art. 1", inputs, begin)
        .noted(
            "De termijn begint op de dag na {begin}: {first}.",
            "The term starts on the day after {begin}: {first}.",
        )
        .longer(
            weeks,
            "De termijn is {weeks}, tot en met {end} ({article}).",
            "The term is {weeks}, up to and including {end} ({article}).",
            article=article,
        )
        .extended(known)
    )


def repair(requested: date, weeks: int, known: Calendar = CURRENT) -> Term:
    """Set a date to repair an omission (Awb 6:6, 4:5).

    The body sets this term itself, so Atw art. 1 does not move it: it is put on a working day.
    """
    course = (
        Course.after(
            "hersteltermijn", "Awb 6:6", {"verzoek": requested, "weken": Decimal(weeks)}, requested
        )
        .noted(
            "Het verzoek is van {begin}. De termijn begint de dag daarna, op {first}.",
            "The request is of {begin}. The term starts the day after, on {first}.",
        )
        .longer(
            weeks,
            "De termijn is {weeks}, tot en met {end}. Dit is geen termijn uit een wet.",
            "The term is {weeks}, up to and including {end}. No law sets this term.",
        )
    )
    end = next_working_day(course.raw_end, known)
    return _on_working_day(course, end, known).settled(end, end, known)


def _six_weeks(rule: str, made_known: date) -> Course:
    inputs: Variables = {"bekendmaking": made_known}
    return (
        Course.after(rule, "Awb 6:7, 6:8; Atw art. 1", inputs, made_known)
        .noted(
            "Het besluit is bekendgemaakt op {begin}. De termijn begint de dag daarna, op {first}"
            " (Awb 6:8 lid 1).",
            "The decision was made known on {begin}. The term starts the day after, on {first}"
            " (Awb 6:8(1)).",
        )
        .longer(
            6,
            "De termijn is {weeks}, tot en met {end} (Awb 6:7).",
            "The term is {weeks}, up to and including {end} (Awb 6:7).",
        )
    )


def _with_committee(course: Course) -> Course:
    return course.longer(
        12,
        "Er is een adviescommissie. De termijn is 12 weken, tot en met {end} (Awb 7:10 lid 1).",
        "There is an advisory committee. The term is 12 weeks, up to and including {end}"
        " (Awb 7:10(1)).",
    )


def _without_committee(course: Course) -> Course:
    return course.longer(
        6,
        "Er is geen adviescommissie. De termijn is {weeks}, tot en met {end} (Awb 7:10 lid 1).",
        "There is no advisory committee. The term is {weeks}, up to and including {end}"
        " (Awb 7:10(1)).",
    )


def _on_working_day(course: Course, end: date, known: Calendar) -> Course:
    reason = known.closed(course.raw_end)
    if reason is None:
        return course
    return course.noted(
        "Dat is {reason}.{also} Daarom is de laatste dag {moved}.",
        "That is {reason}.{also} The last day is therefore {moved}.",
        reason=reason,
        also=not_counted(course.raw_end + DAY, end, known),
        moved=end,
    )
