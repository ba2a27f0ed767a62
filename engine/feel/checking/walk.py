"""The walk over a syntax tree: it tells the type of every node and reports on the way."""

from __future__ import annotations

from collections.abc import Callable

from engine.feel import tree
from engine.feel.builtins import BUILTINS
from engine.feel.checking import calls, operations, structures
from engine.feel.checking.findings import Findings
from engine.feel.checking.scopes import Scope
from engine.feel.kinds import SIMPLE
from engine.feel.tree import Name, Node
from engine.feel.types import ANY, Type
from engine.model import Words


class Walk:
    """One check of one text."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    def type_of(self, node: Node, scope: Scope) -> Type:
        """Tell the type of a node's value, `Any` if that cannot be told; report what is wrong."""
        if isinstance(node, Name):
            return self._name(node, scope)
        return _RULES[type(node)](self, node, scope)

    def _name(self, node: Name, scope: Scope) -> Type:
        found = scope.find(node.name)
        if found is not None:
            return found
        if node.name in BUILTINS:
            return SIMPLE["function"]
        said = Words(
            f"Er is geen waarde met de naam {node.name}.", f"Nothing is named {node.name}."
        )
        self.findings.unknown(node, said, node.name, scope.names())
        return ANY


_RULES: dict[type[Node], Callable[..., Type]] = {
    tree.Literal: operations.literal,
    tree.Invalid: operations.invalid,
    tree.Negation: operations.negation,
    tree.Arithmetic: operations.arithmetics,
    tree.Comparison: operations.comparison,
    tree.Between: operations.between,
    tree.In: operations.membership,
    tree.UnaryTests: operations.unary_tests,
    tree.UnaryComparison: operations.unary_comparison,
    tree.RangeLiteral: operations.ranges,
    tree.InstanceOf: operations.instance_of,
    tree.Logic: operations.logic,
    tree.If: operations.conditional,
    tree.For: structures.loop,
    tree.Quantified: structures.quantified,
    tree.Path: structures.path,
    tree.Filter: structures.filtered,
    tree.FunctionLiteral: structures.function,
    tree.ListLiteral: structures.listed,
    tree.ContextLiteral: structures.context,
    tree.Call: calls.call,
}
