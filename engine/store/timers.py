"""Timers that stand: the truth about every moment an instance waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, literal_column, select, update

from engine import tables
from engine.model import Place
from engine.store import standing
from engine.store.looking_up import unindexed
from engine.store.transaction import Transaction

_timer = tables.timer


@dataclass(frozen=True, slots=True)
class DueTimer:
    """`tries` counts how often it could not fire."""

    instance_id: str
    place: Place
    event: int
    due: datetime
    tries: int = 0


#: of an instance that is not suspended
_RINGS = _timer.c.suspended_at.is_(None)
#: written as in the condition of an index, which a number that is handed over would not match
_ZERO: ColumnElement[int] = literal_column("0")
_due = (
    select(_timer)
    .where(_timer.c.due <= bindparam("now"), _RINGS)
    .order_by(_timer.c.due, _timer.c.instance_id, _timer.c.place)
    .limit(bindparam("most"))
)
#: which are few; asked for what is due of them, a database may go through all that is due instead
_failed = (
    select(_timer)
    .where(_RINGS, _timer.c.tries > _ZERO)
    .order_by(_timer.c.instance_id, _timer.c.place, _timer.c.event)
)
#: found by the instance; else a database may go through what is due of all
_due_of = (
    select(_timer)
    .where(_timer.c.instance_id == bindparam("i"), _timer.c.due <= bindparam("now"))
    .where(unindexed(_timer.c.suspended_at) == _ZERO)
    .order_by(_timer.c.due, _timer.c.place)
    .limit(bindparam("most"))
)


def due_timers(
    tx: Transaction, *, most: int, of: str | None = None, until: datetime | None = None
) -> list[DueTimer]:
    """Give the timers whose moment has come, oldest first: all, or those `of` one instance.

    With `until` those whose moment came by then. Those of what is suspended wait.
    """
    values = {"now": until or tx.now, "most": most}
    rows = tx.rows(_due, values) if of is None else tx.rows(_due_of, values | {"i": of})
    return [_as_timer(row) for row in rows]


def timer_stands(tx: Transaction, timer: DueTimer) -> bool:
    """Tell whether the timer still stands at its moment, now that the case is locked."""
    query = select(_timer.c.due).where(
        _timer.c.instance_id == timer.instance_id,
        _timer.c.place == str(timer.place),
        _timer.c.event == timer.event,
    )
    row = tx.row(query)
    return row is not None and row.due <= tx.now


def postpone(tx: Transaction, timer: DueTimer, until: datetime) -> None:
    """Let a timer that could not fire ring again later, so that it blocks no other.

    Unless it fired elsewhere meanwhile and was set anew.
    """
    tx.change(
        update(_timer)
        .where(
            _timer.c.instance_id == timer.instance_id,
            _timer.c.place == str(timer.place),
            _timer.c.event == timer.event,
            _timer.c.due == timer.due,
        )
        .values(due=until, tries=_timer.c.tries + 1)
    )


def failing(tx: Transaction, *, tries: int, until: datetime) -> list[DueTimer]:
    """Give the timers that could not fire at least so many times and ring again by `until`.

    Those of what is suspended wait.
    """
    return [_as_timer(row) for row in tx.rows(_failed) if row.tries >= tries and row.due <= until]


def next_due(tx: Transaction) -> datetime | None:
    """Give the moment of the timer that rings first."""
    row = tx.row(select(_timer.c.due).where(_RINGS).order_by(_timer.c.due).limit(1))
    return None if row is None else row.due


def _as_timer(row: Row[Any]) -> DueTimer:
    return DueTimer(row.instance_id, standing.place(row.place), row.event, row.due, row.tries)
