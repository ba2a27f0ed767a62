"""How an instance starts."""

from __future__ import annotations

import pytest

from engine.events import ElementEntered, InstanceStarted
from engine.interpreter import NoPlainStart, NotWaitingHere
from engine.model import Place, Start
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    diagram,
    element,
    go,
    mark,
    start,
    sub,
    user,
)
from tests.engine.interpreter.world import World


def test_the_plain_start_event_is_taken_by_hand():
    parts = (start("m", MESSAGE), start("n"), mark("a"), mark("b"))
    world = World(diagram(*parts, go("m a"), go("n b")))
    world.start()

    assert world.trace() == ["b"]


def test_a_start_event_that_happened_is_taken():
    parts = (start("m", MESSAGE), start("n"), mark("a"), mark("b"))
    world = World(diagram(*parts, go("m a"), go("n b")))
    world.start(start="m")

    assert world.trace() == ["a"]
    assert world.first.effects[0] == ElementEntered(Place("m"), 1, None)


def test_a_process_with_only_typed_starts_is_not_started_by_hand():
    world = World(diagram(start("m", MESSAGE), mark("a"), go("m a")))

    with pytest.raises(NoPlainStart) as refused:
        world.start()
    assert "niet met de hand" in refused.value.sentence("nl")


def test_an_unknown_start_event_is_refused():
    world = World(diagram(start(), mark("a"), go("s a")))

    with pytest.raises(NotWaitingHere):
        world.start(start="a")


def test_an_instance_starts_once():
    world = World(diagram(start(), user("a"), go("s a")))
    world.start()

    with pytest.raises(NotWaitingHere):
        world.step(world.first, InstanceStarted("p", "digest"))


def test_a_receive_task_may_start_a_process():
    task = element("receiveTask", "r", messageRef="M1", instantiate="true")
    world = World(diagram(task, mark("a"), go("r a")))
    (definition,) = world.definitions.values()
    assert definition.starts == (Start("r", "message", "m1"),)
    world.start(start="r")

    assert world.trace() == ["a"]


def test_all_ways_to_start_are_told():
    events = (start("n"), start("m", MESSAGE), start("g", SIGNAL))
    world = World(diagram(*events, mark("a"), *(go(f"{one} a") for one in "nmg")))
    (definition,) = world.definitions.values()

    assert definition.starts == (
        Start("n", "none"),
        Start("m", "message", "m1"),
        Start("g", "signal", "s1"),
    )


def test_without_a_start_event_everything_starts_that_nothing_leads_to():
    world = World(diagram(mark("a"), mark("b"), mark("c"), go("a b")))
    world.start()

    assert world.trace() == ["a", "b", "c"]


def test_a_sub_process_without_start_event_starts_in_the_same_way():
    world = World(diagram(start(), sub("q", mark("x"), mark("y")), mark("z"), go("s q z")))
    world.start()

    assert world.trace() == ["x", "y", "z"]


def test_an_empty_sub_process_is_done_at_once():
    world = World(diagram(start(), sub("q"), mark("z"), go("s q z")))
    world.start()

    assert world.trace() == ["z"]


def test_a_process_that_is_not_marked_executable_is_executed():
    world = World(diagram(start(), mark("a"), go("s a"), isExecutable="false"))
    world.start()

    assert world.trace() == ["a"]
