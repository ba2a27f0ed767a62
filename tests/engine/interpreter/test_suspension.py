"""A suspended instance refuses all but going on and stopping, and is afterwards as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.events import (
    InstanceCancelled,
    InstanceResumed,
    InstanceSuspended,
    MessageReceived,
    SentBack,
    SignalReceived,
    TaskCompleted,
    TimerFired,
)
from engine.interpreter import NotSuspended, Suspended
from engine.model import Place
from tests.engine.interpreter.diagrams import diagram, end, go, start, user
from tests.engine.interpreter.test_random import drawn
from tests.engine.interpreter.world import World

TWO = diagram(start(), user("a"), user("b"), end(), go("s a b e"))


def suspended():
    world = World(TWO)
    world.start()
    world.step(world.first, InstanceSuspended("wacht op advies"))
    return world


@pytest.mark.parametrize(
    "cause",
    [
        TaskCompleted(Place("a")),
        TimerFired(Place("a")),
        MessageReceived(Place("a"), "m1"),
        SignalReceived("s1"),
        SentBack(Place("a"), "a", "x"),
        InstanceSuspended("nog eens"),
    ],
)
def test_a_suspended_instance_refuses_every_other_cause(cause):
    world = suspended()

    with pytest.raises(Suspended, match="suspended"):
        world.step(world.first, cause)


def test_a_resumed_instance_goes_on():
    world = suspended()
    world.step(world.first, InstanceResumed("advies is er"))

    world.complete("a")

    assert set(world.first.tasks) == {Place("b")}


def test_a_suspended_instance_can_be_stopped():
    world = suspended()

    world.step(world.first, InstanceCancelled("by hand", "ingetrokken"))

    assert world.first.ended.outcome == "cancelled"


def test_what_is_not_suspended_cannot_be_resumed():
    world = World(TWO)
    world.start()

    with pytest.raises(NotSuspended):
        world.step(world.first, InstanceResumed("zomaar"))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), steps=st.integers(0, 6))
def test_suspending_and_resuming_leaves_the_snapshot_as_it_was(seed, steps):
    world = begun(seed, steps)
    if world.first.ended:
        return
    before = world.first.snapshot

    world.step(world.first, InstanceSuspended("even niet"))
    assert world.first.snapshot != before
    world.step(world.first, InstanceResumed("weer wel"))

    assert world.first.snapshot == before


def begun(seed, steps):
    """Give a world with a random diagram, some tasks and timers on its way."""
    block, _ = drawn(seed)
    ways = go(f"Start {block.first}") + go(f"{block.last} End")
    world = World(diagram(start("Start"), block.xml, end("End"), ways))
    world.start()
    world.run(steps)
    return world
