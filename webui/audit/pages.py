"""The pages of looking back: the cases, one case, and one instance at one past moment."""

from __future__ import annotations

from datetime import date, datetime, time

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import cases, deployments, instances, replay
from webui import formats, here, paging
from webui.audit import scene, watched
from webui.audit.blueprint import bp
from webui.audit.watched import Watched

SEARCH, POSITION, DAY, CHECK = "zoek", "g", "op", "controle"
LONGEST_SEARCH = 200
_DIGITS = 9

Answer = Response | str


@bp.get("/toezicht")
def start() -> str:
    by = here.person()
    search = request.args.get(SEARCH, "").strip()[:LONGEST_SEARCH]
    with here.reading() as tx:
        page = paging.asked_for(cases.count(tx, by, search=search))
        found = cases.listed(tx, by, search=search, most=page.size, skip=page.offset)
        return render_template("audit/cases.html", cases=found, page=page, search=search)


@bp.get("/toezicht/<number>")
def case(number: str) -> str:
    by = here.person()
    with here.reading() as tx:
        found, runs = cases.runs(tx, number, by)
        verdicts = replay.verify_case(tx, number, by) if CHECK in request.args else []
        return render_template(
            "audit/case.html",
            case=found,
            runs=runs,
            definitions={one.id: instances.definition(tx, one.digest) for one in runs},
            versions={one.digest: one for one in deployments.versions(tx, by)},
            verdicts={one.instance_id: one for one in verdicts},
            now=tx.now,
        )


@bp.get("/toezicht/<number>/<instance_id>")
def moment(number: str, instance_id: str) -> Answer:
    by = here.person()
    with here.reading() as tx:
        found, runs = cases.runs(tx, number, by)
        run = next((one for one in runs if one.id == instance_id), None)
        if run is None:
            abort(404)
        seen = watched.watched(tx, found, runs, run, by)
        if not seen.history:
            return redirect(url_for("audit.case", number=number, controle=1))
        if DAY in request.args:
            return redirect(seen.address(_last_of(seen, request.args[DAY])))
        return render_template(
            "audit/moment.html",
            scene=scene.at(tx, seen, _wished(seen)),
            verdict=replay.check_chain(tx, run.id, by),
            verdicts=replay.verify_case(tx, number, by) if CHECK in request.args else [],
            versions={one.digest: one for one in deployments.versions(tx, by)},
            now=tx.now,
        )


def _wished(seen: Watched) -> int:
    """Give the position that the address asks for; the last for what is no number."""
    text = request.args.get(POSITION, "")
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return int(text)
    return seen.history[-1].position


def _last_of(seen: Watched, day: str) -> int:
    """Find the last position on a day or before it; the last of all for what is no day."""
    try:
        end = datetime.combine(date.fromisoformat(day), time.max, tzinfo=formats.ZONE)
    except ValueError:
        return seen.history[-1].position
    before = [one.position for one in seen.history if one.at <= end]
    return before[-1] if before else seen.history[0].position
