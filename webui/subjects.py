"""What a form of ours is about, by the address that it is sent to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException

from engine import asking, beginnings, cases, messages, openings, tasks
from engine.errors import EngineError
from engine.forms import Form
from webui import here, language, letters
from webui.language import gettext as _

_TASK, _START, _PASSED_ON = "inbox.work", "admin.begin", "case.pass_on"
_OF_CASES = "case."
_LETTERS = {"public.send_idea": "F01", "public.send_objection": "F08"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The task, case or start in words, empty for all else; and the form, if it is known.

    `back` is the address to go to without sending anything, empty when there is none of its own.
    """

    words: str = ""
    form: Form | None = None
    back: str = ""


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
        return _case(values["number"]) if endpoint.startswith(_OF_CASES) else Subject()
    except (HTTPException, EngineError):
        return Subject()


def _task(task_id: str) -> Subject:
    with here.reading() as tx:
        view = tasks.view(tx, task_id, here.person())
    name, number = view.task.name, view.case.number
    words = _("de taak '%(task)s' van zaak %(number)s", task=name, number=number)
    return Subject(words, view.form, url_for("inbox.task", task_id=task_id))


def _start(process_id: str, start_id: str) -> Subject:
    with here.reading() as tx:
        found = beginnings.to_start(tx, process_id, here.person())
        start = found.at(start_id)
        form = asking.form_of(tx, found.digest, start.form_id if start else None)
    words = _("de start van '%(process)s'", process=found.name)
    return Subject(words, form, url_for("admin.startable"))


def _passed_on(number: str, name: str) -> Subject:
    found = _case(number)
    with here.reading() as tx:
        form = openings.form(tx, messages.form_id(name))
    what = letters.name(name)
    words = _("het bericht '%(what)s' aan zaak %(number)s", what=what, number=number)
    return Subject(words, form, found.back)


def _case(number: str) -> Subject:
    with here.reading() as tx:
        cases.view(tx, number, here.person())
    words = _("zaak %(number)s", number=number)
    return Subject(words, back=url_for("case.overview", number=number))


def _letter(form_id: str) -> Subject:
    with here.reading() as tx:
        form = openings.form(tx, form_id)
    return Subject(form.title.say(language.chosen()) if form else "", form)
