"""Who stopped, resumed or tried again what starts by itself, and why: added to, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, insert, select

from engine import tables
from engine.seals import SealBroken
from engine.store.starts import StartTimer
from engine.store.transaction import Transaction, blob

_steering = tables.start_steering

What = Literal["stopped", "resumed", "retried"]


@dataclass(frozen=True, slots=True)
class Steered:
    """Somebody steered timer `event` of a start event.

    `reason` is what she wrote; None when it cannot be read, because somebody changed it.
    """

    at: datetime
    by: str
    process_id: str
    element_id: str
    event: int
    what: What
    reason: str | None


def note(tx: Transaction, timer: StartTimer, what: What, *, by: str, reason: str) -> None:
    """Add that a timer was steered now."""
    sealed = tx.seal(None, reason.encode("utf-8", "replace"), _place(timer.process_id))
    values = {
        "at": tx.now,
        "by": by,
        "process_id": timer.process_id,
        "element_id": timer.element_id,
        "event": timer.event,
        "what": what,
        "reason": sealed,
    }
    tx.change(insert(_steering), values)


def noted(tx: Transaction, process_id: str | None = None) -> list[Steered]:
    """Give all that was noted of a process, of any version, or of all; the latest first."""
    query = select(_steering).order_by(_steering.c.id.desc())
    if process_id is not None:
        query = query.where(_steering.c.process_id == process_id)
    return [
        Steered(
            row.at,
            row.by,
            row.process_id,
            row.element_id,
            row.event,
            row.what,
            _reason(tx, row),
        )
        for row in tx.rows(query)
    ]


def _reason(tx: Transaction, row: Row[Any]) -> str | None:
    try:
        return tx.unseal(None, blob(row.reason), _place(row.process_id)).decode()
    except (SealBroken, ValueError):
        return None


def _place(process_id: str) -> str:
    return f"start:{process_id}"
