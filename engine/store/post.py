"""Messages and signals that were sent and not delivered yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)

from engine import tables
from engine.store.steering import is_suspended
from engine.store.transaction import Transaction
from engine.values import Variables, dump, load

_message = tables.message


@dataclass(frozen=True, slots=True)
class Posted:
    """`kind` is message or signal; `sender` the id of the instance that sent it."""

    id: int
    kind: str
    name: str
    key: str | None
    sender: str | None
    sent_at: datetime
    payload: Variables


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent."""

    kind: str
    name: str
    key: str | None = None
    sender: str | None = None
    payload: Variables | None = None


def send(tx: Transaction, letter: Letter) -> None:
    """Keep a message or signal until it is delivered."""
    tx.moves_post = True
    sealed = tx.seal(None, dump(letter.payload or {}).encode(), f"message:{letter.name}")
    tx.change(
        insert(_message),
        {
            "kind": letter.kind,
            "name": letter.name,
            "key": letter.key,
            "sender": letter.sender,
            "sent_at": tx.now,
            "payload": sealed,
        },
    )


def deliverable(tx: Transaction, *, skip: Collection[int] = ()) -> Posted | None:
    """Give the oldest post that somebody waits for, or that needs nobody (signals).

    What is for or from an instance that is suspended waits until it is resumed. A signal with a
    key is for one instance alone, the one with that id.
    """
    row = tx.row(_deliverable, {"skipped": list(skip)})
    return None if row is None else _posted(tx, row)


def _wanted() -> Select[Any]:
    waits, starts = tables.subscription, tables.process_start
    wanted = or_(
        (_message.c.kind == "signal") & (_message.c.key.is_(None) | ~is_suspended(_message.c.key)),
        exists().where(
            waits.c.kind == _message.c.kind,
            waits.c.name == _message.c.name,
            waits.c.key == _message.c.key,
            ~is_suspended(waits.c.instance_id),
        ),
        exists().where(
            starts.c.kind == _message.c.kind,
            starts.c.name == _message.c.name,
            _message.c.kind == "message",
        ),
    )
    wanted = and_(wanted, ~is_suspended(_message.c.sender))
    skipped: BindParameter[Any] = bindparam("skipped", expanding=True)
    return (
        select(_message)
        .where(_message.c.id.not_in(skipped), _message.c.reported_at.is_(None), wanted)
        .order_by(_message.c.id)
        .limit(1)
    )


_deliverable = _wanted()


def take(tx: Transaction, posted: Posted) -> bool:
    """Take a post out, to deliver it now; False when another transaction was first."""
    return tx.change(delete(_message).where(_message.c.id == posted.id)) == 1


# --- what nobody took in time


def report(tx: Transaction, before: datetime) -> list[Posted]:
    """Stop offering what was sent before this moment and nobody took; give it, oldest first.

    What waits for an instance to be resumed is not late.
    """
    old = (_message.c.reported_at.is_(None)) & (_message.c.sent_at < before) & ~_is_held()
    found = [
        _posted(tx, row) for row in tx.rows(select(_message).where(old).order_by(_message.c.id))
    ]
    tx.change(update(_message).where(old).values(reported_at=tx.now))
    return found


def reported(tx: Transaction) -> list[Posted]:
    """Give what nobody took in time, oldest first."""
    query = select(_message).where(_message.c.reported_at.is_not(None)).order_by(_message.c.id)
    return [_posted(tx, row) for row in tx.rows(query)]


def find_reported(tx: Transaction, post_id: int) -> Posted | None:
    """Find one of those that nobody took in time."""
    found = (_message.c.id == post_id) & _message.c.reported_at.is_not(None)
    row = tx.row(select(_message).where(found))
    return None if row is None else _posted(tx, row)


def offer_again(tx: Transaction, post_id: int) -> None:
    """Keep a post as if it was sent now."""
    tx.moves_post = True
    again = update(_message).where(_message.c.id == post_id)
    tx.change(again.values(sent_at=tx.now, reported_at=None))


def _is_held() -> ColumnElement[bool]:
    """Match what is for or from an instance that is suspended."""
    waits = tables.subscription
    awaited = exists().where(
        waits.c.kind == _message.c.kind,
        waits.c.name == _message.c.name,
        waits.c.key == _message.c.key,
        is_suspended(waits.c.instance_id),
    )
    return or_(awaited, is_suspended(_message.c.key), is_suspended(_message.c.sender))


def _posted(tx: Transaction, row: Row[Any]) -> Posted:
    payload = load(tx.unseal(None, row.payload, f"message:{row.name}"))
    return Posted(row.id, row.kind, row.name, row.key, row.sender, row.sent_at, payload)
