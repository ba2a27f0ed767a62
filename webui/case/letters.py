"""Pass on to a case what came in from outside: a letter, a call, an answer at the desk."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import cases, messages, openings
from engine.forms import Form
from engine.messages import NobodyWaits
from engine.model import Words
from engine.store import Transaction
from webui import filled, here, letters, security
from webui.case.blueprint import bp
from webui.case.dossier import Dossier, opened
from webui.filled import Filled
from webui.revealing import Asked

#: a message that brings nothing but itself
_NO_QUESTIONS = Form("bericht", Words("Bericht", "Message"), None, (), (), ())


class NoLongerAwaited(NobodyWaits):
    """The case does not wait for the message: most likely somebody passed it on before."""

    nl = "Zaak {key} wacht niet meer op het bericht '{name}'."
    en = "Case {key} does not wait for the message '{name}' any more."


@bp.get("/zaken/<number>/bericht/<name>")
def letter(number: str, name: str) -> str:
    with here.reading() as tx:
        return _page(_waiting(tx, number, name), name, _asked(tx, number, name), None)


@bp.post("/zaken/<number>/bericht/<name>")
@security.takes_files
def pass_on(number: str, name: str) -> Response | str:
    by = here.person()
    with here.changing() as tx:
        found = _waiting(tx, number, name)
        asked = _asked(tx, number, name)
        letter = filled.read(asked)
        if letter.is_right:
            for _question, upload in letter.files.kept:
                cases.attach(tx, number, upload, by)
            messages.pass_on(tx, number, name, letter.reading.answers, by)
    if letter.is_right:
        return redirect(url_for("case.overview", number=number))
    return _page(found, name, asked, letter)


def _waiting(tx: Transaction, number: str, name: str) -> Dossier:
    """Open a case that waits for this message of hers; anything else is not there.

    Raises UnknownCase; and NoLongerAwaited for who may add to it: somebody may have been first, and
    what she typed is given back.
    """
    by = here.person()
    found = opened(tx, number, by)
    if name in messages.awaited(tx, number, by):
        return found
    if request.method == "POST" and found.open_to_her and not messages.is_awaited(tx, number, name):
        raise NoLongerAwaited(letters.name(name), number)
    return abort(404)


def _asked(tx: Transaction, number: str, name: str) -> Asked:
    form = openings.form(tx, messages.form_id(name)) or _NO_QUESTIONS
    return filled.asked(tx, form, messages.known_where_awaited(tx, number, name))


def _page(found: Dossier, name: str, asked: Asked, letter: Filled | None) -> str:
    return render_template(
        "case/letter.html",
        found=found,
        name=name,
        sheet=filled.drawn(asked, letter),
        lost=letter.lost if letter else [],
    )
