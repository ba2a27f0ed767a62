"""How instances end, and all ways to start them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.interpreter import NoPlainStart, problems
from engine.model import Start
from tests.engine.interpreter.behaviour.running import open_tasks, ran, waiting
from tests.engine.interpreter.diagrams import (
    ERROR,
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    both,
    boundary,
    catch,
    diagram,
    element,
    end,
    go,
    mark,
    process,
    script,
    start,
    sub,
    throw,
    user,
)
from tests.engine.interpreter.world import World

GATEWAY = element("eventBasedGateway", "g", instantiate="true")
FOR_ALL = element("eventBasedGateway", "g", instantiate="true", eventGatewayType="Parallel")


def test_an_instance_ends_when_its_last_token_does():
    world = waiting(both("g"), end("e1"), user("u"), end("e2"), go("s g e1"), go("g u e2"))
    assert not world.first.ended
    world.complete("u")

    assert world.first.ended.end == "e2"


def test_work_without_a_way_on_is_an_end():
    assert ran(mark("a"), go("s a")).first.ended.outcome == "completed"


def test_an_error_at_the_top_takes_every_branch_away():
    inner = sub("q", start("s1"), user("u"), go("s1 u"))
    world = waiting(both("g"), inner, end("bad", ERROR), go("s g q"), go("g bad"))

    assert world.first.ended.outcome == "failed"
    assert open_tasks(world) == []


# --- starts


def test_an_event_gateway_may_start_a_process_with_the_first_of_its_events():
    parts = (GATEWAY, catch("c", MESSAGE), catch("d", SIGNAL), mark("x"), mark("y"))
    world = World(diagram(*parts, go("g c x"), go("g d y")))
    (definition,) = world.definitions.values()
    assert definition.starts == (Start("c", "message", "m1"), Start("d", "signal", "s1"))
    world.start(start="d")

    assert world.trace() == ["y"]
    assert world.first.ended


def test_a_receive_task_behind_a_gateway_may_start_a_process():
    parts = (GATEWAY, element("receiveTask", "r", messageRef="M1"), catch("d", OTHER_MESSAGE))
    world = World(diagram(*parts, mark("x"), mark("y"), go("g r x"), go("g d y")))
    world.start(start="r", variables={"bedrag": Decimal(3)})

    assert world.trace() == ["x"]
    assert world.variables()["bedrag"] == Decimal(3)


def test_a_process_that_a_gateway_starts_is_not_started_by_hand():
    world = World(diagram(GATEWAY, catch("c", MESSAGE), catch("d", SIGNAL), go("g c"), go("g d")))

    with pytest.raises(NoPlainStart):
        world.start()


def test_a_message_of_another_process_starts_one_behind_a_gateway():
    starts = GATEWAY + catch("c", MESSAGE) + catch("d", SIGNAL) + mark("x") + mark("y")
    other = process("k", starts, go("g c x"), go("g d y"))
    sends = throw("t", MESSAGE)

    assert ran(sends, go("s t"), others=other).trace() == ["x"]


@pytest.mark.parametrize(("first", "second"), [("c", "d"), ("d", "c")])
def test_a_gateway_that_waits_for_all_starts_a_process_once_and_waits_for_the_others(first, second):
    behind = (catch("c", MESSAGE), element("receiveTask", "d", messageRef="M2"), both("j"))
    ways = go("g c x j z") + go("g d y j")
    world = World(diagram(FOR_ALL, *behind, mark("x"), mark("y"), mark("z"), ways))
    world.start(start=first)
    assert "z" not in world.trace()
    world.receive(second, "m2" if second == "d" else "m1")

    assert world.trace() == ["x", "y", "z"]
    assert len(world.instances) == 1
    assert world.first.ended


def test_lint_knows_that_all_ways_behind_a_gateway_that_waits_for_all_are_gone():
    behind = (catch("c", MESSAGE), catch("d", OTHER_MESSAGE), both("j"), mark("z"))

    assert problems(diagram(FOR_ALL, *behind, go("g c j z"), go("g d j"))) == ()


def test_every_start_event_starts_an_instance_of_its_own():
    source = diagram(
        start("m", MESSAGE), start("n", OTHER_MESSAGE), mark("a"), mark("b"), go("m a"), go("n b")
    )
    world = World(source)
    world.start(start="m")
    world.start(start="n")

    assert [one.ended.outcome for one in world.instances] == ["completed", "completed"]
    assert world.trace() == ["a", "b"]


def test_one_start_event_may_start_on_several_messages():
    world = World(diagram(start("m", MESSAGE + OTHER_MESSAGE), mark("a"), go("m a")))
    (definition,) = world.definitions.values()

    assert [one.name for one in definition.starts] == ["m1", "m2"]
    world.start(start="m")
    assert world.trace() == ["a"]


def test_one_signal_starts_every_process_that_waits_for_it():
    others = process("k", start("ks", SIGNAL), mark("kx"), go("ks kx"))
    others += process("l", start("ls", SIGNAL), mark("lx"), go("ls lx"))

    assert ran(throw("t", SIGNAL), go("s t"), others=others).trace() == ["kx", "lx"]


def test_a_process_that_started_on_a_signal_does_not_start_itself_for_ever():
    source = diagram(
        start("m", SIGNAL), mark("a"), user("u"), throw("t", OTHER_SIGNAL), go("m a u t")
    )
    world = World(source)
    world.start(start="m")
    world.complete("u")

    assert len(world.instances) == 1


def test_a_property_of_a_task_is_a_variable_of_that_task():
    task = script("a", "v = 1\nseen = v", '<property id="pv" name="v"/>')
    world = ran(task, go("s a"), v=Decimal(5))

    assert (world.variables()["seen"], world.variables()["v"]) == (Decimal(1), Decimal(5))


def test_a_boundary_hears_a_message_even_while_its_sub_process_waits_at_an_event():
    inner = sub("q", start("s1"), catch("c", OTHER_MESSAGE), go("s1 c"))
    world = waiting(inner, boundary("b", "q", MESSAGE), mark("h"), go("s q"), go("b h"))
    world.receive("b", "m1")

    assert world.trace() == ["h"]
    assert not world.first.ears
