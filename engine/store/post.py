"""Messages and signals that were sent and not delivered yet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from engine import tables
from engine.events import MessageSent, SignalSent
from engine.model import Sending, Words
from engine.seals import SealBroken
from engine.store import counting
from engine.store.news import AT_ONCE
from engine.store.portions import portions
from engine.store.steering import is_of_suspended_case, is_suspended
from engine.store.transaction import Transaction, blob
from engine.values import Variables, dump, load

_message = tables.message
#: what could not be delivered is tried again after this time, so often in all
LATER = timedelta(minutes=5)
MOST_TRIES = 6
#: written as in the condition of its index: a number that is handed over would match no index
_NEVER: ColumnElement[int] = literal_column("0")
#: what was never tried in vain may have a moment there all the same: it is kept anew since then
has_failed = _message.c.tries > _NEVER
_is_reported = _message.c.reported_at.is_not(None)
_kept_since = func.coalesce(_message.c.failed_at, _message.c.sent_at)


@dataclass(frozen=True, slots=True)
class Posted:
    """`kind` is message or signal; `sent` is where it was sent, None when it came from outside.

    What could not be delivered has the `reason`, and how many `tries` there were. It is so many
    `hops` away from what a person, time, a service or somebody outside did.
    """

    id: int
    kind: str
    name: str
    key: str | None
    sent: Sending | None
    sent_at: datetime
    tries: int
    reason: Words | None
    sealed: bytes = field(repr=False)
    failed_at: datetime | None = None
    hops: int = 0

    @property
    def kept_since(self) -> datetime:
        """Since when it is kept as it is now: sent, offered again, or tried in vain."""
        return self.failed_at or self.sent_at

    @property
    def sender(self) -> str | None:
        """The id of the instance that sent it."""
        return self.sent.instance_id if self.sent else None


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent. `sent` is where; None for what comes from outside.

    `sent_at` is when that was, if it takes the place of what was sent. `hops` are those of the
    step that sends it, or of what it takes the place of.
    """

    kind: str
    name: str
    key: str | None = None
    sent: Sending | None = None
    payload: Variables | None = None
    sent_at: datetime | None = None
    hops: int = 0

    @classmethod
    def of(cls, effect: MessageSent | SignalSent, sender: str, position: int, hops: int) -> Self:
        """Write what a step sent that stands at this position of its instance."""
        assert effect.number is not None, "what a step sends is numbered"
        sent = Sending(sender, position, effect.number)
        if isinstance(effect, SignalSent):
            return cls("signal", effect.signal, sent=sent, hops=hops)
        return cls("message", effect.message, effect.key, sent, effect.payload, hops=hops)


def send(tx: Transaction, letter: Letter) -> None:
    """Keep a message or signal until it is delivered."""
    tx.moves_post = True
    sealed = tx.seal(None, dump(letter.payload or {}).encode(), _place(letter))
    sent = letter.sent
    known = sent if sent and sent.is_known else None
    tx.change(
        insert(_message),
        {
            "kind": letter.kind,
            "name": letter.name,
            "key": letter.key,
            "sender": sent.instance_id if sent else None,
            "position": known.position if known else None,
            "number": known.number if known else None,
            "sent_at": letter.sent_at or tx.now,
            "failed_at": tx.now if letter.sent_at else None,
            "payload": sealed,
            "hops": letter.hops,
        },
    )


def readdress(tx: Transaction, posted: Posted, key: str) -> None:
    """Keep a post under another key, as long as before and with all that happened to it.

    Raises SealBroken.
    """
    tx.moves_post = True
    sealed = tx.seal(None, dump(payload(tx, posted)).encode(), _place(replace(posted, key=key)))
    kept = {"key": key, "payload": sealed, "look_at": AT_ONCE}
    tx.change(update(_message).where(_message.c.id == posted.id).values(kept))


def payload(tx: Transaction, posted: Posted) -> Variables:
    """Open what came with a post. Raises SealBroken."""
    try:
        content = tx.unseal(None, posted.sealed, _place(posted))
    except SealBroken:
        if posted.sent is not None and posted.sent.is_known:
            raise
        content = tx.unseal(None, posted.sealed, f"message:{posted.name}")  # as older versions kept
    found: Variables = load(content)
    return found


def _place(one: Letter | Posted) -> str:
    """Bind a seal to what is sent, to whom and where: it opens in no row that says otherwise.

    Older versions did not keep by which entry it was sent.
    """
    sent = one.sent
    where = [sent.position, sent.number] if sent and sent.is_known else []
    told = [one.kind, one.name, one.key, sent.instance_id if sent else None, *where]
    return f"message:{dump(told)}"


# --- what is kept, for who compares it with history


def sent_by(tx: Transaction, instance_id: str) -> list[Posted]:
    """Give all that is kept in the name of an instance, oldest first."""
    return _listed(tx, _message.c.sender == instance_id)


