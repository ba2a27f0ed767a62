"""Lay post aside that was looked at in vain, until something new makes it worth another look."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    select,
    union,
    update,
)

from engine import tables
from engine.store import news, wanted
from engine.store.locks import Alone, be_alone
from engine.store.portions import portions
from engine.store.post import LATER, MOST_TRIES
from engine.store.steering import is_suspended
from engine.store.transaction import Transaction

MOST_AT_ONCE = 50_000  #: the rest the next time

_message, _waits, _awakening = tables.message, tables.subscription, tables.awakening
_hears, _waiting = tables.instance.alias("hears"), tables.instance.alias("waiting")
_fresh = select(_waits.c.instance_id, _waits.c.place, _waits.c.event, _waits.c.fresh).where(
    news.is_fresh
)
_known = (
    update(_waits)
    .where(
        _waits.c.instance_id == bindparam("i"),
        _waits.c.place == bindparam("p"),
        _waits.c.event == bindparam("n"),
        _waits.c.fresh == bindparam("seen"),
    )
    .values(fresh=None)
)
_lay_aside = (
    update(_message)
    .where(_message.c.id == bindparam("the_id"))
    .values(look_at=bindparam("then"), held_by=bindparam("whom"))
)


def _beside(of: FromClause, *which: ColumnElement[bool]) -> Select[Any]:
    return select(_message.c.id).select_from(of).join(_message, and_(*which))


_started = news.started().subquery()
_ANNOUNCED = (
    _beside(news.waits, *news.is_for(news.waits)),
    union(
        _beside(news.cases, _message.c.held_by == news.cases.c.case_number),
        select(news.sent.c.id),
        _beside(news.resumed, *news.is_for(news.resumed)),
    ),
    _beside(_started, _message.c.kind == _started.c.kind, _message.c.name == _started.c.name),
)


def spread(tx: Transaction) -> None:
    """Mark all post that became worth a look by what is not post, and forget how.

    Others lock post first and in the order of its ids too, so that none waits for another in a
    ring. Who waits is known only to be so when nobody changes that now; else it stays new. Nobody
    else sorts meanwhile: who forgets why must see all that was laid aside.
    """
    be_alone(tx, Alone.SORTING_POST)
    waits = set(map(tuple, tx.rows(_fresh)))
    woken = [row.id for row in tx.rows(select(_awakening.c.id))]
    found = {row.id for query in _ANNOUNCED for row in tx.rows(query)}
    mark(tx, sorted(found))
    still = waits.intersection(map(tuple, tx.rows(_fresh.with_for_update(skip_locked=True))))
    if still:
        names = ("i", "p", "n", "seen")
        tx.change(_known, [dict(zip(names, one, strict=True)) for one in sorted(still)])
    for some in portions(woken):
        tx.change(delete(_awakening).where(_awakening.c.id.in_(some)))


def marked(tx: Transaction) -> Iterator[Sequence[int]]:
    """Give the ids of what is marked, in parts for a transaction each."""
    query = news.marked(most=MOST_AT_ONCE).with_only_columns(_message.c.id)
    return portions([row.id for row in tx.rows(query, wanted.moments(tx))])


def lay_aside(tx: Transaction, ids: Sequence[int]) -> None:
    """Lay aside what of this is marked and cannot be delivered now; what can keeps its mark.

    It is locked before it is judged: who makes it deliverable meanwhile leaves news behind. Whether
    it can be delivered and which case holds it is of one moment.
    """
    be_alone(tx, Alone.SORTING_POST)
    moments = wanted.moments(tx)
    query = select(_message).where(_message.c.id.in_(ids), news.is_marked).order_by(_message.c.id)
    rows = {row.id: row for row in tx.rows(query.with_for_update(skip_locked=True), moments)}
    judged = tx.rows(_judged.where(_message.c.id.in_(list(rows))), moments) if rows else []
    keeps = _kept_for_starts(tx, rows.values())
    laid = [
        {"the_id": one.id, "then": _again_at(tx, rows[one.id]), "whom": one.held}
        for one in judged
        if not one.wanted and one.id not in keeps
    ]
    if laid:
        tx.change(_lay_aside, laid)


def overlooked(tx: Transaction) -> list[int]:
    """Look at all that is laid aside, for what can be delivered all the same; give the ids."""
    if news.of(tx).any:
        return []  # what is new was not sorted yet: the next time tells
    later = _message.c.look_at > bindparam(news.NOW)
    aside = select(_message.c.id).where(_message.c.look_at.is_(None) | later, wanted.is_wanted())
    return [row.id for row in tx.rows(aside.order_by(_message.c.id), wanted.moments(tx))]


def mark(tx: Transaction, ids: Sequence[int]) -> None:
    """Let it be looked at once more whether these can be delivered."""
    for some in portions(ids):
        mine = _message.c.id.in_(some)
        tx.rows(select(_message.c.id).where(mine).order_by(_message.c.id).with_for_update())
        tx.change(update(_message).where(mine).values(look_at=news.AT_ONCE, held_by=None))


def _kept_for_starts(tx: Transaction, rows: Collection[Row[Any]]) -> set[int]:
    """Give the ids of signals kept for start events, if one completes what a process needs."""
    found = {row.id for row in rows if row.kind == "signal" and "/" in (row.key or "")}
    return found if found and wanted.completes(tx, found) else set()


def _again_at(tx: Transaction, row: Row[Any]) -> datetime | None:
    """Tell when it is due again what failed just before; None when it is not or was already."""
    if not 0 < row.tries < MOST_TRIES or row.failed_at is None:
        return None
    due: datetime = row.failed_at + LATER
    return due if due > tx.now else None


def _holder() -> ColumnElement[str]:
    """Name the suspended case that is to get a post; what a case sent itself is found by that."""
    heard = select(_hears.c.case_number).where(
        _message.c.kind == "signal", _hears.c.id == _message.c.key, is_suspended(_hears.c.id)
    )
    same = and_(_waits.c.name == _message.c.name, _waits.c.key == _message.c.key)
    who = (
        select(_waits.c.instance_id)
        .where(_waits.c.kind == _message.c.kind, same, is_suspended(_waits.c.instance_id))
        .limit(1)
        .correlate(_message)
        .scalar_subquery()
    )
    awaited = select(_waiting.c.case_number).where(_waiting.c.id == who)
    return func.coalesce(*(one.limit(1).scalar_subquery() for one in (heard, awaited)))


_judged = select(
    _message.c.id,
    case((wanted.is_wanted(), 1), else_=0).label("wanted"),
    _holder().label("held"),
)
