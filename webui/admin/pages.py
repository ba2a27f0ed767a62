"""The pages of an administrator: incidents, one incident, and messages that nobody took."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import incidents, messages, starts, timers
from engine.forms import Unreadable
from engine.incidents import Answering, InvalidAnswer, ReasonMissing
from webui import here, language, paging
from webui.admin.blueprint import bp

ANSWER, REASON, DONE = "antwoord", "reden", "gedaan"
#: the lists that have pages of their own, as addresses name them: what could not be delivered,
#: what waits for the rest, and what nobody waited for
FAILED, GATHERED, UNCLAIMED = "onbezorgd", "verzameld", "berichten"
REFUSED = 400

Answer = Response | str | tuple[str, int]


@bp.get("/beheer")
def start() -> str:
    by = here.person()
    with here.reading() as tx:
        page = paging.asked_for(incidents.count(tx, by))
        waiting = paging.asked_for(messages.count_gathered(tx, by), section=GATHERED)
        failed = paging.reached(lambda most: messages.count_failed(tx, by, most=most), FAILED)
        unclaimed = paging.reached(
            lambda most: messages.count_unclaimed(tx, by, most=most), UNCLAIMED
        )
        return render_template(
            "admin/start.html",
            incidents=incidents.listed(tx, by, most=page.size, skip=page.offset),
            page=page,
            timers=timers.broken(tx, by),
            broken=timers.BROKEN,
            starts=starts.failed(tx, by),
            failed=messages.failed(tx, by, most=failed.size, skip=failed.offset),
            failing=failed,
            gathered=messages.gathered(tx, by, most=waiting.size, skip=waiting.offset),
            needed=messages.still_needed,
            waiting=waiting,
            messages=messages.unclaimed(tx, by, most=unclaimed.size, skip=unclaimed.offset),
            unclaimed=unclaimed,
            places=_places(),
            done=request.args.get(DONE, ""),
            now=tx.now,
        )


@bp.get("/beheer/storingen/<instance_id>/<place>")
def incident(instance_id: str, place: str) -> str:
    return _incident(instance_id, place, {})


@bp.post("/beheer/storingen/<instance_id>/<place>/opnieuw")
def retry(instance_id: str, place: str) -> Response:
    with here.changing() as tx:
        incidents.retry(tx, instance_id, place, here.person())
    return _back("opnieuw")


@bp.post("/beheer/storingen/<instance_id>/<place>/antwoord")
def answer(instance_id: str, place: str) -> Answer:
    answering = Answering(request.form.get(ANSWER, ""), request.form.get(REASON, ""))
    try:
        with here.changing() as tx:
            incidents.answer(tx, instance_id, place, answering, here.person())
    except InvalidAnswer as wrong:
        problems = {ANSWER: wrong.sentence(language.chosen())}
    except (ReasonMissing, Unreadable) as wrong:
        problems = {REASON: wrong.sentence(language.chosen())}
    else:
        return _back("antwoord")
    return _incident(instance_id, place, problems), REFUSED


@bp.post("/beheer/berichten/<int(max=2000000000):post_id>/opnieuw")
def offer_again(post_id: int) -> Response:
    with here.changing() as tx:
        messages.offer_again(tx, post_id, here.person())
    with here.reading() as tx:
        has_failed = messages.has_failed(tx, post_id, here.person())
    return _back("bericht-weer-niet" if has_failed else "bericht-opnieuw")


@bp.post("/beheer/berichten/<int(max=2000000000):post_id>/afvoeren")
def dismiss(post_id: int) -> Response:
    with here.changing() as tx:
        messages.dismiss(tx, post_id, here.person())
    return _back("bericht-afgevoerd")


def _incident(instance_id: str, place: str, problems: dict[str, str]) -> str:
    with here.reading() as tx:
        return render_template(
            "admin/incident.html",
            incident=incidents.find(tx, instance_id, place, here.person()),
            problems=problems,
            answer=request.form.get(ANSWER, ""),
            reason=request.form.get(REASON, ""),
            now=tx.now,
        )


def _back(done: str) -> Response:
    """Go back to the lists, at the pages where she was."""
    return redirect(url_for("admin.start", **{DONE: done}, **_places()))  # type: ignore[arg-type]


def _places() -> dict[str, str]:
    return paging.places(FAILED, GATHERED, UNCLAIMED)
