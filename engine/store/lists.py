"""Lists of tasks for a person, a page at a time, as quick with many tasks as with few.

The tasks of one body, those somebody claimed and those that are hers by name are each a branch
that an index gives in order; a page merges the first rows of its branches. A query is built once
per person, because building it takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    union_all,
)

from engine import tables
from engine.model import Person, Role, Task
from engine.store.steering import is_suspended
from engine.store.tasks import as_task, each, may_do
from engine.store.transaction import Transaction

PAGE = 25
COUNTED = 1000  #: of a longer list only this is counted, because counting takes longer than showing
_KEPT = 1024

_task, _case = tables.task, tables.case
_is_open = _task.c.done_at.is_(None)

Branches = Sequence[ColumnElement[bool]]
_Order = Callable[[Any], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A task in a list, with the title and status of its case, and whether it stands still."""

    task: Task
    case_title: str
    case_status: str
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: the rows, how many there are in all, which page (from 1), of how many.

    With `more` there are more than `total`, and pages after the last of `pages`.
    """

    rows: tuple[Listed, ...]
    total: int
    page: int
    pages: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Listing:
    """The rows of a list from `skip` on, out of the first `upto`; how many there are, up to `most`.

    Each part of the list is counted up to `most`, so that together they may be more.
    """

    rows: Select[Any]
    total: Select[Any]


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
    return int(counts.open), int(counts.late or 0)


# --- which tasks


def _own(by: Person) -> Branches:
    """Match what a person or somebody she stands in for claimed, and what is theirs by name."""
    ids = each(one.id for one in by.selves)
    claimed = and_(_is_open, _task.c.claimed_by.in_(ids))
    named = and_(_is_open, _task.c.claimed_by.is_(None), _task.c.assignee.in_(ids), may_do(by))
    return claimed, named


def _others(by: Person) -> Branches:
    """Match the other tasks, body by body; those in no lane at all are for administrators."""
    ids = each(one.id for one in by.selves)
    nobodys = or_(_task.c.claimed_by.is_(None), _task.c.claimed_by.not_in(ids))
    unnamed = or_(
        _task.c.claimed_by.is_not(None), _task.c.assignee.is_(None), _task.c.assignee.not_in(ids)
    )
    return [
        and_(_is_open, body, or_(_task.c.assignee.is_(None), named), nobodys, unnamed)
        for body, named in _bodies(by)
    ] or [false()]


def _bodies(by: Person) -> Iterator[tuple[ColumnElement[bool], ColumnElement[bool]]]:
    """Give for each body how its tasks are matched, and those named for its members among us."""
    for body in sorted(by.all_bodies):
        members = [one for one in by.selves if body in one.bodies]
        yield _task.c.body == body, _task.c.assignee.in_(each(_names(members)))
    administrators = [one for one in by.selves if Role.ADMINISTRATOR in one.roles]
    if administrators:
        yield _task.c.body.is_(None), _task.c.assignee.in_(each(_names(administrators)))


def _names(people: Sequence[Person]) -> list[str]:
    organisations = {one.organisation_id for one in people if one.organisation_id}
    return sorted({one.id for one in people} | organisations)


# --- in which order


def _urgent(row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a table or a subquery like it
    """Order by due date, those without one last; then by priority, and the older first."""
    return row.c.due.is_(None), *_as_indexed(row)


def _latest(row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    return row.c.done_at.desc(), row.c.id


def _as_indexed(row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    return row.c.due, row.c.priority.desc(), row.c.id


@lru_cache(maxsize=_KEPT)
def _mine(by: Person, search: str) -> _Listing:
    return _listing(_own(by), search)


@lru_cache(maxsize=_KEPT)
def _of_bodies(by: Person, search: str) -> _Listing:
    return _listing(_others(by), search)


@lru_cache(maxsize=_KEPT)
def _done(person_id: str, search: str) -> _Listing:
    wanted = _searched(select(_task).where(_task.c.done_by == person_id), search)
    return _Listing(_one_page(wanted, _task, _latest), _count(wanted))


@lru_cache(maxsize=_KEPT)
def _counting(by: Person) -> Select[Any]:
    late = func.count().filter(_task.c.due < bindparam("now")).label("late")
    counts = union_all(
        *(select(func.count().label("open"), late).where(branch) for branch in _own(by))
    ).subquery()
    return select(func.sum(counts.c.open).label("open"), func.sum(counts.c.late).label("late"))


def _listing(branches: Branches, search: str) -> _Listing:
    if search:
        wanted = _searched(select(_task).where(or_(*branches)), search)
        return _Listing(_one_page(wanted, _task, _urgent), _count(wanted))
    firsts = union_all(*(_first(branch) for branch in branches)).subquery()
    counts = union_all(*(_count(select(_task).where(one)) for one in branches)).subquery()
    rows = _one_page(select(firsts), firsts, _urgent)
    return _Listing(rows, select(func.sum(counts.c.n)))


def _first(branch: ColumnElement[bool]) -> Select[Any]:
    """Give the first rows of a branch: those with a due date and those without, each in order.

    That is the order of the index to the letter, also where there is no date to order by: else
    PostgreSQL puts all rows of the branch in order to give the first.
    """
    upto: BindParameter[Any] = bindparam("upto")
    ordered = select(_task).where(branch).order_by(*_as_indexed(_task)).limit(upto)
    parts = (ordered.where(one) for one in (_task.c.due.is_not(None), _task.c.due.is_(None)))
    return select(union_all(*(select(part.subquery()) for part in parts)).subquery())


def _searched(query: Select[Any], search: str) -> Select[Any]:
    if search:
        query = query.join(_case, _case.c.number == _task.c.case_number)
    columns = (_case.c.number, _case.c.title, _task.c.name, _task.c.body)
    for word in search.split():
        query = query.where(or_(*(one.icontains(word, autoescape=True) for one in columns)))
    return query


def _one_page(rows: Select[Any], of: FromClause, order: _Order) -> Select[Any]:
    """Give one page, and look up the case of each row on it; a join might begin with all cases."""
    page = rows.order_by(*order(of)).limit(PAGE).offset(bindparam("skip")).subquery()
    its_case = _case.c.number == page.c.case_number
    told = [select(one).where(its_case).label(one.name) for one in (_case.c.title, _case.c.status)]
    still = is_suspended(page.c.instance_id).label("suspended")
    return select(page, *told, still).order_by(*order(page))


def _count(wanted: Select[Any]) -> Select[Any]:
    some = wanted.with_only_columns(_task.c.id).limit(bindparam("most")).subquery()
    return select(func.count().label("n")).select_from(some)


def _page(tx: Transaction, listing: _Listing, page: int) -> Page:
    """Give one page; the last when there are not that many. A list that fits is not counted.

    A page further on is looked up only when it is known to be there: else a made-up number would
    put everything in order to give nothing.
    """
    page = max(page, 1)
    if page == 1 and len(rows := _rows(tx, listing, page)) < PAGE:
        return Page(rows, len(rows), 1, 1)
    most = max(COUNTED, (page + 1) * PAGE)  # who turns pages sees that there is another one
    row = tx.row(listing.total, {"most": most + 1})
    counted = int(row[0] or 0) if row is not None else 0
    total = min(counted, most)
    pages = max(1, -(-total // PAGE))
    if page > 1:
        page = min(page, pages)
        rows = _rows(tx, listing, page)
    return Page(rows, total, page, pages, more=counted > most)


def _rows(tx: Transaction, listing: _Listing, page: int) -> tuple[Listed, ...]:
    found = tx.rows(listing.rows, {"skip": (page - 1) * PAGE, "upto": page * PAGE})
    return tuple(Listed(as_task(row), row.title, row.status, bool(row.suspended)) for row in found)
