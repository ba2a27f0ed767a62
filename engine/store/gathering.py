"""Rows of what has come for start events that start with several events together."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, delete, false, func, or_, select

from engine import tables
from engine.model import Person
from engine.seals import SealBroken
from engine.store import current, held, post, together
from engine.store.held import Held
from engine.store.looking_up import unindexed
from engine.store.post import Posted
from engine.store.transaction import Overtaken, Transaction

_message, _starts = tables.message, tables.process_start
_process, _bundle = tables.process, tables.bundle
_part = held.part
_COUNTS = or_(
    (_message.c.kind == "message")
    & (_starts.c.kind == "message")
    & (_starts.c.name == _message.c.name),
    (_message.c.kind == "signal")
    & (_starts.c.kind == "signal")
    & (_starts.c.name == _message.c.name)
    & together.is_at(_starts, _message.c.key),
)
#: what has come, with each start event that it counts for and the version that is current
_WAITING = (
    _message.join(_starts, (_starts.c.together == 1) & _COUNTS)
    .join(_process, _process.c.process_id == _starts.c.process_id)
    .join(_bundle, _bundle.c.digest == _process.c.digest)
)
_STANDS = _message.c.reported_at.is_(None)


@dataclass(frozen=True, slots=True)
class Part:
    """One of what a start event needs: `kind` is message or signal."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """Something that has come, and the start event that waits for the rest; `process` is a name.

    It is kept `since` then. `missing` is the rest: what stands nowhere yet, messages first. Of
    messages only those with the same key count for each other; for a signal any will do, as long as
    they count for each other, so that it waits for all of them. When all is there, `held` is what
    does not count now.
    """

    process_id: str
    element_id: str
    process: str
    posted: Posted
    since: datetime
    missing: tuple[Part, ...]
    held: tuple[Held, ...] = ()


def find(tx: Transaction, process_id: str, element_id: str, key: str | None) -> list[Posted]:
    """Give the oldest of each that a start event needs, in the order in which they were sent.

    Nothing when one is not there. Nobody else takes them until the transaction is over: they are
    locked at once and in the order of their ids, as all do who lock more than one. Raises Overtaken
    when others took one first; who went on to lock others then might hold those that come later.
    What the start event needs stays so too.
    """
    current.hold(tx, [process_id])
    mine = (_starts.c.process_id == process_id, _starts.c.element_id == element_id)
    parts = [(row.kind, row.name) for row in tx.rows(select(_starts).where(*mine))]
    at = together.address(process_id, element_id)
    offered = together.is_offered(_message, tx.now - post.LATER)
    oldest = [_oldest(tx, kind, name, key if kind == "message" else at) for kind, name in parts]
    ids = [one for one in oldest if one is not None]
    if len(ids) < len(parts) or not parts:
        return []
    query = select(_message).where(_message.c.id.in_(ids), offered).order_by(_message.c.id)
    found = [post.read(row) for row in tx.rows(query.with_for_update())]
    if len(found) < len(parts):
        raise Overtaken(at)
    return found


def _oldest(tx: Transaction, kind: str, name: str, key: str | None) -> int | None:
    """Find the oldest that counts; those that lie beside it are not looked at."""
    same = (_message.c.kind == kind, _message.c.name == name, _is_called(key))
    offered = together.is_offered(_message, tx.now - post.LATER)
    query = select(_message.c.id).where(*same, offered).order_by(_message.c.id).limit(1)
    row = tx.row(query)
    return None if row is None else int(row.id)


def _is_called(key: str | None) -> ColumnElement[bool]:
    return _message.c.key.is_(None) if key is None else _message.c.key == key


def take(tx: Transaction, parts: Sequence[Posted]) -> None:
    """Take out what `find` gave in this transaction."""
    tx.change(delete(_message).where(_message.c.id.in_([one.id for one in parts])))


def follow(tx: Transaction, process_ids: Sequence[str]) -> None:
    """Keep what came of signals for the start events that need it now, in the current versions.

    What none needs any more, or several do, stays where it is and is reported after its time. All
    of it is locked at once and in the order of its ids.
    """
    needed: dict[tuple[str, str], list[str]] = {}
    is_needed = (_starts.c.together == 1, _starts.c.kind == "signal")
    for row in tx.rows(select(_starts).where(_starts.c.process_id.in_(process_ids), *is_needed)):
        at = together.address(row.process_id, row.element_id)
        needed.setdefault((row.process_id, row.name), []).append(at)
    addresses = (together.address(one, "") for one in process_ids)
    kept = or_(false(), *(_message.c.key.startswith(one, autoescape=True) for one in addresses))
    mine = select(_message).where(_message.c.kind == "signal", kept).order_by(_message.c.id)
    for row in tx.rows(mine.with_for_update()):
        process_id = row.key.partition("/")[0]
        where = needed.get((process_id, row.name), [])
        if row.key not in where and len(where) == 1:
            with suppress(SealBroken):  # what does not open is told of as it is
                post.readdress(tx, post.read(row), where[0])


def listed(tx: Transaction, by: Person, *, most: int, skip: int = 0) -> list[Gathered]:
    """Give what has come and waits for the rest, oldest first."""
    columns = (
        _message,
        _starts.c.process_id,
        _starts.c.element_id,
        _bundle.c.name.label("process"),
    )
    query = (
        select(*columns)
        .select_from(_WAITING)
        .where(_STANDS)
        .order_by(unindexed(_message.c.id), _starts.c.process_id, _starts.c.element_id)
        .limit(most)
        .offset(skip)
    )
    page = query.subquery("page")
    missing, kept_back = _missing(tx, page), held.of(tx, page, by)
    found = []
    for row in tx.rows(query):
        where = (row.id, row.process_id, row.element_id)
        lacks = tuple(missing.get(where, ()))
        told = (row.process_id, row.element_id, row.process, post.read(row))
        since = row.sent_at if row.tries else row.failed_at or row.sent_at
        backs = () if lacks else tuple(kept_back.get(where, ()))
        found.append(Gathered(*told, since, lacks, backs))
    return found


def _missing(tx: Transaction, page: Subquery) -> dict[tuple[Any, ...], list[Part]]:
    """Give what is not there yet by what has come and the start event that waits for it."""
    query = (
        select(page.c.id, page.c.process_id, page.c.element_id, _part.c.kind, _part.c.name)
        .join(_part, held.is_of(page))
        .where(~held.is_beside(page))
        .order_by(_part.c.kind, _part.c.name)
    )
    found: dict[tuple[Any, ...], list[Part]] = {}
    for row in tx.rows(query):
        where = (row.id, row.process_id, row.element_id)
        found.setdefault(where, []).append(Part(row.kind, row.name))
    return found


def count(tx: Transaction) -> int:
    """Count what has come and waits for the rest."""
    row = tx.row(select(func.count()).select_from(_WAITING).where(_STANDS))
    return int(row[0]) if row is not None else 0
