"""Invocations: whether there is such a function, and whether it can take these arguments."""

from __future__ import annotations

from engine.feel.builtins import BUILTINS
from engine.feel.checking import constants, signatures
from engine.feel.checking.invoking import misfits
from engine.feel.checking.scopes import Scope
from engine.feel.checking.walking import Walking
from engine.feel.dutch import dutch_type
from engine.feel.tree import Call, Name
from engine.feel.types import ANY, Type
from engine.model import Words


def call(walk: Walking, node: Call, scope: Scope) -> Type:
    """Check the arguments, and then what they are given to."""
    arguments = [walk.type_of(argument, scope) for argument in node.arguments]
    callee = node.function
    if not isinstance(callee, Name):
        return _invoked(walk, node, walk.type_of(callee, scope), arguments)
    found = scope.find(callee.name)
    if found is not None:
        return _invoked(walk, node, found, arguments)
    if callee.name in BUILTINS:
        return _builtin(walk, node, callee.name, arguments)
    said = Words(
        f"Er is geen functie met de naam {callee.name}.", f"No function is named {callee.name}."
    )
    walk.findings.unknown(callee, said, callee.name, [*scope.names(), *BUILTINS])
    return ANY


def _builtin(walk: Walking, node: Call, name: str, arguments: list[Type]) -> Type:
    forms = signatures.fitting(name, arguments, node.names)
    if not forms or constants.are_wrong(name, arguments):
        given = ", ".join(argument.name for argument in arguments)
        dutch = ", ".join(dutch_type(argument) for argument in arguments)
        walk.findings.wrong(
            node, f"{name} kan ({dutch}) niet aan.", f"{name} does not take ({given})."
        )
        return ANY
    if constants.is_null(name, node):
        walk.findings.wrong(
            node,
            f"{name} geeft met deze gegevens altijd leeg.",
            f"{name} always gives null for these arguments.",
        )
    return signatures.result(forms)


def _invoked(walk: Walking, node: Call, function: Type, arguments: list[Type]) -> Type:
    if function.family == "Any" or (function.family == "function" and not function.inside):
        return ANY
    if function.family != "function":
        walk.findings.wrong(
            node, f"{dutch_type(function)} is geen functie.", f"{function.name} is no function."
        )
        return ANY
    wrong = misfits(function, node.names, arguments)
    for one in wrong:
        there = node if one.argument is None else node.arguments[one.argument]
        walk.findings.wrong(there, one.words.nl, one.words.en)
    return ANY if wrong else dict(function.inside)["result"]
