"""Types: what a text or a decision can ask of a value (DMN 1.5, clause 10.3.2.9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple


class Type(NamedTuple):
    """A type, such as `number`, `list<string>` or one that a DMN file defines.

    `family` is what kind of value it is, and `inside` are its parts: the entries of a context, the
    `item` of a list or range, the parameters of a function by position and its `result`; their
    names are its `parameters`, where anybody knows which function it is.
    `is_instance` tells whether a value is of that kind all through, which is what `instance of`
    asks; `accepts` minds the values a DMN file allows, too. Null is of no type but Null.
    """

    name: str
    family: str
    is_instance: Callable[[Any], bool]
    accepts: Callable[[Any], bool]
    inside: tuple[tuple[str, Type], ...] = ()
    parameters: tuple[str, ...] = ()


def _any_value(value: object) -> bool:
    return value is not None


ANY = Type("Any", "Any", _any_value, _any_value)


def conforms(one: Type, other: Type) -> bool:
    """Tell whether every value of one type is one of another (clause 10.3.2.9.2)."""
    if other.family == "Any" or one.family == "Null" or one == other:
        return True
    if one.family != other.family:
        return False
    return _CONFORM.get(one.family, _same_kind)(dict(one.inside), dict(other.inside))


_Parts = dict[str, Type]


def _same_kind(_one: _Parts, _other: _Parts) -> bool:
    return True


def _conform_inside(one: _Parts, other: _Parts) -> bool:
    return all(conforms(one.get(part, ANY), wanted) for part, wanted in other.items())


def _conform_contexts(one: _Parts, other: _Parts) -> bool:
    return other.keys() <= one.keys() and _conform_inside(one, other)


def _conform_functions(one: _Parts, other: _Parts) -> bool:
    """Judge by what goes in and what comes out; nobody says what an `Any` result will be."""
    if not one or not other:
        return not other
    if one.keys() != other.keys():
        return False
    given, wanted = one["result"], other["result"]
    return (given.family == "Any" or conforms(given, wanted)) and all(
        conforms(other[part], one[part]) for part in one if part != "result"
    )


_CONFORM: dict[str, Callable[[_Parts, _Parts], bool]] = {
    "list": _conform_inside,
    "range": _conform_inside,
    "context": _conform_contexts,
    "function": _conform_functions,
}


def may_conform(given: Type, wanted: Type) -> bool:
    """Tell whether a value of one type can ever be made to fit another."""
    if given.family in {"Any", "Null", wanted.family} or wanted.family == "Any":
        return True
    if given.family == "list":
        return may_conform(dict(given.inside).get("item", ANY), wanted)
    if wanted.family == "list":
        return may_conform(given, dict(wanted.inside).get("item", ANY))
    return (given.family, wanted.family) == ("date", "date and time")


def conformed(value: Any, wanted: Type) -> Any:  # noqa: ANN401 - any value
    """Make a value fit a type (clause 10.3.2.9.4); null when it cannot.

    A list of one gives its item, an item becomes a list of one, a date its midnight in UTC.
    """
    if value is None or wanted.accepts(value):
        return value
    if value.__class__ is list:
        return value[0] if len(value) == 1 and wanted.accepts(value[0]) else None
    if wanted.accepts([value]):
        return [value]
    if value.__class__ is date:
        midnight = datetime.combine(value, time(tzinfo=UTC))
        return midnight if wanted.accepts(midnight) else None
    return None
