"""Events that are thrown and caught in the flow."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.engine.interpreter.behaviour.running import order, ran, waiting
from tests.engine.interpreter.diagrams import (
    ESCALATION,
    MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    TERMINATE,
    both,
    catch,
    element,
    end,
    go,
    many,
    mark,
    process,
    script,
    start,
    throw,
    timer,
    undo,
    user,
    when,
)
from tests.engine.interpreter.world import BEGIN

GATEWAY = element("eventBasedGateway", "g", instantiate="true")


# --- thrown


def test_an_event_without_a_kind_is_passed():
    assert ran(throw("t", ""), mark("z"), end("e", ""), go("s t z e")).trace() == ["z"]


def test_an_event_may_throw_several_things():
    parts = (
        both("g"),
        catch("c", SIGNAL),
        catch("d", OTHER_SIGNAL),
        throw("t", SIGNAL + OTHER_SIGNAL),
    )

    assert ran(*parts, mark("x"), mark("y"), go("s g c x"), go("g d y"), go("g t")).trace() == [
        "x",
        "y",
    ]


def test_an_end_event_may_throw_several_things():
    parts = (both("g"), catch("c", SIGNAL), mark("x"), end("t", SIGNAL + MESSAGE + ESCALATION))
    world = ran(*parts, go("s g c x"), go("g t"))

    assert world.trace() == ["x"]
    assert [one.message for one, _ in world.mail] == ["m1"]


def test_an_end_event_may_throw_and_then_terminate():
    parts = (both("g"), user("u"), end("t", MESSAGE + TERMINATE))
    world = waiting(*parts, go("s g u"), go("g t"))

    assert len(world.mail) == 1
    assert world.first.ended.outcome == "completed"


def test_a_signal_goes_out_when_nothing_else_can_move():
    parts = (both("g"), throw("t", SIGNAL), mark("a"), mark("b"), catch("c", SIGNAL), mark("z"))

    assert order(ran(*parts, go("s g t"), go("g a b c z"))) == ["a", "b", "z"]


def test_a_signal_that_nobody_waits_for_is_gone():
    world = waiting(throw("t", SIGNAL), catch("c", SIGNAL), mark("z"), go("s t c z"))

    assert world.trace() == []
    assert not world.first.ended


def test_a_message_to_a_place_of_the_same_instance_arrives():
    parts = (both("g"), catch("c", MESSAGE), mark("x"), throw("t", MESSAGE))

    assert ran(*parts, go("s g c x"), go("g t")).trace() == ["x"]


def test_a_send_task_may_send_for_many():
    world = ran(element("sendTask", "a", many("3"), messageRef="M1"), mark("z"), go("s a z"))

    assert len(world.mail) == 3
    assert world.trace() == ["z"]


def test_a_send_task_that_was_done_can_be_undone():
    task = element("sendTask", "a", messageRef="M1") + undo("a", "ua")
    handles = element("sendTask", "ua", messageRef="M2", isForCompensation="true")
    world = ran(task, handles, end("e", "<compensateEventDefinition/>"), go("s a e"))

    assert [one.message for one, _ in world.mail] == ["m1", "m2"]


@pytest.mark.parametrize(
    ("throws", "catches"),
    [
        (
            throw(
                "t",
                "<messageEventDefinition><operationRef>O</operationRef></messageEventDefinition>",
            ),
            catch(
                "c",
                "<messageEventDefinition><operationRef>O</operationRef></messageEventDefinition>",
            ),
        ),
        (
            element("sendTask", "t", operationRef="O"),
            element("receiveTask", "c", operationRef="O"),
        ),
    ],
)
def test_a_message_may_be_that_of_an_operation(throws, catches):
    offered = '<operation id="O" name="o"><inMessageRef>M1</inMessageRef></operation>'
    world = ran(
        *(both("g"), throws, catches, mark("x"), go("s g c x"), go("g t")),
        others=f'<interface id="I" name="i">{offered}</interface>',
    )

    assert world.trace() == ["x"]


# --- caught


def test_a_condition_that_holds_already_is_not_waited_for():
    assert ran(catch("c", when("n = 1")), mark("z"), go("s c z"), n=Decimal(1)).trace() == ["z"]


def test_a_condition_is_looked_at_on_every_write_of_any_branch():
    parts = (
        both("g"),
        catch("c", when("n >= 2")),
        mark("x"),
        script("a", "n = 1"),
        script("b", "n = 2"),
    )

    assert ran(*parts, mark("y"), go("s g c x"), go("g a b y")).trace() == ["x", "y"]


def test_a_condition_may_come_true_through_what_a_called_process_gives_back():
    other = process("k", start("ks"), script("kx", "n = 1"), go("ks kx"))
    parts = (
        both("g"),
        catch("c", when("n = 1")),
        mark("x"),
        element("callActivity", "k1", calledElement="k"),
    )

    assert ran(*parts, go("s g c x"), go("g k1"), others=other).trace() == ["x"]


def test_all_kinds_together_may_be_waited_for_at_once():
    events = MESSAGE + SIGNAL + timer("PT1H") + when("n = 1")
    world = waiting(
        catch("c", events, parallelMultiple="true"),
        both("g"),
        mark("z"),
        user("u"),
        throw("t", SIGNAL),
        go("s g c z"),
        go("g u t"),
    )
    world.receive("c", "m1")
    world.tick(hours=1)
    world.fire("c")
    assert world.trace() == []
    world.complete("u", n=Decimal(1))

    assert world.trace() == ["z"]


def test_the_first_of_several_timers_goes_on():
    world = waiting(catch("c", timer("PT2H") + timer("PT1H")), mark("z"), go("s c z"))
    assert len(world.first.timers) == 2
    world.run()

    assert world.trace() == ["z"]
    assert world.now == BEGIN + timedelta(hours=1)


def test_a_moment_that_has_passed_is_due_at_once():
    world = waiting(catch("c", timer("2020-01-01T00:00:00Z", "timeDate")), mark("z"), go("s c z"))
    world.run()

    assert world.trace() == ["z"]
    assert world.now == BEGIN


def test_two_tokens_at_one_catch_event_wait_each_for_their_own():
    parts = (both("g"), mark("l"), mark("r"), catch("c", MESSAGE), mark("z"))
    world = waiting(*parts, go("s g l c z"), go("g r c"))
    world.receive("c", "m1")
    assert world.trace() == ["l", "r", "z"]
    world.receive("c", "m1")

    assert world.trace() == ["l", "r", "z", "z"]


def test_one_signal_wakes_every_token_that_waits_for_it():
    parts = (
        both("g"),
        mark("l"),
        mark("r"),
        catch("c", SIGNAL),
        mark("z"),
        catch("w", timer("PT1S")),
        throw("t", SIGNAL),
    )

    assert ran(*parts, go("s g l c z"), go("g r c"), go("g w t")).trace() == ["l", "r", "z", "z"]
