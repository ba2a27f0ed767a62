"""What a form of ours is about, by the address that it is sent to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from engine import asking, beginnings, cases, messages, openings, tasks
from engine.errors import EngineError
from engine.forms import Form
from webui import here, language
from webui.language import gettext as _

_TASK, _START, _PASSED_ON = "inbox.work", "admin.begin", "case.pass_on"
_LETTERS = {"public.send_idea": "F01", "public.send_objection": "F08"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The task, case or start in words, empty for all else; and the form, if it is known."""

    words: str = ""
    form: Form | None = None


def of(address: str) -> Subject:
    """Tell what is sent to an address of this site, as far as the reader may know it."""
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None, "there is a request"
    try:
        endpoint, values = adapter.match(unquote(urlsplit(address).path), method="POST")
        if endpoint == _TASK:
            return _task(values["task_id"])
        if endpoint in _LETTERS:
            return _letter(_LETTERS[endpoint])
        if endpoint == _START:
            return _start(values["process_id"], values.get("start_id", ""))
        if endpoint == _PASSED_ON:
            return _passed_on(values["number"], values["name"])
    except (HTTPException, EngineError):
        return Subject()
    number = values.get("number")
    return Subject(_of_case(number) if number else "")


def _task(task_id: str) -> Subject:
    with here.reading() as tx:
        view = tasks.view(tx, task_id, here.person())
    name, number = view.task.name, view.case.number
    return Subject(_("de taak '%(task)s' van zaak %(number)s", task=name, number=number), view.form)


def _start(process_id: str, start_id: str) -> Subject:
    with here.reading() as tx:
        found = beginnings.to_start(tx, process_id, here.person())
        start = next((one for one in found.starts if one.id == start_id), None)
        form = asking.form_of(tx, found.digest, start.form_id if start else None)
    return Subject(_("de start van '%(process)s'", process=found.name), form)


def _passed_on(number: str, name: str) -> Subject:
    with here.reading() as tx:
        cases.view(tx, number, here.person())
        form = openings.form(tx, messages.form_id(name))
    return Subject(_of_case(number), form)


def _of_case(number: str) -> str:
    return _("zaak %(number)s", number=number)


def _letter(form_id: str) -> Subject:
    with here.reading() as tx:
        form = openings.form(tx, form_id)
    return Subject(form.title.say(language.chosen()) if form else "", form)
