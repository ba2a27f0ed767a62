"""Rows of what has come for start events that start with several events together."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import and_, delete, or_, select

from engine import tables
from engine.seals import SealBroken
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


def find(tx: Transaction, process_id: str, element_id: str, key: str | None) -> list[Posted]:
    """Give the oldest of each that a start event needs, in the order in which they were sent.

    Nothing when one is not there: another transaction was first. Nobody else takes them meanwhile.
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
    return sorted(found.values(), key=lambda one: one.id)


def take(tx: Transaction, parts: Sequence[Posted]) -> None:
    """Take out what `find` gave in this transaction."""
    tx.change(delete(_message).where(_message.c.id.in_([one.id for one in parts])))


def follow(tx: Transaction, process_id: str) -> None:
    """Keep what came of signals for the start event that needs it now, in the current version.

    What none needs any more, or several do, stays where it is and is reported after its time.
    """
    starts = tx.rows(
        select(_starts).where(
            _starts.c.process_id == process_id, _starts.c.together == 1, _starts.c.kind == "signal"
        )
    )
    needed: dict[str, list[str]] = {}
    for row in starts:
        needed.setdefault(row.name, []).append(together.address(process_id, row.element_id))
    kept = _message.c.key.startswith(together.address(process_id, ""), autoescape=True)
    mine = select(_message).where(_message.c.kind == "signal", kept).order_by(_message.c.id)
    for row in tx.rows(mine):
        where = needed.get(row.name, [])
        if row.key not in where and len(where) == 1:
            with suppress(SealBroken):  # what does not open is told of as it is
                post.readdress(tx, post.read(row), where[0])


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
