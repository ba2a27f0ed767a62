"""Which post somebody waits for, and taking it out to deliver it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
)

from engine import tables
from engine.store import post, together
from engine.store.post import LATER, Posted
from engine.store.steering import is_suspended
from engine.store.transaction import Transaction

_message, _starts = tables.message, tables.process_start


def deliverable(tx: Transaction, *, skip: Collection[int] = ()) -> Posted | None:
    """Give the oldest post that somebody waits for, or that needs nobody (signals).

    What is for an instance that is suspended, or from a case that is, waits until that is resumed.
    A signal with a key is for one instance alone, the one with that id. What starts a process
    together with others waits for those, and what a case sent that was stopped starts none.
    """
    row = tx.row(_deliverable, {"skipped": list(skip), "tried_before": tx.now - LATER})
    return None if row is None else post.read(row)


def take(tx: Transaction, posted: Posted) -> bool:
    """Take a post out, to deliver it now; False when another transaction was first."""
    return tx.change(delete(_message).where(_message.c.id == posted.id)) == 1


def take_for_start(tx: Transaction, posted: Posted) -> bool:
    """Take a post out with which a process starts.

    False when another transaction was first, or when it may start none (any more).
    """
    may_start = and_(together.may_start(_message), ~together.is_awaited(_message))
    return tx.change(delete(_message).where(_message.c.id == posted.id, may_start)) == 1


def _wanted() -> Select[Any]:
    starts = or_(_starts_alone(), _starts_with_others())
    wanted = or_(
        (_message.c.kind == "signal") & _is_called_now(),
        together.is_awaited_now(_message),
        and_(starts, ~together.is_awaited(_message), together.may_start(_message)),
    )
    wanted = and_(wanted, ~together.is_of_suspended_case(_message.c.sender))
    skipped: BindParameter[Any] = bindparam("skipped", expanding=True)
    return (
        select(_message)
        .where(_message.c.id.not_in(skipped), _message.c.reported_at.is_(None))
        .where(together.is_due(_message, bindparam("tried_before")), wanted)
        .order_by(_message.c.id)
        .limit(1)
    )


def _is_called_now() -> ColumnElement[bool]:
    """Match signals for all, or for one instance that is not suspended; not what is kept of one."""
    for_one = and_(_message.c.key.not_like("%/%"), ~is_suspended(_message.c.key))
    return _message.c.key.is_(None) | for_one


def _starts_alone() -> ColumnElement[bool]:
    return exists().where(
        _message.c.kind == "message",
        _starts.c.kind == "message",
        _starts.c.name == _message.c.name,
        _starts.c.together == 0,
    )


def _starts_with_others() -> ColumnElement[bool]:
    its_own = or_(
        and_(
            _message.c.kind == "message",
            _starts.c.kind == "message",
            _starts.c.name == _message.c.name,
            _starts.c.together == 1,
        ),
        and_(_message.c.kind == "signal", together.is_at(_starts, _message.c.key)),
    )
    before: BindParameter[Any] = bindparam("tried_before")
    return exists().where(its_own, together.is_complete(_starts, _message.c.key, before))


_deliverable = _wanted()
