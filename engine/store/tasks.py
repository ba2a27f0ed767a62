"""Rows of tasks, as people ask for them. Who may see a task is said in the query itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from engine import tables
from engine.model import Person, Place, Role, Task
from engine.store.transaction import Transaction

_task, _case, _draft = tables.task, tables.case, tables.draft
PAGE = 25


@dataclass(frozen=True, slots=True)
class Listed:
    """A task in a list, with the title and status of its case."""

    task: Task
    case_title: str
    case_status: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: the rows, how many there are in all, which page (from 1), of how many."""

    rows: tuple[Listed, ...]
    total: int
    page: int
    pages: int


def may_do(by: Person) -> ColumnElement[bool]:
    """Say in SQL which tasks a person may do, herself or for those she stands in for."""
    return or_(*(_may_do_as(one) for one in by.selves))


def _may_do_as(one: Person) -> ColumnElement[bool]:
    """Match the tasks of a person's bodies; those in no lane at all are for administrators."""
    named = [one.id, *([one.organisation_id] if one.organisation_id else [])]
    body: ColumnElement[bool] = _task.c.body.in_(sorted(one.bodies))
    if Role.ADMINISTRATOR in one.roles:
        body = or_(body, _task.c.body.is_(None))
    return and_(body, or_(_task.c.assignee.is_(None), _task.c.assignee.in_(named)))


def _is_mine(by: Person) -> ColumnElement[bool]:
    ids = [one.id for one in by.selves]
    return or_(
        _task.c.claimed_by.in_(ids),
        and_(_task.c.claimed_by.is_(None), _task.c.assignee.in_(ids), may_do(by)),
    )


def mine(tx: Transaction, by: Person, *, search: str = "", page: int = 1) -> Page:
    """Give the open tasks that a person claimed or that are hers alone, the most urgent first."""
    return _page(tx, _mine(by, search), page)


def of_bodies(tx: Transaction, by: Person, *, search: str = "", page: int = 1) -> Page:
    """Give the other open tasks of a person's bodies, the most urgent first."""
    return _page(tx, _of_bodies(by, search), page)


def done(tx: Transaction, by: Person, *, search: str = "", page: int = 1) -> Page:
    """Give the tasks a person did, the latest first."""
    return _page(tx, _done(by.id, search), page)


def count_mine(tx: Transaction, by: Person) -> tuple[int, int]:
    """Count a person's own open tasks, and how many of them are late."""
    counts = tx.rows(_counting(by), {"now": tx.now})[0]
    return int(counts.open), int(counts.late)


def find(tx: Transaction, task_id: str) -> Task | None:
    """Find a task, whoever asks."""
    row = tx.row(select(_task).where(_task.c.id == task_id))
    return None if row is None else _as_task(row)


def find_for(tx: Transaction, task_id: str, by: Person) -> Task | None:
    """Find a task, open or done, that this person may see."""
    row = tx.row(_one_for(by), {"the_id": task_id})
    return None if row is None else _as_task(row)


@lru_cache(maxsize=1024)
def _one_for(by: Person) -> Select[Any]:
    """Build the query once per person: building it takes longer than running it."""
    return select(_task).where(_task.c.id == bindparam("the_id"), or_(may_do(by), _is_mine(by)))


def of_case(tx: Transaction, case_number: str) -> list[Task]:
    """Give all tasks of a case, in the order in which they were offered."""
    query = select(_task).where(_task.c.case_number == case_number)
    return [_as_task(row) for row in tx.rows(query.order_by(_task.c.offered_at, _task.c.id))]


def claim(tx: Transaction, task_id: str, person_id: str) -> bool:
    """Claim an open, unclaimed task; False when somebody was first."""
    free = (_task.c.id == task_id, _task.c.done_at.is_(None), _task.c.claimed_by.is_(None))
    claimed = {"claimed_by": person_id, "claimed_at": tx.now}
    return tx.change(update(_task).where(*free).values(claimed)) == 1


def release(tx: Transaction, task_id: str) -> None:
    """Give a task back to its body."""
    freed: dict[str, Any] = {"claimed_by": None, "claimed_at": None}
    tx.change(update(_task).where(_task.c.id == task_id).values(freed))


# --- drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has typed so far; `answers` is JSON text of field name -> typed texts."""

    saved_at: datetime
    answers: str


