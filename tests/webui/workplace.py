"""A small workplace for the tests of the pages: its people, processes and forms, and its visitors.

Everything is real: the store, the diagrams, the forms; only the clock is moved by hand.
"""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from engine import (
    deployments,
    messages,
    openings,
    people,
    starts,
    store,
    substitutions,
    tasks,
    timers,
)
from engine.messages import Incoming
from engine.model import Person, Role, Substitution, Who
from engine.openings import Opening
from engine.settings import Settings
from tests.webui import proposal
from tests.webui.pages import Page
from tests.webui.screens import screens

FOLDER = Path(__file__).parent / "diagrams"
DIAGRAMS = [path.read_bytes() for path in sorted(FOLDER.glob("*.bpmn"))]
PASSWORD = "een lang wachtwoord"  # noqa: S105 - of people who do not exist

ANN = Person("ann", "Ann Anema", roles=frozenset({Role.PROCESS_OWNER}))
BOB = Person("bob", "Bob Bakker", bodies=frozenset({"Staf", "Kernteam"}))
CAROL = Person("carol", "Carol Cazemier", bodies=frozenset({"Kernteam", "Stuurgroep"}))
DAAN = Person("daan", "Daan Dijk", bodies=frozenset({"Loket provincie"}))
EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))
FRED = Person("fred", "Fred Faber", roles=frozenset({Role.ADMINISTRATOR}))
BODIES = ("Staf", "Kernteam", "Stuurgroep", "Loket provincie")
MELDING = Path(__file__).parent.parent / "engine" / "diagrams" / "melding.bpmn"
NO_MAIL = Settings(data=Path())
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n"


def form(form_id, title, required, **properties):
    definition = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": form_id,
        "title": title,
        "type": "object",
        "properties": properties,
        "required": required,
    }
    return json.dumps(definition).encode()


def asked(dutch, english, **more):
    return {"label": {"nl": dutch, "en": english}, **more}


def text(dutch, english, **more):
    return {"type": "string", "ui": asked(dutch, english)} | more


def files(dutch, english):
    return {
        "type": "array",
        "items": {"type": "string"},
        "ui": asked(dutch, english, widget="file"),
    }


FORMS = {
    "F01": form(
        "F01",
        {"nl": "Idee", "en": "Idea"},
        ["titel", "omschrijving", "akkoord"],
        titel=text("Titel", "Title", minLength=5, maxLength=120),
        omschrijving={
            "type": "string",
            "minLength": 20,
            "ui": asked("Wat is uw idee?", "What is your idea?", widget="textarea"),
        },
        idee_bijlagen=files("Bijlagen bij het idee", "Attachments"),
        akkoord={
            "type": "boolean",
            "const": True,
            "ui": asked("Ik ga akkoord", "I agree", widget="checkbox"),
        },
    ),
    "F08": form(
        "F08",
        {"nl": "Bezwaar", "en": "Objection"},
        ["naam", "besluit_datum"],
        naam=text("Uw naam", "Your name"),
        besluit_kenmerk=text("Kenmerk van het besluit", "Reference of the decision"),
        besluit_datum={
            "type": "string",
            "format": "date",
            "ui": asked("Datum van het besluit", "Date of the decision"),
        },
    ),
    "registreer": form(
        "registreer",
        {"nl": "Registreer idee", "en": "Register the idea"},
        ["duidelijk_genoeg"],
        duidelijk_genoeg={
            "type": "boolean",
            "ui": asked("Is het idee duidelijk genoeg?", "Is it clear enough?", widget="radio"),
        },
        toelichting=text("Toelichting", "Explanation", maxLength=500),
        stukken=files("Stukken", "Papers"),
    ),
    "besluit": form(
        "besluit",
        {"nl": "Neem besluit", "en": "Decide"},
        ["motivering"],
        motivering=text("Motivering", "Reasons", minLength=10),
    ),
    "voorstel": json.dumps(proposal.DEFINITION).encode(),
}


