"""Rows of what has come for start events that start with several events together."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, delete, or_, select

from engine import tables
from engine.store import post, together
from engine.store.post import Posted
from engine.store.transaction import Transaction

_message, _starts = tables.message, tables.process_start


@dataclass(frozen=True, slots=True)
class Gathered:
    """Something that has come, and the start event that waits for the rest."""

    process_id: str
    element_id: str
    posted: Posted


def take(tx: Transaction, process_id: str, element_id: str, key: str | None) -> list[Posted]:
    """Take out the oldest of each that a start event needs, in the order in which they were sent.

    Nothing is taken, and nothing given, when one is not there: another transaction was first.
    """
    mine = (_starts.c.process_id == process_id, _starts.c.element_id == element_id)
    parts = {(row.kind, row.name) for row in tx.rows(select(_starts).where(*mine))}
    same_key = _message.c.key.is_(None) if key is None else _message.c.key == key
    counts = and_(*mine, together.counts_for(_message, _starts, same_key))
    offered = together.is_offered(_message, tx.now - post.LATER)
    query = select(_message).where(offered, select(_starts).where(counts).exists())
    found: dict[tuple[str, str], Posted] = {}
    for row in tx.rows(query.order_by(_message.c.id).with_for_update()):
        found.setdefault((row.kind, row.name), post.read(row))
    if found.keys() != parts:
        return []
    taken = sorted(found.values(), key=lambda one: one.id)
    tx.change(delete(_message).where(_message.c.id.in_([one.id for one in taken])))
    return taken


def listed(tx: Transaction) -> list[Gathered]:
    """Give what has come and waits for the rest, oldest first."""
    waits = or_(
        (_message.c.kind == "message")
        & (_starts.c.kind == "message")
        & (_starts.c.name == _message.c.name),
        (_message.c.kind == "signal")
        & (_starts.c.kind == "signal")
        & (_starts.c.name == _message.c.name)
        & together.is_at(_starts, _message.c.key),
    )
    query = (
        select(_message, _starts.c.process_id, _starts.c.element_id)
        .join(_starts, and_(_starts.c.together == 1, waits))
        .where(_message.c.reported_at.is_(None))
        .order_by(_message.c.id)
    )
    return [Gathered(row.process_id, row.element_id, post.read(row)) for row in tx.rows(query)]
