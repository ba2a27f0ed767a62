"""Judges a diagram that is offered: everything that is wrong with it, before it may be deployed.

What was deployed is read without this (see `reading`), so that a new rule is for new diagrams.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping

from engine import feel
from engine.interpreter.document import Document
from engine.interpreter.errors import InvalidDiagram
from engine.interpreter.lint import check
from engine.interpreter.lint.calls import Calling
from engine.interpreter.lint.calls import callings as callings_in
from engine.interpreter.parsing import add_global_tasks
from engine.interpreter.reading import NO_FUNCTIONS, known_names
from engine.interpreter.source import read_xml
from engine.limits import LARGEST
from engine.model import Problem


def problems(
    source: bytes,
    *,
    functions: Mapping[str, feel.Function] = NO_FUNCTIONS,
    forms: Container[str] | None = None,
    decisions: Collection[str] | None = None,
    elements: int = LARGEST.elements,
) -> tuple[Problem, ...]:
    """Give all errors and warnings of a diagram, in the order of the file.

    `forms` and `decisions` are the ids of those that exist; None when that must not be looked at.
    A diagram of more `elements` is refused.
    """
    try:
        root = read_xml(source, elements)
    except InvalidDiagram as invalid:
        return invalid.problems
    own = add_global_tasks(root)
    return check(Document(root, own), functions, forms, decisions)


def callings(source: bytes, functions: Mapping[str, feel.Function]) -> dict[str, Calling]:
    """Tell what each process of a diagram calls. Raises InvalidDiagram if unreadable."""
    root = read_xml(source)
    add_global_tasks(root)
    return callings_in(Document(root), known_names(functions))
