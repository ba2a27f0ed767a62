"""Timers fire when they are due, once, also after the program was off."""

import pytest
from sqlalchemy import delete, insert, select, update

from engine import incidents, replay, store, tables, timers
from engine.access import NotAllowed
from engine.model import Place
from tests.engine.interpreter.diagrams import catch, diagram, go, script, start, timer, xor
from tests.engine.office import CAROL, EVE, FRED
from tests.engine.starting import deploy

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


def test_a_timer_that_cannot_fire_is_one_line_and_rings_later_and_stops_no_other(office, caplog):
    first, second = office.open(), office.open()
    for number in (first, second):
        office.complete(f"{number}.1/beoordeel#1", **WAITING)
    with office.store.begin() as tx:
        stray = store.work.TimerSet(Place("nergens"), office.clock.now)
        store.work.project(tx, store.instances.find(tx, f"{first}.1"), [stray], {})
    office.clock.tick(days=28)

    assert timers.fire_due(office.store) == 2
    (line,) = caplog.messages
    assert line == (
        f"timer nergens#1 of {first}.1 did not fire (tries: 1): Nothing at nergens#1 waits for "
        "this (any more). Nothing changed. It is tried again in five minutes."
    )
    assert "Traceback" not in caplog.text
    with office.store.read() as tx:
        assert store.timers.next_due(tx) == office.clock.now + timers.LATER


# --- timers that cannot fire


@pytest.fixture
def reminder(office):
    """Give a case whose reminder is due, while a stray row stands where its task must come."""
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", volledig=True, bedrag=10)
    with office.store.begin() as tx:
        row = tx.row(select(tables.task).where(tables.task.c.id == f"{number}.1/besluit#1"))
        stray = {**row._asdict(), "id": f"{number}.1/herinnering#1", "done_at": tx.now}
        tx.change(insert(tables.task), stray)
    office.clock.tick(days=7)
    return number


def try_often(office):
    for _ in range(timers.MOST_TRIES):
        assert timers.fire_due(office.store) == 0
        office.clock.tick(seconds=timers.LATER.total_seconds())


def listed(office):
    with office.store.read() as tx:
        return incidents.listed(tx, FRED)


def test_a_timer_that_can_never_fire_is_an_incident_in_the_end(office, reminder, caplog):
    assert timers.fire_due(office.store) == 0
    assert listed(office) == []
    try_often(office)
    assert caplog.messages[0].startswith(
        f"timer herinner#1 of {reminder}.1 did not fire (tries: 1)"
    )
    assert "Traceback" in caplog.text
    assert "(tries: 6). It is an incident now: see `regie incidents`." in caplog.text

    (found,) = listed(office)
    assert (found.case_number, found.place.element_id) == (reminder, "herinner")
    assert found.reason.nl == (
        "De wekker kon niet afgaan (pogingen: 6). "
        "Het programma zelf bevat een fout; die staat in het logboek."
    )
    with office.store.read() as tx:
        assert store.timers.next_due(tx) is None
        assert replay.happenings(tx, f"{reminder}.1", EVE)[-1].kind == "TimerFailed"


def test_a_timer_that_is_an_incident_fires_when_an_administrator_tries_again(office, reminder):
    try_often(office)
    (found,) = listed(office)
    with office.store.begin() as tx:
        tx.change(delete(tables.task).where(tables.task.c.id == f"{reminder}.1/herinnering#1"))
        incidents.retry(tx, found.instance_id, str(found.place), FRED)

    assert timers.fire_due(office.store) == 1
    assert f"{reminder}.1/herinnering#1" in office.open_tasks(reminder)
    with office.store.read() as tx:
        assert all(one.right for one in replay.verify_case(tx, reminder, EVE))


def test_a_case_that_goes_on_takes_the_incident_of_its_timer_away(office, reminder):
    try_often(office)
    office.complete(f"{reminder}.1/besluit#1", by=CAROL, reden="Goed plan")

    assert listed(office) == []


def test_a_timer_that_cannot_even_become_an_incident_is_seen_until_it_fires(
    office, reminder, caplog
):
    table, instance_id = tables.instance, f"{reminder}.1"
    here = table.c.id == instance_id
    with office.store.begin() as tx:
        kept = tx.row(select(table.c.snapshot).where(here))[0]
        tx.change(update(table).where(here).values(snapshot=kept[:-9]))
        tx.change(delete(tables.task).where(tables.task.c.id == f"{reminder}.1/herinnering#1"))
    try_often(office)
    with office.store.read() as tx:
        (found,) = timers.broken(tx, FRED)
        assert (found.instance_id, found.place.element_id) == (instance_id, "herinner")
        with pytest.raises(NotAllowed):
            timers.broken(tx, CAROL)
    assert listed(office) == []
    assert caplog.messages[-1].endswith("It is tried again in five minutes.")
    assert f"of {instance_id} could not become an incident: " in caplog.messages[-1]
    assert "Traceback" not in caplog.text

    with office.store.begin() as tx:
        tx.change(update(table).where(here).values(snapshot=kept))
    assert timers.fire_due(office.store) == 1
    with office.store.read() as tx:
        assert timers.broken(tx, FRED) == []


def test_timers_of_which_the_program_dies_are_incidents_too(office, reminder):
    timers.give_up(office.store, f"{reminder}.1", tries=3)

    (found,) = listed(office)
    assert "(tries: 3). The program stopped each time" in found.reason.en
    assert timers.fire_due(office.store) == 0


def test_a_timer_that_is_due_again_at_once_holds_up_no_ring(office):
    round_and_round = diagram(
        start("s"),
        script("hoe_lang", 'w = duration("PT0S")'),
        xor("g"),
        catch("c", timer("w")),
        go("s hoe_lang g c g"),
    )
    deploy(office, round_and_round)
    number = office.open("p")
    other = office.open()
    office.complete(f"{other}.1/beoordeel#1", **WAITING)

    assert office.tick(days=28) < 2 * timers.MOST_ROUNDS
    assert office.case(other).status == "Afgewezen"
    assert office.case(number).closed_at is None
