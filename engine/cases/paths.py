"""Where an instance is and has been, told from its history without reading it all each time.

History only grows, so what was folded before is gone on from: a page of a long case costs what
happened since somebody looked last. The chain itself says whether that is the same history.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from engine import entries, pasts, store
from engine.cases.moments import Lost, followed
from engine.interpreter import Definition
from engine.model import Task
from engine.pasts import Past
from engine.store import Transaction
from engine.store.history import Line
from engine.store.instances import Running

_PASTS_KEPT = 256


@dataclass(frozen=True, slots=True)
class Path:
    """One instance of a case with the definition it runs, and where it has been."""

    instance: Running
    definition: Definition | Lost
    past: Past

    @property
    def is_lost(self) -> bool:
        """Tell whether what it follows cannot be read, or is of another process than it says."""
        return isinstance(self.definition, Lost) or (
            self.definition.process_id != self.instance.process_id
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """The past of an instance up to an entry of its history: that at `position`, with this hash."""

    position: int
    hash: bytes
    past: Past


_known: dict[str, _Known] = {}  #: by instance; the one that was looked at longest ago comes first
_turn = Lock()


def path_of(tx: Transaction, running: Running) -> Path:
    """Tell the whole way of an instance so far."""
    return Path(running, followed(tx, running, running.digest), _past(tx, running))


def tasks_on(tx: Transaction, path: Path) -> list[Task]:
    """Give the last task of each element on a path that somebody was shown."""
    places = path.past.offered.values()
    return store.tasks.by_ids(tx, [f"{path.instance.id}/{place}" for place in places])


def _past(tx: Transaction, running: Running) -> Past:
    known = _recalled(running.id)
    if known is not None and known.hash == running.head:
        return known.past
    lines = list(store.history.lines(tx, running.id, after=known.position if known else 0))
    if known is not None and not (lines and lines[0].previous == known.hash):
        known, lines = None, list(store.history.lines(tx, running.id))
    past = pasts.fold(map(_told, lines), known.past if known else None)
    if lines:
        _remember(running.id, _Known(lines[-1].position, lines[-1].hash, past))
    return past


def _told(line: Line) -> entries.Told:
    return entries.legible(line.kind, line.facts)


def _recalled(instance_id: str) -> _Known | None:
    with _turn:
        known = _known.pop(instance_id, None)
        if known is not None:
            _known[instance_id] = known
        return known


def _remember(instance_id: str, known: _Known) -> None:
    with _turn:
        _known.pop(instance_id, None)
        _known[instance_id] = known
        if len(_known) > _PASTS_KEPT:
            del _known[next(iter(_known))]
