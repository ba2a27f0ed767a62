"""Where an instance begins: the start event that was triggered, or the plain one (BPMN 10.5.2)."""

from __future__ import annotations

from datetime import datetime

from engine.events import InstanceStarted
from engine.interpreter.catching import StartEvent
from engine.interpreter.definition import Definition
from engine.interpreter.elements import Behaviour
from engine.interpreter.errors import (
    NoPlainStart,
    NoSuchStart,
    NotWaitingHere,
    SeveralPlainStarts,
)
from engine.model import Element


def plain_starts(definition: Definition) -> tuple[Element, ...]:
    """Give the plain start events of a process, in file order."""
    return tuple(
        definition.elements[one.name]
        for one in definition.spec.starts
        if isinstance(one, StartEvent)
    )


def choose(definition: Definition, chosen: str | None = None) -> str | None:
    """Give the id of the plain start event that somebody chose by its id or its name.

    None when nothing was chosen and nothing must be. Raises as `check_plain` does.
    """
    if chosen is not None:
        found = plain_starts(definition)
        if chosen not in [one.id for one in found]:
            named = [one.id for one in found if one.name == chosen]
            chosen = named[0] if len(named) == 1 else chosen
    check_plain(definition, chosen)
    return chosen


def check_plain(definition: Definition, start: str | None) -> None:
    """Return quietly if a process may begin at this plain start event, or without a choice.

    Raises NoPlainStart, SeveralPlainStarts, NoSuchStart.
    """
    found = plain_starts(definition)
    if not definition.spec.starts:
        raise NoPlainStart(definition.process_id)
    if start is None and len(found) > 1:
        raise SeveralPlainStarts(definition.process_id, _listed(found))
    if start is not None and start not in [one.id for one in found]:
        raise NoSuchStart(definition.process_id, start, _listed(found))


def start_event(definition: Definition, cause: InstanceStarted, at: datetime) -> Behaviour | None:
    """Find the start event to begin at; None for all that begins without being triggered.

    A timer triggers only its own start event, and not too early.
    """
    if not cause.start:
        check_plain(definition, None)
        return None
    for one in (*definition.spec.typed_starts, *definition.spec.starts):
        timed = any(happening.kind == "timer" for happening in one.happenings)
        if one.name == cause.start and (cause.due is None or (timed and cause.due <= at)):
            return one
    raise NotWaitingHere(cause.start)


def _listed(found: tuple[Element, ...]) -> str:
    return ", ".join(f"{one.name} ({one.id})" if one.name else one.id for one in found) or "-"
