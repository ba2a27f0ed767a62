"""Invocations whose arguments stand in the text: what they give can be told before they run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from engine.feel.builtins import BUILTINS
from engine.feel.faults import FeelFault
from engine.feel.frames import Evaluation, Fuel
from engine.feel.invocation import invoke, invoke_named
from engine.feel.patterns import BadPattern, prepare
from engine.feel.tree import Call, Literal
from engine.feel.types import ANY, Type

_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_OF_THE_MOMENT = frozenset(["now", "today"])
#: Functions with a pattern in the second place, and how many arguments they have without flags.
_WITH_PATTERN = {"matches": 2, "split": 2, "replace": 3}
#: Functions that look for a value in a list: one of another kind is never there.
_LOOKS_FOR = frozenset(["list contains", "index of"])
_UNTOLD = frozenset(["Any", "Null"])
_NUMBERS = frozenset(["sum", "product", "mean", "median", "stddev"])


def is_null(name: str, node: Call) -> bool:
    """Tell whether a function of the standard gives null for the constants it is given."""
    values = [one.value for one in node.arguments if isinstance(one, Literal)]
    if len(values) == len(node.arguments) and None not in values and name not in _OF_THE_MOMENT:
        return _gives_null(name, node, values)
    many = _WITH_PATTERN.get(name)
    return len(node.arguments) == many and node.names is None and _has_bad_pattern(node)


def _gives_null(name: str, node: Call, values: list[Any]) -> bool:
    run = Evaluation({}, _NO_MOMENT, {}, Fuel(), 0, lambda _warning: None)
    try:
        if node.names is None:
            return invoke(run, BUILTINS[name], values) is None
        return invoke_named(run, BUILTINS[name], node.names, values) is None
    except FeelFault:
        return False
    finally:
        run.end()


def _has_bad_pattern(node: Call) -> bool:
    """Judge a pattern alone; flags, which come after it, can make it another one."""
    pattern = node.arguments[1]
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        return False
    try:
        prepare(pattern.value, "")
    except BadPattern:
        return True
    return False


def are_wrong(name: str, arguments: list[Type]) -> bool:
    """Tell whether a function that takes anything can do nothing with these.

    Looking for a string in a list of numbers gives false and not null; but whoever writes it means
    something else, so it is wrong all the same.
    """
    if name in _LOOKS_FOR and arguments[0].family == "list":
        kinds = {dict(arguments[0].inside).get("item", ANY).family, arguments[1].family}
        return len(kinds) > 1 and kinds.isdisjoint(_UNTOLD)
    if name == "not":
        return any(one.family not in {"Any", "Null", "boolean"} for one in arguments)
    if name not in _NUMBERS:
        return False
    return any(_of(one) not in {"Any", "Null", "number"} for one in arguments)


def _of(one: Type) -> str:
    inside = dict(one.inside)
    return inside["item"].family if one.family == "list" and "item" in inside else one.family
