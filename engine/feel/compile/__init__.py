"""From a syntax tree to closures that run: one pass, done once for a text."""

from __future__ import annotations

from collections.abc import Callable

from engine.feel import tree
from engine.feel.compile import calls, collections, lookup, loops, membership, operations
from engine.feel.compile.compiler import Code, Compiler, TreeTooDeep
from engine.feel.tree import Node

__all__ = ["Code", "Compiler", "TreeTooDeep", "compiler"]

_TABLE: dict[type[Node], Callable[..., Code]] = {
    tree.Literal: operations.literal,
    tree.Invalid: operations.invalid,
    tree.Name: lookup.name,
    tree.Negation: operations.negation,
    tree.Arithmetic: operations.arithmetics,
    tree.Comparison: operations.comparison,
    tree.Between: operations.between,
    tree.In: membership.membership,
    tree.Logic: operations.logic,
    tree.If: operations.conditional,
    tree.For: loops.loop,
    tree.Quantified: loops.quantified,
    tree.InstanceOf: operations.instance_of,
    tree.Path: lookup.path,
    tree.Filter: loops.filtered,
    tree.Call: calls.call,
    tree.FunctionLiteral: collections.function,
    tree.ListLiteral: collections.listed,
    tree.ContextLiteral: collections.context,
    tree.RangeLiteral: operations.ranges,
    tree.UnaryComparison: operations.unary_comparison,
    tree.UnaryTests: membership.unary_tests,
}


def compiler() -> Compiler:
    """Make a compiler for one text."""
    return Compiler(_TABLE)
