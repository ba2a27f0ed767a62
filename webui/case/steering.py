"""Steer a case: suspend it, resume it, stop it, send its work back. For administrators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import access, cases
from engine.access import Action, NotAllowed
from engine.cases import UnknownCase, WayBack
from engine.cases.viewing import UNREADABLE
from engine.errors import EngineError
from engine.model import Person, Place
from engine.store import Transaction
from webui import here, language
from webui.case.blueprint import bp
from webui.case.dossier import opened
from webui.language import gettext as _

WISH, REASON, WAY, DONE = "actie", "reden", "waarheen", "gedaan"
SUSPEND, RESUME, STOP, SEND_BACK = "leg-stil", "hervat", "stop", "stuur-terug"
REFUSED, BROKEN = 400, 500
_BETWEEN = " > "

Verb = Callable[[Transaction, str, str, Person], None]
_VERBS: dict[str, Verb] = {SUSPEND: cases.suspend, RESUME: cases.resume, STOP: cases.cancel}


class NoWayChosen(EngineError):
    """Sending back needs to know what and where to."""

    nl = "Kies eerst wat terug moet, en waarheen."
    en = "Choose first what is to be sent back, and where to."


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was asked and not done: which wish, the reason that was typed, and why not."""

    wish: str = ""
    reason: str = ""
    way: str = ""
    problem: str = ""


@bp.get("/zaken/<number>/beheer")
def steering(number: str) -> str:
    return _page(number, Attempt())


@bp.post("/zaken/<number>/beheer")
def steer(number: str) -> Response | tuple[str, int]:
    by = here.person()
    wish, reason = request.form.get(WISH, ""), request.form.get(REASON, "")
    try:
        with here.changing() as tx:
            _carry_out(tx, number, wish, reason, by)
    except (NotAllowed, UnknownCase):
        raise
    except EngineError as refused:
        said = refused.sentence(language.chosen())
        status = BROKEN if isinstance(refused, UNREADABLE) else REFUSED
        return _page(number, Attempt(wish, reason, request.form.get(WAY, ""), said)), status
    return redirect(url_for("case.steering", number=number, gedaan=wish))


def _carry_out(tx: Transaction, number: str, wish: str, reason: str, by: Person) -> None:
    if verb := _VERBS.get(wish):
        verb(tx, number, reason, by)
        return
    way, to = _chosen(tx, number, by)
    cases.send_back(tx, way.instance_id, way.place, to, reason=reason, by=by)


def _chosen(tx: Transaction, number: str, by: Person) -> tuple[WayBack, str]:
    """Find the way back that was chosen, as far as the case still has it. Raises NoWayChosen."""
    for way in cases.ways_back(tx, number, by):
        for target in way.targets:
            if _value(way.instance_id, way.place, target.id) == request.form.get(WAY):
                return way, target.id
    raise NoWayChosen


def _page(number: str, attempt: Attempt) -> str:
    by = here.person()
    access.require(by, Action.STEER)
    with here.reading() as tx:
        found = opened(tx, number, by)
        ways = _ways(tx, number, by)
    return render_template(
        "case/steering.html", found=found, ways=ways, attempt=attempt, done=_done()
    )


def _ways(tx: Transaction, number: str, by: Person) -> list[tuple[str, str]] | None:
    """Tell the ways back; None when it cannot be read where the case is."""
    try:
        return _told(cases.ways_back(tx, number, by))
    except UNREADABLE:
        return None


def _told(ways: list[WayBack]) -> list[tuple[str, str]]:
    """Give each way back as the value that is posted and the words that are read."""
    return [
        (
            _value(way.instance_id, way.place, target.id),
            _(
                "'%(what)s' terug naar '%(to)s'",
                what=way.element.name or way.element.id,
                to=target.name or target.id,
            ),
        )
        for way in ways
        for target in way.targets
    ]


def _value(instance_id: str, place: Place, to: str) -> str:
    return f"{instance_id}/{place}{_BETWEEN}{to}"


def _done() -> str:
    """Say what was just done; nothing for an address that somebody made up."""
    sentences = {
        SUSPEND: _("De zaak is stilgelegd."),
        RESUME: _("De zaak gaat weer verder."),
        STOP: _("De zaak is gestopt."),
        SEND_BACK: _("Het werk is teruggestuurd."),
    }
    return sentences.get(request.args.get(DONE, ""), "")
