"""Stop what starts by itself, resume it, try it again. Always with a reason, which is kept."""

from __future__ import annotations

import logging

from engine import access, forms, store
from engine.access import Action
from engine.errors import EngineError
from engine.model import Person
from engine.starts.pending import name, series
from engine.store import Transaction
from engine.store.start_steering import Steered
from engine.store.starts import StartTimer

LONGEST_REASON = 2_000

logger = logging.getLogger(__name__)


class UnknownStart(EngineError):
    """The start is over, was replaced by that of another version, or was never there."""

    nl = "Dit begin staat niet (meer) klaar."
    en = "This start is not pending (any more)."


class StartPassed(EngineError):
    """It was stopped until after its only moment."""

    nl = (
        "Het moment van '{start}' is voorbij. Publiceer het proces met een nieuwe tijd, "
        "en hervat het dan."
    )
    en = "The moment of '{start}' has passed. Publish the process with another time, then resume."

    def __init__(self, start: str) -> None:
        super().__init__(start=start)


class NoReason(EngineError):
    """Whoever steers a start says why."""

    nl = "Schrijf op waarom. De reden blijft bij dit proces staan."
    en = "Write down why. The reason is kept with this process."


class ReasonTooLong(EngineError):
    """The reason has a greatest length."""

    nl = "De reden is te lang: {length} tekens. Schrijf er ten hoogste {longest}."
    en = "The reason is too long: {length} characters. Write {longest} at most."

    def __init__(self, length: int) -> None:
        super().__init__(length=length, longest=LONGEST_REASON)


def stop(tx: Transaction, start: str, reason: str, by: Person) -> None:
    """Let a start open no case any more, in this version or a next, until it is resumed.

    Raises NotAllowed, UnknownStart, NoReason, ReasonTooLong, Unreadable (the reason); nothing
    changed then, as with every verb here. One that is stopped already stays as it is.
    """
    timer, why = _found(tx, start, by), _why(reason)
    if timer.stopped_at is not None:
        return
    _sure(store.starts.stop(tx, timer, by.id))
    store.start_steering.note(tx, timer, "stopped", by=by.id, reason=why)
    logger.warning("%s stopped the start %s", by.id, start)


def resume(tx: Transaction, start: str, reason: str, by: Person) -> None:
    """Let a start go on that was stopped; what passed meanwhile opens no case.

    Raises as `stop` does, and StartPassed.
    """
    timer, why = _found(tx, start, by), _why(reason)
    if timer.stopped_at is None:
        return
    due = timer.due if timer.due > tx.now else series(timer).after(tx.now)
    if due is None:
        raise StartPassed(start)
    _sure(store.starts.resume(tx, timer, due))
    store.start_steering.note(tx, timer, "resumed", by=by.id, reason=why)
    logger.warning("%s resumed the start %s", by.id, start)


def try_again(tx: Transaction, start: str, reason: str, by: Person) -> None:
    """Let a start that failed be tried at the next ring. Raises as `stop` does."""
    timer, why = _found(tx, start, by), _why(reason)
    if timer.failed_at is None:
        return
    _sure(store.starts.try_again(tx, timer))
    store.start_steering.note(tx, timer, "retried", by=by.id, reason=why)


def steered(tx: Transaction, by: Person, process_id: str | None = None) -> list[Steered]:
    """Tell who steered the starts of all processes, or of one, when and why; the latest first.

    Raises NotAllowed.
    """
    access.require(by, Action.SEE_PROCESSES)
    return store.start_steering.noted(tx, process_id)


def _found(tx: Transaction, start: str, by: Person) -> StartTimer:
    access.require(by, Action.STEER_STARTS)
    for timer in store.starts.listed(tx):
        if name(timer) == start:
            return timer
    raise UnknownStart


def _why(reason: str) -> str:
    reason = forms.remark(reason)
    if not reason:
        raise NoReason
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(len(reason))
    return reason


def _sure(changed: int) -> None:
    """Refuse what another transaction opened or replaced meanwhile. Raises UnknownStart."""
    if not changed:
        raise UnknownStart
