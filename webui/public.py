"""What somebody without an account can do: send an idea or an objection, and follow it."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import cases, messages, openings
from engine.cases import UnknownCase
from engine.forms import Form
from engine.messages import Incoming
from engine.model import Who
from engine.openings import AlreadySent, TooManySent
from engine.store import Transaction
from engine.uploads import Upload
from engine.values import Variables
from webui import csrf, filled, here, language, menu, security
from webui.filled import Filled
from webui.revealing import Asked

SENDER = Who("message")
TOO_MANY = 429
#: where an objection names the case it is about
ABOUT = "besluit_kenmerk"

bp = Blueprint("public", __name__)

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Letterbox:
    """A form that everybody may send: the message it becomes, and its pages."""

    message: str
    form_id: str
    template: str
    thanks: str


IDEA = Letterbox("idee ontvangen", "F01", "public/idea.html", "public.idea_received")
OBJECTION = Letterbox(
    "bezwaar ontvangen", "F08", "public/objection.html", "public.objection_received"
)


@bp.get("/")
def start() -> Answer:
    return redirect(menu.first() if here.visit() else url_for("public.welcome"))


@bp.get("/welkom")
def welcome() -> str:
    with here.reading() as tx:
        takes = {box.form_id for box in (IDEA, OBJECTION) if _form(tx, box)}
    return render_template("public/welcome.html", takes=takes)


@bp.get("/idee")
def idea() -> Answer:
    return _page(IDEA, None)


@bp.post("/idee")
@security.takes_files
def send_idea() -> Answer:
    return _sent(IDEA)


@bp.get("/idee/bedankt/<secret>")
def idea_received(secret: str) -> str:
    return _followed("public/idea_received.html", secret)


@bp.get("/bezwaar")
def objection() -> Answer:
    return _page(OBJECTION, None)


@bp.post("/bezwaar")
@security.takes_files
def send_objection() -> Answer:
    return _sent(OBJECTION)


@bp.get("/bezwaar/bedankt/<secret>")
def objection_received(secret: str) -> str:
    return _followed("public/objection_received.html", secret)


@bp.get("/volg/<secret>")
def follow(secret: str) -> str:
    return _followed("public/follow.html", secret)


def _sent(box: Letterbox) -> Answer:
    with here.reading() as tx:
        letter = filled.read(_asked(tx, box))
    if not letter.is_right:
        return _page(box, letter)
    try:
        with here.changing() as tx:
            secret = _receive(tx, box, letter)
    except AlreadySent:  # it came twice at once, and the other one was first
        secret = _secret()
    except TooManySent as refused:
        return _page(box, letter, refused.sentence(language.chosen())), TOO_MANY
    return redirect(url_for(box.thanks, secret=secret))


def _receive(tx: Transaction, box: Letterbox, letter: Filled) -> str:
    """Take the letter in, once however often it is sent; give the secret to follow it with."""
    secret = _secret()
    if _is_there(tx, secret):
        return secret
    openings.admit(tx, request.remote_addr or "")
    answers = letter.reading.answers
    incoming = Incoming(box.message, payload=answers, about=_about(tx, answers), receipt=secret)
    found = messages.receive(tx, incoming, SENDER)
    if found is not None:
        _attach(tx, found.number, [upload for _name, upload in letter.files.kept])
    return secret


def _secret() -> str:
    """Give the secret of this form with what is in it; nobody can work it out from the outside."""
    typed = [pair for pair in request.form.lists() if pair[0] != csrf.FIELD]
    return hmac.digest(csrf.key(), json.dumps(typed).encode(), hashlib.sha256).hex()


def _is_there(tx: Transaction, secret: str) -> bool:
    try:
        cases.by_receipt(tx, secret)
    except UnknownCase:
        return False
    return True


def _about(tx: Transaction, answers: Variables) -> str | None:
    """Give the case that the sender names, if there is one; what she wrote is kept anyway."""
    number = answers.get(ABOUT)
    return cases.number_of(tx, number) if isinstance(number, str) else None


def _attach(tx: Transaction, number: str, files: list[Upload]) -> None:
    for upload in files:
        cases.attach_received(tx, number, upload, SENDER)


def _page(box: Letterbox, letter: Filled | None, problem: str = "") -> str:
    """Show the form; `problem` is why it was not taken, besides the answers."""
    with here.reading() as tx:
        sheet = filled.drawn(_asked(tx, box), letter)
    return render_template(
        box.template,
        sheet=sheet,
        key=secrets.token_urlsafe(16),
        problem=problem,
        lost=letter.lost if letter else [],
    )


def _asked(tx: Transaction, box: Letterbox) -> Asked:
    return filled.asked(tx, _form(tx, box) or abort(404), {})


def _form(tx: Transaction, box: Letterbox) -> Form | None:
    """Give the form when there is one and a process starts with what it sends."""
    return openings.form(tx, box.form_id) if messages.opens_cases(tx, box.message) else None


def _followed(template: str, secret: str) -> str:
    with here.reading() as tx:
        case = cases.by_receipt(tx, secret)
        found = cases.terms_of(tx, case)
        return render_template(template, case=case, terms=found, secret=secret, now=tx.now)
