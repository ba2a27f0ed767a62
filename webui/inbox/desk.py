"""All that the page of one task shows around its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask import url_for

from engine import cases, forms, openings, people, tasks
from engine.cases import UnknownCase
from engine.drawing import DiagramNotDrawn
from engine.forms import Field, Form, Kind, Widget
from engine.model import Person
from engine.steps import UnknownBundle
from engine.store import Transaction
from engine.store.steering import Remark
from engine.tasks import View
from webui import language, paths
from webui.inbox.rows import Reader, State, state
from webui.paths import Course


@dataclass(frozen=True, slots=True)
class Desk:
    """`files` maps the id of a document to what a form shows of it; `earlier` are answers.

    `sent_back` says why the task is here again.
    """

    view: View
    now: Any
    names: Mapping[str, str]
    state: State
    course: Course | None
    files: Mapping[str, Any]
    earlier: tuple[tuple[str, str], ...]
    sent_back: Remark | None


def laid(tx: Transaction, view: View, by: Person) -> Desk:
    """Lay out everything about a task for its page."""
    names = people.names(tx)
    return Desk(
        view=view,
        now=tx.now,
        names=names,
        state=state(view.task, Reader(by, tx.now, names, ())),
        course=_course(tx, view, names),
        files=_files(tx, view, by),
        earlier=tuple(_earlier(tx, view, names)),
        sent_back=cases.sent_back(tx, view.task),
    )


def _course(tx: Transaction, view: View, names: Mapping[str, str]) -> Course | None:
    """Tell where the task's process is; None when its diagram cannot be read or drawn.

    And None for somebody who may see the task but not the case.
    """
    if not view.sees_case:
        return None
    path = cases.path_of(tx, view.instance)
    try:
        course = paths.course(tx, path, cases.tasks_on(tx, path), names, {})
        paths.story(course.diagram, path.definition.process_id)
    except (UnknownBundle, DiagramNotDrawn):
        return None
    return course


def _files(tx: Transaction, view: View, by: Person) -> dict[str, Any]:
    if view.form is None or all(one.kind is not Kind.FILES for one in view.form.fields):
        return {}
    try:
        found = cases.documents(tx, view.case.number, by)
    except UnknownCase:
        return {}
    return {
        one.id: SimpleNamespace(
            name=one.name, size=one.size, href=url_for("case.document", document_id=one.id)
        )
        for one in found
    }


def _earlier(tx: Transaction, view: View, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say what is known already, by the questions that were asked for it; not what is asked now."""
    asked_now = {one.name for one in view.form.fields} if view.form else set()
    wanted = {name for name, value in view.known.items() if value is not None} - asked_now
    pairs = (
        (one.label.say(language.chosen()), _said(one, view.known[one.name], names))
        for one in _questions(tx, view, wanted)
    )
    return [(label, said) for label, said in pairs if said]


def _questions(tx: Transaction, view: View, wanted: set[str]) -> Iterator[Field]:
    """Give the questions that were asked for these answers: in the case, or before it."""
    left = set(wanted)
    for form in _forms(tx, view):
        for one in form.fields:
            if one.name in left and one.widget is not Widget.READONLY:
                left.discard(one.name)
                if one.kind is not Kind.FILES:
                    yield one
        if not left:
            return


def _forms(tx: Transaction, view: View) -> Iterator[Form]:
    yield from openings.public_forms(tx)
    yield from tasks.forms_of_case(tx, view.case.number)


def _said(question: Field, value: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401 - any answer
    if question.list and ":" in question.list:
        found = value if isinstance(value, list) else [value]
        return ", ".join(names.get(one, str(one)) for one in found if one)
    if question.kind is Kind.LINES and isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return forms.show_field(question, value, language.chosen())
