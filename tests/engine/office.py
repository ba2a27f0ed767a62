"""A small office for the stories of the engine's tests: its people, diagrams and forms."""

import json
from pathlib import Path

from engine import deployments, messages, openings, people, starts, store, tasks, timers
from engine.model import Person, Role, Who
from engine.openings import Opening

FOLDER = Path(__file__).parent / "diagrams"
AANVRAAG = (FOLDER / "aanvraag.bpmn").read_bytes()
OUDER = (FOLDER / "ouder.bpmn").read_bytes()

ANN = Person("ann", "Ann Anema", roles=frozenset({Role.PROCESS_OWNER}))
BOB = Person("bob", "Bob Bakker", bodies=frozenset({"Kernteam"}))
CAROL = Person("carol", "Carol Cazemier", bodies=frozenset({"Kernteam", "Stuurgroep"}))
DAAN = Person("daan", "Daan Dijk", bodies=frozenset({"Bezwarencommissie"}))
EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))
FRED = Person("fred", "Fred Faber", roles=frozenset({Role.ADMINISTRATOR}))


def form(form_id, **properties):
    return json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": form_id,
            "title": {"nl": form_id, "en": form_id},
            "type": "object",
            "properties": properties,
            "required": [name for name, asked in properties.items() if "value" not in asked["ui"]],
        }
    ).encode()


def labelled(text, **more):
    return {"label": {"nl": text, "en": text}, **more}


FORMS = {
    "beoordeel": form(
        "beoordeel",
        volledig={"type": "boolean", "ui": labelled("Is de aanvraag volledig?")},
        bedrag={"type": "number", "minimum": 0, "ui": labelled("Bedrag", widget="money")},
    ),
    "besluit": form(
        "besluit", reden={"type": "string", "minLength": 5, "ui": labelled("Motivering")}
    ),
    "hoe": form("hoe", hoe={"type": "string", "ui": labelled("Hoe gaat het?")}),
}


def furnish(found_store):
    """Fill an empty store with the people, the forms and the processes."""
    with found_store.begin() as tx:
        names = ("Kernteam", "Stuurgroep", "Bezwarencommissie")
        store.people.keep_bodies(tx, {name: name[:2] for name in names})
        for person in (ANN, BOB, CAROL, DAAN, EVE, FRED):
            store.people.add(tx, person, people._nobody)
        store.bundles.keep_in_library(tx, "form", FORMS)
        for diagram in (AANVRAAG, OUDER):
            deployments.deploy(tx, diagram, by=ANN)


class Office:
    """What the tests do in the office once it is furnished, in one line each."""

    def __init__(self, found_store, clock):
        self.store = found_store
        self.clock = clock

    def open(self, process_id="aanvraag", **variables):
        """Open a case by hand; give its number."""
        with self.store.begin() as tx:
            opening = Opening(process_id, {"titel": "Fietspad"} | variables)
            number = openings.open_case(tx, opening, Who("bob")).number
        messages.deliver(self.store)
        messages.lay_aside(self.store)
        return number

    def complete(self, task_id, by=BOB, key=None, **answers):
        with self.store.begin() as tx:
            tasks.complete(tx, task_id, answers=answers, by=by, key=key)
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    def tick(self, **by):
        """Move the clock and let what is due fire; tell how many timers fired."""
        self.clock.tick(**by)
        fired = timers.fire_due(self.store) + starts.open_due(self.store)
        messages.deliver(self.store)
        messages.lay_aside(self.store)
        return fired

    def open_tasks(self, number):
        with self.store.read() as tx:
            return [task.id for task in store.tasks.of_case(tx, number) if task.done_at is None]

    def case(self, number):
        with self.store.read() as tx:
            return store.cases.find(tx, number)
