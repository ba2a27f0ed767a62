"""Timers that start a process: the truth about every moment at which one starts by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from engine import tables
from engine.model import Words
from engine.store.transaction import Transaction

_timer = tables.start_timer
_STANDS = _timer.c.failed_at.is_(None) & _timer.c.stopped_at.is_(None)


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Number `event` of the event definitions of a start event, of the version that is current.

    `moments` are all its moments, in ISO 8601; `due` is the next, and it `opened` so many cases.
    One that failed stands still, for this reason, until it is tried again; one that somebody
    stopped, until it is resumed.
    """

    process_id: str
    element_id: str
    event: int
    set_at: datetime
    moments: str
    due: datetime
    opened: int = 0
    failed_at: datetime | None = None
    reason: Words | None = None
    stopped_at: datetime | None = None
    stopped_by: str | None = None


def replace_all(tx: Transaction, process_id: str, timers: Iterable[StartTimer]) -> None:
    """Let a process start by these timers from now on, and by no other."""
    tx.change(delete(_timer).where(_timer.c.process_id == process_id))
    for timer in timers:
        tx.change(
            insert(_timer),
            {
                "process_id": process_id,
                "element_id": timer.element_id,
                "event": timer.event,
                "set_at": timer.set_at,
                "moments": timer.moments,
                "due": timer.due,
                "stopped_at": timer.stopped_at,
                "stopped_by": timer.stopped_by,
            },
        )


def due(tx: Transaction) -> list[StartTimer]:
    """Give the timers whose moment has come and that may start something, oldest first."""
    query = select(_timer).where(_timer.c.due <= tx.now, _STANDS)
    return [_as_timer(row) for row in tx.rows(query.order_by(_timer.c.due, _timer.c.process_id))]


def listed(tx: Transaction, process_id: str | None = None) -> list[StartTimer]:
    """Give the timers of all processes, or of one: by process, the next moment first."""
    query = select(_timer).order_by(_timer.c.process_id, _timer.c.due, _timer.c.element_id)
    if process_id is not None:
        query = query.where(_timer.c.process_id == process_id)
    return [_as_timer(row) for row in tx.rows(query)]


def locked(tx: Transaction, process_id: str) -> list[StartTimer]:
    """Give the timers of a process; until this transaction ends nobody stops or takes them."""
    query = select(_timer).where(_timer.c.process_id == process_id).with_for_update()
    return [_as_timer(row) for row in tx.rows(query)]


def take(tx: Transaction, timer: StartTimer, following: datetime | None) -> bool:
    """Take this moment, and set the timer for the one that follows, if there is one.

    False when another transaction took it, or the timer was replaced, stopped or tried in vain.
    """
    stands = _is(timer) & (_timer.c.due == timer.due) & _STANDS
    if following is None:
        return tx.change(delete(_timer).where(stands)) == 1
    values = {"due": following, "opened": _timer.c.opened + 1}
    return tx.change(update(_timer).where(stands).values(values)) == 1


def fail(tx: Transaction, timer: StartTimer, reason: Words) -> None:
    """Let a timer that could not start anything stand still, with the reason."""
    stands = _is(timer) & (_timer.c.due == timer.due)
    values = {"failed_at": tx.now, "reason_nl": reason.nl, "reason_en": reason.en}
    tx.change(update(_timer).where(stands).values(values))


def try_again(tx: Transaction, timer: StartTimer) -> int:
    """Let a timer that failed ring once more; give how many there were."""
    values = {"failed_at": None, "reason_nl": None, "reason_en": None}
    return tx.change(update(_timer).where(_is(timer)).values(values))


def stop(tx: Transaction, timer: StartTimer, by: str) -> int:
    """Let a timer start nothing any more; give how many there were."""
    stopped = {"stopped_at": tx.now, "stopped_by": by}
    return tx.change(update(_timer).where(_is(timer)).values(stopped))


def resume(tx: Transaction, timer: StartTimer, due: datetime) -> int:
    """Let a timer that was stopped go on at this moment; give how many there were."""
    values = {"stopped_at": None, "stopped_by": None, "due": due}
    return tx.change(update(_timer).where(_is(timer)).values(values))


def next_due(tx: Transaction) -> datetime | None:
    """Give the moment at which the first process starts by itself."""
    row = tx.row(select(_timer.c.due).where(_STANDS).order_by(_timer.c.due).limit(1))
    return None if row is None else row.due


def _is(timer: StartTimer) -> ColumnElement[bool]:
    return (
        (_timer.c.process_id == timer.process_id)
        & (_timer.c.element_id == timer.element_id)
        & (_timer.c.event == timer.event)
        & (_timer.c.set_at == timer.set_at)  # not of another version, deployed meanwhile
    )


def _as_timer(row: Row[Any]) -> StartTimer:
    return StartTimer(
        row.process_id,
        row.element_id,
        row.event,
        row.set_at,
        row.moments,
        row.due,
        row.opened,
        row.failed_at,
        None if row.failed_at is None else Words(row.reason_nl, row.reason_en),
        row.stopped_at,
        row.stopped_by,
    )
