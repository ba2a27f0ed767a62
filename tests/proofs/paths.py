"""The ways an instance moves, each as something to do once, and to do again after a crash."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from engine import cases, deployments, messages, openings, services, starts, tasks, timers
from engine.errors import EngineError
from engine.interpreter.paging import LONG
from engine.messages import Incoming
from engine.model import Place, Who
from engine.openings import Opening
from engine.settings import Settings
from tests.engine.interpreter.diagrams import (
    catch,
    diagram,
    end,
    go,
    many,
    start,
    sub,
    timer,
    user,
)
from tests.engine.office import ANN, BOB, CAROL, FRED
from tests.engine.postroom import ADDRESS, MELDING

SETTINGS = Settings(data=Path(), service_timeout_seconds=20)
WAITING = {"volledig": False, "bedrag": 10}
COMPLETE = {"volledig": True, "bedrag": 10}


@dataclass(frozen=True)
class Way:
    """`prepare(office)` gives the number of the case that `act(store, number)` moves.

    `again` is what people and clocks do after a crash, when they do not know what was done;
    `later` is how much later they do that.
    """

    prepare: Callable
    act: Callable
    again: Callable | None = None
    later: timedelta = timedelta()


def _fresh(office):
    return office.open()


def _waiting(office):
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", **WAITING)
    return number


def _due(office):
    number = _waiting(office)
    office.clock.tick(days=28)
    return number


def _crowded(office):
    """Let so much wait in one case that it lies on pages; one timer of it is due."""
    inside = (start("qs"), catch("c", timer("due")), end("qe"), go("qs c qe"))
    items = many(over="dues", item="due")
    with office.store.begin() as tx:
        drawn = diagram(start(), sub("q", *inside, items), end(), go("s q e"))
        deployments.deploy(tx, drawn, by=ANN)
    dues = [timedelta(days=1), *[timedelta(days=400)] * (LONG // 150)]
    number = office.open("p", dues=dues)
    office.clock.tick(days=1)
    return number


def _posted(office):
    number = _waiting(office)
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("antwoord", number, {"antwoord": "ja"}))
    return number


def _kept(office):
    """Let a message be kept in vain, another for a suspended case, and a third arrive at once."""
    stopped, number = _waiting(office), _waiting(office)
    with office.store.begin() as tx:
        _suspend(tx, stopped)
        for key in ("niemand", stopped, number):
            messages.keep(tx, Incoming("antwoord", key, {"antwoord": "ja"}))
    return number


def _called(office):
    return office.open("ouder", aantal=1)


def _almost(office):
    number = _called(office)
    office.complete(f"{number}.2/werk#1", hoe="hulp")
    office.complete(f"{number}.1/help#1")
    return number


def _letter(office):
    with office.store.begin() as tx:
        deployments.deploy(tx, MELDING, by=ANN)
    return office.open("melding", adres=ADDRESS)


def _suspended(office):
    number = _fresh(office)
    with office.store.begin() as tx:
        cases.suspend(tx, number, "Eerst overleg.", FRED)
    return number


def _about_to_start(office):
    weekly = start("t", timer("R/P7D", "timeCycle"))
    with office.store.begin() as tx:
        deployments.deploy(tx, diagram(weekly, user("a"), go("t a"), name="Weekbericht"), by=ANN)
    number = office.open()
    office.clock.tick(days=7)
    return number


def _open(process_id):
    def act(found_store, _number):
        with found_store.begin() as tx:
            opening = Opening(process_id, {"titel": "Brug", "aantal": 1})
            openings.open_case(tx, opening, Who("bob"))

    return act


def _open_unless_there(act):
    def again(found_store, number):
        with found_store.read() as tx:
            is_there = len(cases.listed(tx, FRED)) > 1
        if not is_there:
            act(found_store, number)

    return again


def _complete(task, by=BOB, **answers):
    def act(found_store, number):
        with found_store.begin() as tx:
            tasks.complete(tx, f"{number}.{task}", answers=answers, by=by, key="once")

    return act


def _change(verb):
    """Make a change of its own transaction; who repeats it may be told that it was done."""

    def act(found_store, number):
        with found_store.begin() as tx:
            verb(tx, number)

    def again(found_store, number):
        with suppress(EngineError):
            act(found_store, number)

    return {"act": act, "again": again}


def _receive(tx, number):
    messages.receive(tx, Incoming("antwoord", number, {"antwoord": "ja"}), Who("bob"))


def _claim(tx, number):
    tasks.claim(tx, f"{number}.1/beoordeel#1", BOB)


def _suspend(tx, number):
    cases.suspend(tx, number, "Eerst overleg.", FRED)


def _resume(tx, number):
    cases.resume(tx, number, "Overleg gehad.", FRED)


def _cancel(tx, number):
    cases.cancel(tx, number, "Dubbel ingediend.", FRED)


def _send_back(tx, number):
    place = Place("besluit")
    cases.send_back(tx, f"{number}.1", place, "beoordeel", reason="Niet volledig.", by=FRED)


def _decided(office):
    number = _fresh(office)
    office.complete(f"{number}.1/beoordeel#1", **COMPLETE)
    with office.store.begin() as tx:
        tasks.claim(tx, f"{number}.1/besluit#1", CAROL)
    return number


def _perform(found_store, _number):
    services.perform_due(found_store, SETTINGS, {"mail": lambda request, _: request.key})


_start, _start_called = _open("aanvraag"), _open("ouder")

WAYS = {
    "start": Way(_fresh, _start, _open_unless_there(_start)),
    "start with a child": Way(_fresh, _start_called, _open_unless_there(_start_called)),
    "complete": Way(_fresh, _complete("1/beoordeel#1", **COMPLETE)),
    "complete the last task": Way(_decided, _complete("1/besluit#1", by=CAROL, reden="Goed plan")),
    "claim": Way(_fresh, **_change(_claim)),
    "timer": Way(_due, lambda found_store, _: timers.fire_due(found_store)),
    "timer beside many": Way(_crowded, lambda found_store, _: timers.fire_due(found_store)),
    "start by timer": Way(_about_to_start, lambda found_store, _: starts.open_due(found_store)),
    "message from outside": Way(_waiting, **_change(_receive)),
    "message between instances": Way(_posted, lambda found, _: messages.deliver(found)),
    "message in vain": Way(_kept, lambda found, _: messages.lay_aside(found)),
    "child ends": Way(_almost, _complete("2/door#1")),
    "child fails": Way(_called, _complete("2/werk#1", hoe="stuk")),
    "child escalates": Way(_called, _complete("2/werk#1", hoe="hulp")),
    "service answer": Way(_letter, _perform, later=timedelta(minutes=2)),
    "suspend": Way(_fresh, **_change(_suspend)),
    "resume": Way(_suspended, **_change(_resume)),
    "cancel with a child": Way(_called, **_change(_cancel)),
    "send back": Way(_decided, **_change(_send_back)),
}
