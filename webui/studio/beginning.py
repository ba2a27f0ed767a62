"""What starts by itself: stop it, let it go on, try it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import starts
from engine.model import Person
from engine.store import Transaction
from webui import here
from webui.studio.blueprint import bp

START, WHAT = "begin", "actie"

_STEER: Mapping[str, Callable[[Transaction, str, Person], None]] = {
    "stop": starts.stop,
    "hervat": starts.resume,
    "opnieuw": starts.try_again,
}


@bp.post("/processen/<process_id>/begin")
def steer_start(process_id: str) -> Response:
    steer = _STEER.get(request.form.get(WHAT, ""))
    if steer is None:
        abort(400)
    with here.changing() as tx:
        steer(tx, request.form.get(START, ""), here.person())
    return redirect(url_for("studio.process", process_id=process_id) + "#begin")
