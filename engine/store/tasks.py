"""Rows of tasks, as people ask for them. Who may see a task is said in the query itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from engine import tables
from engine.model import Content, Person, Role, Task
from engine.store import standing
from engine.store.looking_up import is_among
from engine.store.steering import is_suspended
from engine.store.transaction import Transaction, blob

_task, _draft, _instance = tables.task, tables.draft, tables.instance
_NEVER: ColumnElement[int] = literal_column("0")
_body = func.coalesce(_task.c.body, "")
_its_instances = select(_instance.c.id).where(_instance.c.case_number == bindparam("the_case"))
_of_case = (
    select(_task)
    .where(is_among(_task.c.instance_id, _its_instances))
    .order_by(_task.c.offered_at, _task.c.id)
)
# said so that no index of all open tasks seems to be of use
_open_of_case = _of_case.where(func.coalesce(_task.c.done_at, _NEVER) == _NEVER)
_by_ids = (
    select(_task)
    .where(_task.c.id.in_(bindparam("the_ids", expanding=True)))
    .order_by(_task.c.offered_at, _task.c.id)
)


def each(values: Iterable[str]) -> list[BindParameter[str]]:
    """Write what may stand in an IN one by one, so that a statement that is kept is complete."""
    return [literal(value) for value in values]


def may_do(by: Person) -> ColumnElement[bool]:
    """Say in SQL which tasks a person may do, herself or for those she stands in for."""
    return or_(*(_may_do_as(one) for one in by.selves))


def _may_do_as(one: Person) -> ColumnElement[bool]:
    """Match the tasks of a person's bodies; those in no lane at all are for administrators.

    The body is only looked at: an index on it would find thousands where the id, the one who
    claimed it or the one it is for finds few.
    """
    named = [one.id, *([one.organisation_id] if one.organisation_id else [])]
    body: ColumnElement[bool] = _body.in_(each(sorted(one.bodies)))
    if Role.ADMINISTRATOR in one.roles:
        body = or_(body, _task.c.body.is_(None))
    return and_(body, or_(_task.c.assignee.is_(None), _task.c.assignee.in_(each(named))))


def find(tx: Transaction, task_id: str) -> Task | None:
    """Find a task, whoever asks."""
    row = tx.row(select(_task).where(_task.c.id == task_id))
    return None if row is None else as_task(row)


def find_for(tx: Transaction, task_id: str, by: Person) -> Task | None:
    """Find a task, open or done, that this person may see."""
    row = tx.row(_one_for(by), {"the_id": task_id})
    return None if row is None else as_task(row)


@lru_cache(maxsize=1024)
def _one_for(by: Person) -> Select[Any]:
    """Build the query once per person: building it takes longer than running it."""
    is_hers = _task.c.claimed_by.in_(each(one.id for one in by.selves))
    return select(_task).where(_task.c.id == bindparam("the_id"), or_(may_do(by), is_hers))


def look_at(tx: Transaction, task_id: str, by: Person) -> Looked | None:
    """Find a task that this person may see, with what she typed and whether it stands still."""
    row = tx.row(_looked_at_by(by), {"the_id": task_id})
    if row is None:
        return None
    task = as_task(row)
    return Looked(task, _opened(tx, task, by.id, row), row.is_suspended)


@lru_cache(maxsize=1024)
def _looked_at_by(by: Person) -> Select[Any]:
    """Build the query once per person, as `_one_for` does."""
    typed = (_draft.c.task_id == _task.c.id) & (_draft.c.person_id == by.id)
    more = (_draft.c.saved_at, _draft.c.answers)
    suspended = is_suspended(_task.c.instance_id).label("is_suspended")
    return _one_for(by).add_columns(*more, suspended).outerjoin(_draft, typed)


def of_case(tx: Transaction, case_number: str) -> list[Task]:
    """Give all tasks of a case, in the order in which they were offered."""
    return [as_task(row) for row in tx.rows(_of_case, {"the_case": case_number})]


def open_of_case(tx: Transaction, case_number: str) -> list[Task]:
    """Give the open tasks of a case, in the order in which they were offered."""
    return [as_task(row) for row in tx.rows(_open_of_case, {"the_case": case_number})]


def by_ids(tx: Transaction, ids: Sequence[str]) -> list[Task]:
    """Give the tasks with these ids that are there, in the order in which they were offered."""
    return [as_task(row) for row in tx.rows(_by_ids, {"the_ids": ids})]


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
    """What a person has typed so far; `answers` is JSON text of field name -> typed texts.

    They are None when what was kept does not open.
    """

    saved_at: datetime
    answers: str | None


@dataclass(frozen=True, slots=True)
class Looked:
    """A task with the draft of who looks at it; `is_suspended` says that its instance is."""

    task: Task
    draft: Draft | None
    is_suspended: bool


def save_draft(tx: Transaction, task: Task, person_id: str, answers: str) -> None:
    """Keep what a person has typed so far, sealed; nobody else sees it."""
    key = {"task_id": task.id, "person_id": person_id}
    forget_draft(tx, task.id, person_id)
    sealed = tx.seal(task.case_number, answers.encode(), f"draft:{task.id}:{person_id}")
    tx.change(insert(_draft), key | {"saved_at": tx.now, "answers": sealed})


def _opened(tx: Transaction, task: Task, person_id: str, row: Row[Any]) -> Draft | None:
    """Give what a person had typed, if she had."""
    if row.saved_at is None:
        return None
    place = f"draft:{task.id}:{person_id}"
    answers, content = tx.opened(task.case_number, blob(row.answers), place)
    return Draft(row.saved_at, answers if content is Content.OPEN else None)


def draft_of(tx: Transaction, task: Task, person_id: str) -> Draft | None:
    """Give what a person has typed so far."""
    mine = (_draft.c.task_id == task.id, _draft.c.person_id == person_id)
    row = tx.row(select(_draft.c.saved_at, _draft.c.answers).where(*mine))
    return None if row is None else _opened(tx, task, person_id, row)


def forget_draft(tx: Transaction, task_id: str, person_id: str) -> None:
    """Throw a draft away."""
    tx.change(delete(_draft).where(_draft.c.task_id == task_id, _draft.c.person_id == person_id))


def drafts_of(tx: Transaction, person_id: str) -> set[str]:
    """Give the ids of the tasks for which a person has a draft."""
    query = select(_draft.c.task_id).where(_draft.c.person_id == person_id)
    return {row.task_id for row in tx.rows(query)}


def closed_drafts_of(tx: Transaction, case_number: str, task_id: str) -> list[str]:
    """Give the ids of the people whose drafts of a task do not open."""
    query = select(_draft).where(_draft.c.task_id == task_id).order_by(_draft.c.person_id)
    return [
        row.person_id
        for row in tx.rows(query)
        if tx.opened(case_number, blob(row.answers), f"draft:{task_id}:{row.person_id}")[1]
        is not Content.OPEN
    ]


def as_task(row: Row[Any]) -> Task:
    """Turn a row that begins as its table does into a task, which has the same order."""
    values = dict(zip(Task.__slots__, row, strict=False))
    return Task(**values | {"place": standing.place(values["place"])})
