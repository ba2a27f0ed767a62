"""Signing in and out, and telling who comes with a cookie."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from functools import partial

from flask import (
    Blueprint,
    Flask,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from engine import people, tasks
from engine.errors import EngineError
from engine.model import Person
from engine.people import SignInRefused, TooManySignIns
from engine.store import DatabaseAway, DatabaseBusy, Transaction
from webui import again, here, language, security

NOTED_EVERY = timedelta(minutes=1)
REFUSED, TOO_MANY = 401, 429

bp = Blueprint("auth", __name__)

Answer = Response | str | tuple[str, int]


def register(app: Flask) -> None:
    """Add the pages, and recognise who signed in."""
    here.recognise_with(app, recognise)
    app.register_blueprint(bp)


def recognise(secret: str) -> here.Visit | None:
    """Tell who comes with this secret; None when nobody does (any more)."""
    with here.reading() as tx:
        found = people.signed_in(tx, secret)
        if found is None:
            return None
        session, person = found
        if session.seen_at < tx.now - NOTED_EVERY:
            g.seen = secret
        return _visit(tx, person)


@bp.after_app_request
def note_visit(response: Response) -> Response:
    """Keep the session alive; after the view, so that no transaction is open.

    Who only reads needs no room and waits for nobody who writes: what cannot be noted now is noted
    next time.
    """
    if secret := g.pop("seen", None):
        try:
            with suppress(DatabaseBusy), here.store().begin_at_once() as tx:
                people.seen(tx, secret)
        except DatabaseAway as problem:
            current_app.logger.warning("a visit was not noted: %s", problem.sentence(here.ENGLISH))
    return response


@bp.get("/aanmelden")
def sign_in() -> Answer:
    if here.visit():
        return redirect(again.destination())
    return _page("", None)


@bp.post("/aanmelden")
def let_in() -> Answer:
    name = request.form.get("naam", "")
    password = request.form.get("wachtwoord", "")
    try:
        found = people.sign_in(here.store(), name, password, request.remote_addr or "")
    except SignInRefused as refused:
        return _page(name, refused), REFUSED
    except TooManySignIns as refused:
        return _page(name, refused), TOO_MANY
    here.let_in(found.token)
    typed = again.kept()
    response = (
        Response(again.offer(typed, signed_in_again=True), mimetype="text/html")
        if typed
        else _onwards()
    )
    security.give_cookie(response, found.token)
    return response


@bp.post("/afmelden")
def sign_out() -> Answer:
    with here.store().begin() as tx:
        people.sign_out(tx, here.cookie())
    response = redirect(url_for("public.welcome", afgemeld=1))
    security.take_cookie(response)
    return response


def _visit(tx: Transaction, person: Person) -> here.Visit:
    names = {one.id: one.name for one in person.stands_in_for}
    standing_in = people.standing_in(tx, person.id) if names else ()
    return here.Visit(
        person,
        tuple(
            here.StandIn(names[one.absent_id], one.until)
            for one in standing_in
            if one.absent_id in names
        ),
        partial(_count, person),
    )


def _count(person: Person) -> here.Count:
    with here.reading() as tx:
        return here.Count(*tasks.count_mine(tx, person))


def _onwards() -> Response:
    return redirect(again.destination())


def _page(name: str, problem: EngineError | None) -> str:
    sentence = problem.sentence(language.chosen()) if problem else None
    return render_template("sign_in.html", typed=again.kept(), problem=sentence, name=name)
