"""Exclusive, parallel and inclusive gateways in every position."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.events import JoinStuck
from engine.model import Place
from tests.engine.interpreter.behaviour.running import order, ran, waiting
from tests.engine.interpreter.diagrams import (
    ERROR,
    MESSAGE,
    both,
    boundary,
    catch,
    element,
    end,
    flow,
    go,
    mark,
    script,
    some,
    start,
    sub,
    throw,
    user,
    xor,
)


def one(value):
    return Decimal(value)


def split(gateway, *ways):
    """Draw flows from a gateway, each with a condition; the last way is the default `d`."""
    conditions = "".join(flow(gateway, way, text) for way, text in ways[:-1])
    return conditions + flow(gateway, ways[-1], flow_id="d")


# --- exclusive


def test_conditions_are_looked_at_in_the_order_of_the_file():
    parts = (xor("x", "d"), mark("a"), mark("b"), mark("c"))
    flows = flow("x", "b", "n > 0") + flow("x", "a", "n > 1") + flow("x", "c", flow_id="d")

    assert ran(*parts, go("s x"), flows, n=one(5)).trace() == ["b"]


def test_a_default_flow_in_front_is_still_taken_last():
    parts = (xor("x", "d"), mark("a"), mark("b"))
    flows = flow("x", "b", flow_id="d") + flow("x", "a", "n > 0")

    assert ran(*parts, go("s x"), flows, n=one(5)).trace() == ["a"]


def test_a_condition_that_is_null_does_not_hold():
    parts = (xor("x", "d"), mark("a"), mark("b"))

    assert ran(*parts, go("s x"), split("x", ("a", "niemand"), "b")).trace() == ["b"]


def test_an_exclusive_gateway_lets_every_token_through():
    parts = (both("g"), mark("l"), mark("r"), xor("x"), mark("z"))

    assert ran(*parts, go("s g l x z"), go("g r x")).trace() == ["l", "r", "z", "z"]


def test_an_exclusive_gateway_may_join_and_choose_at_once():
    parts = (xor("x", "d"), script("a", "n = n + 1"), mark("z"))
    world = ran(
        *parts, go("s x"), flow("x", "a", "n < 3"), flow("x", "z", flow_id="d"), go("a x"), n=one(0)
    )

    assert world.trace() == ["z"]
    assert world.variables()["n"] == one(3)


# --- parallel


def test_a_parallel_gateway_may_join_and_split_at_once():
    parts = (both("g", "j"), mark("a"), mark("b"), mark("c"), mark("d"))

    assert ran(*parts, go("s g a j c"), go("g b j d")).trace() == ["a", "b", "c", "d"]


def test_a_parallel_join_waits_for_the_slowest_branch():
    world = waiting(both("g", "j"), user("a"), user("b"), mark("z"), go("s g a j z"), go("g b j"))
    world.complete("b")
    assert world.trace() == []
    world.complete("a")

    assert world.trace() == ["z"]


def test_branches_of_a_parallel_split_advance_side_by_side():
    parts = (both("g"), *map(mark, ("a1", "a2", "b1", "b2")))

    assert order(ran(*parts, go("s g a1 a2"), go("g b1 b2"))) == ["a1", "b1", "a2", "b2"]


def test_a_parallel_join_does_not_take_two_tokens_of_one_flow_for_two_flows():
    parts = (both("g", "j"), mark("m", completionQuantity="2"), user("b"), mark("z"))
    world = waiting(*parts, go("s g m j z"), go("g b j"))
    assert world.trace() == ["m"]
    world.complete("b")

    assert world.trace() == ["m", "z"]


def test_a_parallel_join_behind_a_choice_waits_for_ever_and_says_so():
    parts = (xor("x", "d"), mark("a"), mark("b"), both("j"), mark("z"))
    world = ran(*parts, go("s x"), split("x", ("a", "true"), "b"), go("a j z"), go("b j"))

    assert world.trace() == ["a"]
    assert JoinStuck(Place("j")) in world.first.effects
    assert not world.first.ended


# --- inclusive


@pytest.mark.parametrize(("n", "trace"), [(1, ["a", "z"]), (2, ["a", "b", "z"]), (0, ["c", "z"])])
def test_an_inclusive_join_waits_for_just_those_that_were_sent(n, trace):
    parts = (
        element("inclusiveGateway", "x", default="d"),
        mark("a"),
        mark("b"),
        mark("c"),
        some("j"),
    )
    flows = split("x", ("a", "n >= 1"), ("b", "n >= 2"), "c") + go("a j z") + go("b j") + go("c j")

    assert ran(*parts, mark("z"), go("s x"), flows, n=one(n)).trace() == trace


def test_an_inclusive_join_does_not_wait_for_a_branch_that_went_elsewhere():
    parts = (
        both("g"),
        mark("a"),
        user("u"),
        xor("x", "d"),
        mark("b"),
        mark("c"),
        some("j"),
        mark("z"),
    )
    flows = go("s g a j z") + go("g u x") + split("x", ("b", "n = 1"), "c") + go("b j")
    world = waiting(*parts, flows)
    assert world.trace() == ["a"]
    world.complete("u", n=one(2))

    assert world.trace() == ["a", "c", "z"]


def test_an_inclusive_join_does_not_wait_for_what_an_error_took_away():
    inner = sub("q", start("s1"), user("u"), end("bad", ERROR), go("s1 u bad"))
    parts = (
        both("g"),
        mark("a"),
        inner,
        boundary("b", "q", ERROR),
        mark("h"),
        some("j"),
        mark("z"),
    )
    world = waiting(*parts, go("s g a j z"), go("g q j"), go("b h"))
    world.complete("u")

    assert world.trace() == ["a", "h", "z"]


def test_an_inclusive_join_waits_for_what_a_boundary_event_may_still_send():
    parts = (both("g"), mark("a"), user("u"), boundary("b", "u", MESSAGE), mark("h"), some("j"))
    world = waiting(*parts, mark("z"), mark("y"), go("s g a j z"), go("g u y"), go("b h j"))
    assert world.trace() == ["a"]
    world.receive("b", "m1")

    assert world.trace() == ["a", "h", "z"]


def test_what_a_boundary_event_sent_waits_for_the_work_itself():
    edge = boundary("b", "a", MESSAGE, interrupting=False)
    world = waiting(user("a"), edge, mark("h"), some("j"), mark("z"), go("s a j z"), go("b h j"))
    world.receive("b", "m1")
    assert world.trace() == ["h"]
    world.complete("a")

    assert world.trace() == ["h", "z"]
    assert world.first.ended


def test_an_inclusive_join_waits_for_what_may_come_over_a_link():
    link = '<linkEventDefinition name="L"/>'
    parts = (
        both("g"),
        mark("a"),
        user("u"),
        throw("t", link),
        catch("c", link),
        some("j"),
        mark("z"),
    )
    world = waiting(*parts, go("s g a j z"), go("g u t"), go("c j"))
    assert world.trace() == ["a"]
    world.complete("u")

    assert world.trace() == ["a", "z"]


def test_an_inclusive_join_of_three_fires_once_for_all_that_came():
    parts = (both("g"), mark("a"), mark("b"), mark("c"), some("j"), mark("z"))

    assert ran(*parts, go("s g a j z"), go("g b j"), go("g c j")).trace() == ["a", "b", "c", "z"]


def test_a_second_token_of_one_flow_fires_an_inclusive_join_again():
    parts = (mark("m", completionQuantity="2"), some("j"), mark("z"), both("g"), mark("b"))

    assert ran(*parts, go("s g m j z"), go("g b j")).trace() == ["b", "m", "z", "z"]


def test_an_inclusive_join_inside_a_sub_process_does_not_look_outside():
    inner = sub(
        "q",
        start("s1"),
        both("g1"),
        mark("a"),
        mark("b"),
        some("j"),
        mark("y"),
        go("s1 g1 a j y"),
        go("g1 b j"),
    )
    world = waiting(both("g"), inner, user("u"), go("s g q"), go("g u q"))

    assert world.trace() == ["a", "b", "y"]


def test_inclusive_gateways_nest():
    parts = (some("x1", "x2", "j1", "j2"), mark("a"), mark("b"), mark("c"), mark("z"))
    flows = (
        flow("x1", "x2", "true")
        + flow("x1", "a", "true")
        + flow("x2", "b", "true")
        + flow("x2", "c", "false")
    )
    flows += go("b j2") + go("c j2 j1") + go("a j1 z")

    assert ran(*parts, go("s x1"), flows).trace() == ["a", "b", "z"]


def test_an_inclusive_flow_without_a_condition_is_always_taken():
    parts = (some("x"), mark("a"), mark("b"))

    assert ran(*parts, go("s x a"), flow("x", "b", "false")).trace() == ["a"]


def test_an_inclusive_join_after_a_task_that_is_stuck_still_waits():
    parts = (both("g"), mark("a"), user("u", regie_assignee="5"), some("j"), mark("z"))
    world = waiting(*parts, go("s g a j z"), go("g u j"))

    assert world.trace() == ["a"]
    assert list(world.first.incidents) == [Place("u")]


# --- conditions


@pytest.mark.parametrize(
    "written",
    [
        "<documentation>only then</documentation>n = 1",
        "<extensionElements/> n = <documentation>one</documentation> 1",
        "<![CDATA[ n = 1 ]]>",
        "n <!-- is --> = 1",
    ],
)
def test_a_condition_counts_wherever_its_text_stands_between_other_things(written):
    conditional = flow("a", "x", "n = 1").replace("n = 1", written)
    world = ran(script("a", "n = 2"), mark("x"), mark("y"), go("s a y"), conditional)

    assert world.trace() == ["y"]
