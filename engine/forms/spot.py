"""One question of a form definition as written, with where it stands and what it may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.feel import FeelSyntax
from engine.forms.conditions import Condition, condition
from engine.forms.definition import Choices
from engine.forms.problems import Problems
from engine.model import Excerpt, Words

Written = Mapping[str, Any]
Lists = Mapping[str, Choices]


@dataclass(frozen=True, slots=True)
class Around:
    """What a form may refer to: lists of choices, functions of FEEL; and where problems go."""

    lists: Lists
    functions: frozenset[str]
    problems: Problems

    def feel(self, place: str, text: object) -> Condition | None:
        """Read an expression; what is not FEEL, or calls what is not there, is a problem."""
        try:
            found = condition(self.problems.text(place, text), self.functions)
        except FeelSyntax as fault:
            excerpt = Excerpt(fault.text, *fault.span)
            self.problems.add(place, fault.sentence("nl"), fault.sentence("en"), excerpt)
            return None
        for name in sorted(found.expression.calls - self.functions):
            self.problems.add(
                place, f"er is geen functie '{name}'.", f"there is no function '{name}'."
            )
        return found


@dataclass(frozen=True, slots=True)
class Spot:
    """A question as written: its keywords, its `ui` hints, its place in the file."""

    name: str
    written: Written
    hints: Written
    place: str
    around: Around

    def refuse(self, nl: str, en: str) -> None:
        """Add a problem about the question."""
        self.around.problems.add(self.place, nl, en)

    def some_words(self, hint: str) -> Words | None:
        """Take a hint in both languages that may be left out."""
        return self.around.problems.some_words(f"{self.place}/ui", self.hints, hint)

    def some_feel(self, hint: str) -> Condition | None:
        """Take a hint in FEEL that may be left out."""
        if hint not in self.hints:
            return None
        return self.around.feel(f"{self.place}/ui/{hint}", self.hints[hint])

    def some_text(self, hint: str) -> str | None:
        """Take a hint of text that may be left out."""
        if hint not in self.hints:
            return None
        return self.around.problems.text(f"{self.place}/ui/{hint}", self.hints[hint])

    def some_count(self, keyword: str, most: int = 100_000) -> int | None:
        """Take a count, a keyword or a hint, that may be left out."""
        for written, place in ((self.written, self.place), (self.hints, f"{self.place}/ui")):
            if keyword in written:
                return self.around.problems.count(f"{place}/{keyword}", written[keyword], most)
        return None
