"""How the command line says that something is refused: a sentence, and the place it is about."""

from __future__ import annotations

from engine.commands.quoting import quoted
from engine.decisions import CannotDecide, InvalidDecisions
from engine.errors import EngineError
from engine.feel import FeelSyntax
from engine.interpreter import InvalidDiagram
from engine.model import Excerpt, Problem


def refusal(refused: EngineError, language: str) -> list[str]:
    """Give the lines that say why, with what is wrong in an expression marked."""
    lines = [refused.sentence(language)]
    if isinstance(refused, FeelSyntax):
        lines += quoted(Excerpt(refused.text, *refused.span))
    for problem in _problems(refused):
        lines += quoted(problem.excerpt)
    return lines


def _problems(refused: EngineError) -> tuple[Problem, ...]:
    if isinstance(refused, CannotDecide):
        return (refused.problem,)
    if isinstance(refused, (InvalidDecisions, InvalidDiagram)):
        return tuple(refused.problems)
    return ()
