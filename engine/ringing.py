"""What all that rings has in common: who does it, and why something that was due did not happen."""

from __future__ import annotations

from engine.errors import EngineError
from engine.model import Who, Words

TIMER = Who("timer")
_FAULT = Words(
    "Het programma zelf bevat een fout; die staat in het logboek.",
    "The program itself has a fault; it is in the log.",
)


def reason(problem: Exception) -> Words:
    """Give the sentence of a problem, or that it is a fault of the program, for people to read."""
    if isinstance(problem, EngineError):
        return Words(problem.sentence("nl"), problem.sentence("en"))
    return _FAULT
