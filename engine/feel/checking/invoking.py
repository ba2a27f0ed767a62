"""Invocations of functions with a known type: what they cannot take (DMN 1.5, clause 10.3.2.13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.feel.dutch import dutch_type
from engine.feel.types import Type, may_conform
from engine.model import Words


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why an invocation can only give null; about one argument by its place, or the whole."""

    argument: int | None
    words: Words


def misfits(function: Type, names: Sequence[str] | None, arguments: Sequence[Type]) -> list[Misfit]:
    """Tell what a function cannot take of arguments of these types, by position or by name.

    A parameter that is not named is null, which every parameter takes.
    """
    parts = [wanted for part, wanted in function.inside if part != "result"]
    if function.family != "function" or not function.inside:
        return []
    if names is None:
        return list(_by_position(parts, arguments))
    if len(function.parameters) != len(parts):  # a type that does not say how they are named
        return []
    return list(_by_name(function.parameters, parts, names, arguments))


def _by_position(parts: Sequence[Type], arguments: Sequence[Type]) -> Iterator[Misfit]:
    if len(parts) != len(arguments):
        yield Misfit(None, _other_number(len(parts), len(arguments)))
        return
    for place, (wanted, given) in enumerate(zip(parts, arguments, strict=True)):
        if not may_conform(given, wanted):
            yield Misfit(place, _other_type(wanted, given))


def _by_name(
    parameters: Sequence[str],
    parts: Sequence[Type],
    names: Sequence[str],
    arguments: Sequence[Type],
) -> Iterator[Misfit]:
    types = dict(zip(parameters, parts, strict=True))
    for name, times in Counter(names).items():
        if name not in types:
            yield Misfit(None, _no_parameter(name, parameters))
        elif times > 1:
            yield Misfit(None, _twice(name))
    for place, (name, given) in enumerate(zip(names, arguments, strict=True)):
        if name in types and not may_conform(given, types[name]):
            yield Misfit(place, _other_type(types[name], given))


def _other_number(wanted: int, given: int) -> Words:
    return Words(
        f"Deze functie heeft {wanted} gegevens nodig, geen {given}.",
        f"This function needs {wanted} arguments, not {given}.",
    )


def _other_type(wanted: Type, given: Type) -> Words:
    return Words(
        f"Dit geeft {dutch_type(given)}; hier hoort {dutch_type(wanted)}.",
        f"This gives {given.name}; expected here is {wanted.name}.",
    )


def _no_parameter(name: str, parameters: Sequence[str]) -> Words:
    known = ", ".join(parameters)
    return Words(
        f"Deze functie kent geen gegeven {name}" + (f", wel {known}." if known else "."),
        f"This function has no parameter {name}" + (f", but has {known}." if known else "."),
    )


def _twice(name: str) -> Words:
    return Words(f"Het gegeven {name} staat er twee keer.", f"The parameter {name} stands twice.")
