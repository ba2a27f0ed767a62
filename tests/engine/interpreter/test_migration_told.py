"""What is told beforehand of a migration is what then happens, also when something moves by it."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.events import IncidentRaised, InstanceMigrated, InstanceStarted
from engine.limits import Limits
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    SIGNAL,
    boundary,
    catch,
    first_of,
    go,
    handler,
    start,
    timer,
    user,
    when,
)
from tests.engine.interpreter.migrating import migrated, read, running, said, told

BEFORE = (start(), user("a"), user("m"), go("s a"))


def stands(world):
    """Give what stands open at the first instance."""
    one = world.first
    timers = [("timer", place.element_id) for place, _ in one.timers]
    ears = [(ear.kind, place.element_id) for (place, _), ear in one.ears.items()]
    return sorted([*(("task", place.element_id) for place in one.tasks), *timers, *ears])


def test_a_condition_that_holds_there_takes_a_task_away_and_that_is_told():
    world = running(*BEFORE, x=5)
    new = read(*BEFORE, boundary("b", "a", when("x > 3")), go("b m"))

    assert told(world, new) == [("task", "lapses", "a"), ("task", "starts", "m")]
    assert said(world, new)[0] == ("Taak 'a' vervalt.", "Task 'a' lapses.")


def test_a_timer_that_would_start_at_a_task_that_lapses_is_not_told():
    world = running(*BEFORE, x=5)
    edges = (boundary("t", "a", timer("PT1H")), boundary("b", "a", when("x > 3")))
    new = read(*BEFORE, *edges, go("b m"), go("t m"))

    assert told(world, new) == [("task", "lapses", "a"), ("task", "starts", "m")]


def test_a_process_that_ends_by_it_is_told():
    world = running(*BEFORE, x=5)
    new = read(*BEFORE, handler("h", when("x > 3"), go("h_s h_e")))

    assert told(world, new) == [("task", "lapses", "a"), ("process", "ends", "p")]
    assert said(world, new)[1] == (
        "Het proces 'p' is daarmee afgelopen.",
        "The process 'p' ends with that.",
    )
    migrated(world, new)
    assert world.first.ended


def test_a_condition_that_begins_to_be_waited_for_is_told():
    world = running(*BEFORE, x=1)
    new = read(*BEFORE, boundary("b", "a", when("x > 3")), go("b m"))

    assert told(world, new) == [("task", "stays", "a"), ("condition", "starts", "b")]


def test_a_condition_that_another_version_changed_is_looked_at_there():
    parts = (start(), user("m"), go("s c m"))
    world = running(*parts, catch("c", when("x > 10")), x=5)
    new = read(*parts, catch("c", when("x > 3")))

    assert told(world, new) == [("condition", "lapses", "c"), ("task", "starts", "m")]
    migrated(world, new)
    assert stands(world) == [("task", "m")]


def test_a_condition_that_held_before_happens_not_again_by_it():
    edge = boundary("b", "a", when("x > 3"), interrupting=False)
    world = running(*BEFORE, edge, go("b m"), x=5)
    assert stands(world) == [("task", "a"), ("task", "m")]
    new = read(*BEFORE, boundary("b", "a", when("x > 4"), interrupting=False), go("b m"))
    migrated(world, new)

    assert stands(world) == [("task", "a"), ("task", "m")]


LISTENING = [
    boundary("b", "a", when("x > 3")) + go("b m"),
    boundary("b", "a", when("x > 3"), interrupting=False) + go("b m"),
    boundary("b", "a", timer("PT1H")) + boundary("c", "a", SIGNAL) + go("b m") + go("c m"),
    boundary("b", "a", when("x > 3") + timer("PT1H") + SIGNAL) + go("b m"),
    boundary("b", "a", timer("PT1H") + SIGNAL, interrupting=False) + go("b m"),
    handler("h", when("x > 3"), user("k"), go("h_s k h_e")),
    handler("h", when("x > 3"), user("k"), go("h_s k h_e"), interrupting=False),
    handler("h", timer("PT1H"), user("k"), go("h_s k h_e"))
    + handler("g", when("x = 5"), user("n"), go("g_s n g_e"), interrupting=False),
]


@pytest.mark.parametrize("variables", [{"x": 5}, {"x": 1}])
@pytest.mark.parametrize("added", LISTENING)
def test_what_stands_open_afterwards_is_what_was_told_beforehand(added, variables):
    world = running(*BEFORE, **variables)
    new = read(*BEFORE, added)
    fates = told(world, new)
    open_then = [(kind, at) for kind, change, at in fates if change in ("stays", "moves", "starts")]
    migrated(world, new)

    assert sorted(one for one in open_then if one[0] != "condition") == stands(world)


STOPPED = [
    (first_of("g"), catch("c", when("x > 3")), catch("t", timer("PT1H")), go("s g c m"), go("g t")),
    (user("g"), boundary("b", "g", when("x > 3")), go("s g"), go("b m")),
]


@pytest.mark.parametrize("parts", STOPPED)
def test_what_was_stopped_before_it_listened_does_not_listen_by_it(parts):
    new = read(start(), *parts, user("m"))
    world = running(*BEFORE)
    one, cause = world.first, InstanceStarted("p", "digest", None, {"x": 5})
    stopped = interpreter.advance(new, None, cause, at=world.now, limits=Limits(moves=1))
    assert [at.place for at in stopped.effects if isinstance(at, IncidentRaised)] == [Place("g")]
    one.definition, one.snapshot = new, stopped.snapshot

    assert told(world, new) == [("incident", "stays", "g")]
    crossed = interpreter.migrate(
        new, stopped.snapshot, new, InstanceMigrated("other", {}), at=world.now
    )
    assert crossed.effects == ()
    assert crossed.snapshot == stopped.snapshot


def test_what_one_limit_stopped_is_told_as_one_incident():
    new = read(start(), user("a"), user("m"), go("s a"), go("s m"))
    world = running(*BEFORE)
    one, cause = world.first, InstanceStarted("p", "digest", None, {})
    limits = Limits(moves=1, incidents=1)
    one.definition = new
    one.snapshot = interpreter.advance(new, None, cause, at=world.now, limits=limits).snapshot

    assert told(world, new) == [("incident", "stays", "a")]