def save_draft(tx: Transaction, task: Task, person_id: str, answers: str) -> None:
    """Keep what a person has typed so far, sealed; nobody else sees it."""
    key = {"task_id": task.id, "person_id": person_id}
    forget_draft(tx, task.id, person_id)
    sealed = tx.seal(task.case_number, answers.encode(), f"draft:{task.id}:{person_id}")
    tx.change(insert(_draft), key | {"saved_at": tx.now, "answers": sealed})


def find_draft(tx: Transaction, task: Task, person_id: str) -> Draft | None:
    """Find what a person had typed."""
    query = select(_draft).where(_draft.c.task_id == task.id, _draft.c.person_id == person_id)
    row = tx.row(query)
    if row is None:
        return None
    place = f"draft:{task.id}:{person_id}"
    return Draft(row.saved_at, tx.unseal(task.case_number, row.answers, place).decode())


def forget_draft(tx: Transaction, task_id: str, person_id: str) -> None:
    """Throw a draft away."""
    tx.change(delete(_draft).where(_draft.c.task_id == task_id, _draft.c.person_id == person_id))


def drafts_of(tx: Transaction, person_id: str) -> set[str]:
    """Give the ids of the tasks for which a person has a draft."""
    query = select(_draft.c.task_id).where(_draft.c.person_id == person_id)
    return {row.task_id for row in tx.rows(query)}


# --- lists, a page at a time; a query is built once per person, because building it takes longer


@dataclass(frozen=True, slots=True)
class _Listing:
    """The rows of a list from `skip` on, and how many there are in all."""

    rows: Select[Any]
    total: Select[Any]


_URGENT = (_task.c.due.is_(None), _task.c.due, _task.c.priority.desc(), _task.c.id)
_LATEST = (_task.c.done_at.desc(), _task.c.id)


@lru_cache(maxsize=1024)
def _mine(by: Person, search: str) -> _Listing:
    return _listing(and_(_task.c.done_at.is_(None), _is_mine(by)), search, _URGENT)


@lru_cache(maxsize=1024)
def _of_bodies(by: Person, search: str) -> _Listing:
    others = and_(_task.c.done_at.is_(None), may_do(by), ~func.coalesce(_is_mine(by), False))
    return _listing(others, search, _URGENT)


@lru_cache(maxsize=1024)
def _done(person_id: str, search: str) -> _Listing:
    return _listing(_task.c.done_by == person_id, search, _LATEST)


@lru_cache(maxsize=1024)
def _counting(by: Person) -> Select[int, int]:
    late = func.count().filter(_task.c.due < bindparam("now")).label("late")
    count = func.count().label("open")
    return select(count, late).where(_task.c.done_at.is_(None), _is_mine(by))


def _listing(wanted: ColumnElement[bool], search: str, order: Sequence[Any]) -> _Listing:
    rows = select(_task, _case.c.title, _case.c.status).join(
        _case, _case.c.number == _task.c.case_number
    )
    rows = _searched(rows.where(wanted), search)
    total = select(func.count()).select_from(rows.subquery())
    if not search:
        total = select(func.count()).select_from(_task).where(wanted)
    return _Listing(rows.order_by(*order).limit(PAGE).offset(bindparam("skip")), total)


def _page(tx: Transaction, listing: _Listing, page: int) -> Page:
    """Give one page; the last when there are not that many. A list that fits is not counted."""
    page = max(page, 1)
    rows = _rows(tx, listing, page)
    if page == 1 and len(rows) < PAGE:
        return Page(rows, len(rows), 1, 1)
    row = tx.row(listing.total)
    total = int(row[0]) if row is not None else 0
    pages = max(1, -(-total // PAGE))
    if page > pages:
        page, rows = pages, _rows(tx, listing, pages)
    return Page(rows, total, page, pages)


def _rows(tx: Transaction, listing: _Listing, page: int) -> tuple[Listed, ...]:
    found = tx.rows(listing.rows, {"skip": (page - 1) * PAGE})
    return tuple(Listed(_as_task(row), row.title, row.status) for row in found)


def _searched(query: Select[Any], search: str) -> Select[Any]:
    for word in search.split():
        query = query.where(
            or_(
                _case.c.number.icontains(word, autoescape=True),
                _case.c.title.icontains(word, autoescape=True),
                _task.c.name.icontains(word, autoescape=True),
                _task.c.body.icontains(word, autoescape=True),
            )
        )
    return query


def _as_task(row: Row[Any]) -> Task:
    values = {name: getattr(row, name) for name in Task.__slots__}
    return Task(**values | {"place": Place.parse(row.place)})
