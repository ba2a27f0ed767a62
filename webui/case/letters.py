"""Pass on to a case what came in from outside: a letter, a call, an answer at the desk."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import forms, messages, openings, terms
from engine.forms import Form, Reading
from engine.messages import NobodyWaits
from engine.model import Words
from engine.store import Transaction
from webui import here, sheets
from webui.case.blueprint import bp
from webui.case.dossier import Dossier, opened
from webui.forms import COMPLETE, Posted, Raw
from webui.forms import posted as read_posted
from webui.revealing import Asked

#: a message that brings nothing but itself
_NO_QUESTIONS = Form("bericht", Words("Bericht", "Message"), None, (), (), ())


@bp.get("/zaken/<number>/bericht/<name>")
def letter(number: str, name: str) -> str:
    with here.reading() as tx:
        found = _waiting(tx, number, name)
        form = _form(tx, name)
        known = messages.known_where_awaited(tx, number, name)
        raw = forms.start(form, known=known, at=tx.now, functions=terms.FUNCTIONS)
        return _page(found, name, Asked(form, known, tx.now, terms.FUNCTIONS), raw, None)


@bp.post("/zaken/<number>/bericht/<name>")
def pass_on(number: str, name: str) -> Response | str:
    by = here.person()
    with here.changing() as tx:
        found = _waiting(tx, number, name)
        form = _form(tx, name)
        known = messages.known_where_awaited(tx, number, name)
        posted = read_posted(form)
        asked = Asked(form, known, tx.now, terms.FUNCTIONS)
        reading = _read(asked, posted.raw)
        is_right = posted.wish == COMPLETE and not reading.errors
        if is_right:
            messages.pass_on(tx, number, name, reading.answers, by)
    if is_right:
        return redirect(url_for("case.overview", number=number))
    return _page(found, name, asked, posted.raw, posted)


def _waiting(tx: Transaction, number: str, name: str) -> Dossier:
    """Open a case that waits for this message of hers; anything else is not there.

    Raises UnknownCase; and NobodyWaits for who may add to it: somebody may have been first, and
    what she typed is given back.
    """
    by = here.person()
    found = opened(tx, number, by)
    if name in messages.awaited(tx, number, by):
        return found
    if request.method == "POST" and found.open_to_her and not messages.is_awaited(tx, number, name):
        raise NobodyWaits(name, number)
    return abort(404)


def _form(tx: Transaction, name: str) -> Form:
    return openings.form(tx, messages.form_id(name)) or _NO_QUESTIONS


def _read(asked: Asked, raw: Raw) -> Reading:
    return forms.read(asked.form, raw, known=asked.known, at=asked.at, functions=asked.functions)


def _page(found: Dossier, name: str, asked: Asked, raw: Raw, posted: Posted | None) -> str:
    reading = _read(asked, raw)
    errors = reading.errors if posted and posted.wish == COMPLETE else {}
    sheet = sheets.draw(asked, reading, errors, posted)
    return render_template("case/letter.html", found=found, name=name, sheet=sheet)
