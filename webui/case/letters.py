"""Pass on to a case what came in from outside: a letter, a call, an answer at the desk."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from engine import forms, messages, openings, terms
from engine.forms import Form, Reading
from engine.model import Words
from engine.store import Transaction
from webui import here, sheets
from webui.case.blueprint import bp
from webui.case.dossier import Dossier, opened
from webui.forms import COMPLETE, Posted
from webui.forms import posted as read_posted
from webui.revealing import Asked

#: a message that brings nothing but itself
_NO_QUESTIONS = Form("bericht", Words("Bericht", "Message"), None, (), (), ())


@bp.get("/zaken/<number>/bericht/<name>")
def letter(number: str, name: str) -> str:
    with here.reading() as tx:
        found = _waiting(tx, number, name)
        form = _form(tx, name)
        raw = forms.start(form, known={}, at=tx.now, functions=terms.FUNCTIONS)
        return _page(tx, found, name, _read(tx, form, raw), None)


@bp.post("/zaken/<number>/bericht/<name>")
def pass_on(number: str, name: str) -> Response | str:
    by = here.person()
    with here.changing() as tx:
        found = _waiting(tx, number, name)
        form = _form(tx, name)
        posted = read_posted(form)
        reading = _read(tx, form, posted.raw)
        if posted.wish != COMPLETE or reading.errors:
            return _page(tx, found, name, reading, posted)
        messages.pass_on(tx, number, name, reading.answers, by)
    return redirect(url_for("case.overview", number=number))


def _waiting(tx: Transaction, number: str, name: str) -> Dossier:
    """Open a case that waits for this message of hers; anything else is not there."""
    by = here.person()
    found = opened(tx, number, by)
    return found if name in messages.awaited(tx, number, by) else abort(404)


def _form(tx: Transaction, name: str) -> Form:
    return openings.form(tx, messages.form_id(name)) or _NO_QUESTIONS


def _read(tx: Transaction, form: Form, raw: dict[str, list[str]]) -> Reading:
    return forms.read(form, raw, known={}, at=tx.now, functions=terms.FUNCTIONS)


def _page(
    tx: Transaction, found: Dossier, name: str, reading: Reading, posted: Posted | None
) -> str:
    asked = Asked(_form(tx, name), {}, tx.now, terms.FUNCTIONS)
    errors = reading.errors if posted and posted.wish == COMPLETE else {}
    sheet = sheets.draw(asked, reading, errors, posted)
    return render_template("case/letter.html", found=found, name=name, sheet=sheet)
