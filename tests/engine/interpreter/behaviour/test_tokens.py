"""Several tokens at one activity."""

from __future__ import annotations

from tests.engine.interpreter.behaviour.running import order, ran
from tests.engine.interpreter.diagrams import (
    both,
    catch,
    go,
    mark,
    start,
    sub,
    timer,
)


def test_two_flows_into_a_task_are_two_turns_of_work():
    assert ran(both("g"), mark("l"), mark("r"), mark("a"), go("s g l a"), go("g r a")).trace() == [
        "a",
        "a",
        "l",
        "r",
    ]


def test_several_flows_out_of_a_task_are_all_taken():
    assert ran(mark("a"), mark("b"), mark("c"), go("s a b"), go("a c")).trace() == ["a", "b", "c"]


def test_several_flows_out_of_a_start_event_are_all_taken():
    assert ran(mark("b"), mark("c"), go("s b"), go("s c")).trace() == ["b", "c"]


def test_several_flows_out_of_an_event_are_all_taken():
    assert ran(catch("w", timer("PT1S")), mark("b"), mark("c"), go("s w b"), go("w c")).trace() == [
        "b",
        "c",
    ]


def test_work_that_needs_two_tokens_takes_them_together():
    parts = (both("g"), mark("l"), mark("r"), mark("a", startQuantity="2"))

    assert ran(*parts, go("s g l a"), go("g r a")).trace() == ["a", "l", "r"]


def test_a_third_token_waits_for_a_fourth():
    parts = (mark("m", completionQuantity="3"), mark("a", startQuantity="2"))
    world = ran(*parts, go("s m a"))

    assert world.trace() == ["a", "m"]
    assert not world.first.ended


def test_work_that_gives_three_tokens_gives_them_to_every_flow():
    world = ran(mark("m", completionQuantity="3"), mark("a"), mark("b"), go("s m a"), go("m b"))

    assert world.trace() == ["a"] * 3 + ["b"] * 3 + ["m"]


def test_a_sub_process_needs_and_gives_several_tokens_like_a_task():
    inner = sub("q", start("s1"), mark("x"), go("s1 x"), startQuantity="2", completionQuantity="2")
    world = ran(mark("m", completionQuantity="2"), inner, mark("z"), go("s m q z"))

    assert order(world) == ["m", "x", "z", "z"]
