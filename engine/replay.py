"""Look back: derive any past moment of a case from its history, and prove that it is right.

Reads only. Nothing here moves an instance or writes a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine import access, entries, instances, steps, store
from engine.access import Action
from engine.entries import Told
from engine.errors import EngineError
from engine.events import Cause, InstanceStarted
from engine.model import Person, Words
from engine.pasts import Past, fold
from engine.seals import SealBroken
from engine.store import Transaction
from engine.store.history import NOTHING_BEFORE, Line
from engine.store.instances import Running
from engine.store.transaction import Erased


class UnknownMoment(EngineError):
    """The history has no such position."""

    nl = "De geschiedenis van {instance_id} heeft geen gebeurtenis {position}."
    en = "The history of {instance_id} has no event {position}."

    def __init__(self, instance_id: str, position: int) -> None:
        super().__init__(instance_id=instance_id, position=position)


class Content(StrEnum):
    """What became of the sealed part of an entry: readable, erased with its case, or tampered."""

    OPEN = "open"
    ERASED = "erased"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of history, read: who did what, when, and what followed.

    `told` is None for an entry that somebody changed so that it cannot be read any more.
    """

    instance_id: str
    position: int
    at: datetime
    kind: str
    by: str
    on_behalf_of: str | None
    told: Told | None
    content: Content
    hash: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of verifying one instance: how many entries fit, and the first that does not.

    `erased` are the entries whose content was erased: they fit, but were not executed again.
    """

    instance_id: str
    checked: int
    position: int | None = None
    reason: Words | None = None
    erased: int = 0

    @property
    def right(self) -> bool:
        return self.position is None


def happenings(tx: Transaction, instance_id: str, by: Person) -> list[Happening]:
    """Give the history of an instance, oldest first. Raises NotAllowed, UnknownInstance."""
    access.require(by, Action.READ_HISTORY)
    running = _found(tx, instance_id)
    return [_happening(tx, running, line) for line in store.history.lines(tx, instance_id)]


def at(found: list[Happening], position: int) -> Past:
    """Derive the state after a position. Raises UnknownMoment."""
    happening(found, position)
    return fold(one.told for one in found if one.position <= position and one.told is not None)


def happening(found: list[Happening], position: int) -> Happening:
    """Find what happened at a position. Raises UnknownMoment."""
    for one in found:
        if one.position == position:
            return one
    raise UnknownMoment(found[0].instance_id if found else "", position)


def check_chain(tx: Transaction, instance_id: str, by: Person) -> Verdict:
    """Check that every entry follows from the one before it and was not changed; execute nothing.

    Takes some tens of microseconds an entry. Raises NotAllowed, UnknownInstance.
    """
    access.require(by, Action.READ_HISTORY)
    checked = 0
    try:
        for line in _chained(tx, _found(tx, instance_id)):
            checked = line.position
    except _Differs as differs:
        return Verdict(instance_id, checked, checked + 1, differs.reason)
    return Verdict(instance_id, checked)


def verify(tx: Transaction, instance_id: str, by: Person) -> Verdict:
    """Check the chain of an instance and execute every cause again.

    Raises NotAllowed, UnknownInstance.
    """
    access.require(by, Action.READ_HISTORY)
    running = _found(tx, instance_id)
    checked = erased = 0
    try:
        for checked, was_executed in _verified(tx, running):  # noqa: B007 - told afterwards
            erased += not was_executed
    except _Differs as differs:
        return Verdict(instance_id, checked, checked + 1, differs.reason, erased)
    return Verdict(instance_id, checked, erased=erased)


def verify_case(tx: Transaction, number: str, by: Person) -> list[Verdict]:
    """Verify every instance of a case. Raises NotAllowed."""
    access.require(by, Action.READ_HISTORY)
    return [verify(tx, found.id, by) for found in store.instances.look_at_case(tx, number)]


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where executing again has come: the bundle that is followed, and the snapshot."""

    digest: str
    snapshot: str | None


class _Differs(Exception):
    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.reason = Words(nl, en)


