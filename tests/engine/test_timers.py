"""Timers fire when they are due, once, also after the program was off."""

from engine import store, timers
from engine.model import Place
from tests.engine.office import CAROL

WAITING = {"volledig": False, "bedrag": 10}


def test_a_timer_that_is_not_due_does_not_fire(office):
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", **WAITING)

    assert office.tick(days=27) == 0


def test_a_due_timer_fires_once(office):
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", **WAITING)

    assert office.tick(days=28) == 1
    assert office.case(number).status == "Afgewezen"
    assert office.tick(days=1) == 0


def test_a_timer_missed_while_the_program_was_off_fires_at_the_next_ring(office):
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", **WAITING)

    assert office.tick(days=400) == 1


def test_a_reminder_leaves_the_task_it_reminds_of(office):
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", volledig=True, bedrag=10)
    office.tick(days=7)

    assert set(office.open_tasks(number)) == {
        f"{number}.1/besluit#1",
        f"{number}.1/herinnering#1",
    }


def test_an_answered_question_takes_its_timer_away(office):
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", volledig=True, bedrag=10)
    office.complete(f"{number}.1/besluit#1", by=CAROL, reden="Goed plan")

    with office.store.read() as tx:
        assert store.timers.next_due(tx) is None


def test_a_timer_that_cannot_fire_rings_later_and_stops_no_other(office):
    first, second = office.open(), office.open()
    for number in (first, second):
        office.complete(f"{number}.1/beoordeel#1", **WAITING)
    with office.store.begin() as tx:
        stray = store.work.TimerSet(Place("nergens"), office.clock.now)
        store.work.project(tx, store.instances.find(tx, f"{first}.1"), [stray], {})
    office.clock.tick(days=28)

    assert timers.fire_due(office.store) == 2
    with office.store.read() as tx:
        assert store.timers.next_due(tx) == office.clock.now + timers.LATER
