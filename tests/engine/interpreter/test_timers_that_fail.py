"""A timer that could not fire is an incident; what waits beside it goes on, and may yet end it."""

from __future__ import annotations

import pytest

from engine.events import IncidentResolved, IncidentRetried, TimerCleared, TimerFailed, TimerSet
from engine.interpreter import NotWaitingHere
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    boundary,
    catch,
    diagram,
    end,
    first_of,
    go,
    mark,
    start,
    timer,
    user,
)
from tests.engine.interpreter.migrating import migrated, read, told
from tests.engine.interpreter.world import World

T = Place("t")
LATE = mark("r") + go("s a") + go("t r")
WHY = (6, "De schijf is vol.", "The disk is full.")
REMINDED = (start(), user("a"), boundary("t", "a", timer("PT1H"), interrupting=False), LATE)


def failed(world, place=T, event=0):
    return world.step(world.first, TimerFailed(place, event, *WHY))


@pytest.fixture
def reminded():
    """Give a task with a reminder that could not come."""
    world = World(diagram(*REMINDED))
    world.start()
    failed(world)
    return world


def test_it_is_an_incident_with_its_reason_and_rings_no_more(reminded):
    assert reminded.first.timers == {}
    assert reminded.first.incidents[T].reason_nl == (
        "De wekker kon niet afgaan (pogingen: 6). De schijf is vol."
    )
    assert reminded.first.incidents[T].reason_en == (
        "The timer could not fire (tries: 6). The disk is full."
    )


def test_a_retry_sets_it_for_the_moment_it_had(reminded):
    due = reminded.now
    reminded.tick(hours=3)

    resolved, again = reminded.retry("t")
    assert resolved == IncidentResolved(T)
    assert isinstance(again, TimerSet)
    assert (again.due - due).total_seconds() == 3600
    reminded.fire("t")
    assert reminded.trace() == ["r"]


def test_the_task_it_would_remind_of_can_be_completed_and_takes_the_incident_away(reminded):
    reminded.complete("a")

    assert reminded.first.ended.outcome == "completed"
    assert IncidentResolved(T) in reminded.first.effects
    assert TimerCleared(T) not in reminded.first.effects


def test_a_message_may_still_win_from_a_timer_that_failed():
    parts = (start(), first_of("g"), catch("m", MESSAGE), catch("t", timer("PT1H")), mark("late"))
    world = World(diagram(*parts, end(), go("s g m e"), go("g t late")))
    world.start()
    failed(world)
    world.receive("m", "m1")

    assert (world.first.ended.end, world.trace()) == ("e", [])


def test_two_timers_of_one_event_that_fail_are_one_incident_and_are_both_set_again():
    both = timer("PT1H") + timer("PT2H")
    world = World(diagram(start(), catch("t", both), end(), go("s t e")))
    world.start()
    before = dict(world.first.timers)
    failed(world)
    assert failed(world, event=1) == ()

    world.retry("t")
    assert world.first.timers == before


def test_a_timer_that_nobody_set_cannot_fail(reminded):
    with pytest.raises(NotWaitingHere):
        failed(reminded, Place("a"))
    with pytest.raises(NotWaitingHere):
        reminded.step(reminded.first, IncidentRetried(Place("a")))


def test_it_goes_along_to_another_version(reminded):
    slower = read(start(), user("a"), boundary("t", "a", timer("PT9H"), interrupting=False), LATE)

    assert ("incident", "stays", "t") in told(reminded, slower)
    assert migrated(reminded, slower) == ()
    assert list(reminded.first.incidents) == [T]


def test_in_a_version_that_has_no_such_timer_the_incident_lapses_with_it(reminded):
    assert migrated(reminded, read(start(), user("a"), go("s a"))) == (IncidentResolved(T),)