def sent_by_none(tx: Transaction) -> list[Posted]:
    """Give all that is kept in the name of no instance that is there, oldest first."""
    return _listed(tx, ~exists().where(tables.instance.c.id == _message.c.sender))


# --- what could not be delivered


def fail(tx: Transaction, posted: Posted, reason: Words) -> None:
    """Let a post wait a while because it could not be delivered, with the reason.

    Unless somebody offered it again meanwhile, or it failed elsewhere too.
    """
    tries = posted.tries + 1
    values = {
        "failed_at": tx.now,
        "tries": tries,
        "look_at": tx.now + LATER if tries < MOST_TRIES else None,
        "reason_nl": reason.nl,
        "reason_en": reason.en,
    }
    same = (_message.c.id == posted.id, _message.c.tries == posted.tries)
    tx.change(update(_message).where(*same).values(values))


def failed(tx: Transaction, *, most: int | None = None, skip: int = 0) -> list[Posted]:
    """Give what could not be delivered, oldest first."""
    return _listed(tx, has_failed, most, skip)


def count_failed(tx: Transaction, *, most: int) -> int:
    """Count what could not be delivered, `most` at most."""
    return counting.count(tx, select(_message.c.id).where(has_failed), most=most)


# --- what nobody took in time


def report(tx: Transaction, before: datetime) -> list[Posted]:
    """Stop offering what is kept since before this moment and nobody took; give it, oldest first.

    What waits for an instance to be resumed is not late, and what failed has a reason of its own.
    """
    unclaimed = _message.c.reported_at.is_(None) & ~has_failed
    old = unclaimed & (_kept_since < before) & ~_is_held()
    # locked in the order in which others lock them too, so that none waits for the other
    found = [read(row) for row in tx.rows(_ordered(old).with_for_update())]
    for some in portions([one.id for one in found]):
        tx.change(update(_message).where(_message.c.id.in_(some)).values(reported_at=tx.now))
    return found


def reported(tx: Transaction, *, most: int | None = None, skip: int = 0) -> list[Posted]:
    """Give what nobody took in time, oldest first."""
    return _listed(tx, _is_reported, most, skip)


def count_reported(tx: Transaction, *, most: int) -> int:
    """Count what nobody took in time, `most` at most."""
    return counting.count(tx, select(_message.c.id).where(_is_reported), most=most)


def find_undelivered(tx: Transaction, post_id: int) -> Posted | None:
    """Find one of those that nobody took in time, or that could not be delivered."""
    row = tx.row(_undelivered(post_id))
    return None if row is None else read(row)


def lock_undelivered(tx: Transaction, post_id: int) -> Posted | None:
    """Find it as `find_undelivered` does; nobody else takes or changes it in this transaction."""
    row = tx.row(_undelivered(post_id).with_for_update())
    return None if row is None else read(row)


def offer_again(tx: Transaction, post_id: int) -> None:
    """Keep a post from now on as long as one that is sent now; when it was sent stays true.

    A person did that, so what follows from it is counted from here.
    """
    tx.moves_post = True
    again = update(_message).where(_message.c.id == post_id)
    nothing = {"reported_at": None, "reason_nl": None, "reason_en": None}
    tx.change(again.values(failed_at=tx.now, tries=0, hops=0, look_at=AT_ONCE, **nothing))


def _is_held() -> ColumnElement[bool]:
    """Match what is for an instance that is suspended, or from a case that is."""
    waits = tables.subscription
    awaited = exists().where(
        waits.c.kind == _message.c.kind,
        waits.c.name == _message.c.name,
        waits.c.key == _message.c.key,
        is_suspended(waits.c.instance_id),
    )
    return or_(awaited, is_suspended(_message.c.key), is_of_suspended_case(_message.c.sender))


def _undelivered(post_id: int) -> Select[Any]:
    return select(_message).where(_message.c.id == post_id, _is_reported | has_failed)


def _listed(
    tx: Transaction, which: ColumnElement[bool], most: int | None = None, skip: int = 0
) -> list[Posted]:
    return [read(row) for row in tx.rows(_ordered(which).limit(most).offset(skip))]


def _ordered(which: ColumnElement[bool]) -> Select[Any]:
    return select(_message).where(which).order_by(_message.c.id)


def read(row: Row[Any]) -> Posted:
    """Read a row of this table."""
    return Posted(
        row.id,
        row.kind,
        row.name,
        row.key,
        _sent(row),
        row.sent_at,
        row.tries,
        Words(row.reason_nl, row.reason_en) if row.tries else None,
        blob(row.payload or b""),
        row.failed_at,
        row.hops,
    )


def _sent(row: Row[Any]) -> Sending | None:
    if row.sender is None:
        return None
    return Sending(row.sender, row.position or 0, row.number or 0)
