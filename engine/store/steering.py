"""What steering a case does to the work lists: suspensions, work sent back, work carried over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update

from engine import tables
from engine.events import (
    Cause,
    Effect,
    InstanceCancelled,
    InstanceMigrated,
    InstanceResumed,
    InstanceSuspended,
    SentBack,
    TaskOffered,
    TokenMigrated,
)
from engine.model import Content, Element, Task, Who
from engine.store import news
from engine.store.instances import Running
from engine.store.looking_up import is_found
from engine.store.transaction import Transaction, blob

_suspension, _task, _draft = tables.suspension, tables.task, tables.draft
_sender, _beside = tables.instance.alias("sender"), tables.instance.alias("beside")
_since = select(_suspension.c.at).where(_suspension.c.instance_id == tables.instance.c.id)
_first_of_case = (
    select(tables.instance.c.id.label("instance_id"))
    .where(
        tables.instance.c.case_number == bindparam("the_case"),
        is_found(_suspension.c.instance_id == tables.instance.c.id),
    )
    .order_by(_since.scalar_subquery(), tables.instance.c.id)
    .limit(1)
)
_sent_back = select(_task.c.sent_back_at, _task.c.sent_back_by, _task.c.sent_back_why).where(
    _task.c.id == bindparam("the_task")
)
_PLACED = (tables.timer, tables.subscription, tables.incident)
#: what waits for a moment, so that each ring looks for it
_TIMED = (tables.timer, tables.service_call)


@dataclass(frozen=True, slots=True)
class Steered:
    """A cause with its effects, who made it happen, and the elements of the definition after it."""

    cause: Cause
    effects: Sequence[Effect]
    who: Who
    elements: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class Remark:
    """Why somebody suspended an instance or sent work back: who, when, and what she wrote."""

    at: datetime
    by: str
    reason: str


def follow(tx: Transaction, moved: Running, steered: Steered) -> None:
    """Bring the lists of one instance up to date with what steering did in one step."""
    cause = steered.cause
    if isinstance(cause, InstanceSuspended):
        sealed = tx.seal(moved.case_number, cause.reason.encode(), f"suspension:{moved.id}")
        values = {"instance_id": moved.id, "at": tx.now, "by": steered.who.by, "reason": sealed}
        tx.change(insert(_suspension), values)
        _let_rest(tx, moved, tx.now)
    elif isinstance(cause, SentBack):
        _remark(tx, moved, cause.reason, steered)
    elif isinstance(cause, InstanceMigrated):
        for effect in steered.effects:
            if isinstance(effect, TokenMigrated):
                _carry_over(tx, moved, effect, steered.elements)
    elif isinstance(cause, InstanceResumed | InstanceCancelled):
        tx.moves_post = True  # what waited for it to be resumed
        news.awaken(tx, case=moved.case_number)
        tx.change(delete(_suspension).where(_suspension.c.instance_id == moved.id))
        _let_rest(tx, moved, None)


def _let_rest(tx: Transaction, moved: Running, since: datetime | None) -> None:
    """Let no ring look at what waits for a moment since then; None lets it be looked at again."""
    for table in _TIMED:
        mine = table.c.instance_id == moved.id
        tx.change(update(table).where(mine).values(suspended_at=since))


def is_suspended(instance_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """Say in SQL that an instance is suspended."""
    return is_found(_suspension.c.instance_id == instance_id)


def is_of_suspended_case(sender: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """Match what an instance sent of whose case something is suspended, also when it has ended."""
    return _has_beside(sender, is_suspended(_beside.c.id))


def is_of_stopped_case(sender: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """Match what an instance sent whose case somebody stopped."""
    return _has_beside(sender, _beside.c.parent_id.is_(None), _beside.c.outcome == "cancelled")


def _has_beside(sender: Any, *which: ColumnElement[bool]) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """Match what an instance sent that has such a one in its case, or is one itself.

    A join could begin with all that is suspended.
    """
    its_case = select(_sender.c.case_number).where(_sender.c.id == sender)
    its_case = its_case.correlate_except(_sender)
    return is_found(_beside.c.case_number == its_case.scalar_subquery(), *which)


def suspension(tx: Transaction, instance_id: str) -> Remark | None:
    """Tell who suspended an instance and why; None when it is not suspended."""
    query = select(_suspension, tables.instance.c.case_number).join(tables.instance)
    row = tx.row(query.where(_suspension.c.instance_id == instance_id))
    if row is None:
        return None
    reason = tx.unseal(row.case_number, row.reason, f"suspension:{instance_id}")
    return Remark(row.at, row.by, reason.decode())


def suspension_of(tx: Transaction, case_number: str) -> Remark | None:
    """Tell who suspended a case and why; None when it is not suspended."""
    row = tx.row(_first_of_case, {"the_case": case_number})
    return suspension(tx, row.instance_id) if row is not None else None


def sent_back(tx: Transaction, task: Task) -> Remark | None:
    """Tell who sent this task back and why; None when nobody did."""
    row = tx.row(_sent_back, {"the_task": task.id}) if task.sent_back_at else None
    if row is None:
        return None
    reason = tx.unseal(task.case_number, row.sent_back_why, f"sent back:{task.instance_id}")
    return Remark(row.sent_back_at, row.sent_back_by, reason.decode())


def _remark(tx: Transaction, moved: Running, reason: str, steered: Steered) -> None:
    """Keep the reason with every task that opened because of it."""
    sealed = tx.seal(moved.case_number, reason.encode(), f"sent back:{moved.id}")
    said = {"sent_back_at": tx.now, "sent_back_by": steered.who.by, "sent_back_why": sealed}
    for effect in steered.effects:
        if isinstance(effect, TaskOffered):
            mine = _task.c.id == f"{moved.id}/{effect.place}"
            tx.change(update(_task).where(mine).values(said))


# --- another version


def _carry_over(
    tx: Transaction, moved: Running, carried: TokenMigrated, elements: Mapping[str, Element]
) -> None:
    """Let all that is listed at a place go on at another, and a task be told as it is there."""
    was, now = str(carried.place), str(carried.into)
    if was != now:
        for table in _PLACED:
            here = (table.c.instance_id == moved.id) & (table.c.place == was)
            tx.change(update(table).where(here).values(place=now))
        calls = tables.instance
        called = (calls.c.parent_id == moved.id) & (calls.c.parent_place == was)
        tx.change(update(calls).where(called).values(parent_place=now))
    row = tx.row(select(_task).where(_task.c.id == f"{moved.id}/{was}", _task.c.done_at.is_(None)))
    if row is None:
        return
    element = elements[carried.into.element_id]
    told = {
        "id": f"{moved.id}/{now}",
        "place": now,
        "name": element.name,
        "body": element.body,
        "form_id": element.form_id,
        "priority": element.priority,
    }
    if was == now:
        tx.change(update(_task).where(_task.c.id == row.id).values(told))
        return
    tx.change(insert(_task), {**row._asdict(), **told})
    _carry_drafts(tx, moved, row.id, f"{moved.id}/{now}")
    tx.change(delete(_task).where(_task.c.id == row.id))


def _carry_drafts(tx: Transaction, moved: Running, was: str, now: str) -> None:
    """Keep what was typed so far; it is sealed to the task it belongs to.

    What does not open goes along as it is, so that its writer is told where she looks for it.
    """
    for row in tx.rows(select(_draft).where(_draft.c.task_id == was)):
        before, after = (f"draft:{task}:{row.person_id}" for task in (was, now))
        typed, content = tx.opened(moved.case_number, blob(row.answers), before)
        is_open = content is Content.OPEN
        sealed = tx.seal(moved.case_number, typed.encode(), after) if is_open else row.answers
        mine = (_draft.c.task_id == was) & (_draft.c.person_id == row.person_id)
        tx.change(update(_draft).where(mine).values(task_id=now, answers=sealed))
    files = tables.document
    tx.change(update(files).where(files.c.task_id == was).values(task_id=now))
