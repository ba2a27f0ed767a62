"""The collaboration at work in a test: everybody who takes part, and all diagrams deployed."""

from __future__ import annotations

from engine import deployments, masterdata, messages, openings, starts, store, tasks, timers
from engine.messages import Incoming
from engine.model import Person, Role, Who
from tests.processes.shipped import ROOT

ANN = Person("ann", "Ann Anema", roles=frozenset({Role.PROCESS_OWNER}))
PORTAL = Who("portal")


def _member(person_id: str, body: str, organisation_id: str | None = None) -> Person:
    return Person(person_id, person_id.title(), organisation_id, frozenset({body}))


PEOPLE = (
    _member("sanne", "Staf"),
    _member("karim", "Kernteam"),
    _member("emmy", "Coördinatieteam", "gemeente_emmen"),
    _member("coen", "Coördinatieteam", "gemeente_coevorden"),
    _member("petra", "Programmadirecteur"),
    _member("otto", "Ontwerpteam"),
    _member("vera", "Voorzitter expertteam"),
    *(_member(name, "Expertteam") for name in ("xander", "yara", "zoe", "wim")),
    _member("hans", "Voorzitter stuurgroep"),
    *(_member(name, "Stuurgroep") for name in ("iris", "jan", "kees")),
    *(_member(name, "Vooruitgeschoven secretarissen") for name in ("ada", "ben", "cor")),
    _member("siem", "Secretarissen", "gemeente_coevorden"),
    _member("lotte", "Loket provincie"),
    _member("joris", "Juridische zaken"),
    _member("bea", "Bezwarencommissie"),
    _member("sven", "Subsidieteam provincie"),
    _member("gerda", "Gedeputeerde Staten"),
)


def set_up(tx):
    """Bring the people, lists, forms and diagrams in."""
    masterdata.load(tx, ROOT / "processes", ROOT / "forms")
    for person in (ANN, *PEOPLE):
        store.people.add(tx, person, "no password")
    deployments.deploy_together(tx, masterdata.diagrams(ROOT / "processes"), by=ANN)


class Region:
    """What happens in the region, in one line each."""

    def __init__(self, found_store, clock):
        self.store = found_store
        self.clock = clock

    def send(self, name, key=None, **payload):
        """Let a message come in; give the number of the case it opened, if it did."""
        with self.store.begin() as tx:
            opened = messages.receive(tx, Incoming(name, key, payload), PORTAL)
        messages.deliver(self.store)
        messages.lay_aside(self.store)
        return opened.number if opened else None

    def open(self, process_id, **variables):
        """Start one process by hand, as a call from another would; give the number of its case."""
        with self.store.begin() as tx:
            opened = openings.open_case(tx, openings.Opening(process_id, variables), PORTAL)
        messages.deliver(self.store)
        messages.lay_aside(self.store)
        return opened.number

    def do(self, number, element_id, who=None, **answers):
        """Complete the open task at an element, by somebody of its body or by `who`."""
        found = self.open_tasks(number, element_id)
        task = next(each for each in found if who is None or each.assignee in (None, who))
        with self.store.begin() as tx:
            tasks.complete(tx, task.id, answers=answers, by=_worker(task, who))
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    def open_tasks(self, number, element_id=None):
        """Give the open tasks of a case, or those at one element."""
        with self.store.read() as tx:
            found = store.tasks.of_case(tx, number)
        return [
            each
            for each in found
            if each.done_at is None and element_id in (None, each.place.element_id)
        ]

    def waiting(self, number):
        """Give the elements at which somebody has work, in alphabetical order."""
        return sorted({each.place.element_id for each in self.open_tasks(number)})

    def tick(self, **by):
        """Move the clock and let what is due fire."""
        self.clock.tick(**by)
        timers.fire_due(self.store)
        starts.open_due(self.store)
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    def case(self, number):
        with self.store.read() as tx:
            return store.cases.find(tx, number)

    def status(self, number):
        return self.case(number).status


def _worker(task, who):
    named = who or task.assignee
    return next(
        each
        for each in PEOPLE
        if task.body in each.bodies and named in (None, each.id, each.organisation_id)
    )
