"""What a form is: its fields, sections and rules, ready to be drawn and to be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from engine.forms.conditions import Condition
from engine.model import Words
from engine.values import Variables


class Kind(StrEnum):
    """What an answer is: str, Decimal, bool, date, time, list of str, or list of rows."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    YES_NO = "yes_no"
    DATE = "date"
    TIME = "time"
    SEVERAL = "several"
    LINES = "lines"
    FILES = "files"
    TABLE = "table"


class Widget(StrEnum):
    """How a field is drawn."""

    TEXT = "text"
    TEXTAREA = "textarea"
    RADIO = "radio"
    SELECT = "select"
    CHECKBOX = "checkbox"
    CHECKBOXES = "checkboxes"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    FILE = "file"
    READONLY = "readonly"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose; `value` is str, or Decimal for a field of numbers."""

    value: str | Decimal
    label: Words


Choices = tuple[Choice, ...]
Checker = Callable[[Any], Iterator[Any]]  #: an answer in, the findings of the validator out


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer must keep to; lengths are counted after trimming, None is no limit."""

    min_length: int | None = None
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_items: int | None = None
    max_items: int | None = None
    decimals: int | None = None
    must_be_true: bool = False


def _no_problem(_answer: object) -> Iterator[Any]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `columns` are the questions of each row of a table.

    `format` is email, tel, iban, kvk, postcode or uri, and only for text. `value` gives what a
    readonly field shows, `default` what the widget holds at the start; both are FEEL. `missing` is
    the form's own sentence for when the answer is not there. `width` (1 to 3) hints at the answer;
    `check` finds what is wrong with an answer. `list` names where the choices come from.
    """

    name: str
    kind: Kind
    widget: Widget
    label: Words
    help: Words | None = None
    required: bool = False
    choices: Choices = ()
    list: str | None = None
    section: str = ""
    columns: tuple[Field, ...] = ()
    show_if: Condition | None = None
    required_if: Condition | None = None
    value: Condition | None = None
    default: Condition | None = None
    limits: Limits = Limits()
    format: str | None = None
    unit: str | None = None
    width: int | None = None
    missing: Words | None = None
    check: Checker = field(default=_no_problem, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together under one title; `fields` are names, in order."""

    name: str
    title: Words
    intro: Words | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that must hold between answers; the sentence belongs to `field`.

    `field` is a field's name, or `table.column` for a rule about each row. `{name}` in the sentence
    is filled in with the answer. A `warning` is shown, and stops nobody.
    """

    condition: Condition
    field: str
    sentence: Words
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form as parsed; `fields` in the order in which they are asked."""

    form_id: str
    title: Words
    intro: Words | None
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]

    def field(self, path: str) -> Field:
        """Find a field by its path: `bedrag`, `begroting.bedrag` or `begroting.0.bedrag`.

        Raises KeyError, because a path is written by us and never by a person.
        """
        fields, found = self.fields, None
        for name in path.split("."):
            if name.isdigit():
                continue
            found = next((each for each in fields if each.name == name), None)
            if found is None:
                raise KeyError(path)
            fields = found.columns
        if found is None:
            raise KeyError(path)
        return found

    @property
    def lists(self) -> frozenset[str]:
        """Give the names of the lists that choices come from."""
        every = (one for each in self.fields for one in (each, *each.columns))
        return frozenset(one.list for one in every if one.list)

    def reads(self) -> frozenset[str]:
        """Name the variables of the instance that the form's FEEL reads."""
        asked = [*self.fields, *(column for each in self.fields for column in each.columns)]
        conditions = [rule.condition for rule in self.rules]
        for each in asked:
            mine = (each.show_if, each.required_if, each.value, each.default)
            conditions += [condition for condition in mine if condition is not None]
        names = frozenset[str]().union(*(each.expression.names for each in conditions))
        return names - {each.name for each in asked}

    def paths(self) -> Iterator[str]:
        """Give every field's path, columns as `table.column`."""
        for each in self.fields:
            yield each.name
            for column in each.columns:
                yield f"{each.name}.{column.name}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a form: typed answers, what is wrong with them, and what was typed.

    `answers` holds every field of the form; None is not answered, or not asked. `errors` and
    `warnings` are by field path (`begroting.0.bedrag`), in the order of the form. `hidden` are the
    paths that were not asked. `raw` is what the widgets hold, rows renumbered without gaps.
    """

    answers: Variables
    errors: dict[str, Words]
    warnings: dict[str, Words] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    raw: dict[str, list[str]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Tell whether the task can be completed with these answers."""
        return not self.errors


def blank(value: Any) -> bool:  # noqa: ANN401 - any answer
    """Tell whether an answer is no answer: nothing, an empty text or an empty list."""
    return value is None or value in ("", [])
