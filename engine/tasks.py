"""Work for people: see it, claim it, give it back, complete it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine import access, forms, instances, steps, store, terms
from engine.errors import EngineError
from engine.events import TaskClaimed, TaskCompleted, TaskReleased
from engine.forms import Form
from engine.model import HOME, Case, Element, Person, Task, Who, Words
from engine.store import Transaction
from engine.store.lists import Page
from engine.values import Variables, dump

Raw = Mapping[str, list[str]]
NOT_ASKED = Words("Dit wordt hier niet gevraagd.", "This is not asked here.")

_forms: dict[tuple[str, str], Form] = {}


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


class InvalidAnswers(EngineError):
    """The answers break the rules of the form; `errors` says which, by field."""

    nl = "Het formulier is nog niet goed ingevuld. {count} antwoorden kloppen niet."
    en = "The form is not filled in rightly yet. {count} answers are wrong."

    def __init__(self, errors: Mapping[str, Words]) -> None:
        super().__init__(count=len(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed so far, field by field, and when it was saved."""

    saved_at: datetime
    raw: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class View:
    """A task as its page needs it. `known` are the variables visible at its place."""

    task: Task
    case: Case
    element: Element
    digest: str
    form: Form | None
    known: Variables
    draft: Draft | None
    on_behalf_of: Person | None


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


def view(tx: Transaction, task_id: str, by: Person) -> View:
    """Show a task, open or done. Raises UnknownTask when this person may not see it.

    Raises ConflictingChange when it moved meanwhile, in a transaction that writes.
    """
    task = _seen(tx, task_id, by)
    case = store.cases.find(tx, task.case_number)
    running = store.instances.find(tx, task.instance_id)
    assert case is not None, "a task has a case"
    assert running is not None, "a task has an instance"
    digest, known = steps.digest_of(tx, running, task), {}
    if task.done_at is None and running.snapshot is not None:
        known = steps.known_at(tx, running, task.place)
    return View(
        task=task,
        case=case,
        element=instances.definition(tx, digest).elements[task.place.element_id],
        digest=digest,
        form=form_of(tx, digest, task.form_id),
        known=known,
        draft=_draft(tx, task, by),
        on_behalf_of=acts_for(task, by),
    )


def to_do(tx: Transaction, task_id: str, by: Person) -> Task:
    """Find a task that this person can work on now. Raises UnknownTask, TaskDone, TaskClaimedBy."""
    task = _seen(tx, task_id, by)
    _check_free(tx, task, by)
    return task


def claim(tx: Transaction, task_id: str, by: Person) -> None:
    """Claim an open task of one of this person's bodies; claiming it twice changes nothing.

    Raises UnknownTask, TaskDone, TaskClaimedBy.
    """
    task = to_do(tx, task_id, by)
    if task.claimed_by == by.id:
        return
    if not store.tasks.claim(tx, task.id, by.id):
        raise TaskClaimedBy(_name(tx, task.claimed_by or ""))
    instances.note(tx, task.instance_id, TaskClaimed(task.place), _who(task, by))


def release(tx: Transaction, task_id: str, by: Person) -> None:
    """Give a claimed task back to its body. Raises UnknownTask, TaskDone, TaskClaimedBy."""
    task = to_do(tx, task_id, by)
    if task.claimed_by is None:
        return
    store.tasks.release(tx, task.id)
    instances.note(tx, task.instance_id, TaskReleased(task.place), _who(task, by))


def save_draft(tx: Transaction, task_id: str, raw: Raw, by: Person) -> None:
    """Keep what this person typed so far, whatever it is. Raises as `claim` does."""
    task = to_do(tx, task_id, by)
    store.tasks.save_draft(tx, task, by.id, json.dumps(dict(raw), ensure_ascii=False))


def complete(
    tx: Transaction, task_id: str, *, answers: Variables, by: Person, key: str | None = None
) -> None:
    """Complete an open task with the answers in its form; the same key is carried out once.

    Raises UnknownTask, TaskDone, TaskClaimedBy, InvalidAnswers, CaseSuspended, KeyReused,
    ConflictingChange; in each case nothing changed.
    """
    request = f"complete {task_id} {dump(answers)}"
    if store.answers.find(tx, by.id, key, request) is not None:
        return
    task = _seen(tx, task_id, by)
    running = instances.locked(tx, task.instance_id)
    if tx.waits_for_locks:  # look again, now that nobody else can move it
        if store.answers.find(tx, by.id, key, request) is not None:
            return
        task = _seen(tx, task_id, by)
    _check_free(tx, task, by)
    form = form_of(tx, running.digest, task.form_id)
    known = steps.known_at(tx, running, task.place)
    accepted = _accepted(tx, form, answers, known)
    instances.move(tx, running, TaskCompleted(task.place, accepted), _who(task, by))
    store.answers.keep(tx, by.id, key, request, "completed")


