"""An app with a page that shows every part of the screens in every state, and pages to test with.

It is the real app with other views: nothing of the product is replaced.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from flask import Blueprint, abort, render_template, request
from jinja2 import ChoiceLoader, FileSystemLoader

from engine.drawing import Marks
from engine.errors import EngineError
from engine.settings import Settings
from tests.people import BOB, CAROL
from tests.webui import proposal
from tests.webui.proposal import ASKED
from webui import again, forms, framed, here, paging, pictures, security, sheets

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BOBS_COOKIE, CAROLS_COOKIE = "a-secret-of-bob", "a-secret-of-carol"
COOKIE_THAT_BREAKS = "the-store-is-away"
TEMPLATES = Path(__file__).parent / "templates"

bp = Blueprint("inbox", __name__)
signing = Blueprint("auth", __name__)


@dataclass(frozen=True)
class Step:
    words: str
    state: str
    shape: str = ""
    note: str | None = None
    href: str | None = None


class TooMuch(EngineError):
    """An amount is over the mandate."""

    nl = "{amount} is meer dan u mag uitgeven."
    en = "{amount} is more than you may spend."


def app(folder, **settings):
    """Give the app with its test pages; `folder` holds the key file."""
    made = framed(object(), Settings(data=folder, **settings))
    here.recognise_with(made, recognise)
    made.jinja_loader = ChoiceLoader([made.jinja_loader, FileSystemLoader(TEMPLATES)])
    made.register_blueprint(bp)
    made.register_blueprint(signing)
    return made


def recognise(secret):
    """Know Bob, who stands in for Carol; and Carol, who reads English."""
    if secret == COOKIE_THAT_BREAKS:
        raise OSError("the store is away")
    stands_in = (here.StandIn("Carol Cazemier", date(2026, 11, 27)),)
    return {
        BOBS_COOKIE: here.Visit(BOB, stands_in, lambda: here.Count(3, 0)),
        CAROLS_COOKIE: here.Visit(replace(CAROL, language="en")),
    }.get(secret)


@bp.get("/")
def mine():
    return render_template(
        "components.html",
        now=NOW,
        page=paging.asked_for(64),
        steps=STEPS,
        day=day,
        picture=pictures.picture(
            DIAGRAM, marks=MARKS, title="Bezwaar", description="Eerst registreren."
        ),
    )


@bp.route("/formulier", methods=["GET", "POST"])
@security.takes_files
def form():
    if request.method == "GET":
        reading = proposal.read(proposal.WRONG if "fout" in request.args else {})
        errors = reading.errors if "fout" in request.args else {}
        return render_template("form.html", sheet=sheets.draw(ASKED, reading, errors), files=FILES)
    posted = forms.posted(proposal.FORM)
    reading = proposal.read(posted.raw)
    if posted.wish == forms.COMPLETE and reading.complete:
        return "afgerond"
    errors = reading.errors if posted.wish == forms.COMPLETE else {}
    sheet = sheets.draw(ASKED, reading, errors, posted)
    return render_template("form.html", sheet=sheet, files=FILES)


@bp.get("/mijn/<path:name>")
def personal(name):
    return f"{here.person().name}: {name}"


@bp.post("/besluit")
def decide():
    person = here.person()
    if request.form.get("bedrag"):
        raise TooMuch(amount=request.form["bedrag"])
    return f"{person.name}: {request.form.get('reden', '')}"


@bp.get("/kapot")
def broken():
    raise RuntimeError("the secret inside")


@bp.get("/status/<int:status>")
def stop(status):
    abort(status)


@signing.route("/aanmelden", methods=["GET", "POST"])
def sign_in():
    if request.method == "POST" and (kept := again.kept()):
        return again.offer(kept)
    return render_template("sign_in.html", typed=None, problem=None, name="")


FILES = {"b1": SimpleNamespace(name="Schetsontwerp-dorpshuis.pdf", size=2_400_000, href="/b1")}

STEPS = [
    Step("Bezwaar ontvangen", "done", "ev", "12 oktober, via het portaal"),
    Step("Registreer bezwaar", "done", "", "Fenna Hogeveen, loket, 13 oktober"),
    Step("Wacht op herstel verzuim", "done", "tm", "Hersteld op 3 november: handtekening"),
    Step("Gronden gesplitst", "done", "gw", "2 over de inhoud, 1 over de procedure", "#gronden"),
    Step("Geef inhoudelijke zienswijze", "at", "", "Stuurgroep. U bent aan zet."),
    Step("Hoor partijen", "todo"),
    Step("Beslist", "todo", "ev", "Uiterlijk 20 januari 2027"),
]

DIAGRAM = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="test">
<process id="bezwaar" name="Bezwaar" isExecutable="true">
<startEvent id="start" name="Ontvangen"/><userTask id="ask" name="Registreer bezwaar"/>
<userTask id="judge" name="Geef inhoudelijke zienswijze"/><endEvent id="end" name="Beslist"/>
<sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
<sequenceFlow id="f2" sourceRef="ask" targetRef="judge"/>
<sequenceFlow id="f3" sourceRef="judge" targetRef="end"/>
</process></definitions>"""
MARKS = Marks(done=frozenset({"start", "f1", "ask", "f2"}), current=frozenset({"judge"}))


def day(days):
    return NOW + timedelta(days=days)
