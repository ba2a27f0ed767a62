"""To whom a signal went out. Sealed under the key of the installation, and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, exists, insert, select

from engine import tables
from engine.model import Sending
from engine.seals import SealBroken
from engine.store.post import Posted
from engine.store.transaction import Transaction, blob
from engine.values import dump, load

ALL = "*"  #: no instance and no start event has this name
_broadcast = tables.broadcast
_add = insert(_broadcast)
_of_sender = (
    select(_broadcast)
    .where(_broadcast.c.instance_id == bindparam("the_id"))
    .order_by(_broadcast.c.position, _broadcast.c.number, _broadcast.c.key)
)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What was sent at `sent` went out under this key; None is for all.

    `to` are instances and the start events of processes (`process/element`), with an empty one for
    all of the latter, which got it later; it is None when somebody changed it.
    """

    sent: Sending
    key: str | None
    to: tuple[str, ...] | None


def keep(tx: Transaction, posted: Posted, to: Sequence[str]) -> None:
    """Keep that a signal goes out to these now; of one from outside nothing is known."""
    sent = posted.sent
    if sent is None or not sent.is_known:
        return
    key = ALL if posted.key is None else posted.key
    values = {
        "instance_id": sent.instance_id,
        "position": sent.position,
        "number": sent.number,
        "key": key,
        "sealed": tx.seal(None, dump(list(to)).encode(), _place(sent, key)),
    }
    tx.claim(_add, values, what=sent.instance_id)


def of_sender(tx: Transaction, instance_id: str) -> list[Broadcast]:
    """Give all signals of an instance that went out."""
    found = []
    for row in tx.rows(_of_sender, {"the_id": instance_id}):
        sent = Sending(row.instance_id, row.position, row.number)
        to = _opened(tx, sent, row.key, blob(row.sealed))
        found.append(Broadcast(sent, None if row.key == ALL else row.key, to))
    return found


def of_nobody(tx: Transaction) -> list[str]:
    """Give the senders that are not there, each once."""
    senders = select(_broadcast.c.instance_id).distinct()
    missing = ~exists().where(tables.instance.c.id == _broadcast.c.instance_id)
    return [row.instance_id for row in tx.rows(senders.where(missing))]


def _opened(tx: Transaction, sent: Sending, key: str, sealed: bytes) -> tuple[str, ...] | None:
    try:
        to = load(tx.unseal(None, sealed, _place(sent, key)))
    except (SealBroken, ValueError):
        return None
    return tuple(map(str, to)) if isinstance(to, list) else None


def _place(sent: Sending, key: str) -> str:
    return f"broadcast:{dump([sent.instance_id, sent.position, sent.number, key])}"
