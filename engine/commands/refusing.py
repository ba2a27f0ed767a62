"""How the command line says that something is refused: sentences, and the places they are about."""

from __future__ import annotations

from engine.commands.quoting import quoted, told
from engine.commands.speaking import printed
from engine.decisions import CannotDecide
from engine.errors import EngineError
from engine.feel import FeelSyntax
from engine.model import Excerpt, Problem
from engine.sources import InvalidFile


def refusal(refused: EngineError, language: str) -> list[str]:
    """Give the lines that say why, what is wrong in an expression marked under its sentence."""
    return [printed(line) for line in _lines(refused, language)]


def _lines(refused: EngineError, language: str) -> list[str]:
    if isinstance(refused, InvalidFile) and any(one.excerpt for one in refused.problems):
        first, *rest = [line for one in refused.problems for line in _told(one, language)]
        return [f"{refused.opening(language)} {first}", *rest]
    if isinstance(refused, CannotDecide):
        return _told(refused.problem, language)
    lines = [refused.sentence(language)]
    if isinstance(refused, FeelSyntax):
        lines += quoted(Excerpt(refused.text, *refused.span))
    return lines


def _told(problem: Problem, language: str) -> list[str]:
    return [told(problem, language), *quoted(problem.excerpt)]
