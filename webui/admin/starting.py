"""Start a process by hand: choose where it begins, answer what is asked there, land on the case."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import access, asking, beginnings, cases
from engine.access import Action, NotAllowed
from engine.beginnings import ByHand, Startable
from engine.errors import EngineError
from engine.forms import Form
from engine.model import Element, Person, Who, Words
from engine.openings import Opened
from engine.store import Transaction
from webui import again, filled, here, labels, language, security
from webui.admin.blueprint import bp
from webui.filled import Filled
from webui.forms import command_key
from webui.language import gettext as _
from webui.revealing import Asked

REFUSED, NOT_FOUND = 400, 404
#: a start event that asks nothing
_NO_QUESTIONS = Form("start", Words("Start", "Start"), None, (), (), ())

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Offered:
    """A process with the addresses and the names of where it begins."""

    name: str
    starts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a process is about to begin; `start` is None when it has no start event."""

    process: Startable
    start: Element | None
    form: Form


@bp.get("/beheer/starten")
def startable() -> str:
    with here.reading() as tx:
        found = beginnings.startable(tx, here.person())
    return render_template("admin/startable.html", processes=[_offered(one) for one in found])


@bp.get("/beheer/starten/<process_id>")
@bp.get("/beheer/starten/<process_id>/<start_id>")
def about_to_start(process_id: str, start_id: str = "") -> Answer:
    with here.reading() as tx:
        try:
            found = _found(tx, process_id, start_id)
        except NotAllowed:
            raise
        except EngineError as refused:
            return _gone(refused)
        return _page(tx, found, None)


@bp.post("/beheer/starten/<process_id>")
@bp.post("/beheer/starten/<process_id>/<start_id>")
@security.takes_files
def begin(process_id: str, start_id: str = "") -> Answer:
    by = here.person()
    access.require(by, Action.START)
    try:
        with here.changing() as tx:
            outcome = _carry_out(tx, process_id, start_id, by)
    except NotAllowed:
        raise
    except EngineError as refused:
        return _begun_meanwhile(by) or _nothing_lost(process_id, start_id, refused)
    return (
        _landed(outcome) if isinstance(outcome, Opened) else _again(outcome, process_id, start_id)
    )


def _carry_out(tx: Transaction, process_id: str, start_id: str, by: Person) -> Opened | Filled:
    """Start what was asked for, once however often it is sent; or give the form to show again."""
    key = command_key(request.path)
    before = beginnings.begun(tx, key, by)
    if before is not None:
        return before
    found = _found(tx, process_id, start_id)
    answered = filled.read(_asked(tx, found))
    if not answered.is_right:
        return answered
    at = found.start.id if found.start else None
    wish = ByHand(process_id, answered.reading.answers, at, key)
    opened = beginnings.begin(tx, wish, by)
    for _question, upload in answered.files.kept:
        cases.attach_received(tx, opened.number, upload, Who(by.id))
    return opened


def _found(tx: Transaction, process_id: str, start_id: str) -> Beginning:
    """Find where a process begins. Raises as `beginnings.to_start` does."""
    process = beginnings.to_start(tx, process_id, here.person(), at=start_id)
    start = process.at(start_id)
    form = asking.form_of(tx, process.digest, start.form_id if start else None)
    return Beginning(process, start, form or _NO_QUESTIONS)


def _asked(tx: Transaction, found: Beginning) -> Asked:
    return filled.asked(tx, found.form, {})


def _begun_meanwhile(by: Person) -> Response | None:
    """Go to the case when this very form came twice at once, and the other one was first."""
    with here.reading() as tx:
        opened = beginnings.begun(tx, command_key(request.path), by)
    return _landed(opened) if opened else None


def _landed(opened: Opened) -> Response:
    return redirect(url_for("case.overview", number=opened.number))


def _again(answered: Filled, process_id: str, start_id: str) -> str:
    with here.reading() as tx:
        return _page(tx, _found(tx, process_id, start_id), answered)


def _nothing_lost(process_id: str, start_id: str, refused: EngineError) -> Answer:
    """Say why nothing was started, and give back all that was typed."""
    with here.reading() as tx:
        try:
            found = _found(tx, process_id, start_id)
        except EngineError as gone:
            return _gone(gone)
        answered = filled.read(_asked(tx, found))
        return _page(tx, found, answered, refused.sentence(language.chosen())), REFUSED


def _gone(refused: EngineError) -> Answer:
    """Say why nothing starts here, with what was typed, if anything was."""
    typed = again.typed()
    page = render_template(
        "admin/start_gone.html",
        sentence=refused.sentence(language.chosen()),
        typed=labels.labelled(None, typed.fields),
        files=typed.files,
    )
    return page, NOT_FOUND


def _page(tx: Transaction, found: Beginning, answered: Filled | None, problem: str = "") -> str:
    return render_template(
        "admin/starting.html",
        found=found,
        name=_label(found.process, found.start),
        sheet=filled.drawn(_asked(tx, found), answered),
        key=secrets.token_urlsafe(16),
        problem=problem,
        lost=answered.lost if answered else [],
    )


def _offered(found: Startable) -> Offered:
    return Offered(found.name, tuple(_places(found)))


def _places(found: Startable) -> Iterator[tuple[str, str]]:
    address = "admin.about_to_start"
    if not found.starts:
        yield url_for(address, process_id=found.process_id), _label(found, None)
    for one in found.starts:
        where = url_for(address, process_id=found.process_id, start_id=one.id)
        yield where, _label(found, one)


def _label(found: Startable, start: Element | None) -> str:
    """Name a start event; with its id where its name does not tell it from another."""
    if start is None:
        return _("het begin")
    if [one.name for one in found.starts].count(start.name) > 1 and start.name:
        return f"{start.name} ({start.id})"
    return start.name or (start.id if len(found.starts) > 1 else _("het begin"))
