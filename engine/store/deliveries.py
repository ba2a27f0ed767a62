"""Who received what instances sent. History tells it of the receiver; these rows of the sender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, exists, insert, select

from engine import tables
from engine.events import Cause, InstanceStarted, MessageReceived, SignalReceived
from engine.model import Sending
from engine.store.instances import Running
from engine.store.transaction import Transaction

_delivery = tables.delivery
_add = insert(_delivery)
_of_sender = (
    select(_delivery)
    .where(_delivery.c.instance_id == bindparam("the_id"))
    .order_by(_delivery.c.position, _delivery.c.number, _delivery.c.receiver)
)
_received_by = (
    select(_delivery)
    .where(
        _delivery.c.instance_id == bindparam("the_id"),
        _delivery.c.position == bindparam("at"),
        _delivery.c.number == bindparam("the_number"),
        _delivery.c.receiver == bindparam("who"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was sent at `sent` came to the instance `receiver`, at `position` of its history."""

    sent: Sending
    receiver: str
    position: int


def keep(tx: Transaction, moved: Running, cause: Cause) -> None:
    """Keep that an instance received what others sent, if that is what this step came from."""
    for sent in received(cause):
        values = {
            "instance_id": sent.instance_id,
            "position": sent.position,
            "number": sent.number,
            "receiver": moved.id,
            "received": moved.position,
        }
        tx.claim(_add, values, what=moved.id)


def received(event: object) -> tuple[Sending, ...]:
    """Give where that was sent which an instance received with a cause, as far as it is known."""
    if not isinstance(event, MessageReceived | SignalReceived | InstanceStarted):
        return ()
    together = event.senders if isinstance(event, InstanceStarted) else ()
    return tuple(one for one in (event.sent, *together) if one is not None and one.is_known)


def of_sender(tx: Transaction, instance_id: str) -> list[Delivery]:
    """Give all that was received of what an instance sent."""
    return _read(tx.rows(_of_sender, {"the_id": instance_id}))


def _read(rows: Sequence[Row[Any]]) -> list[Delivery]:
    return [
        Delivery(Sending(row.instance_id, row.position, row.number), row.receiver, row.received)
        for row in rows
    ]


def of_nobody(tx: Transaction) -> list[Delivery]:
    """Give what was received of a sender, or by a receiver, that is not there or not so far."""
    sender, receiver = tables.instance.alias("sender"), tables.instance.alias("receiver")
    is_sent = exists().where(
        sender.c.id == _delivery.c.instance_id,
        _delivery.c.position.between(1, sender.c.position),
        _delivery.c.number >= 1,
    )
    is_received = exists().where(
        receiver.c.id == _delivery.c.receiver,
        _delivery.c.received.between(1, receiver.c.position),
    )
    return _read(tx.rows(select(_delivery).where(~is_sent | ~is_received)))


def is_kept(tx: Transaction, one: Delivery) -> bool:
    """Tell whether a delivery that history tells stands here as well."""
    sent = one.sent
    where = {"the_id": sent.instance_id, "at": sent.position, "the_number": sent.number}
    row = tx.row(_received_by, where | {"who": one.receiver})
    return row is not None and row.received == one.position
