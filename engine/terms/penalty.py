"""The penalty for deciding too late (dwangsom, Awb 4:17); the Atw does not apply to its 42 days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from engine.model import Words
from engine.terms import wording
from engine.terms.calendars import DAY
from engine.values import Variables

STAIRS = ((14, Decimal(23)), (14, Decimal(35)), (14, Decimal(45)))
MOST_DAYS = sum(days for days, _ in STAIRS)
_FIRST_DAY_AFTER = 15


@dataclass(frozen=True, slots=True)
class Penalty:
    """What is due, from which day, and why.

    Without a `first_day` the notice was premature and nothing is due. `days` and `amount` are None
    until the decision is made known; `days` may exceed the 42 that are paid.
    """

    inputs: Variables
    first_day: date | None = None
    last_day: date | None = None
    days: int | None = None
    amount: Decimal | None = None
    steps: tuple[Words, ...] = ()

    def as_context(self) -> Variables:
        """Give the penalty as a variable of a process, under Dutch names."""
        return {
            "regel": "dwangsom",
            "artikel": "Awb 4:17",
            "invoer": self.inputs,
            "geldig": self.first_day is not None,
            "eerste_dag": self.first_day,
            "laatste_dag": self.last_day,
            "dagen": None if self.days is None else Decimal(self.days),
            "bedrag": self.amount,
            "stappen": [each.nl for each in self.steps],
            "steps": [each.en for each in self.steps],
        }


def penalty(decision_due: date, notice: date, made_known: date | None = None) -> Penalty:
    """Compute the penalty from the notice of default and the day the decision was made known.

    A notice received on or before the last day to decide is premature: nothing is due. The first
    penalty day is the fifteenth after the notice; full days before the decision count.
    """
    inputs: Variables = {
        "beslissing_einde": decision_due,
        "ingebrekestelling": notice,
        "besluit": made_known,
    }
    if notice <= decision_due:
        why = _premature(decision_due, notice)
        return Penalty(inputs, days=0, amount=Decimal(0), steps=(why,))
    first_day = notice + _FIRST_DAY_AFTER * DAY
    last_day = first_day + (MOST_DAYS - 1) * DAY
    due = Penalty(inputs, first_day, last_day, steps=(_begins(notice, first_day, last_day),))
    if made_known is None:
        return due
    days = max((made_known - first_day).days, 0)
    amount = amount_for(days)
    steps = (*due.steps, _counted(made_known, days, amount))
    return replace(due, days=days, amount=amount, steps=steps)


def amount_for(days: int) -> Decimal:
    """Add up the amounts per day (euro); days above 42 cost nothing more."""
    total = Decimal(0)
    for length, each in STAIRS:
        total += min(days, length) * each
        days = max(days - length, 0)
    return total


def _premature(decision_due: date, notice: date) -> Words:
    return wording.step(
        "De ingebrekestelling is ontvangen op {notice}. De beslistermijn liep tot en met {due}."
        " De ingebrekestelling is te vroeg: er is geen dwangsom (Awb 4:17 lid 3).",
        "The notice of default was received on {notice}. The term to decide ran up to and including"
        " {due}. The notice is premature: no penalty is due (Awb 4:17(3)).",
        notice=notice,
        due=decision_due,
    )


def _begins(notice: date, first_day: date, last_day: date) -> Words:
    return wording.step(
        "De ingebrekestelling is ontvangen op {notice}. Na twee weken begint de dwangsom, op"
        " {first}. Zij loopt hoogstens 42 dagen, tot en met {last} (Awb 4:17).",
        "The notice of default was received on {notice}. After two weeks the penalty starts, on"
        " {first}. It runs 42 days at most, up to and including {last} (Awb 4:17).",
        notice=notice,
        first=first_day,
        last=last_day,
    )


def _counted(made_known: date, days: int, amount: Decimal) -> Words:
    return wording.step(
        "Het besluit is bekendgemaakt op {made_known}. Dat zijn {days} van de dwangsom, waarvan"
        " hoogstens 42 meetellen: {amount}.",
        "The decision was made known on {made_known}. That is {days} of penalty, of which 42 count"
        " at most: {amount}.",
        made_known=made_known,
        days=wording.days(days),
        amount=Words(f"€ {amount:,}".replace(",", "."), f"€ {amount:,}"),
    )
