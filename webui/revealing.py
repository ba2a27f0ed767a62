"""Which choices make which further questions appear, so that a stylesheet can show and hide them.

A question with a condition gets a number; so do the choices that decide about it. The stylesheet
knows `MOST` numbers of each kind. What does not fit, the server decides when the page is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine import feel
from engine.errors import EngineError
from engine.forms import Field, Form, Kind, Widget
from engine.forms.conditions import Setting
from engine.values import Value, Variables

MOST = 6
NOTHING = ""
_DECIDING = (Widget.RADIO, Widget.SELECT, Widget.CHECKBOX, Widget.CHECKBOXES)


@dataclass(frozen=True, slots=True)
class Asked:
    """A form as it is asked here and now: with what the instance knows, at this moment."""

    form: Form
    known: Variables
    at: datetime
    functions: Mapping[str, feel.Function]

    def shows(self, question: Field, answers: Variables) -> bool:
        """Tell whether a question would be asked, given these answers."""
        if question.show_if is None:
            return True
        try:
            return question.show_if.holds(self.known | answers, Setting(self.at, self.functions))
        except EngineError:
            return True


@dataclass(slots=True)
class Reveals:
    """`of_choice` gives classes by field name and choice as posted, `of_field` by field name."""

    of_choice: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    of_field: dict[str, list[str]] = field(default_factory=dict)
    _numbers: dict[tuple[str, str, frozenset[str]], int] = field(default_factory=dict)

    def add(self, asked: Field, by: Field, kind: str, choices: frozenset[str]) -> bool:
        """Let `choices` of `by` decide about `asked`: `o` opens it, `c` closes it."""
        key = (by.name, kind, choices)
        taken = sum(each[1] == kind for each in self._numbers)
        if key not in self._numbers and taken >= MOST:
            return False
        number = self._numbers.setdefault(key, taken + 1)
        for choice in choices:
            classes = self.of_choice.setdefault((by.name, choice), [])
            if f"{kind}{number}" not in classes:
                classes.append(f"{kind}{number}")
        shown_by = {"o": f"if{number}", "c": f"un{number}"}[kind]
        self.of_field[asked.name] = [*self.of_field.get(by.name, ()), shown_by]
        return True


def reveals(asked: Asked, answers: Variables) -> Reveals:
    """Find out, by trying, which choices decide about the questions with a condition."""
    found = Reveals()
    for question in asked.form.fields:
        decider = _decider(asked.form, question)
        if decider is None:
            continue
        outcome = {
            posted: asked.shows(question, answers | {decider.name: value})
            for posted, value in _tries(decider)
        }
        opening = frozenset(posted for posted, shown in outcome.items() if shown and posted)
        closing = frozenset(posted for posted, shown in outcome.items() if not shown and posted)
        if opening and not outcome[NOTHING]:
            found.add(question, decider, "o", opening)
        elif closing and outcome[NOTHING]:
            found.add(question, decider, "c", closing)
    return found


def _decider(form: Form, question: Field) -> Field | None:
    """Give the nearest question before this one that its condition mentions and has choices."""
    if question.show_if is None:
        return None
    named = question.show_if.expression.names
    before = form.fields[: form.fields.index(question)]
    fitting = (each for each in reversed(before) if each.name in named)
    return next((each for each in fitting if each.widget in _DECIDING), None)


def _tries(decider: Field) -> Iterator[tuple[str, Value]]:
    yield NOTHING, False if decider.widget is Widget.CHECKBOX else None
    if decider.kind is Kind.YES_NO:
        yield "ja", True
        if decider.widget is not Widget.CHECKBOX:
            yield "nee", False
    for choice in decider.choices:
        several = decider.kind is Kind.SEVERAL
        yield str(choice.value), [choice.value] if several else choice.value
