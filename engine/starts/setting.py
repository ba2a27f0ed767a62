"""Work out when a process will start by itself, and set its timers when it is deployed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine import interpreter, store
from engine.errors import EngineError
from engine.interpreter import Definition, Series
from engine.starts.stops import Stop, Stops
from engine.store import Transaction
from engine.store.starts import StartTimer

_SMALLEST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A timer of a start event as it would be set now.

    `due` is its first moment from now on; None when there is none, or when `refused` says why it
    has no moments at all.
    """

    element_id: str
    event: int
    moments: Series | None
    due: datetime | None
    refused: EngineError | None = None


def ahead(definition: Definition, at: datetime) -> Iterator[Ahead]:
    """Yield the timers that start a process which is deployed at this moment, as in the file."""
    for element_id, event in interpreter.timed_starts(definition):
        try:
            moments = interpreter.series(definition, element_id, event, at)
        except EngineError as refused:
            yield Ahead(element_id, event, None, None, refused)
        else:
            yield Ahead(element_id, event, moments, moments.after(at - _SMALLEST))


def keep(tx: Transaction, process_id: str, timers: Iterable[Ahead]) -> None:
    """Set the timers of the version that is current now, in the place of those of the last one.

    What was stopped stays stopped, until somebody resumes it.
    """
    stops = Stops.before(tx, process_id, store.starts.locked(tx, process_id))
    found = [
        _set(process_id, one, one.due, stops.of(one.element_id, one.event), tx.now)
        for one in timers
        if one.due is not None
    ]
    store.starts.replace_all(tx, process_id, found)


def stays_stopped(tx: Transaction, process_id: str, one: Ahead) -> bool:
    """Tell whether a timer would stand stopped if it were set now."""
    stops = Stops.before(tx, process_id, store.starts.listed(tx, process_id))
    return stops.of(one.element_id, one.event) is not None


def _set(process_id: str, one: Ahead, due: datetime, stop: Stop | None, at: datetime) -> StartTimer:
    timer = StartTimer(process_id, one.element_id, one.event, at, str(one.moments), due)
    return timer if stop is None else replace(timer, stopped_at=stop.at, stopped_by=stop.by)
