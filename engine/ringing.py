"""What all that rings has in common: who does it, and why something that was due did not happen."""

from __future__ import annotations

import logging

from engine.errors import EngineError
from engine.model import Who, Words

TIMER = Who("timer")
_FAULT = Words(
    "Het programma zelf bevat een fout; die staat in het logboek.",
    "The program itself has a fault; it is in the log.",
)


def log(logger: logging.Logger, what: str, problem: Exception, then: str) -> None:
    """Log what did not happen, why, and what follows or is to be done.

    What the product refuses says so itself, in one line; with a fault of the program goes where it
    was.
    """
    if isinstance(problem, EngineError):
        logger.warning("%s: %s %s", what, problem.sentence("en"), then)
    else:
        logger.error("%s. %s", what, then, exc_info=problem)


def reason(problem: Exception) -> Words:
    """Give the sentence of a problem, or that it is a fault of the program, for people to read."""
    if isinstance(problem, EngineError):
        return Words(problem.sentence("nl"), problem.sentence("en"))
    return _FAULT
