"""The Dutch words for the kinds of values; FEEL itself and its types are written in English."""

from __future__ import annotations

from engine.feel.types import Type

_KINDS = {
    "Any": "iets",
    "Null": "leeg",
    "boolean": "waar-of-onwaar",
    "number": "getal",
    "string": "tekst",
    "date": "datum",
    "time": "tijd",
    "date and time": "tijdstip",
    "duration": "duur",
    "offset": "verschil met UTC",
    "timezone": "tijdzone",
    "days and time duration": "duur in dagen en tijd",
    "years and months duration": "duur in jaren en maanden",
    "list": "lijst",
    "context": "context",
    "range": "bereik",
    "function": "functie",
}


def dutch(kind: str) -> str:
    """Say a kind of value in Dutch; the name of a type of one's own stays as it is."""
    return _KINDS.get(kind, kind)


def dutch_type(one: Type) -> str:
    """Say a type in Dutch, with the parts it is made of."""
    if not one.name.startswith(f"{one.family}<"):
        return dutch(one.name)
    if one.family == "function":
        *parameters, (_, result) = one.inside
        given = ", ".join(dutch_type(part) for _, part in parameters)
        return f"functie<{given}>->{dutch_type(result)}"
    return f"{dutch(one.family)}<{_inside(one)}>"


def _inside(one: Type) -> str:
    if one.family in {"list", "range"}:
        return ", ".join(dutch_type(part) for _, part in one.inside)
    return ", ".join(f"{name}: {dutch_type(part)}" for name, part in one.inside)
