"""What a form of ours is about, by the address that it is sent to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from engine import openings, tasks
from engine.errors import EngineError
from engine.forms import Form
from webui import here, language
from webui.language import gettext as _

_TASK = "inbox.work"
_LETTERS = {"public.send_idea": "F01", "public.send_objection": "F08"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The task or the case in words, empty when it is neither; and the form, if it is known."""

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
    except (HTTPException, EngineError):
        return Subject()
    number = values.get("number")
    return Subject(_("zaak %(number)s", number=number) if number else "")


def _task(task_id: str) -> Subject:
    with here.reading() as tx:
        view = tasks.view(tx, task_id, here.person())
    name, number = view.task.name, view.case.number
    return Subject(_("de taak '%(task)s' van zaak %(number)s", task=name, number=number), view.form)


def _letter(form_id: str) -> Subject:
    with here.reading() as tx:
        form = openings.form(tx, form_id)
    return Subject(form.title.say(language.chosen()) if form else "", form)
