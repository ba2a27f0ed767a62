"""Timers: when they are set, for how long, and how often."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from engine.events import IncidentRaised, TimerCleared, TimerSet
from engine.interpreter import NotWaitingHere, timing
from engine.interpreter.errors import NotAMoment
from engine.model import Place
from engine.values import YearsMonths
from tests.engine.interpreter.diagrams import (
    SIGNAL,
    catch,
    diagram,
    first_of,
    go,
    mark,
    start,
    timer,
)
from tests.engine.interpreter.world import BEGIN, World


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def waiting_for(text, kind="timeDuration", **variables):
    world = World(diagram(start(), catch("c", timer(text, kind)), mark("z"), go("s c z")))
    world.start(variables=variables)
    return world


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("PT1H", utc(2026, 1, 1, 1)),
        ("P2W", utc(2026, 1, 15)),
        ("P1M", utc(2026, 2, 1)),
        ("P1Y2M10DT2H30M", utc(2027, 3, 11, 2, 30)),
        ("PT1.5S", BEGIN + timedelta(seconds=1.5)),
        ("2026-01-02T00:00:00Z", utc(2026, 1, 2)),
        ("2026-01-02T00:00:00", utc(2026, 1, 1, 23)),
        ("2026-07-01", utc(2026, 6, 30, 22)),
        ('date("2026-07-01")', utc(2026, 6, 30, 22)),
        ('duration("P1D")', utc(2026, 1, 2)),
        ('duration("P1Y")', utc(2027, 1, 1)),
        ('date and time("2026-02-01T12:00:00Z")', utc(2026, 2, 1, 12)),
        ("wait", utc(2026, 1, 3)),
    ],
)
def test_a_timer_is_iso_or_feel(text, due):
    world = waiting_for(text, wait="P2D")

    assert world.first.timers == {(Place("c"), 0): due}


def test_a_repetition_may_say_when_its_first_turn_ends():
    turns = "R2/2026-01-02T00:00:00Z/2026-01-02T06:00:00Z"
    world = waiting_for(turns, "timeCycle")
    assert world.first.timers == {(Place("c"), 0): utc(2026, 1, 2)}
    world.tick(days=1)
    world.fire("c")
    assert world.first.timers == {(Place("c"), 0): utc(2026, 1, 2, 6)}
    world.fire("c")

    assert world.trace() == ["z", "z"]
    assert world.first.ended


def test_months_keep_the_time_of_day_in_amsterdam():
    summer = timing.read_duration("P6M").after(utc(2026, 1, 31, 23, 30))

    assert summer == utc(2026, 7, 31, 22, 30)
    assert timing.read_duration("P1M").after(utc(2026, 1, 31, 12)) == utc(2026, 2, 28, 12)


def test_a_timer_that_fires_lets_the_token_go_on():
    world = waiting_for("PT1H")
    world.tick(hours=1)
    world.fire("c")

    assert world.trace() == ["z"]
    assert not any(isinstance(one, TimerCleared) for one in world.first.effects)


def test_a_timer_that_was_not_set_cannot_fire():
    world = waiting_for("PT1H")
    before = world.first.snapshot

    with pytest.raises(NotWaitingHere):
        world.fire_at(Place("c", 2))
    assert world.first.snapshot == before


def test_a_repetition_on_a_catch_event_gives_a_token_for_every_turn():
    world = waiting_for("R3/PT1H", "timeCycle")
    for _ in range(3):
        world.tick(hours=1)
        world.fire("c")

    assert world.trace() == ["z", "z", "z"]
    dues = [one.due for one in world.first.effects if isinstance(one, TimerSet)]
    assert dues == [utc(2026, 1, 1, 1), utc(2026, 1, 1, 2), utc(2026, 1, 1, 3)]
    assert world.first.ended


def test_a_repetition_by_the_month_does_not_drift():
    world = waiting_for("R4/2026-01-31T11:00:00Z/P1M", "timeCycle")
    for _ in range(4):
        world.fire("c")

    dues = [one.due for one in world.first.effects if isinstance(one, TimerSet)]
    assert [(due.month, due.day) for due in dues] == [(1, 31), (2, 28), (3, 31), (4, 30)]


def test_a_repetition_without_end_stays_set():
    world = waiting_for("R/PT1H", "timeCycle")
    for _ in range(5):
        world.fire("c")

    assert list(world.first.timers) == [(Place("c"), 0)]
    assert world.trace() == ["z"] * 5


def test_a_repetition_behind_an_event_gateway_happens_once():
    events = (catch("c", timer("R5/PT1H", "timeCycle")), catch("d", SIGNAL))
    world = World(
        diagram(start(), first_of("g"), *events, mark("z"), mark("y"), go("s g c z"), go("g d y"))
    )
    world.start()
    world.fire("c")

    assert world.trace() == ["z"]
    assert not world.first.timers
    assert world.first.ended


@pytest.mark.parametrize("given", [None, "morgen", Decimal(5), "R0/PT1H", "0001-01-01"])
def test_a_timer_that_gives_no_time_is_an_incident(given):
    world = waiting_for("wait", wait=given)

    incident = next(one for one in world.first.effects if isinstance(one, IncidentRaised))
    assert incident.place == Place("c")
    assert "geen datum" in incident.reason_nl


def test_what_gives_a_schedule():
    day = utc(2026, 6, 30, 22)

    assert timing.schedule(date(2026, 7, 1), "x") == day
    assert timing.schedule("2026-07-01", "x") == day
    assert timing.schedule(YearsMonths(3), "x") == timing.Duration(3, timedelta())
    with pytest.raises(NotAMoment):
        timing.schedule(None, "x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0 8 * * 1", True), ("0 0 8 ? * MON-FRI", True), ("*/5 * * * *", True), ("n - 1", False)],
)
def test_cron_is_recognised(text, expected):
    assert timing.is_cron(text) is expected
