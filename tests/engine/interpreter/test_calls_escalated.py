"""A called process that escalates stands still until its caller has heard of it."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.events import EscalationHeard, InstanceCancelled, InstanceStarted, TaskCompleted
from engine.interpreter import NotWaitingHere
from engine.limits import Limits
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    ESCALATION,
    SIGNAL,
    both,
    boundary,
    diagram,
    element,
    go,
    mark,
    process,
    script,
    start,
    throw,
    user,
    xor,
)
from tests.engine.interpreter.world import BEGIN, World


def call(element_id, called):
    return element("callActivity", element_id, calledElement=called)


def caller(others, *, interrupting=None, called="k"):
    """Draw p, which calls k, with an event for the escalation on it, if one is wanted."""
    edge = ""
    if interrupting is not None:
        caught = boundary("b", "c", ESCALATION, interrupting=interrupting)
        edge = caught + mark("h") + go("b h")
    return diagram(start(), call("c", called), edge, mark("z"), go("s c z"), others=others)


def settled(source):
    world = World(source)
    world.start("p")
    world.settle()
    return world


def child(*parts, chain="ks kt kx ku", name="k"):
    first = f"{name}s"
    return process(name, start(first), *parts, go(chain))


ESCALATES = child(throw("kt", ESCALATION), mark("kx"), user("ku"))
#: calls k, and does not catch what that escalates
BETWEEN = process("m", start("ms"), call("mc", "k"), mark("mx"), go("ms mc mx"))


def test_a_caller_that_interrupts_stops_it_at_the_throw():
    world = settled(caller(ESCALATES, interrupting=True))

    assert world.trace() == ["h"]
    assert world.first.calls == {}


def test_a_caller_that_interrupts_stops_its_other_branches_too():
    branches = (both("kg"), throw("kt", ESCALATION), mark("kx"), user("ku"))
    source = child(*branches, go("kg kt"), chain="ks kg kx ku")

    assert settled(caller(source, interrupting=True)).trace() == ["h"]


@pytest.mark.parametrize("interrupting", [False, None])
def test_it_goes_on_when_its_caller_does_not_interrupt(interrupting):
    world = settled(caller(ESCALATES, interrupting=interrupting))

    assert world.trace() == (["kx"] if interrupting is None else ["h", "kx"])
    assert [place.element_id for place in world.instances[1].tasks] == ["ku"]


def test_all_that_wanted_to_move_goes_on_in_its_order():
    branches = (both("kg"), throw("kt", ESCALATION), mark("kx"), mark("ky"), mark("kz"))
    joined = (both("kj"), throw("late", SIGNAL), mark("kw"))
    flows = go("kg kt ky kj") + go("kg kz kj late kw")
    others = child(*branches, *joined, flows, chain="ks kg kx kj")
    world = settled(caller(others, interrupting=None))

    wrote = [one.after[-1] for one in world.instances[1].wrote if one.name == "trace"]
    assert wrote == ["kz", "kx", "ky", "kw"]


def test_each_escalation_is_heard_before_the_next():
    twice = (throw("kt", ESCALATION), mark("kx"), throw("ku", ESCALATION), mark("ky"))
    world = settled(caller(child(*twice, chain="ks kt kx ku ky"), interrupting=None))

    heard = [cause for cause, _ in world.instances[1].causes if cause == EscalationHeard()]
    assert len(heard) == 2
    assert world.trace() == ["kx", "ky", "z"]


@pytest.mark.parametrize(("interrupting", "trace"), [(True, ["h"]), (False, ["h", "kx"])])
def test_a_caller_two_calls_above_is_heard_as_well(interrupting, trace):
    world = settled(caller(BETWEEN + ESCALATES, interrupting=interrupting, called="m"))

    assert world.trace() == trace


def test_one_that_ends_by_escalating_has_no_more_to_wait_for():
    world = settled(caller(child(throw("kt", ESCALATION), chain="ks kt"), interrupting=False))

    assert world.trace() == ["h", "z"]


def test_an_instance_that_nobody_called_waits_for_nobody():
    world = World(diagram(start(), throw("t", ESCALATION), mark("x"), go("s t x")))
    world.start("p")

    assert world.trace() == ["x"]


def test_while_it_waits_nothing_else_happens_to_it_but_its_end():
    definition = interpreter.read(caller(ESCALATES), "k")
    began = InstanceStarted("k", "digest", variables={"trace": []}, is_heeded=True)
    paused = interpreter.advance(definition, None, began, at=BEGIN)

    assert paused.pauses
    with pytest.raises(NotWaitingHere):
        interpreter.advance(definition, paused.snapshot, TaskCompleted(Place("ku")), at=BEGIN)
    stopped = interpreter.advance(definition, paused.snapshot, InstanceCancelled("-"), at=BEGIN)
    assert stopped.ended is not None
    assert not stopped.pauses


def test_one_that_waits_for_nothing_cannot_go_on():
    world = settled(caller(ESCALATES, interrupting=None))

    with pytest.raises(NotWaitingHere):
        world.step(world.instances[1], EscalationHeard())


def test_one_that_an_older_version_called_goes_on_at_once():
    definition = interpreter.read(caller(ESCALATES), "k")
    began = InstanceStarted("k", "digest", variables={"trace": []})
    outcome = interpreter.advance(definition, None, began, at=BEGIN)

    assert not outcome.pauses
    assert interpreter.variables(definition, outcome.snapshot)["trace"] == ["kx"]


def test_one_that_escalates_without_end_reaches_the_limit_of_moves():
    turns = (xor("g"), throw("kt", ESCALATION), script("ky", "n = 1"))
    source = caller(child(*turns, go("ky g"), chain="ks g kt ky"))
    definition, limits = interpreter.read(source, "k"), Limits(moves=1_000)
    cause = InstanceStarted("k", "digest", is_heeded=True)
    snapshot, heard = None, 0
    while (
        outcome := interpreter.advance(definition, snapshot, cause, at=BEGIN, limits=limits)
    ).pauses:
        snapshot, cause, heard = outcome.snapshot, EscalationHeard(), heard + 1

    assert 30 < heard < 50
    assert [one.limit for one in outcome.effects if hasattr(one, "limit")] == [("moves", 1_000)]
