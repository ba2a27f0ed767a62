"""What is wrong with the times at which a process starts by itself, if it is deployed now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine import starts
from engine.interpreter import Definition
from engine.model import Problem, Severity, Words
from engine.starts import Ahead, Moments

_PASSED = Words(
    "Dit moment is voorbij, dus hiermee begint niets vanzelf.",
    "This moment has passed, so nothing starts by itself here.",
)


def problems(definition: Definition, at: datetime) -> Iterator[Problem]:
    """Yield what is no time, and what has passed."""
    for one in starts.ahead(definition, at):
        name = definition.elements[one.element_id].name
        if one.refused is not None:
            words = Words(one.refused.sentence("nl"), one.refused.sentence("en"))
            yield Problem("start-without-moment", words, one.element_id, name)
        elif one.due is None:
            yield Problem("start-passed", _PASSED, one.element_id, name, Severity.WARNING)


def sentences(definition: Definition, at: datetime) -> tuple[Words, ...]:
    """Say for each start that is to come when it is."""
    return tuple(
        _sentence(definition, one) for one in starts.ahead(definition, at) if one.due is not None
    )


def _sentence(definition: Definition, ahead: Ahead) -> Words:
    assert ahead.moments is not None, "what is due has moments"
    assert ahead.due is not None, "asked before"
    turns = ahead.moments.turns
    said = starts.say(Moments(ahead.due, None if turns is None else turns - 1, ahead.moments.every))
    name = definition.elements[ahead.element_id].name or ahead.element_id
    return Words(
        f"{name}: begint vanzelf {said.nl}.",
        f"{name}: starts by itself {said.en}.",
    )
