"""What happened in a case, moment by moment, in the words of the version of that time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from engine import entries, instances, steps, store
from engine.events import (
    InstanceCancelled,
    InstanceMigrated,
    InstanceResumed,
    InstanceStarted,
    InstanceSuspended,
    SentBack,
)
from engine.interpreter import Definition
from engine.model import Element
from engine.steps import UnknownBundle
from engine.store import Transaction
from engine.store.history import Line
from engine.store.instances import Running
from engine.store.transaction import Erased

_WITH_A_REASON = {
    kind.__name__ for kind in (InstanceSuspended, InstanceResumed, InstanceCancelled, SentBack)
}
_CHOOSING_A_VERSION = [kind.__name__ for kind in (InstanceStarted, InstanceMigrated)]


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: an entry of history without its sealed part.

    `name` is that of the element it happened at, its id when it has none, or of the process; `kind`
    that of the event; `elements` are those of the version that was followed after it.
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


def followed(tx: Transaction, running: Running, digest: str) -> Definition | Lost:
    """Give the definition that an instance followed, as far as it can be read."""
    try:
        return instances.definition(tx, digest)
    except UnknownBundle:
        return Lost(running.process_id)


def told(tx: Transaction, runs: Iterable[Running], lines: Iterable[Line]) -> list[Moment]:
    """Tell entries of these instances, each in the words of the version that was followed then."""
    versions = {run.id: _Versions(tx, run) for run in runs}
    return [_moment(tx, line, versions[line.instance_id]) for line in lines]


class _Versions:
    """The versions that an instance followed, looked up when somebody asks."""

    def __init__(self, tx: Transaction, run: Running) -> None:
        self._tx = tx
        self.run = run
        self._choices: list[tuple[int, str]] | None = None

    def after(self, position: int) -> Definition | Lost:
        """Give what it followed after an entry."""
        if self._choices is None:
            self._choices = list(self._chosen())
        chosen = [digest for at, digest in self._choices if at <= position]
        return followed(self._tx, self.run, chosen[-1] if chosen else self.run.digest)

    def _chosen(self) -> Iterator[tuple[int, str]]:
        for line in store.history.lines_of_kinds(self._tx, self.run.id, _CHOOSING_A_VERSION):
            event = entries.legible_event(line.kind, line.facts)
            yield line.position, steps.digest_after(self.run.digest, event)


def _moment(tx: Transaction, line: Line, versions: _Versions) -> Moment:
    read = _read(tx, line, versions.run.case_number)
    definition = versions.after(line.position)
    place = getattr(read.event, "place", None)
    element = definition.elements.get(place.element_id) if place else None
    return Moment(
        line.at,
        line.instance_id,
        line.position,
        type(read.event).__name__,
        (element.name or element.id) if element else definition.name,
        line.by,
        line.on_behalf_of,
        read,
        definition.elements,
    )


def _read(tx: Transaction, line: Line, case_number: str) -> entries.Told:
    """Read an entry; its sealed part only where it is the reason that everybody may know."""
    sealed = ""
    if line.kind in _WITH_A_REASON:
        with suppress(Erased):
            sealed = store.history.opened(tx, case_number, line)
    return entries.legible(line.kind, line.facts, sealed)
