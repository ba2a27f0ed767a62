"""The types of operators, and the operands they can do nothing with."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from engine.feel.arithmetic import ARITHMETIC
from engine.feel.checking.scopes import Scope
from engine.feel.checking.walking import Walking, joined, told
from engine.feel.dutch import dutch_type
from engine.feel.kinds import SIMPLE, kind, range_type
from engine.feel.tree import (
    Arithmetic,
    Between,
    Comparison,
    If,
    In,
    InstanceOf,
    Invalid,
    Literal,
    Logic,
    Negation,
    Node,
    RangeLiteral,
    UnaryComparison,
    UnaryTests,
)
from engine.feel.types import ANY, Type
from engine.values import YearsMonths

BOOLEAN = SIMPLE["boolean"]
_DURATIONS = ("days and time duration", "years and months duration")
_TURNED = frozenset(["number", *_DURATIONS])
_ORDERED = frozenset(["number", "string", "date", "time", "date and time", *_DURATIONS])

#: One value of each kind that operators work on: what an operator gives is asked of itself.
_SAMPLES: list[Any] = [
    Decimal(1),
    "a",
    date(2000, 1, 1),
    time(),
    datetime(2000, 1, 1),  # noqa: DTZ001 - a moment in FEEL needs no zone
    timedelta(1),
    YearsMonths(1),
]


@cache
def _results() -> dict[tuple[str, str, str], Type]:
    samples = {sample.__class__: sample for sample in _SAMPLES}
    found = {}
    for (operator, left, right), apply in ARITHMETIC.items():
        if not {left, right} <= samples.keys():  # far dates do as near ones do
            continue
        one, other = samples[left], samples[right]
        try:
            made = SIMPLE[kind(apply(one, other))]
        except ValueError:  # a date and a moment without a zone have no difference
            made = SIMPLE["days and time duration"]
        found[operator, kind(one), kind(other)] = made
    return found


def literal(_walk: Walking, node: Literal, _scope: Scope) -> Type:
    """Give the type of a constant."""
    return SIMPLE[kind(node.value)]


def invalid(walk: Walking, node: Invalid, _scope: Scope) -> Type:
    """Report an @ literal that is nothing."""
    walk.findings.wrong(
        node,
        f'@"{node.text}" is geen datum, tijd of duur die bestaat.',
        f'@"{node.text}" is no date, time or duration that exists.',
    )
    return ANY


def negation(walk: Walking, node: Negation, scope: Scope) -> Type:
    """Turn numbers and durations only."""
    operand = walk.type_of(node.operand, scope)
    if told(operand) and operand.family not in _TURNED:
        _senseless(walk, node, f"-{dutch_type(operand)}", f"-{operand.name}")
        return ANY
    return operand


def arithmetics(walk: Walking, node: Arithmetic, scope: Scope) -> Type:
    """Look each operator up from left to right."""
    left = walk.type_of(node.first, scope)
    for operator, operand in node.rest:
        right = walk.type_of(operand, scope)
        if operator == "/" and isinstance(operand, Literal) and operand.value == 0:
            walk.findings.wrong(node, "Delen door 0 kan niet.", "Nothing can be divided by 0.")
            return ANY
        left = _two(walk, node, operator, left, right)
    return left


def _two(walk: Walking, node: Node, operator: str, left: Type, right: Type) -> Type:
    possible = {
        made
        for (sign, one, other), made in _results().items()
        if sign == operator and left.family in {one, "Any"} and right.family in {other, "Any"}
    }
    if not possible:
        _senseless_two(walk, node, operator, left, right)
    return possible.pop() if len(possible) == 1 else ANY


def _senseless_two(walk: Walking, node: Node, operator: str, left: Type, right: Type) -> None:
    dutch = f"{dutch_type(left)} {operator} {dutch_type(right)}"
    _senseless(walk, node, dutch, f"{left.name} {operator} {right.name}")


def _senseless(walk: Walking, node: Node, dutch: str, english: str) -> None:
    walk.findings.wrong(node, f"{dutch} heeft geen betekenis.", f"{english} has no meaning.")


def comparison(walk: Walking, node: Comparison, scope: Scope) -> Type:
    """Compare two values of one kind."""
    left = walk.type_of(node.left, scope)
    right = walk.type_of(node.right, scope)
    if node.operator in {"=", "!="}:
        _equal(walk, node, node.operator, left, right)
    else:
        _order(walk, node, node.operator, left, right)
    return BOOLEAN


def _equal(walk: Walking, node: Node, operator: str, left: Type, right: Type) -> None:
    families = {left.family, right.family}
    if len(families) > 1 and not families & {"Any", "Null"}:
        _senseless_two(walk, node, operator, left, right)


def _order(walk: Walking, node: Node, operator: str, left: Type, right: Type) -> None:
    families = {left.family, right.family} - {"Any"}
    if len(families) > 1 or families - _ORDERED:
        _senseless_two(walk, node, operator, left, right)


def between(walk: Walking, node: Between, scope: Scope) -> Type:
    """Compare all three."""
    value = walk.type_of(node.value, scope)
    low, high = walk.type_of(node.low, scope), walk.type_of(node.high, scope)
    _order(walk, node, "between", value, low)
    if high.family != low.family:
        _order(walk, node, "between", value, high)
    return BOOLEAN


def membership(walk: Walking, node: In, scope: Scope) -> Type:
    """Let each test be about the value."""
    value = walk.type_of(node.value, scope)
    _tests(walk, node.tests, value, Scope({"?": value}, scope))
    return BOOLEAN


def unary_tests(walk: Walking, node: UnaryTests, scope: Scope) -> Type:
    """Let each test be about `?`."""
    value = scope.find("?") or ANY
    _tests(walk, node.tests, value, Scope({"?": value}, scope))
    return BOOLEAN


def _tests(walk: Walking, tests: tuple[Node, ...], value: Type, scope: Scope) -> None:
    for test in tests:
        wanted = walk.type_of(test, scope)
        endpoint = dict(wanted.inside).get("item", ANY)
        if isinstance(test, UnaryComparison) and test.operator in {"=", "!="}:
            _equal(walk, test, test.operator, value, endpoint)
        elif isinstance(test, (UnaryComparison, RangeLiteral)):
            _order(walk, test, "in", value, endpoint)
        elif wanted.family in _ORDERED:
            _equal(walk, test, "in", value, wanted)


def unary_comparison(walk: Walking, node: UnaryComparison, scope: Scope) -> Type:
    """Make it a range with one endpoint."""
    return range_type(walk.type_of(node.operand, scope))


def ranges(walk: Walking, node: RangeLiteral, scope: Scope) -> Type:
    """Ask for ends of one kind that has order."""
    start = walk.type_of(node.start, scope)
    end = walk.type_of(node.end, scope)
    _order(walk, node, "..", start, end)
    return range_type(joined([start, end]))


def instance_of(walk: Walking, node: InstanceOf, scope: Scope) -> Type:
    """Ask any value what it is."""
    walk.type_of(node.value, scope)
    return BOOLEAN


def logic(walk: Walking, node: Logic, scope: Scope) -> Type:
    """Ask for parts that are all booleans."""
    for part in node.parts:
        _boolean(walk, part, scope, node.operator)
    return BOOLEAN


def conditional(walk: Walking, node: If, scope: Scope) -> Type:
    """Ask for a condition that is a boolean."""
    _boolean(walk, node.condition, scope, "if")
    return joined([walk.type_of(node.then, scope), walk.type_of(node.otherwise, scope)])


def _boolean(walk: Walking, node: Node, scope: Scope, where: str) -> None:
    found = walk.type_of(node, scope)
    if found.family not in {"Any", "Null", "boolean"}:
        walk.findings.wrong(
            node,
            f"{dutch_type(found)} is niet waar of onwaar ({where}).",
            f"{found.name} is no boolean ({where}).",
        )
