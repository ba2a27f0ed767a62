"""Who offered what was sent again, or took it away, and why: added to, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, insert, select

from engine import tables
from engine.seals import SealBroken
from engine.store.post import Posted
from engine.store.transaction import Transaction, blob
from engine.values import dump

_steering = tables.post_steering

What = Literal["offered", "dismissed"]
Why = Literal["unclaimed", "undeliverable"]


@dataclass(frozen=True, slots=True)
class PostSteered:
    """Somebody steered a message or signal; `sender` is the instance that sent it, if one did.

    `why` tells what was the matter: unclaimed when nobody waited for it in time, undeliverable when
    something failed. `reason` is what she wrote; None when it cannot be read, because somebody
    changed it.
    """

    at: datetime
    by: str
    what: What
    kind: str
    name: str
    key: str | None
    sender: str | None
    sent_at: datetime
    why: Why
    reason: str | None


def note(tx: Transaction, posted: Posted, what: What, *, by: str, reason: str = "") -> None:
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
        "why": why(posted),
        "reason": tx.seal(None, reason.encode("utf-8", "replace"), _place(posted)),
    }
    tx.change(insert(_steering), values)


def why(posted: Posted) -> Why:
    """Tell what is the matter with what was not delivered."""
    return "unclaimed" if posted.reason is None else "undeliverable"


def noted(tx: Transaction) -> list[PostSteered]:
    """Give all that was noted, the latest first."""
    query = select(_steering).order_by(_steering.c.id.desc())
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
            row.why,
            _reason(tx, row),
        )
        for row in tx.rows(query)
    ]


def _reason(tx: Transaction, row: Row[Any]) -> str | None:
    try:
        return tx.unseal(None, blob(row.reason), _place(row)).decode()
    except (SealBroken, ValueError):
        return None


def _place(one: Posted | Row[Any]) -> str:
    """Bind a reason to what it was about."""
    return f"post steering:{dump([one.kind, one.name, one.key, one.sender])}"
