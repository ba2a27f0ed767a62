"""What is refused about decisions, and why a decision cannot be made."""

from __future__ import annotations

from engine.errors import EngineError
from engine.model import Problem
from engine.sources import InvalidFile


class InvalidDecisions(InvalidFile):
    """The file cannot be read as decisions; `problems` says why, in one sentence each."""

    nl = "Dit bestand met beslissingen kan niet worden gebruikt."
    en = "This file of decisions cannot be used."


class UnknownDecision(EngineError):
    """Somebody asks for a decision the file does not hold."""

    nl = "Dit bestand kent geen beslissing {name}."
    en = "This file has no decision {name}."

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class CannotDecide(EngineError):
    """Why a decision has no outcome: its logic is broken, which the check said already."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__()

    def sentence(self, language: str) -> str:
        return self.problem.say(language)


class NotAnOutcome(EngineError):
    """A decision comes to a function or another value that no variable can hold."""

    nl = "De uitkomst van beslissing {name} is geen waarde die bewaard kan worden."
    en = "The outcome of decision {name} is no value that can be kept."


class TooDeep(EngineError):
    nl = "De beslissing {name} gaat te diep: functies roepen elkaar te vaak aan."
    en = "The decision {name} goes too deep: functions call each other too often."
