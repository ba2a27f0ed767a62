"""FEEL, the expression language of DMN 1.5 (chapter 10): the one language in our diagrams.

Conditions, scripts, loop counts, due dates, decision tables and form rules are FEEL. A text is
read once (`parse`) and evaluated often; it reads the scope it is given and the moment it is given,
and nothing else.

What goes in and comes out are the values of `engine.values`, and three kinds that exist inside FEEL
and between its evaluations only: a Range, a function (a Function, or one of the standard), and a
date or time beyond Python's (`engine.feel.far`).

This is all that others may know of FEEL. Who judges a text without evaluating it reads its `tree`;
who evaluates many small texts about one thing keeps a `Standing`.
"""

from __future__ import annotations

from engine.feel import limits, tree
from engine.feel.checking import Finding, check, misfits, type_of
from engine.feel.dutch import dutch as in_dutch
from engine.feel.expressions import (
    Expression,
    Script,
    evaluate,
    parse,
    parse_script,
    parse_unary_tests,
    run,
)
from engine.feel.faults import (
    FeelFault,
    FeelSyntax,
    NoNumber,
    NotAValue,
    OutOfFuel,
    TooDeep,
    TooLarge,
)
from engine.feel.frames import Fuel
from engine.feel.functions import Function
from engine.feel.kinds import SIMPLE as TYPES
from engine.feel.kinds import (
    context_type,
    function_type,
    kind,
    list_type,
    range_type,
    restricted,
    type_of_function,
)
from engine.feel.places import Span, Underlined, underlined
from engine.feel.ranges import Range
from engine.feel.standing import Standing
from engine.feel.types import ANY, Type, conformed, may_conform
from engine.feel.writing import in_short

__all__ = [
    "ANY",
    "TYPES",
    "Expression",
    "FeelFault",
    "FeelSyntax",
    "Finding",
    "Fuel",
    "Function",
    "NoNumber",
    "NotAValue",
    "OutOfFuel",
    "Range",
    "Script",
    "Span",
    "Standing",
    "TooDeep",
    "TooLarge",
    "Type",
    "Underlined",
    "check",
    "conformed",
    "context_type",
    "evaluate",
    "function_type",
    "in_dutch",
    "in_short",
    "kind",
    "limits",
    "list_type",
    "may_conform",
    "misfits",
    "parse",
    "parse_script",
    "parse_unary_tests",
    "range_type",
    "restricted",
    "run",
    "tree",
    "type_of",
    "type_of_function",
    "underlined",
]
