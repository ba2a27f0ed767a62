"""The kinds of value FEEL knows, and the types a text can name (DMN 1.5, clauses 10.3.2.1-2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.far import FarDate, FarMoment, FineMoment, FineTime
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
    FineTime: "time",
    FineMoment: "date and time",
    FarDate: "date",
    FarMoment: "date and time",
    timedelta: "days and time duration",
    YearsMonths: "years and months duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
    Builtin: "function",
}


_CLASSES: dict[str, set[type[object]]] = {}
for _of, _name in KINDS.items():
    _CLASSES.setdefault(_name, set()).add(_of)


def classes(name: str) -> frozenset[type[object]]:
    """Give the Python classes of a kind."""
    return frozenset(_CLASSES.get(name, ()))


def kind(value: object) -> str:
    """Name the kind of a value; raise NotAValue for anything FEEL does not know."""
    found = KINDS.get(value.__class__)
    if found is None:
        raise NotAValue(value)
    return found


Test = Callable[[Any], bool]


def _composed(
    name: str,
    family: str,
    inside: Sequence[tuple[str, Type]],
    judge: Callable[[Callable[[Type, Any], bool]], Test],
) -> Type:
    """Make a type of parts; `judge` makes its test out of the test for the parts."""
    return Type(
        name,
        family,
        judge(lambda part, value: value is None or part.is_instance(value)),
        judge(lambda part, value: value is None or part.accepts(value)),
        tuple(inside),
    )


def list_type(item: Type) -> Type:
    """Make the type of lists of such items."""
    return _composed(
        f"list<{item.name}>",
        "list",
        [("item", item)],
        lambda fits: (
            lambda value: value.__class__ is list and all(fits(item, one) for one in value)
        ),
    )


def range_type(endpoint: Type) -> Type:
    """Make the type of ranges between such endpoints."""
    return _composed(
        f"range<{endpoint.name}>",
        "range",
        [("item", endpoint)],
        lambda fits: (
            lambda value: (
                value.__class__ is Range
                and fits(endpoint, value.start)
                and fits(endpoint, value.end)
            )
        ),
    )


def context_type(entries: Mapping[str, Type]) -> Type:
    """Make the type of contexts with at least these entries."""
    written = ", ".join(f"{key}: {wanted.name}" for key, wanted in entries.items())
    return _composed(
        f"context<{written}>",
        "context",
        tuple(entries.items()),
        lambda fits: (
            lambda value: (
                value.__class__ is dict
                and all(key in value and fits(part, value[key]) for key, part in entries.items())
            )
        ),
    )


def function_type(parameters: Sequence[Type], result: Type, names: Sequence[str] = ()) -> Type:
    """Make the type of functions that take such arguments and give such a result.

    `names` are those of the parameters, where it is known which function it is.
    """
    many = len(parameters)
    written = ", ".join(wanted.name for wanted in parameters)

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any FEEL value
        if value.__class__ is Function:
            return conforms(type_of_function(value), made)
        return value.__class__ is Builtin and any(len(form) == many for form in value.forms)

    signature = _signature(parameters, result)
    made = Type(f"function<{written}>->{result.name}", "function", accepts, accepts, signature)
    made = made._replace(parameters=tuple(names))
    return made


def type_of_function(function: Function) -> Type:
    """Give the type of a function; a parameter or result without one takes anything."""
    types = function.types or (ANY,) * len(function.parameters)

    def itself(value: object) -> bool:
        return value is function

    signature = _signature(types, function.result)
    return Type("function", "function", itself, itself, signature, function.parameters)


def _signature(parameters: Sequence[Type], result: Type) -> tuple[tuple[str, Type], ...]:
    places = ((str(place), wanted) for place, wanted in enumerate(parameters))
    return (*places, ("result", result))


def restricted(name: str, base: Type, allows: Test) -> Type:
    """Make a named type of the values of another that are allowed."""
    accepts = base.accepts
    return base._replace(name=name, accepts=lambda value: accepts(value) and allows(value))


def _simple(name: str, *classes: type[object]) -> Type:
    def accepts(value: object) -> bool:
        return value.__class__ in classes

    return Type(name, name, accepts, accepts)


#: Types named by a word or words of their own; `list` and the like may also stand alone.
SIMPLE: dict[str, Type] = {
    "Any": ANY,
    **{name: _simple(name, *of) for name, of in _CLASSES.items()},
    "dateTime": _simple("date and time", datetime, FineMoment, FarMoment),
    "dayTimeDuration": _simple("days and time duration", timedelta),
    "yearMonthDuration": _simple("years and months duration", YearsMonths),
}
#: Types that mean nothing to `instance of` without their parts (table 61).
OPEN = frozenset(SIMPLE[name] for name in ("list", "range", "context", "function"))
