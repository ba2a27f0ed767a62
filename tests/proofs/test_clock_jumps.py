"""The clock jumps, and summer time begins and ends: nothing fires twice, nothing never."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from engine import deployments, services, store, tables
from engine.events import ServiceAnswered, TaskCompleted, TimerFired
from tests.engine.interpreter.diagrams import catch, diagram, end, go, start, timer, user
from tests.engine.office import ANN, CAROL
from tests.engine.postroom import ADDRESS, MELDING
from tests.proofs.judging import judge
from tests.proofs.paths import SETTINGS

HERE = ZoneInfo("Europe/Amsterdam")
WAITING = {"volledig": False, "bedrag": 10}
COMPLETE = {"volledig": True, "bedrag": 10}


def due_of(office, task_id):
    with office.store.read() as tx:
        return store.tasks.find(tx, task_id).due


def test_a_clock_that_goes_back_an_hour_fires_nothing_twice_or_early(office, figures):
    number, other = office.open(), office.open()
    for one in (number, other):
        office.complete(f"{one}.1/beoordeel#1", **WAITING)
    assert office.tick(days=28) == 2
    third = office.open()
    office.complete(f"{third}.1/beoordeel#1", **WAITING)

    assert office.tick(hours=-1) == 0
    assert office.tick(hours=1, days=27) == 0
    assert office.tick(days=1) == 1
    assert len(judge(office.store).of_kind(TimerFired)) == 3
    figures(timers=3, missing=0, doubled=0)


def test_what_is_done_after_the_clock_went_back_verifies(office):
    number = office.open()
    office.clock.tick(hours=-1)
    office.complete(f"{number}.1/beoordeel#1", key="one", **COMPLETE)
    office.clock.tick(hours=-1)
    office.complete(f"{number}.1/beoordeel#1", key="one", **COMPLETE)
    office.complete(f"{number}.1/besluit#1", by=CAROL, reden="Goed plan")

    assert office.case(number).status == "Goedgekeurd"
    assert len(judge(office.store).of_kind(TaskCompleted)) == 2


def test_a_clock_that_leaps_forward_fires_all_that_was_passed_over_once(office):
    numbers = [office.open() for _ in range(5)]
    for days, number in enumerate(numbers):
        office.complete(f"{number}.1/beoordeel#1", **WAITING)
        office.clock.tick(days=days)

    assert office.tick(days=365) == 5
    assert office.tick(hours=-1) == 0
    assert office.tick(hours=2) == 0
    assert len(judge(office.store).of_kind(TimerFired)) == 5


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_jumps_while_a_service_works_lets_its_answer_count_once(office, hours):
    with office.store.begin() as tx:
        deployments.deploy(tx, MELDING, by=ANN)
    office.open("melding", adres=ADDRESS)
    asked = []

    def jumping(request, _settings):
        asked.append(request.key)
        if len(asked) == 1:
            office.clock.tick(hours=hours)
            services.perform_due(office.store, SETTINGS, {"mail": jumping})
        return request.key

    services.perform_due(office.store, SETTINGS, {"mail": jumping})
    office.clock.tick(hours=2)
    services.perform_due(office.store, SETTINGS, {"mail": jumping})
    assert len(set(asked)) == 1
    assert len(judge(office.store).of_kind(ServiceAnswered)) == 1


# --- summer time


def at_home(*parts):
    return datetime(*parts, tzinfo=HERE).astimezone(UTC)


CHANGES = {
    "summer time begins": (2026, 3, 28),  # the next night two o'clock becomes three
    "summer time ends": (2026, 10, 24),  # the next night three o'clock becomes two
}


@pytest.fixture(params=CHANGES)
def day(request, sqlite_office):
    """Give the day before the clock changes; it is six in the evening in the office."""
    sqlite_office.clock.now = at_home(*CHANGES[request.param], 18)
    return date(*CHANGES[request.param])


def wait_for(office, written, kind="timeDuration"):
    """Start what waits, go on by half an hour for three days, and give the moments it fired."""
    event = timer(written, kind)
    waits = diagram(start(), catch("wacht", event), user("t"), end(), go("s wacht t e"))
    with office.store.begin() as tx:
        deployments.deploy(tx, waits, by=ANN)
    office.open("p")
    fired = []
    for _ in range(144):
        rang = office.tick(minutes=30)
        fired += [office.clock.now] * rang
    judge(office.store, once=())
    return fired


def test_a_day_of_a_timer_is_twenty_four_hours_whatever_the_clocks_show(sqlite_office, day):
    (fired,) = wait_for(sqlite_office, "P1D")

    shown = {3: "19:00", 10: "17:00"}[day.month]
    assert f"{fired.astimezone(HERE):%H:%M}" == shown


def test_a_timer_for_a_time_that_the_night_has_not_or_has_twice_fires_once(sqlite_office, day):
    (fired,) = wait_for(sqlite_office, f"{day + timedelta(days=1)}T02:30:00", "timeDate")

    first = {3: "03:30", 10: "02:30"}[day.month]
    assert f"{fired.astimezone(HERE):%d %H:%M}" == f"{day.day + 1} {first}"
    assert fired.astimezone(HERE).fold == 0


def test_a_timer_that_repeats_goes_on_by_the_hour_through_the_night(sqlite_office, day):
    fired = wait_for(sqlite_office, "R12/PT1H", "timeCycle")

    assert len(fired) == 12
    assert {later - sooner for sooner, later in pairwise(fired)} == {timedelta(hours=1)}
    assert fired[-1].astimezone(HERE).hour == {3: 7, 10: 5}[day.month]


def test_a_due_day_ends_at_midnight_on_the_clocks_of_that_day(sqlite_office, day):
    number = sqlite_office.open()
    due = due_of(sqlite_office, f"{number}.1/beoordeel#1").astimezone(HERE)

    assert f"{due:%H:%M:%S}" == "23:59:59"
    assert due.date() > day
    assert due.utcoffset() != sqlite_office.clock.now.astimezone(HERE).utcoffset()
    sqlite_office.complete(f"{number}.1/beoordeel#1", **COMPLETE)
    judge(sqlite_office.store)


def test_a_timer_of_months_keeps_the_hour_on_the_clocks(sqlite_office, day):
    sqlite_office.clock.now = at_home(day.year, day.month, 1, 9)
    sqlite_office.complete(f"{sqlite_office.open()}.1/beoordeel#1", **COMPLETE)
    waits = diagram(start(), catch("wacht", timer("P1M")), end(), go("s wacht e"))
    with sqlite_office.store.begin() as tx:
        deployments.deploy(tx, waits, by=ANN)
    number = sqlite_office.open("p")
    with sqlite_office.store.read() as tx:
        dues = {one.instance_id: one.due for one in all_timers(tx)}

    assert dues[f"{number}.1"].astimezone(HERE) == datetime(
        day.year, day.month + 1, 1, 9, tzinfo=HERE
    )


def all_timers(tx):
    return tx.rows(select(tables.timer))
