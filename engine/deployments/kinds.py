"""What a file that cannot be read was meant to be: its name says so, or else what stands in it."""

from __future__ import annotations

from engine import decisions, interpreter
from engine.decisions import InvalidDecisions
from engine.interpreter import InvalidDiagram
from engine.model import Problem, Words

_NEITHER = Words(
    "Het bestand is geen BPMN 2.0 en geen DMN. Sla het op als BPMN of DMN.",
    "The file is neither BPMN 2.0 nor DMN. Save it as BPMN or DMN.",
)


def read(content: bytes, elements: int, name: str = "") -> None:
    """Read a file as what it should be; `name` is that of the file, empty if nobody knows it.

    `elements` are how many a diagram may have.
    Raises InvalidDiagram or InvalidDecisions.
    """
    ending = name.lower().rpartition(".")[2]
    if decisions.is_dmn(content) or ending == "dmn":
        decisions.namespace_of(content)
        return
    try:
        interpreter.read_xml(content, elements)
    except InvalidDiagram as refused:
        if ending != "bpmn" and refused.problems[0].code == "not-bpmn":
            raise InvalidDiagram([Problem("not-bpmn", _NEITHER)]) from None
        raise


def why_unreadable(content: bytes, elements: int, name: str = "") -> tuple[Problem, ...]:
    """Say why a file cannot be read; nothing when it can."""
    try:
        read(content, elements, name)
    except (InvalidDecisions, InvalidDiagram) as refused:
        return tuple(refused.problems)
    return ()
