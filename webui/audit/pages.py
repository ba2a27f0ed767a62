"""The pages of looking back: the cases, one case, and one instance at one past moment."""

from __future__ import annotations

from datetime import date, datetime, time

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import cases, deployments, replay
from webui import formats, here, paging
from webui.audit import scene, sweep, watched
from webui.audit.blueprint import bp
from webui.audit.watched import Watched

SEARCH, POSITION, DAY, CHECK = "zoek", "g", "op", "controle"
TOO_EARLY = "gevraagd"  #: the day somebody asked for, on which there was nothing yet
LONGEST_SEARCH = 200
_DIGITS = 9

Answer = Response | str


@bp.get("/toezicht")
def start() -> str:
    by = here.person()
    search = request.args.get(SEARCH, "").strip()[:LONGEST_SEARCH]
    checked = sweep.checked(here.store(), by) if CHECK in request.args else None
    with here.reading() as tx:
        page = paging.reached(lambda most: cases.count(tx, by, most=most, search=search))
        found = cases.listed(tx, by, search=search, most=page.size, skip=page.offset)
        return render_template(
            "audit/cases.html", cases=found, page=page, search=search, checked=checked, by=by
        )


@bp.get("/toezicht/<number>")
def case(number: str) -> str:
    by = here.person()
    with here.reading() as tx:
        found, begun = cases.runs(tx, number, by)
        runs = [replay.as_begun(tx, one) for one in begun]
        verdicts = replay.verify_case(tx, number, by) if CHECK in request.args else []
        return render_template(
            "audit/case.html",
            case=found,
            runs=runs,
            follows={one.id: one.digest for one in begun},
            names={one.id: watched.title(tx, one) for one in runs},
            versions={one.digest: one for one in deployments.versions(tx, by)},
            verdicts={one.subject: one for one in verdicts},
            now=tx.now,
        )


@bp.get("/toezicht/<number>/<instance_id>")
def moment(number: str, instance_id: str) -> Answer:
    by = here.person()
    with here.reading() as tx:
        found, runs = cases.runs(tx, number, by)
        if all(one.id != instance_id for one in runs):
            abort(404)
        seen = watched.watched(tx, found, runs, instance_id, by)
        if seen is None:
            return redirect(url_for("audit.case", number=number, controle=1))
        if DAY in request.args:
            return redirect(_on_day(seen, request.args[DAY]))
        return render_template(
            "audit/moment.html",
            scene=scene.at(tx, seen, _wished(seen)),
            verdict=replay.check_chain(tx, instance_id, by),
            verdicts=replay.verify_case(tx, number, by) if CHECK in request.args else [],
            ends={one.id: one.position for one in runs},
            versions={one.digest: one for one in deployments.versions(tx, by)},
            too_early=_day(request.args.get(TOO_EARLY, "")),
            now=tx.now,
        )


def _wished(seen: Watched) -> int:
    """Give the position that the address asks for; the last for what is no number."""
    text = request.args.get(POSITION, "")
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return int(text)
    return seen.history[-1].position


def _on_day(seen: Watched, day: str) -> str:
    """Give the address of the last position on a day or before it.

    When the instance had not begun, it is that of the first, which then says so; for what is no
    day, that of the last.
    """
    last, asked = seen.history[-1].position, _day(day)
    if asked is None:
        return seen.address(last)
    end = datetime.combine(asked, time.max, tzinfo=formats.ZONE)
    before = [one.position for one in seen.history if one.at <= end]
    if before:
        return seen.address(before[-1])
    return f"{seen.address(seen.history[0].position)}&{TOO_EARLY}={asked.isoformat()}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
