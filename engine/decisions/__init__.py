"""Decisions as process owners draw them: DMN 1.1 to 1.5, with every expression in FEEL.

A file is read once (`read`), checked when it is deployed (`check`), and decided with often
(`decide`). Nothing in it can run code: functions in Java and PMML are refused by name.
"""

from __future__ import annotations

from engine.decisions.boxed import Decision, Input, InputData, Output, Rule, Table
from engine.decisions.catalogue import Bound, catalogue, is_dmn, namespace_of, needed
from engine.decisions.checking import check, tables_in
from engine.decisions.deciding import (
    Decisions,
    Verdict,
    decide,
    find,
    names_of_inputs,
    read,
    required_inputs,
    type_of_input,
)
from engine.decisions.errors import (
    CannotDecide,
    InvalidDecisions,
    NotAnOutcome,
    TooDeep,
    UnknownDecision,
)
from engine.decisions.outcomes import always_gives_function, kept
from engine.decisions.runs import Finding
from engine.decisions.source import BYTES, MEGABYTES

__all__ = [
    "BYTES",
    "MEGABYTES",
    "Bound",
    "CannotDecide",
    "Decision",
    "Decisions",
    "Finding",
    "Input",
    "InputData",
    "InvalidDecisions",
    "NotAnOutcome",
    "Output",
    "Rule",
    "Table",
    "TooDeep",
    "UnknownDecision",
    "Verdict",
    "always_gives_function",
    "catalogue",
    "check",
    "decide",
    "find",
    "is_dmn",
    "kept",
    "names_of_inputs",
    "namespace_of",
    "needed",
    "read",
    "required_inputs",
    "tables_in",
    "type_of_input",
]
