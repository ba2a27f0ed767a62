"""How a term comes about: it starts after a day, runs for weeks, stands still, and is settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from engine.model import Words
from engine.terms import wording
from engine.terms.calendars import DAY, Calendar, next_working_day, previous_working_day
from engine.terms.term import Term
from engine.values import Variables

WEEK = 7 * DAY
_LONGEST_EXTENDED_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Course:
    """A term before its end is settled; every verb gives a new one with the step that was taken."""

    rule: str
    article: str
    inputs: Variables
    begin: date
    first_day: date
    raw_end: date
    weeks: int = 0
    steps: tuple[Words, ...] = ()

    @classmethod
    def after(cls, rule: str, article: str, inputs: Variables, begin: date) -> Self:
        """Start a term on the day after `begin`; its length is still to come."""
        return cls(rule, article, inputs, begin, begin + DAY, begin)

    def noted(self, nl: str, en: str, **facts: object) -> Self:
        """Add a step; it may name `{begin}`, `{first}`, `{end}` and its own facts."""
        own = {"begin": self.begin, "first": self.first_day, "end": self.raw_end}
        return replace(self, steps=(*self.steps, wording.step(nl, en, **own | facts)))

    def longer(self, weeks: int, nl: str, en: str, **facts: object) -> Self:
        """Run some weeks more; the step may also name `{weeks}`."""
        run = replace(self, weeks=self.weeks + weeks, raw_end=self.raw_end + weeks * WEEK)
        return run.noted(nl, en, weeks=wording.weeks(weeks), **facts)

    def suspended(self, days: int, article: Words) -> Self:
        """Stand still for some days: the end moves by as many."""
        if not days:
            return self
        return replace(self, raw_end=self.raw_end + days * DAY).noted(
            "De termijn stond {days} stil, en loopt zoveel langer: tot en met {end} ({article}).",
            "The term stood still for {days} and runs that much longer: up to and including {end}"
            " ({article}).",
            days=wording.days(days),
            article=article,
        )

    def extended(self, known: Calendar) -> Term:
        """Settle a term set in a law: an end that is no working day moves forward (Atw art. 1)."""
        end = next_working_day(self.raw_end, known)
        safe_end = previous_working_day(self.raw_end, known)
        moved = self._extension(end, known)
        if end == self.raw_end or self.weeks <= _LONGEST_EXTENDED_WEEKS:
            return moved.settled(end, safe_end, known)
        doubt = moved.noted(
            "Onder voorbehoud: of een termijn van meer dan twaalf weken zo doorloopt, is niet zeker"
            " (Atw art. 4). Reken op {safe_end}.",
            "With a reservation: it is not certain that a term of more than twelve weeks is"
            " extended (Atw art. 4). Plan on {safe_end}.",
            safe_end=safe_end,
        )
        return replace(doubt.settled(end, safe_end, known), reserved=True)

    def settled(self, end: date, safe_end: date, known: Calendar) -> Term:
        """Complete the term; it says so when its calendar is not known that far."""
        provisional = known.provisional(max(end, self.raw_end))
        return Term(
            rule=self.rule,
            article=self.article,
            inputs=self.inputs,
            calendar=known.version,
            begin=self.begin,
            first_day=self.first_day,
            raw_end=self.raw_end,
            end=end,
            safe_end=safe_end,
            provisional=provisional,
            reserved=False,
            steps=(*self.steps, not_known_yet(known)) if provisional else self.steps,
        )

    def _extension(self, end: date, known: Calendar) -> Self:
        reason = known.closed(self.raw_end)
        if reason is None:
            return self.noted(
                "Dat is een werkdag. De laatste dag is dus {end}.",
                "That is a working day. So the last day is {end}.",
            )
        return self.noted(
            "De laatste dag valt op {reason}.{also} De termijn loopt daarom tot en met {moved}"
            " (Atw art. 1 lid 1).",
            "The last day falls on {reason}.{also} The term therefore runs up to and including"
            " {moved} (Atw art. 1(1)).",
            reason=reason,
            also=not_counted(self.raw_end + DAY, end, known),
            moved=end,
        )


def not_counted(day: date, until: date, known: Calendar) -> Words:
    """Say which days from `day` towards `until` (not included) are not working days either."""
    one = DAY if until >= day else -DAY
    skipped = []
    while day != until:
        reason = known.closed(day)
        if reason is not None:
            skipped.append(wording.closed_day(day, reason))
        day += one
    if not skipped:
        return Words("", "")
    named = wording.listed(skipped)
    return Words(f" Ook geen werkdag: {named.nl}.", f" No working day either: {named.en}.")


def not_known_yet(known: Calendar) -> Words:
    """Say that a date may still move."""
    return wording.step(
        "De gelijkgestelde dagen na {year} zijn nog niet bekend. Deze datum is voorlopig.",
        "The equated days after {year} are not known yet. This date is provisional.",
        year=known.last_known_year,
    )
