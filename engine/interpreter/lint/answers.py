"""What a condition says whatever happens: always true, never true, or the opposite of another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from engine import feel
from engine.errors import EngineError
from engine.feel.tree import Call, Comparison, Literal, Logic, Name, Node

MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # nothing that is asked here reads it
_NOT = repr(Name("not"))
_OPPOSITES = {"!=": "=", ">=": "<", "<=": ">"}
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def constant(condition: feel.Expression) -> bool | None:
    """Say whether a condition always holds or never does; None when that depends on variables."""
    if any(isinstance(node, Name | Call) for node in nodes(condition.node)):
        return False if _contradicts(condition.node) else None
    try:
        return feel.evaluate(condition, {}, at=MOMENT) is True
    except EngineError:
        return None


def meaning(node: Node, *, holds: bool = True) -> tuple[str, bool]:
    """Give a condition without its negations, and whether it must hold.

    Two conditions with the same text and another answer are each other's opposite.
    """
    if isinstance(node, Call) and repr(node.function) == _NOT and len(node.arguments) == 1:
        return meaning(node.arguments[0], holds=not holds)
    if isinstance(node, Comparison):
        if node.operator in _OPPOSITES:
            opposite = Comparison(_OPPOSITES[node.operator], node.left, node.right)
            return meaning(opposite, holds=not holds)
        answer = node.right.value if isinstance(node.right, Literal) else None
        if node.operator == "=" and (answer is True or answer is False):
            return meaning(node.left, holds=holds is answer)
    return repr(node), holds


def nodes(node: Node) -> Iterator[Node]:
    """Give a node of FEEL and all that are inside it."""
    yield node
    to_do = list(vars(node).values())
    while to_do:
        value = to_do.pop()
        if isinstance(value, Node):
            yield value
            to_do += vars(value).values()
        elif isinstance(value, tuple):
            to_do += value


def _contradicts(node: Node) -> bool:
    """Say whether parts joined by `and` can never hold together, as literals alone tell."""
    if not isinstance(node, Logic) or node.operator != "and":
        return False
    meanings: dict[str, bool] = {}
    bounds: dict[str, _Bounds] = {}
    for part in _parts(node):
        text, holds = meaning(part)
        if meanings.setdefault(text, holds) is not holds:
            return True
        for subject, operator, value in _compared(part):
            if bounds.setdefault(subject, _Bounds()).excludes(operator, value):
                return True
    return False


def _parts(node: Node) -> Iterator[Node]:
    if isinstance(node, Logic) and node.operator == "and":
        for part in node.parts:
            yield from _parts(part)
    else:
        yield node


def _compared(part: Node) -> Iterator[tuple[str, str, Any]]:
    """Give what is compared with a literal: what, how, and with which value."""
    if not isinstance(part, Comparison):
        return
    if isinstance(part.right, Literal):
        yield repr(part.left), part.operator, part.right.value
    elif isinstance(part.left, Literal):
        operator = _TURNED.get(part.operator, part.operator)
        yield repr(part.right), operator, part.left.value


class _Bounds:
    """What a value may still be, as far as numbers and equal texts go."""

    def __init__(self) -> None:
        self.equal: Any = None
        self.low: tuple[Decimal, bool] | None = None
        self.high: tuple[Decimal, bool] | None = None

    def excludes(self, operator: str, value: Any) -> bool:  # noqa: ANN401 - a FEEL literal
        """Take in one more comparison; True when nothing is left."""
        if operator == "=":
            if self.equal is not None and self.equal != value:
                return True
            self.equal = value
        number = self.equal if operator == "=" else value
        if isinstance(number, Decimal) and operator != "!=":
            self._narrow(operator, number)
        return self._is_empty()

    def _narrow(self, operator: str, number: Decimal) -> None:
        closed = operator in ("=", ">=", "<=")
        if operator in ("=", ">", ">="):
            low = (number, not closed)
            self.low = low if self.low is None else max(self.low, low)
        if operator in ("=", "<", "<="):
            high = (number, closed)
            self.high = high if self.high is None else min(self.high, high)

    def _is_empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        low, is_open = self.low
        high, is_closed = self.high
        return low > high or (low == high and (is_open or not is_closed))
