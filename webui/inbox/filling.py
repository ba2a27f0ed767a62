"""What somebody filled in on a task: read, judged, and never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask import request

from engine import cases, forms, tasks, terms
from engine.cases import UnknownCase
from engine.forms import Form, Kind, Reading
from engine.model import Person, Words
from engine.store import Transaction
from engine.store.cases import Document
from engine.tasks import ToDo, View
from engine.values import Variables
from webui import again, labels, uploads
from webui.forms import COMPLETE, SAVE, SEEN, Posted, Raw
from webui.forms import posted as read_posted
from webui.inbox import tabs


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was posted. `errors` are shown; there are none before somebody completes.

    `is_beside` says that a draft was saved elsewhere since the page was made; `replaced` is
    what gave way to this one, as `tabs` keeps it.
    """

    form: Form
    reading: Reading
    posted: Posted | None = None
    errors: Mapping[str, Words] = field(default_factory=dict)
    is_beside: bool = False
    replaced: tuple[str, ...] = ()


def begun(view: View, tx: Transaction) -> Filled | None:
    """Give the form as it is when somebody opens the task: her draft, else the usual answers.

    They are the usual ones too when her draft does not open any more.
    """
    if view.form is None:
        return None
    raw = view.draft.raw if view.draft else None
    if raw is None:
        raw = forms.start(view.form, known=view.known, at=tx.now, functions=terms.FUNCTIONS)
    return Filled(view.form, _read(view.form, raw, view.known, tx))


def tried(view: View, tx: Transaction) -> Filled | None:
    """Give it as `begun` does, with what is wrong: she just tried to complete the task with it."""
    found = begun(view, tx)
    if found is None or view.draft is None or view.draft.raw is None:
        return found
    return replace(found, errors=found.reading.errors)


def is_kept(found: ToDo, filled: Filled, tx: Transaction) -> bool:
    """Tell whether her draft says all that is wrong; a file that was refused is not in it."""
    raw = forms.draft(filled.form, filled.reading.raw)
    return _read(filled.form, raw, found.known, tx).errors == filled.errors


def filled(found: ToDo, tx: Transaction, by: Person) -> Filled | None:
    """Read what was posted; files are kept at once as documents of the case."""
    if found.form is None:
        return None
    form = found.form
    posted = read_posted(form)
    sent = uploads.sent(form)
    kept = (
        {one.id for one in _documents(tx, found.task.case_number, by)}
        if _asks_files(form)
        else set()
    )
    for _name, upload in sent.kept:
        cases.attach(tx, found.task.case_number, upload, by, task_id=found.task.id)
    raw = uploads.named(form, posted.raw, sent, kept)
    reading = _read(form, raw, found.known, tx)
    errors = {**reading.errors, **sent.refused} if posted.wish == COMPLETE else sent.refused
    return Filled(form, reading, posted, errors)


def beside(found: ToDo, filled: Filled, tx: Transaction, by: Person) -> Filled:
    """Add what was saved since the page was made, in another tab for instance, where it may stay.

    What gave way to a draft is kept with it until she saves a page that showed it.
    """
    draft, posted = tasks.draft(tx, found.task, by), filled.posted
    if draft is None or draft.raw is None:
        return filled
    if request.form.get(SEEN, "") == stamp(draft.saved_at):
        is_saved = posted is not None and posted.wish == SAVE
        return filled if is_saved else replace(filled, replaced=tabs.still_replaced(draft))
    both = tabs.merged(filled.form, filled.reading.raw, posted, draft)
    reading = _read(filled.form, both.raw, found.known, tx)
    wrong = filled.reading.errors
    refused = {name: why for name, why in filled.errors.items() if wrong.get(name) != why}
    is_tried = posted is not None and posted.wish == COMPLETE
    errors = {**(reading.errors if is_tried else {}), **refused}
    return replace(filled, reading=reading, errors=errors, is_beside=True, replaced=both.replaced)


def stamp(saved_at: datetime) -> str:
    """Tell the drafts of a task apart."""
    return f"{saved_at:%Y%m%d%H%M%S%f}"


def typed(form: Form | None) -> list[tuple[str, str]]:
    """Give what this request holds as pairs of a question and what was typed there."""
    return labels.labelled(form, again.typed().fields)


def form_of_gone(tx: Transaction, task_id: str, by: Person) -> Form | None:
    """Find the form of a task that is no longer there, to say back what was typed in it."""
    instance_id, _slash, place = task_id.partition("/")
    try:
        path = cases.path(tx, instance_id.rpartition(".")[0], instance_id, by)
    except UnknownCase:
        return None
    element = path.definition.elements.get(place.rpartition("#")[0])
    form_id = element.form_id if element else None
    return tasks.form_of(tx, path.instance.digest, form_id)


def _read(form: Form, raw: Raw, known: Variables, tx: Transaction) -> Reading:
    return forms.read(form, raw, known=known, at=tx.now, functions=terms.FUNCTIONS)


def _asks_files(form: Form) -> bool:
    return any(one.kind is Kind.FILES for one in form.fields)


def _documents(tx: Transaction, case_number: str, by: Person) -> list[Document]:
    try:
        return cases.documents(tx, case_number, by)
    except UnknownCase:
        return []
