"""The kinds of value FEEL knows, and the types a text can name (DMN 1.5, clauses 10.3.2.1-2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

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


class Type(NamedTuple):
    """A type a text can name, such as `number` or `list<string>`; null is of no type but Null."""

    name: str
    accepts: Callable[[Any], bool]


def _one_of(*classes: type[object]) -> Callable[[Any], bool]:
    return lambda value: value.__class__ in classes


def _or_null(wanted: Type, value: object) -> bool:
    return value is None or wanted.accepts(value)


def list_type(item: Type) -> Type:
    """Make the type of lists of such items."""

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        return value.__class__ is list and all(_or_null(item, one) for one in value)

    return Type(f"list<{item.name}>", accepts)


def range_type(endpoint: Type) -> Type:
    """Make the type of ranges between such endpoints."""

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        return value.__class__ is Range and all(
            _or_null(endpoint, end) for end in (value.start, value.end)
        )

    return Type(f"range<{endpoint.name}>", accepts)


def context_type(entries: Mapping[str, Type]) -> Type:
    """Make the type of contexts with at least these entries."""

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        return value.__class__ is dict and all(
            key in value and _or_null(wanted, value[key]) for key, wanted in entries.items()
        )

    written = ", ".join(f"{key}: {wanted.name}" for key, wanted in entries.items())
    return Type(f"context<{written}>", accepts)


def function_type(parameters: Sequence[Type], result: Type) -> Type:
    """Make the type of functions with so many parameters."""
    many = len(parameters)

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        if value.__class__ is Function:
            return len(value.parameters) == many
        return value.__class__ is Builtin and any(len(form) == many for form in value.forms)

    written = ", ".join(wanted.name for wanted in parameters)
    return Type(f"function<{written}>->{result.name}", accepts)


ANY = Type("Any", lambda value: value is not None)

#: Types named by a word or words of their own; `list` and the like may also stand alone.
SIMPLE: dict[str, Type] = {
    "Any": ANY,
    **{name: Type(name, _one_of(of)) for of, name in KINDS.items()},
    "function": Type("function", _one_of(Function, Builtin)),
    "dateTime": Type("date and time", _one_of(datetime)),
    "dayTimeDuration": Type("days and time duration", _one_of(timedelta)),
    "yearMonthDuration": Type("years and months duration", _one_of(YearsMonths)),
}