PROPOSAL = {
    "titel": "Dorpsdokter dichtbij",
    "verandering": "De huisarts vertrekt uit het dorp. Straks is alles onder één dak te vinden.",
    "gemeenten": ["v"],
    "start": date(2026, 9, 1),
    "begroting": [{"omschrijving": "Verbouwing", "soort": "bouw", "bedrag": Decimal(50000)}],
    "gevraagd": Decimal(25000),
    "fonds": "nee",
    "waarom_niet": "Geen fonds betaalt zorggebouwen.",
    "akkoord": True,
}


def furnish(found_store):
    """Fill an empty store with the people, the forms and the processes."""
    with found_store.begin() as tx:
        store.people.keep_bodies(tx, {name: name[:2] for name in BODIES})
        hashed = people.hashed(PASSWORD)
        for person in (ANN, BOB, CAROL, DAAN, EVE):
            store.people.add(tx, person, hashed)
        store.bundles.keep_in_library(tx, "form", FORMS)
        deployments.deploy_together(tx, DIAGRAMS, by=ANN)


class Workplace:
    """What the tests do at the workplace, in one line each."""

    proposal = PROPOSAL

    def __init__(self, found_store, folder, clock):
        self.store = found_store
        self.clock = clock
        self.app = screens(found_store, Settings(data=folder))

    def visitor(self):
        """Give a browser of somebody who never signed in."""
        return Visitor(self.app.test_client())

    def as_(self, person_id):
        """Give a browser in which this person has signed in."""
        client = self.app.test_client()
        client.set_cookie("regie", self.cookie(person_id))
        return Visitor(client)

    def cookie(self, person_id):
        with self.store.begin() as tx:
            return people._new_session(tx, person_id)

    def idea(self, title="Dorpsdokter dichtbij", by="message"):
        """Let an idea come in; give the number of its case."""
        payload = {"titel": title, "omschrijving": "Huisarts en apotheek onder één dak."}
        with self.store.begin() as tx:
            return messages.receive(tx, Incoming("idee ontvangen", None, payload), Who(by)).number

    def start(self, process_id, **variables):
        """Open a case by hand; give its number."""
        with self.store.begin() as tx:
            return openings.open_case(tx, Opening(process_id, variables), Who("bob")).number

    def complete(self, task_id, by, **answers):
        """Complete a task as its page does."""
        with self.store.begin() as tx:
            tasks.complete(tx, task_id, answers=answers, by=people.person(tx, by))
        messages.deliver(self.store)

    def go_on(self, number, by="bob"):
        """Let the staff find an idea clear, so that the core team may work it out."""
        self.complete(self.task(number), by, duidelijk_genoeg=True)

    def decide(self, number):
        """Bring an idea to the table of the steering group."""
        self.go_on(number)
        self.complete(self.task(number, "werk_uit"), "bob", **PROPOSAL)
        self.complete(self.task(number, "toets_voorstel", instance=2), "bob")

    def task(self, number, element="registreer", instance=1):
        return f"{number}.{instance}/{element}#1"

    def address(self, task_id):
        return f"/taken/{quote(task_id)}"

    def tick(self, **by):
        """Move the clock, and let happen what is due."""
        self.clock.tick(**by)
        timers.fire_due(self.store)
        starts.open_due(self.store)
        messages.deliver(self.store)

    def substitute(self, absent_id, substitute_id, days=7):
        today = self.clock().date()
        until = today + timedelta(days=days)
        with self.store.begin() as tx:
            substitutions.substitute(tx, Substitution(absent_id, substitute_id, today, until))


class Visitor:
    """A browser: it gets pages, and sends forms with the token of the page they are on."""

    def __init__(self, client):
        self.client = client

    def get(self, address, status=200):
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code, _told(answer))
        return Page(answer)

    def send(self, address, status=200, **fields):
        """Send a form and follow where it leads; the token is good on every page."""
        data = {"csrf": self.get("/idee").token(), **fields}
        answer = self.client.post(address, data=data, follow_redirects=True)
        assert answer.status_code == status, (address, answer.status_code, _told(answer))
        return Page(answer)


def _told(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))[:600]
