"""The one place that turns errors into HTTP answers, in the words of the reader."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app, g, render_template, request, url_for
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from engine.access import NotAllowed
from engine.asking import FormMissing
from engine.cases import ReadOnly, UnknownCase, UnknownDocument
from engine.deployments import NothingOffered, UnknownVersion
from engine.errors import EngineError
from engine.incidents import UnknownIncident
from engine.interpreter import SnapshotDamaged
from engine.messages import NobodyWaits, UnknownMessage
from engine.openings import TooManySent
from engine.replay import UnknownMoment, UnknownNumber
from engine.seals import SealBroken
from engine.starts import StartPassed, UnknownStart
from engine.steps import UnknownBundle
from engine.store import ConflictingChange, DatabaseAway, Erased
from engine.store.failures import DatabaseDamaged
from engine.suspensions import CaseSuspended
from engine.tasks import TaskClaimedBy, TaskDone, UnknownTask
from webui import again, csrf, here, labels, language, subjects
from webui.csrf import PageTooOld
from webui.subjects import Subject

REFUSED, BROKEN = 400, 500
SIGN_IN = "auth.sign_in"
#: whose pages nobody needs to sign in for
WITHOUT_ACCOUNT = ("public", "auth")
#: whose forms hold what no person typed
WITHOUT_WORDS = ("studio", "auth")

#: which status answers which error; a class that is not here answers as its base class does
STATUS: dict[type[EngineError], int] = {
    EngineError: REFUSED,
    NotAllowed: 404,
    ReadOnly: 403,
    UnknownCase: 404,
    UnknownDocument: 404,
    UnknownMoment: 404,
    UnknownVersion: 404,
    NothingOffered: 404,
    UnknownIncident: 404,
    UnknownMessage: 404,
    UnknownTask: 404,
    UnknownNumber: 404,
    UnknownStart: 404,
    StartPassed: 409,
    ConflictingChange: 409,
    NobodyWaits: 409,
    CaseSuspended: 409,
    TaskClaimedBy: 409,
    TaskDone: 409,
    Erased: 410,
    TooManySent: 429,
    # what is kept was damaged: no fault of who asks for it
    SealBroken: BROKEN,
    SnapshotDamaged: BROKEN,
    UnknownBundle: BROKEN,
    FormMissing: BROKEN,
    DatabaseDamaged: BROKEN,
    DatabaseAway: 503,
}

Answer = Response | tuple[str, int]


def register(app: Flask, statuses: Mapping[type[EngineError], int]) -> None:
    """Answer every error with a page in words; `statuses` adds to, or changes, `STATUS`."""
    table = {**STATUS, **statuses}

    def refused(error: EngineError) -> Answer:
        if isinstance(error, DatabaseAway | DatabaseDamaged):
            g.setdefault("visit", None)  # finding out who asks needs the database
        status = next(table[kind] for kind in type(error).__mro__ if kind in table)
        code = _told(error) if status == BROKEN else None
        return _page(status, error.sentence(language.chosen()), code, _given(error))

    app.register_error_handler(EngineError, refused)
    app.register_error_handler(NotAllowed, _not_there)
    app.register_error_handler(PageTooOld, _page_too_old)
    app.register_error_handler(here.SignInFirst, _sign_in_first)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _another_host)
    app.register_error_handler(InternalServerError, _broken)


def _not_there(_: NotAllowed) -> Answer:
    """Answer as where no page is: to who has not got a role, the pages of it are not there."""
    return _page(STATUS[NotAllowed])


def _http(error: HTTPException) -> Answer | HTTPException:
    if error.code is None or error.code < REFUSED:
        return error
    return _page(error.code)


def _another_host(_: SecurityError) -> Answer:
    """Refuse a host name that is not ours, in words that need no address of this site."""
    return "This site does not answer under that name: REGIE_HOSTS lists its names.\n", REFUSED


def _broken(error: InternalServerError) -> Answer:
    """Log what happened under a code that the reader can quote; show her only the code."""
    g.setdefault("visit", None)  # finding out who asks may be what went wrong
    return _page(BROKEN, code=_logged(error.original_exception or error))


def _logged(cause: BaseException) -> str:
    """Log what nobody foresaw, with where it was; give the code under which it stands there."""
    code = _code()
    current_app.logger.error(
        "error %s at %s %s", code, request.method, request.path, exc_info=cause
    )
    return code


def _told(error: EngineError) -> str:
    """Log what the product says itself, in one line; give the code under which it stands there."""
    code = _code()
    said = error.sentence(here.ENGLISH)
    current_app.logger.warning("error %s at %s %s: %s", code, request.method, request.path, said)
    return code


def _code() -> str:
    return secrets.token_hex(4).upper()


def _page_too_old(error: PageTooOld) -> Answer:
    """Offer the form again, but only to a page of ours: another site may have filled it in."""
    if csrf.is_from_here() and not here.visit() and request.blueprint not in WITHOUT_ACCOUNT:
        return _sign_in_page()
    if csrf.is_from_here():
        return again.offer(again.typed()), REFUSED
    return _page(REFUSED, error.sentence(language.chosen()))


def _sign_in_first(_: here.SignInFirst) -> Answer:
    """Send a reader to the sign-in page; take along what was typed."""
    if request.method in ("GET", "HEAD"):
        return redirect(url_for(SIGN_IN, naar=here.address()))
    return _sign_in_page()


def _sign_in_page() -> Answer:
    return render_template("sign_in.html", typed=again.typed(), problem=None, name=""), 401


@dataclass(frozen=True, slots=True)
class _Given:
    """What somebody typed into a form that nothing can be done with any more, as pairs.

    `files` are lost; `back` is where she may look instead.
    """

    typed: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    back: str = ""


def _given(error: EngineError) -> _Given:
    """Give back what this request holds, as far as somebody typed it."""
    typed = again.typed()
    if request.blueprint in WITHOUT_WORDS or not (typed.fields or typed.files):
        return _Given()
    cannot_ask = isinstance(error, DatabaseAway | DatabaseDamaged)
    subject = Subject() if cannot_ask else subjects.of(typed.action)
    said = labels.labelled(subject.form, typed.fields)
    return _Given(tuple(said), typed.files, subject.back)


def _page(
    status: int,
    sentence: str | None = None,
    code: str | None = None,
    given: _Given | None = None,
) -> tuple[str, int]:
    told = {"status": status, "sentence": sentence, "code": code, "given": given or _Given()}
    return render_template("errors.html", **told), status