def _verified(tx: Transaction, running: Running) -> Iterator[tuple[int, bool]]:
    """Yield each position that fits, and whether it was executed again.

    Raises _Differs at the first that does not fit. Once content was erased, nothing is executed.
    """
    stand = _Stand("", None)
    is_readable = True
    for line in _chained(tx, running):
        is_readable = is_readable and not _is_erased(tx, running, line)
        if is_readable:
            stand = _executed_again(tx, running, line, stand)
        yield line.position, is_readable
    is_whole = running.ended_at is not None or stand.snapshot == running.snapshot
    if is_readable and not (is_whole and stand.digest == running.digest):
        raise _Differs(
            "De bewaarde stand van het proces is niet die van de geschiedenis.",
            "The stored state of the instance is not that of its history.",
        )


def _chained(tx: Transaction, running: Running) -> Iterator[Line]:
    """Yield each line that fits the chain; raise _Differs at the first that does not."""
    head, position = NOTHING_BEFORE, 0
    for line in store.history.lines(tx, running.id):
        _check_chain(line, position, head)
        yield line
        head, position = line.hash, line.position
    if (head, position) != (running.head, running.position):
        raise _Differs(
            "De geschiedenis is korter dan de stand van het proces: het einde ontbreekt.",
            "The history is shorter than the state of the instance: its end is missing.",
        )


def _is_erased(tx: Transaction, running: Running, line: Line) -> bool:
    return _content(tx, running, line)[1] is Content.ERASED


def _content(tx: Transaction, running: Running, line: Line) -> tuple[str, Content]:
    """Open the sealed part of a line, as far as that is possible."""
    try:
        return store.history.opened(tx, running.case_number, line), Content.OPEN
    except Erased:
        return "", Content.ERASED
    except (SealBroken, ValueError):
        return "", Content.BROKEN


def _check_chain(line: Line, position: int, head: bytes) -> None:
    if line.position != position + 1:
        raise _Differs("Deze gebeurtenis ontbreekt.", "This event is missing.")
    if line.previous != head:
        raise _Differs(
            "Deze gebeurtenis sluit niet aan op de vorige.",
            "This event does not follow from the one before it.",
        )
    if line.hash != line.expected_hash():
        raise _Differs("Deze gebeurtenis is gewijzigd.", "This event was changed.")


def _executed_again(tx: Transaction, running: Running, line: Line, stand: _Stand) -> _Stand:
    """Execute a cause again and compare, letter for letter; records move nothing."""
    try:
        sealed = store.history.opened(tx, running.case_number, line)
        told = entries.read(line.kind, line.facts, sealed)
    except (EngineError, ValueError) as unreadable:
        raise _Differs(
            "De inhoud van deze gebeurtenis is niet te lezen.",
            "The content of this event cannot be read.",
        ) from unreadable
    if not isinstance(told.event, Cause):
        return stand
    if isinstance(told.event, InstanceStarted):
        stand = _Stand(told.event.digest, stand.snapshot)
    try:
        taken = steps.take(tx, stand.digest, stand.snapshot, told.event, line.at)
    except EngineError as refused:
        raise _Differs(
            "Deze gebeurtenis kan hier niet gebeuren.", "This event cannot happen here."
        ) from refused
    again = entries.write(told.event, taken.outcome.effects)
    if (again.facts, again.sealed) != (line.facts, sealed):
        raise _Differs(
            "Opnieuw uitgevoerd geeft deze gebeurtenis een ander gevolg.",
            "Executed again, this event has another effect.",
        )
    return _Stand(taken.digest, taken.outcome.snapshot)


def _found(tx: Transaction, instance_id: str) -> Running:
    running = store.instances.look_at(tx, instance_id)
    if running is None:
        raise instances.UnknownInstance(instance_id)
    return running


def _happening(tx: Transaction, running: Running, line: Line) -> Happening:
    sealed, content = _content(tx, running, line)
    return Happening(
        line.instance_id,
        line.position,
        line.at,
        line.kind,
        line.by,
        line.on_behalf_of,
        _told(line, sealed),
        content,
        line.hash,
    )


def _told(line: Line, sealed: str) -> Told | None:
    try:
        return entries.read(line.kind, line.facts, sealed)
    except ValueError:
        return None
