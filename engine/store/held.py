"""What stands for a start event that needs several events, but does not count now, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, func, or_, select

from engine import tables
from engine.model import Person
from engine.store import post, together
from engine.store.cases import seen_by
from engine.store.looking_up import is_found
from engine.store.steering import is_of_stopped_case, is_of_suspended_case
from engine.store.transaction import Transaction

#: what a start event needs
part, _other = tables.process_start.alias("part"), tables.message.alias("other")
_mate, _third = tables.process_start.alias("mate"), tables.message.alias("third")
_held, _sender = tables.message.alias("held"), tables.instance.alias("held_sender")
_waits, _waiter = tables.subscription, tables.instance.alias("waiter")
_case = tables.case


class Why(StrEnum):
    """Why something that has come does not count: of its case, of who waits, or of itself."""

    SUSPENDED = "suspended"
    STOPPED = "stopped"
    AWAITED = "awaited"
    TRIED_LATER = "tried later"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Held:
    """Something that does not count: `case_number` is of the case that sent it or waits for it.

    It is None when there is none, or when who asks may not see it.
    """

    kind: str
    name: str
    why: Why
    case_number: str | None


def is_beside(page: Subquery) -> ColumnElement[bool]:
    """Match the rows of `part` that stand beside a row, each way looked up in an index of its own.

    For a signal any messages will do that count for each other.
    """
    stands = _other.c.reported_at.is_(None)
    *exact, any_message = _ways(page)
    ways = (*exact, any_message & ~_lacks_mate())
    return or_(*(_has_come(way, stands) for way in ways))


def of(tx: Transaction, page: Subquery, by: Person) -> dict[tuple[Any, ...], list[Held]]:
    """Give what does not count by what has come and its start event; the oldest of each part."""
    offered = together.is_offered(_other, tx.now - post.LATER)
    ways = _ways(page)
    counts = or_(*(_has_come(way, offered) for way in ways))
    oldest = func.coalesce(*(_oldest(way).scalar_subquery() for way in ways))
    number = func.coalesce(_waiting_case(), _sender.c.case_number)
    columns = (
        *(page.c.id, page.c.process_id, page.c.element_id),
        *(_held.c.kind, _held.c.name, _held.c.tries, _case.c.number.label("case_number")),
        is_of_suspended_case(_held.c.sender).label("suspended"),
        is_of_stopped_case(_held.c.sender).label("stopped"),
        together.is_awaited(_held).label("awaited"),
    )
    query = (
        select(*columns)
        .select_from(page)
        .join(part, is_of(page))
        .join(_held, _held.c.id == oldest)
        .outerjoin(_sender, _sender.c.id == _held.c.sender)
        .outerjoin(_case, and_(_case.c.number == number, seen_by(by)))
        .where(~counts)
        .order_by(page.c.id, part.c.kind, part.c.name)
    )
    found: dict[tuple[Any, ...], list[Held]] = {}
    for row in tx.rows(query):
        where = (row.id, row.process_id, row.element_id)
        found.setdefault(where, []).extend(_read(row))
    return found


def _read(row: Row[Any]) -> Iterator[Held]:
    whys = {Why.SUSPENDED: row.suspended, Why.STOPPED: row.stopped, Why.AWAITED: row.awaited}
    why = next((why for why, holds in whys.items() if holds), None)
    if why is None:
        why = Why.TRIED_LATER if row.tries < post.MOST_TRIES else Why.GIVEN_UP
        yield Held(row.kind, row.name, why, None)
    else:
        yield Held(row.kind, row.name, why, row.case_number)


def is_of(page: Subquery) -> ColumnElement[bool]:
    """Match the parts of the start event of a row."""
    return and_(part.c.process_id == page.c.process_id, part.c.element_id == page.c.element_id)


def _ways(page: Subquery) -> tuple[ColumnElement[bool], ...]:
    """Give the ways in which a part may stand beside a row, as `together.is_complete` asks."""
    is_message = part.c.kind == "message"
    are_messages = is_message & (page.c.kind == "message")
    return (
        are_messages & (_other.c.key == page.c.key),
        are_messages & _other.c.key.is_(None) & page.c.key.is_(None),
        (part.c.kind == "signal") & together.is_at(part, _other.c.key),
        is_message & (page.c.kind == "signal"),
    )


def _same() -> tuple[ColumnElement[bool], ...]:
    return (_other.c.kind == part.c.kind, _other.c.name == part.c.name)


def _has_come(way: ColumnElement[bool], which: ColumnElement[bool]) -> ColumnElement[bool]:
    found: Any = is_found(*_same(), which, way)
    matched: ColumnElement[bool] = found.correlate_except(_other)
    return matched


def _oldest(way: ColumnElement[bool]) -> Select[Any]:
    query = select(_other.c.id).where(*_same(), _other.c.reported_at.is_(None), way)
    return query.order_by(_other.c.id).limit(1).correlate_except(_other)


def _lacks_mate() -> ColumnElement[bool]:
    """Match a message beside which another message of its start event does not stand."""
    same = (_third.c.kind == "message", _third.c.name == _mate.c.name)
    keys = (_third.c.key == _other.c.key, _third.c.key.is_(None) & _other.c.key.is_(None))
    stands = _third.c.reported_at.is_(None)
    beside: list[Any] = [is_found(*same, stands, key) for key in keys]
    missing: Any = is_found(
        _mate.c.process_id == part.c.process_id,
        _mate.c.element_id == part.c.element_id,
        _mate.c.kind == "message",
        ~or_(*(one.correlate_except(_third) for one in beside)),
    )
    lacks: ColumnElement[bool] = missing.correlate_except(_mate)
    return lacks


def _waiting_case() -> ColumnElement[Any]:
    """Give the case that waits for a message itself, if that is what holds it."""
    held = is_of_suspended_case(_held.c.sender)
    query = select(_waiter.c.case_number).join(_waits, _waits.c.instance_id == _waiter.c.id)
    waits = (_waits.c.kind == _held.c.kind, _waits.c.name == _held.c.name)
    free = (~held, ~is_of_stopped_case(_held.c.sender))
    query = query.where(*waits, _waits.c.key == _held.c.key, *free).limit(1)
    return query.correlate_except(_waiter, _waits).scalar_subquery()