def carried_out(tx: Transaction, key: str, by: Person) -> bool:
    """Tell whether this person completed something with this key."""
    return store.answers.has(tx, by.id, key)


def form_of(tx: Transaction, digest: str, form_id: str | None) -> Form | None:
    """Give a form as it was when the bundle was deployed, with the people there are now.

    What the bundle froze never changes, so it is read once.
    """
    if form_id is None:
        return None
    if (digest, form_id) not in _forms:
        bundle = store.bundles.find(tx, digest)
        assert bundle is not None, "a bundle is kept for ever"
        lists = {name: forms.parse_list(content) for name, content in bundle.lists.items()}
        _forms[digest, form_id] = forms.parse(
            bundle.forms[form_id], lists, functions=terms.FUNCTIONS
        )
    found = _forms[digest, form_id]
    live = {name: _members(tx, name) for name in found.lists if ":" in name}
    return forms.with_lists(found, live) if live else found


def forms_of_case(tx: Transaction, case_number: str) -> list[Form]:
    """Give every form that was or may be asked in a case."""
    found = []
    for digest in store.instances.digests(tx, case_number):
        form_ids = sorted(instances.definition(tx, digest).form_ids)
        found += [form_of(tx, digest, form_id) for form_id in form_ids]
    return [form for form in found if form is not None]


def of_case(tx: Transaction, case_number: str, by: Person) -> list[Task]:
    """Give all tasks of a case in the order of their offering; none when it is not for her."""
    if store.cases.find_for(tx, case_number, by) is None:
        return []
    return store.tasks.of_case(tx, case_number)


def acts_for(task: Task, by: Person) -> Person | None:
    """Tell for whom a person does this task, when it is not hers."""
    own = next((one for one in by.selves if access.is_for(task, one)), by)
    return None if own.id == by.id else own


def may_do(task: Task, by: Person) -> bool:
    """Tell whether a task is for this person or somebody she stands in for, claimed or not."""
    return any(access.is_for(task, one) for one in by.selves)


def _members(tx: Transaction, name: str) -> forms.Choices:
    """Give the people of a body as choices: the list `personen:Expertteam`."""
    body = name.partition(":")[2]
    return tuple(
        forms.Choice(one.id, Words(one.name, one.name)) for one in store.people.members(tx, body)
    )


def _accepted(
    tx: Transaction, form: Form | None, answers: Variables, known: Variables
) -> Variables:
    """Give the answers with what the form computes. Raises InvalidAnswers."""
    if form is None:
        wrong = dict.fromkeys(answers, NOT_ASKED)
        accepted: Variables = {}
    else:
        reading = forms.accept(form, answers, known=known, at=tx.now, functions=terms.FUNCTIONS)
        wrong, accepted = reading.errors, reading.answers
    if wrong:
        raise InvalidAnswers(wrong)
    return accepted


def _seen(tx: Transaction, task_id: str, by: Person) -> Task:
    task = store.tasks.find_for(tx, task_id, by)
    if task is None:
        raise UnknownTask
    return task


def _check_free(tx: Transaction, task: Task, by: Person) -> None:
    """Raise TaskDone or TaskClaimedBy when this person cannot work on the task now."""
    if task.done_at is not None:
        raise TaskDone(_name(tx, task.done_by or ""), task.done_at)
    if task.claimed_by is not None and task.claimed_by not in {one.id for one in by.selves}:
        raise TaskClaimedBy(_name(tx, task.claimed_by))


def _draft(tx: Transaction, task: Task, by: Person) -> Draft | None:
    found = store.tasks.find_draft(tx, task, by.id)
    return None if found is None else Draft(found.saved_at, json.loads(found.answers))


def _who(task: Task, by: Person) -> Who:
    absent = acts_for(task, by)
    return Who(by.id, absent.id if absent else None)


def _name(tx: Transaction, person_id: str) -> str:
    return store.people.names(tx).get(person_id, person_id)
