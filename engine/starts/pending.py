"""The starts that are to come: who sees them, and who may stop them or try them again."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from engine import access, interpreter, store
from engine.access import Action
from engine.errors import EngineError
from engine.interpreter import Series
from engine.model import Person, Words
from engine.starts.wording import Moments, say
from engine.store import Transaction
from engine.store.starts import StartTimer

logger = logging.getLogger(__name__)


class UnknownStart(EngineError):
    """The start is over, was replaced by that of another version, or was never there."""

    nl = "Het begin '{start}' staat niet (meer) klaar."
    en = "The start '{start}' is not pending (any more)."

    def __init__(self, start: str) -> None:
        super().__init__(start=start)


class StartPassed(EngineError):
    """It was stopped until after its only moment."""

    nl = "Het moment van '{start}' is voorbij. Publiceer het proces met een nieuwe tijd."
    en = "The moment of '{start}' has passed. Publish the process with another time."

    def __init__(self, start: str) -> None:
        super().__init__(start=start)


@dataclass(frozen=True, slots=True)
class Pending:
    """A start to come. `id` is how people name it: the process and the start event."""

    id: str
    timer: StartTimer
    moments: Moments

    @property
    def told(self) -> Words:
        """When it starts, as a sentence."""
        said = say(self.moments)
        return Words(f"Begint {said.nl}.", f"Starts {said.en}.")


def pending(tx: Transaction, by: Person, process_id: str | None = None) -> list[Pending]:
    """Give the starts of all processes, or of one: by process, the first to come first.

    Raises NotAllowed.
    """
    access.require(by, Action.SEE_PROCESSES)
    return [_pending(one) for one in store.starts.listed(tx, process_id)]


def failed(tx: Transaction, by: Person) -> list[Pending]:
    """Give the starts that could not open a case and stand still. Raises NotAllowed."""
    return [one for one in pending(tx, by) if one.timer.failed_at is not None]


def stop(tx: Transaction, start: str, by: Person) -> None:
    """Let a start open no case any more, until it is resumed. Raises NotAllowed, UnknownStart."""
    found = _found(tx, start, by)
    store.starts.stop(tx, found.timer, by.id)
    logger.warning("%s stopped the start %s", by.id, start)


def resume(tx: Transaction, start: str, by: Person) -> None:
    """Let a start go on that was stopped; what passed meanwhile opens no case.

    Raises NotAllowed, UnknownStart, StartPassed.
    """
    timer = _found(tx, start, by).timer
    if timer.stopped_at is None:
        return
    due = timer.due if timer.due > tx.now else _series(timer).after(tx.now)
    if due is None:
        raise StartPassed(start)
    store.starts.resume(tx, timer, due)
    logger.warning("%s resumed the start %s", by.id, start)


def try_again(tx: Transaction, start: str, by: Person) -> None:
    """Let a start that failed be tried at the next ring. Raises NotAllowed, UnknownStart."""
    store.starts.try_again(tx, _found(tx, start, by).timer)


def _found(tx: Transaction, start: str, by: Person) -> Pending:
    access.require(by, Action.STEER_STARTS)
    process_id = start.partition("/")[0]
    for one in pending(tx, by, process_id):
        if one.id == start:
            return one
    raise UnknownStart(start)


def _pending(timer: StartTimer) -> Pending:
    number = f".{timer.event}" if timer.event else ""
    moments = _series(timer)
    left = None if moments.turns is None else moments.turns - timer.opened - 1
    if moments.every is None:
        left = 0
    name = f"{timer.process_id}/{timer.element_id}{number}"
    return Pending(name, timer, Moments(timer.due, left, moments.every))


def _series(timer: StartTimer) -> Series:
    return interpreter.read_series(timer.moments)
