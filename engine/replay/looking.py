"""Derive any past moment of an instance from its history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from engine import access, entries, instances, interpreter, store
from engine.access import Action
from engine.entries import Told
from engine.errors import EngineError
from engine.events import InstanceStarted
from engine.interpreter import Definition
from engine.model import Content, Person
from engine.pasts import Past, fold
from engine.seals import SealBroken
from engine.store import Transaction
from engine.store.history import Line
from engine.store.instances import Running
from engine.store.transaction import Erased


class UnknownMoment(EngineError):
    """The history has no such position."""

    nl = "De geschiedenis van {instance_id} heeft geen gebeurtenis {position}."
    en = "The history of {instance_id} has no event {position}."

    def __init__(self, instance_id: str, position: int) -> None:
        super().__init__(instance_id=instance_id, position=position)


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


def happenings(tx: Transaction, instance_id: str, by: Person) -> list[Happening]:
    """Give the history of an instance, oldest first. Raises NotAllowed, UnknownInstance."""
    access.require(by, Action.READ_HISTORY)
    running = found(tx, instance_id)
    return [_happening(tx, running, line) for line in store.history.lines(tx, instance_id)]


def at(history: list[Happening], position: int) -> Past:
    """Derive the state after a position. Raises UnknownMoment."""
    happening(history, position)
    return fold(one.told for one in history if one.position <= position and one.told is not None)


def happening(history: list[Happening], position: int) -> Happening:
    """Find what happened at a position. Raises UnknownMoment."""
    for one in history:
        if one.position == position:
            return one
    raise UnknownMoment(history[0].instance_id if history else "", position)


def found(tx: Transaction, instance_id: str) -> Running:
    """Find an instance. Raises UnknownInstance."""
    running = store.instances.look_at(tx, instance_id)
    if running is None:
        raise instances.UnknownInstance(instance_id)
    return running


def as_begun(tx: Transaction, running: Running) -> Running:
    """Give an instance with the process and the bundle that its history says it began with."""
    first = next(store.history.lines(tx, running.id), None)
    event = None if first is None else _event(first)
    if not isinstance(event, InstanceStarted):
        return running
    return replace(running, process_id=event.process_id, digest=event.digest)


def definition(tx: Transaction, running: Running) -> Definition | None:
    """Give the definition that an instance runs; None when its bundle cannot be read any more."""
    diagram = store.bundles.diagram(tx, running.digest)
    if diagram is None:
        return None
    try:
        interpreter.read_xml(diagram)
        return instances.definition(tx, running.digest)
    except EngineError:
        return None


def opened(tx: Transaction, running: Running, line: Line) -> tuple[str, Content]:
    """Open the sealed part of a line, as far as that is possible."""
    try:
        return store.history.opened(tx, running.case_number, line), Content.OPEN
    except Erased:
        return "", Content.ERASED
    except (SealBroken, ValueError):
        return "", Content.BROKEN


def _event(line: Line) -> object:
    told = _told(line, "")
    return None if told is None else told.event


def _happening(tx: Transaction, running: Running, line: Line) -> Happening:
    sealed, content = opened(tx, running, line)
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
