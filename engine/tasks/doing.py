"""Claim a task, give it back, keep what was typed, complete it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from engine import instances, store
from engine.asking import accepted
from engine.events import TaskClaimed, TaskCompleted, TaskReleased
from engine.model import Person, Task, Who
from engine.store import Transaction
from engine.tasks.viewing import TaskClaimedBy, TaskDone, ToDo, acts_for, free, name_of, to_do
from engine.values import Variables, dump

Raw = Mapping[str, list[str]]


def claim(tx: Transaction, task_id: str, by: Person) -> None:
    """Claim an open task of one of this person's bodies; claiming it twice changes nothing.

    Raises UnknownTask, TaskDone, TaskClaimedBy.
    """
    task, running = free(tx, task_id, by)
    if task.claimed_by == by.id:
        return
    if not store.tasks.claim(tx, task.id, by.id):
        raise TaskClaimedBy(name_of(tx, task.claimed_by or ""))
    instances.note_to(tx, running, TaskClaimed(task.place), _who(task, by))


def release(tx: Transaction, task_id: str, by: Person) -> None:
    """Give a claimed task back to its body. Raises UnknownTask, TaskDone, TaskClaimedBy."""
    task, running = free(tx, task_id, by)
    if task.claimed_by is None:
        return
    store.tasks.release(tx, task.id)
    instances.note_to(tx, running, TaskReleased(task.place), _who(task, by))


def save_draft(tx: Transaction, task_id: str, raw: Raw, by: Person) -> None:
    """Keep what this person typed so far, whatever it is. Raises as `claim` does."""
    task, _running = free(tx, task_id, by)
    store.tasks.save_draft(tx, task, by.id, json.dumps(dict(raw), ensure_ascii=False))


def keep_draft(tx: Transaction, found: ToDo, raw: Raw, by: Person) -> None:
    """Keep what this person typed for a task that `to_do` gave in this transaction."""
    store.tasks.save_draft(tx, found.task, by.id, json.dumps(dict(raw), ensure_ascii=False))


def complete(
    tx: Transaction, task_id: str, *, answers: Variables, by: Person, key: str | None = None
) -> None:
    """Complete an open task with the answers in its form; the same key is carried out once.

    Raises UnknownTask, TaskDone, TaskClaimedBy, InvalidAnswers, CaseSuspended, KeyReused,
    ConflictingChange; in each case nothing changed.
    """
    if _answered(tx, task_id, answers, by, key):
        return
    try:
        found = to_do(tx, task_id, by)
    except TaskDone:
        if _answered(tx, task_id, answers, by, key):
            return  # the same command came twice at once, and the other one was first
        raise
    finish(tx, found, answers=answers, by=by, key=key)


def finish(
    tx: Transaction, found: ToDo, *, answers: Variables, by: Person, key: str | None = None
) -> None:
    """Complete a task that `to_do` gave in this transaction, as `complete` does.

    Raises InvalidAnswers, CaseSuspended, ConflictingChange; in each case nothing changed.
    """
    task = found.task
    answered = accepted(tx, found.form, answers, found.known)
    instances.move(tx, found.instance, TaskCompleted(task.place, answered), _who(task, by))
    if key is not None:
        store.answers.keep(tx, by.id, key, _request(task.id, answers), "completed")


def carried_out(tx: Transaction, key: str, by: Person) -> bool:
    """Tell whether this person completed something with this key."""
    return store.answers.has(tx, by.id, key)


def _answered(
    tx: Transaction, task_id: str, answers: Variables, by: Person, key: str | None
) -> bool:
    """Tell whether this very command was carried out; without a key nobody can know."""
    if key is None:
        return False
    return store.answers.find(tx, by.id, key, _request(task_id, answers)) is not None


def _request(task_id: str, answers: Variables) -> str:
    return f"complete {task_id} {dump(answers)}"


def _who(task: Task, by: Person) -> Who:
    absent = acts_for(task, by)
    return Who(by.id, absent.id if absent else None)
