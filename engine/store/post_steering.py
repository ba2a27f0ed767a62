"""Who offered what was sent again, or took it away: added to, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import insert, select

from engine import tables
from engine.model import Words
from engine.store.post import Posted
from engine.store.transaction import Transaction

_steering = tables.post_steering

What = Literal["offered", "dismissed"]


@dataclass(frozen=True, slots=True)
class PostSteered:
    """Somebody steered a message or signal; `sender` is the instance that sent it, if one did.

    `reason` is why it could not be delivered until then; None when nobody waited for it in time.
    """

    at: datetime
    by: str
    what: What
    kind: str
    name: str
    key: str | None
    sender: str | None
    sent_at: datetime
    reason: Words | None


def note(tx: Transaction, posted: Posted, what: What, *, by: str) -> None:
    """Add that a message or signal was steered now."""
    values = {
        "at": tx.now,
        "by": by,
        "what": what,
        "kind": posted.kind,
        "name": posted.name,
        "key": posted.key,
        "sender": posted.sender,
        "sent_at": posted.sent_at,
        "reason_nl": posted.reason.nl if posted.reason else None,
        "reason_en": posted.reason.en if posted.reason else None,
    }
    tx.change(insert(_steering), values)


def noted(tx: Transaction) -> list[PostSteered]:
    """Give all that was noted, the latest first."""
    return [
        PostSteered(
            row.at,
            row.by,
            row.what,
            row.kind,
            row.name,
            row.key,
            row.sender,
            row.sent_at,
            None if row.reason_nl is None else Words(row.reason_nl, row.reason_en or ""),
        )
        for row in tx.rows(select(_steering).order_by(_steering.c.id.desc()))
    ]
