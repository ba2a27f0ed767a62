"""What the rules of a check need of the walk that carries them out."""

from __future__ import annotations

from typing import Protocol

from engine.feel.checking.findings import Findings
from engine.feel.checking.scopes import Scope
from engine.feel.tree import Node
from engine.feel.types import ANY, Type


class Walking(Protocol):
    """The walk, as its rules see it."""

    findings: Findings

    def type_of(self, node: Node, scope: Scope) -> Type:
        """Tell the type of a node's value."""


def told(one: Type) -> bool:
    """Tell whether a type says what kind of value it is."""
    return one.family != "Any"


def _same(one: Type, other: Type) -> bool:
    return (one.family, one.inside, one.parameters) == (
        other.family,
        other.inside,
        other.parameters,
    )


def joined(types: list[Type]) -> Type:
    """Give the type that all of these are, `Any` if they are not all of one."""
    first, *others = types or [ANY]
    return first if all(_same(first, one) for one in others) else ANY
