"""A computed term: the dates, the rule behind them and every step from input to end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from engine.model import Words
from engine.values import Variables


@dataclass(frozen=True, slots=True)
class Term:
    """A legal or agreed period.

    `raw_end` is the end before weekends and holidays are looked at, `end` the last day that counts,
    `safe_end` the last working day that is right under every reading of the law: plan on it.
    `provisional`: a later calendar may move the end. `reserved`: extending it under Atw art. 1 is
    doubtful, because Atw art. 4 leaves out terms of more than twelve weeks.
    """

    rule: str
    article: str
    inputs: Variables
    calendar: str
    begin: date
    first_day: date
    raw_end: date
    end: date
    safe_end: date
    provisional: bool
    reserved: bool
    steps: tuple[Words, ...]

    def as_context(self) -> Variables:
        """Give the term as a variable of a process, under Dutch names."""
        return {
            "regel": self.rule,
            "artikel": self.article,
            "invoer": self.inputs,
            "kalender": self.calendar,
            "begin": self.begin,
            "eerste_dag": self.first_day,
            "ruw_einde": self.raw_end,
            "einde": self.end,
            "veilig_einde": self.safe_end,
            "voorlopig": self.provisional,
            "voorbehoud": self.reserved,
            "stappen": [each.nl for each in self.steps],
            "steps": [each.en for each in self.steps],
        }

    @classmethod
    def from_context(cls, context: Mapping[str, Any]) -> Self:
        """Read back what `as_context` gave."""
        return cls(
            rule=context["regel"],
            article=context["artikel"],
            inputs=context["invoer"],
            calendar=context["kalender"],
            begin=context["begin"],
            first_day=context["eerste_dag"],
            raw_end=context["ruw_einde"],
            end=context["einde"],
            safe_end=context["veilig_einde"],
            provisional=context["voorlopig"],
            reserved=context["voorbehoud"],
            steps=tuple(map(Words, context["stappen"], context["steps"])),
        )
