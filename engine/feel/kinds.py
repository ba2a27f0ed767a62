"""The kinds of value FEEL knows, and the types a text can name (DMN 1.5, clauses 10.3.2.1-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.faults import NotAValue
from engine.feel.functions import Builtin, Function
from engine.feel.ranges import Range
from engine.values import YearsMonths

KINDS: dict[type[object], str] = {
    type(None): "Null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
    YearsMonths: "years and months duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
    Builtin: "function",
}


def kind(value: object) -> str:
    """Name the kind of a value; raise NotAValue for anything FEEL does not know."""
    found = KINDS.get(value.__class__)
    if found is None:
        raise NotAValue(value)
    return found


@dataclass(frozen=True, slots=True)
class Type:
    """A type a text can name, such as `number` or `list<string>`."""

    name: str

    def accepts(self, value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        """Tell whether the value is of this type; null is of no type but Null."""
        if self.name == "Any":
            return value is not None
        return kind(value) == self.name


@dataclass(frozen=True, slots=True)
class ListType(Type):
    item: Type

    def accepts(self, value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        return value.__class__ is list and all(
            item is None or self.item.accepts(item) for item in value
        )


@dataclass(frozen=True, slots=True)
class RangeType(Type):
    endpoint: Type

    def accepts(self, value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        return value.__class__ is Range and all(
            end is None or self.endpoint.accepts(end) for end in (value.start, value.end)
        )


@dataclass(frozen=True, slots=True)
class ContextType(Type):
    entries: tuple[tuple[str, Type], ...]

    def accepts(self, value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        return value.__class__ is dict and all(
            key in value and (value[key] is None or wanted.accepts(value[key]))
            for key, wanted in self.entries
        )


@dataclass(frozen=True, slots=True)
class FunctionType(Type):
    parameters: tuple[Type, ...]
    result: Type

    def accepts(self, value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        if value.__class__ is Function:
            return len(value.parameters) == len(self.parameters)
        return value.__class__ is Builtin and any(
            len(form) == len(self.parameters) for form in value.forms
        )


ANY = Type("Any")

#: Types named by a word or words of their own; `list` and the like may also stand alone.
SIMPLE: dict[str, Type] = {
    "Any": ANY,
    "Null": Type("Null"),
    "dateTime": Type("date and time"),
    "dayTimeDuration": Type("days and time duration"),
    "yearMonthDuration": Type("years and months duration"),
    **{name: Type(name) for name in KINDS.values() if name != "Null"},
}
