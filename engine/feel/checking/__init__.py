"""Checking a text before it is ever evaluated: names nobody knows, and what can only go wrong.

A check knows kinds, not values. What may make sense for some value is not reported; what gives null
for every value is.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from engine.feel.checking.findings import Finding, Findings
from engine.feel.checking.invoking import misfits
from engine.feel.checking.scopes import Scope
from engine.feel.checking.walk import Walk
from engine.feel.dutch import dutch_type
from engine.feel.expressions import Expression, Script
from engine.feel.tree import Node
from engine.feel.types import ANY, Type

__all__ = ["Finding", "check", "misfits", "type_of"]

Known = Mapping[str, Type | None]


def check(
    read: Expression | Script,
    known: Known,
    *,
    wanted: Sequence[Type] = (),
    elsewhere: Container[str] = (),
) -> list[Finding]:
    """Give what is wrong with a text, in the order it stands there.

    `known` are the names it may read or call, each with its type if anybody knows it; what a script
    assigns it knows from there on. `wanted` are the types of which an expression should be one: it
    is wrong as a whole when it can never be any of them. `elsewhere` are names among the known that
    nobody who writes this text will mean, so that they are not suggested.
    """
    findings = Findings(read.text, elsewhere)
    walk = Walk(findings)
    types = _types(known)
    if isinstance(read, Expression):
        _wanted(findings, walk.type_of(read.node, Scope(types, None)), wanted)
    else:
        for name, expression in read.assignments:
            types = {**types, name: walk.type_of(expression.node, Scope(types, None))}
    return sorted(findings.found, key=lambda one: one.span)


def type_of(part: Expression | Node, known: Known) -> Type:
    """Tell what type the value of an expression, or a part of one, is of; `Any` if unknown."""
    node = part.node if isinstance(part, Expression) else part
    return Walk(Findings("")).type_of(node, Scope(_types(known), None))


def _types(known: Known) -> dict[str, Type]:
    return {name: ANY if wanted is None else wanted for name, wanted in known.items()}


def _wanted(findings: Findings, found: Type, wanted: Sequence[Type]) -> None:
    families = {one.family for one in wanted}
    if not families or found.family == "Any" or families & {"Any", found.family}:
        return
    findings.whole(
        f"Dit geeft {dutch_type(found)}; hier hoort {' of '.join(map(dutch_type, wanted))}.",
        f"This gives {found.name}; expected here is {' or '.join(one.name for one in wanted)}.",
    )
