"""The compiler: a syntax tree becomes closures, each name bound to the frame it lives in.

What to make of each kind of node stands in a table of small functions; the compiler walks, counts
what an evaluation will have to pay, and collects the names a text reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from engine.feel import limits
from engine.feel.frames import Frame
from engine.feel.tree import Node

Code = Callable[[Frame], Any]


class TreeTooDeep(Exception):
    """The tree is deeper than an evaluation may be; the parser turns this into a refusal."""


class Layer:
    """The names one frame will hold; None for the item of a filter, whose entries nobody knows."""

    __slots__ = ("names", "outer", "read")

    def __init__(self, names: Iterable[str] | None, outer: Layer | None) -> None:
        self.names = None if names is None else frozenset(names)
        self.outer = outer
        self.read: set[str] = set()


class GrowingLayer(Layer):
    """A layer whose list is still being made: who keeps it must take a copy."""

    __slots__ = ()


class Body(NamedTuple):
    """Code that runs many times: it is paid for each time, and so stands outside other counts."""

    code: Code
    cost: int
    nesting: int


class Compiler:
    """One text being compiled.

    `free` are names read from the caller's scope, `possible` names that are read from it unless
    something nearer has them, `calls` functions that are not built in.
    """

    def __init__(self, table: Mapping[type[Node], Callable[..., Code]]) -> None:
        self._table = table
        self._depth = 0
        self._deepest = 0
        self._nodes = 0
        self.free: set[str] = set()
        self.possible: set[str] = set()
        self.calls: set[str] = set()

    def code(self, node: Node, layer: Layer | None) -> Code:
        """Compile a node whose names are looked up from this layer outwards."""
        self._nodes += 1
        self._depth += 1
        if self._depth > self._deepest:
            if self._depth > limits.NESTING:
                raise TreeTooDeep
            self._deepest = self._depth
        made = self._table[node.__class__](self, node, layer)
        self._depth -= 1
        return made

    def charge(self, steps: int) -> None:
        """Let what is being compiled cost more steps than it has nodes."""
        self._nodes += steps

    def body(self, node: Node, layer: Layer | None) -> Body:
        """Compile a node that runs many times, with what one time costs."""
        before, self._nodes = self._nodes, 0
        deepest, self._deepest = self._deepest, self._depth
        code = self.code(node, layer)
        made = Body(code, self._nodes, self._deepest - self._depth)
        self._nodes = before
        self._deepest = max(deepest, self._deepest)
        return made
