"""Which post somebody waits for, and taking it out to deliver it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    union_all,
)

from engine import tables
from engine.store import news, post, together
from engine.store.looking_up import is_found
from engine.store.post import LATER, Posted
from engine.store.steering import is_of_suspended_case, is_suspended
from engine.store.transaction import Transaction

_message, _starts = tables.message, tables.process_start


def deliverable(tx: Transaction, *, skip: Collection[int] = ()) -> Posted | None:
    """Give the oldest post that somebody waits for, or that needs nobody (signals).

    What is for an instance that is suspended, or from a case that is, waits until that is resumed.
    A signal with a key is for one instance alone, the one with that id. What starts a process
    together with others waits for those, and what a case sent that was stopped starts none.
    Only what is worth a look is looked at; what failed before comes after what is new.
    """
    new = news.of(tx)
    asked = ((new.marked, _marked), (new.waits, _awaited), (new.woken, _woken))
    values = moments(tx) | {"skipped": list(skip)}
    rows = [tx.row(query, values) for is_there, query in asked if is_there]
    found = [post.read(row) for row in rows if row is not None]
    return min(found, key=lambda one: one.id, default=None)


def completes(tx: Transaction, ids: Collection[int]) -> bool:
    """Tell whether a message can be delivered because of one of these signals."""
    return tx.row(_called, moments(tx) | {"skipped": [], "signals": list(ids)}) is not None


def moments(tx: Transaction) -> dict[str, Any]:
    """Give the moments that the statements about post ask for."""
    return {news.NOW: tx.now, "tried_before": tx.now - LATER}


def take(tx: Transaction, posted: Posted) -> bool:
    """Take a post out, to deliver it now; False when another transaction was first."""
    return tx.change(delete(_message).where(_message.c.id == posted.id)) == 1


def take_for_start(tx: Transaction, posted: Posted) -> bool:
    """Take a post out with which a process starts.

    False when another transaction was first, or when it may start none (any more).
    """
    may_start = and_(together.may_start(_message), ~together.is_awaited(_message))
    return tx.change(delete(_message).where(_message.c.id == posted.id, may_start)) == 1


def is_wanted() -> ColumnElement[bool]:
    """Match what can be delivered now, among all that is kept."""
    starts = or_(_starts_alone(), _starts_with_others())
    wanted = or_(
        (_message.c.kind == "signal") & _is_called_now(),
        together.is_awaited_now(_message),
        and_(starts, ~together.is_awaited(_message), together.may_start(_message)),
    )
    return and_(
        _message.c.reported_at.is_(None),
        together.is_due(_message, bindparam("tried_before")),
        wanted,
        ~is_of_suspended_case(_message.c.sender),
    )


def _is_called_now() -> ColumnElement[bool]:
    """Match signals for all, or for one instance that is not suspended; not what is kept of one."""
    for_one = and_(_message.c.key.not_like("%/%"), ~is_suspended(_message.c.key))
    return _message.c.key.is_(None) | for_one


def _starts_alone() -> ColumnElement[bool]:
    return is_found(
        _message.c.kind == "message",
        _starts.c.kind == "message",
        _starts.c.name == _message.c.name,
        _starts.c.together == 0,
    )


def _starts_with_others() -> ColumnElement[bool]:
    its_own = or_(
        and_(_message.c.kind == "message", _starts.c.together == 1),
        and_(_message.c.kind == "signal", together.is_at(_starts, _message.c.key)),
    )
    same = (_starts.c.kind == _message.c.kind, _starts.c.name == _message.c.name)
    before: BindParameter[Any] = bindparam("tried_before")
    return is_found(*same, its_own, together.is_complete(_starts, _message.c.key, before))


_oldest = (
    select(_message.c.id)
    .where(_message.c.id.not_in(bindparam("skipped", expanding=True)), is_wanted())
    .order_by(_message.c.id)
    .limit(1)
)


def _for_each(of: FromClause, *which: ColumnElement[bool]) -> Select[Any]:
    """Select the oldest that can be delivered for each row of what is new."""
    return select(_oldest.where(*which).correlate(of).scalar_subquery().label("id")).select_from(of)


def _first(*found: Select[Any]) -> Select[Any]:
    """Select the oldest post of all that was found."""
    ids = union_all(*found).subquery()
    return select(_message).where(
        _message.c.id == select(func.min(ids.c.id)).correlate(None).scalar_subquery()
    )


def _same(one: FromClause) -> tuple[ColumnElement[bool], ...]:
    return (_message.c.kind == one.c.kind, _message.c.name == one.c.name)


_one_of_these = _message.c.id.in_(bindparam("signals", expanding=True))
_started = news.started().subquery()
_needed = news.needed_beside(news.marked()).subquery()
_needed_by_sent = news.needed_beside(select(news.sent)).subquery()
_needed_by_these = news.needed_beside(select(_message).where(_one_of_these)).subquery()
_by_mark = _oldest.order_by(None).where(news.is_marked)
_marked = _first(
    select(_by_mark.order_by(_message.c.look_at, _message.c.id).subquery()),
    _for_each(_needed, *_same(_needed)),
)
_called = _first(_for_each(_needed_by_these, *_same(_needed_by_these)))
_awaited = _first(_for_each(news.waits, *news.is_for(news.waits)))
_woken = _first(
    _for_each(news.cases, _message.c.held_by == news.cases.c.case_number),
    _for_each(news.senders, _message.c.sender == news.senders.c.id),
    _for_each(news.resumed, *news.is_for(news.resumed)),
    _for_each(_needed_by_sent, *_same(_needed_by_sent)),
    _for_each(_started, *_same(_started)),
)
