"""What happened in an instance, moment by moment, in the words of the version of that time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from engine import entries, instances, pasts, steps, store
from engine.events import InstanceCancelled, InstanceResumed, InstanceSuspended, SentBack
from engine.interpreter import Definition
from engine.model import Element
from engine.pasts import Past
from engine.steps import UnknownBundle
from engine.store import Transaction
from engine.store.history import Line
from engine.store.instances import Running
from engine.store.transaction import Erased

_WITH_A_REASON = {
    kind.__name__ for kind in (InstanceSuspended, InstanceResumed, InstanceCancelled, SentBack)
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: an entry of history without its sealed part.

    `name` is that of the element it happened at, or of the process; `kind` that of the event;
    `elements` are those of the version that was followed after it.
    """

    at: datetime
    instance_id: str
    position: int
    kind: str
    name: str
    by: str
    on_behalf_of: str | None
    told: entries.Told
    elements: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for a definition that cannot be read any more: of its process only the id is known."""

    process_id: str
    documentation: None = None
    elements: Mapping[str, Element] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.process_id


@dataclass(frozen=True, slots=True)
class Path:
    """One instance of a case with the definition it runs, where it has been and what happened."""

    instance: Running
    definition: Definition | Lost
    past: Past
    moments: tuple[Moment, ...]

    @property
    def is_lost(self) -> bool:
        """Tell whether what it follows cannot be read, or is of another process than it says."""
        followed = self.definition
        return isinstance(followed, Lost) or followed.process_id != self.instance.process_id


def path_of(tx: Transaction, running: Running) -> Path:
    """Tell the whole way of an instance so far."""
    definition = _followed(tx, running, running.digest)
    lines = list(store.history.lines(tx, running.id))
    told = [_read(tx, running, line) for line in lines]
    return Path(running, definition, pasts.fold(told), tuple(_moments(tx, running, lines, told)))


def _read(tx: Transaction, running: Running, line: Line) -> entries.Told:
    """Read an entry; its sealed part only where it is the reason that everybody may know."""
    sealed = ""
    if line.kind in _WITH_A_REASON:
        with suppress(Erased):
            sealed = store.history.opened(tx, running.case_number, line)
    return entries.legible(line.kind, line.facts, sealed)


def _moments(
    tx: Transaction, running: Running, lines: Sequence[Line], told: Sequence[entries.Told]
) -> Iterator[Moment]:
    """Tell each entry in the words of the version that was followed then."""
    digest = running.digest
    for line, read in zip(lines, told, strict=True):
        digest = steps.digest_after(digest, read.event)
        yield _moment(line, read, _followed(tx, running, digest))


def _followed(tx: Transaction, running: Running, digest: str) -> Definition | Lost:
    try:
        return instances.definition(tx, digest)
    except UnknownBundle:
        return Lost(running.process_id)


def _moment(line: Line, told: entries.Told, definition: Definition | Lost) -> Moment:
    place = getattr(told.event, "place", None)
    element = definition.elements.get(place.element_id) if place else None
    return Moment(
        line.at,
        line.instance_id,
        line.position,
        type(told.event).__name__,
        element.name if element else definition.name,
        line.by,
        line.on_behalf_of,
        told,
        definition.elements,
    )
