"""The kinds of value FEEL knows, and the types a text can name (DMN 1.5, clauses 10.3.2.1-2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.faults import NotAValue
from engine.feel.functions import Builtin, Function
from engine.feel.ranges import Range
from engine.feel.types import ANY, Type, conforms
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


def _one_of(*classes: type[object]) -> Callable[[Any], bool]:
    return lambda value: value.__class__ in classes


def _or_null(wanted: Type, value: object) -> bool:
    return value is None or wanted.accepts(value)


def list_type(item: Type) -> Type:
    """Make the type of lists of such items."""

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        return value.__class__ is list and all(_or_null(item, one) for one in value)

    return Type(f"list<{item.name}>", accepts, "list", (("item", item),))


def range_type(endpoint: Type) -> Type:
    """Make the type of ranges between such endpoints."""

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        return value.__class__ is Range and all(
            _or_null(endpoint, end) for end in (value.start, value.end)
        )

    return Type(f"range<{endpoint.name}>", accepts, "range", (("item", endpoint),))


def context_type(entries: Mapping[str, Type]) -> Type:
    """Make the type of contexts with at least these entries."""

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        return value.__class__ is dict and all(
            key in value and _or_null(wanted, value[key]) for key, wanted in entries.items()
        )

    written = ", ".join(f"{key}: {wanted.name}" for key, wanted in entries.items())
    return Type(f"context<{written}>", accepts, "context", tuple(entries.items()))


def function_type(parameters: Sequence[Type], result: Type) -> Type:
    """Make the type of functions that take such arguments and give such a result."""
    many = len(parameters)

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        if value.__class__ is Function:
            return conforms(type_of_function(value), wanted)
        return value.__class__ is Builtin and any(len(form) == many for form in value.forms)

    written = ", ".join(wanted.name for wanted in parameters)
    wanted = Type(
        f"function<{written}>->{result.name}", accepts, "function", _signature(parameters, result)
    )
    return wanted


def type_of_function(function: Function) -> Type:
    """Give the type of a function; a parameter or result without one takes anything."""
    types = function.types or (ANY,) * len(function.parameters)
    return Type(
        "function", lambda value: value is function, "function", _signature(types, function.result)
    )


def _signature(parameters: Sequence[Type], result: Type) -> tuple[tuple[str, Type], ...]:
    places = ((str(place), wanted) for place, wanted in enumerate(parameters))
    return (*places, ("result", result))


def restricted(name: str, base: Type, allows: Callable[[Any], bool]) -> Type:
    """Make a named type of the values of another that are allowed."""
    accepts = base.accepts
    return base._replace(name=name, accepts=lambda value: accepts(value) and allows(value))


def _simple(name: str, *classes: type[object]) -> Type:
    return Type(name, _one_of(*classes), name)


#: Types named by a word or words of their own; `list` and the like may also stand alone.
SIMPLE: dict[str, Type] = {
    "Any": ANY,
    **{name: _simple(name, of) for of, name in KINDS.items()},
    "function": _simple("function", Function, Builtin),
    "dateTime": _simple("date and time", datetime),
    "dayTimeDuration": _simple("days and time duration", timedelta),
    "yearMonthDuration": _simple("years and months duration", YearsMonths),
}
