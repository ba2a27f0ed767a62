"""Work for people, as they see it: lists of tasks, one task, and whether it is theirs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from engine import access, instances, steps, store
from engine.asking import form_of
from engine.errors import EngineError
from engine.forms import Form
from engine.model import HOME, Case, Element, Person, Task
from engine.store import Transaction
from engine.store.instances import Running
from engine.store.lists import Page
from engine.store.steering import Remark
from engine.values import Variables


class UnknownTask(EngineError):
    """No task has this id, or this person may not see it: the answer is the same."""

    nl = "Deze taak is er niet (meer). Misschien was zij niet meer nodig, of is zij niet voor u."
    en = "There is no such task (any more). It may not be needed now, or it is not for you."


class TaskDone(EngineError):
    """The task was completed already."""

    nl = "{name} heeft deze taak al afgerond op {day_nl}. Wat u invulde is niet verwerkt."
    en = "{name} has already completed this task on {day_en}. What you entered was not used."

    def __init__(self, name: str, at: datetime) -> None:
        local = at.astimezone(HOME)
        super().__init__(
            name=name,
            day_nl=f"{local:%d-%m-%Y} om {local:%H.%M} uur",
            day_en=f"{local:%d-%m-%Y} at {local:%H:%M}",
        )


class TaskClaimedBy(EngineError):
    """Somebody else has claimed the task."""

    nl = "{name} heeft deze taak al opgepakt."
    en = "{name} has already claimed this task."

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed so far, field by field, and when it was saved; None when it does not open."""

    saved_at: datetime
    raw: dict[str, list[str]] | None


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task that somebody works on now, with the instance that nobody else moves meanwhile."""

    task: Task
    instance: Running
    form: Form | None
    known: Variables


@dataclass(frozen=True, slots=True)
class View:
    """A task as its page needs it. `known` are the variables visible at its place.

    `sees_case` says whether the person may see its case as well, `suspended` why it stands still.
    """

    task: Task
    case: Case
    instance: Running
    element: Element
    digest: str
    form: Form | None
    known: Variables
    draft: Draft | None
    on_behalf_of: Person | None
    sees_case: bool
    suspended: Remark | None


def mine(tx: Transaction, by: Person, *, search: str = "", page: int = 1) -> Page:
    """Give the open tasks that are this person's own, the most urgent first."""
    return store.lists.mine(tx, by, search=search, page=page)


def of_bodies(tx: Transaction, by: Person, *, search: str = "", page: int = 1) -> Page:
    """Give the other open tasks of this person's bodies, the most urgent first."""
    return store.lists.of_bodies(tx, by, search=search, page=page)


def done(tx: Transaction, by: Person, *, search: str = "", page: int = 1) -> Page:
    """Give the tasks this person did, the latest first."""
    return store.lists.done(tx, by, search=search, page=page)


def count_mine(tx: Transaction, by: Person) -> tuple[int, int]:
    """Count this person's own open tasks, and how many of them are late."""
    return store.lists.count_mine(tx, by)


def with_drafts(tx: Transaction, by: Person) -> set[str]:
    """Give the ids of the tasks for which this person saved a draft."""
    return store.tasks.drafts_of(tx, by.id)


def draft(tx: Transaction, task: Task, by: Person) -> Draft | None:
    """Give the draft that this person saved of a task."""
    return _draft(store.tasks.draft_of(tx, task, by.id))


def view(tx: Transaction, task_id: str, by: Person) -> View:
    """Show a task, open or done. Raises UnknownTask when this person may not see it.

    Raises ConflictingChange when it moved meanwhile, in a transaction that writes.
    """
    looked = store.tasks.look_at(tx, task_id, by)
    if looked is None:
        raise UnknownTask
    task = looked.task
    seen_case = store.cases.find_for(tx, task.case_number, by)
    case = seen_case or store.cases.find(tx, task.case_number)
    running = store.instances.find(tx, task.instance_id)
    if case is None or running is None:
        raise UnknownTask  # only somebody who writes in the database can leave it like that
    digest, known = steps.digest_of(tx, running, task), {}
    if task.done_at is None and running.snapshot is not None:
        known = steps.known_at(tx, running, task.place)
    return View(
        task=task,
        case=case,
        instance=running,
        element=instances.definition(tx, digest).elements[task.place.element_id],
        digest=digest,
        form=form_of(tx, digest, task.form_id),
        known=known,
        draft=_draft(looked.draft),
        on_behalf_of=acts_for(task, by),
        sees_case=seen_case is not None,
        suspended=store.steering.suspension(tx, running.id) if looked.is_suspended else None,
    )


def to_do(tx: Transaction, task_id: str, by: Person) -> ToDo:
    """Find a task that this person can work on, and keep it from moving in this transaction.

    Raises UnknownTask, TaskDone, TaskClaimedBy, ConflictingChange.
    """
    task, running = free(tx, task_id, by)
    form = form_of(tx, running.digest, task.form_id)
    return ToDo(task, running, form, steps.known_at(tx, running, task.place))


def acts_for(task: Task, by: Person) -> Person | None:
    """Tell for whom a person does this task, when it is not hers."""
    own = next((one for one in by.selves if access.is_for(task, one)), by)
    return None if own.id == by.id else own


def may_do(task: Task, by: Person) -> bool:
    """Tell whether a task is for this person or somebody she stands in for, claimed or not."""
    return any(access.is_for(task, one) for one in by.selves)


def seen(tx: Transaction, task_id: str, by: Person) -> Task:
    """Find a task, open or done. Raises UnknownTask when this person may not see it."""
    task = store.tasks.find_for(tx, task_id, by)
    if task is None:
        raise UnknownTask
    return task


def free(tx: Transaction, task_id: str, by: Person) -> tuple[Task, Running]:
    """Find a task that this person can work on, with its instance, which nobody else moves now.

    Raises UnknownTask, TaskDone, TaskClaimedBy.
    """
    task = seen(tx, task_id, by)
    running = instances.locked_in(tx, task.case_number, task.instance_id)
    if tx.waits_for_locks:  # look again, now that nobody else can move it
        task = seen(tx, task_id, by)
    _check_free(tx, task, by)
    return task, running


def _check_free(tx: Transaction, task: Task, by: Person) -> None:
    """Raise TaskDone or TaskClaimedBy when this person cannot work on the task now."""
    if task.done_at is not None:
        raise TaskDone(name_of(tx, task.done_by or ""), task.done_at)
    if task.claimed_by is not None and task.claimed_by not in {one.id for one in by.selves}:
        raise TaskClaimedBy(name_of(tx, task.claimed_by))


def _draft(found: store.tasks.Draft | None) -> Draft | None:
    if found is None:
        return None
    return Draft(found.saved_at, None if found.answers is None else json.loads(found.answers))


def name_of(tx: Transaction, person_id: str) -> str:
    """Give the name of somebody who works here or did."""
    return store.people.names(tx).get(person_id, person_id)
