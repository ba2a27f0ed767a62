"""What starts by itself: stop it, let it go on, try it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import access, starts
from engine.access import Action
from engine.forms import Unreadable
from engine.model import Person
from engine.starts import NoReason, ReasonTooLong, UnknownStart
from engine.store import Transaction
from webui import here, language
from webui.studio import pages
from webui.studio.blueprint import bp
from webui.studio.pages import Attempt

START, WHAT, REASON = "begin", "actie", "reden"
REFUSED = 400

_STEER: Mapping[str, Callable[[Transaction, str, str, Person], None]] = {
    "stop": starts.stop,
    "hervat": starts.resume,
    "opnieuw": starts.try_again,
}


@bp.post("/processen/<process_id>/begin")
def steer_start(process_id: str) -> Response | tuple[str, int]:
    by = here.person()
    access.require(by, Action.STEER_STARTS)
    steer = _STEER.get(request.form.get(WHAT, ""))
    if steer is None:
        abort(400)
    start, reason = request.form.get(START, ""), request.form.get(REASON, "")
    if start.partition("/")[0] != process_id:
        raise UnknownStart
    try:
        with here.changing() as tx:
            steer(tx, start, reason, by)
    except (NoReason, ReasonTooLong, Unreadable) as refused:
        said = refused.sentence(language.chosen())
        return pages.shown(process_id, None, Attempt(start, reason, said)), REFUSED
    return redirect(url_for("studio.process", process_id=process_id) + "#begin")
