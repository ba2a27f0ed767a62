"""Checking a text before it is ever evaluated: names nobody knows, and what can only go wrong.

A check knows kinds, not values. What may make sense for some value is not reported; what gives null
for every value is.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.feel.checking.findings import Finding, Findings
from engine.feel.checking.scopes import Scope
from engine.feel.checking.walk import Walk
from engine.feel.expressions import Expression, Script
from engine.feel.types import ANY, Type

__all__ = ["Finding", "check"]


def check(read: Expression | Script, known: Mapping[str, Type | None]) -> list[Finding]:
    """Give what is wrong with a text, in the order it stands there.

    `known` are the names it may read or call, each with its type if anybody knows it; what a script
    assigns it knows from there on.
    """
    types = {name: ANY if wanted is None else wanted for name, wanted in known.items()}
    findings = Findings(read.text)
    walk = Walk(findings)
    if isinstance(read, Expression):
        walk.type_of(read.node, Scope(types, None))
    else:
        for name, expression in read.assignments:
            types = {**types, name: walk.type_of(expression.node, Scope(types, None))}
    return sorted(findings.found, key=lambda one: one.span)
