"""Joins that wait for ever and rounds without an end are said beforehand, and only when true."""

from __future__ import annotations

import pytest

from engine import interpreter
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    catch,
    diagram,
    element,
    end,
    first_of,
    flow,
    go,
    handler,
    script,
    some,
    start,
    sub,
    throw,
    timer,
    user,
    xor,
)
from tests.engine.interpreter.test_random import drawn

COUNT = script("n1", "n = n + 1")


def found(*parts):
    """Give what is wrong as (code, element), without what is said about people and forms."""
    problems = interpreter.problems(diagram(start(), *parts))
    about_people = ("no-lane", "no-form", "plain-task")
    return {(one.code, one.element_id) for one in problems if one.code not in about_people}


def test_a_parallel_join_behind_a_choice_always_waits_for_ever():
    parts = (xor("x", "d"), user("a"), user("b"), both("j"), user("z"))
    flows = (
        go("s x"),
        flow("x", "a", "n = 1"),
        flow("x", "b", flow_id="d"),
        go("a j z"),
        go("b j"),
    )

    assert found(*parts, *flows) == {("join-never", "j"), ("never-happens", "z")}


def test_a_parallel_join_behind_an_event_gateway_always_waits_for_ever():
    parts = (first_of("g"), catch("a", SIGNAL), catch("b", MESSAGE), both("j"))

    assert found(*parts, go("s g a j"), go("g b j")) == {("join-never", "j")}


def test_a_parallel_join_that_one_branch_may_miss_may_wait_for_ever():
    parts = (both("g"), user("a"), xor("x", "d"), user("b"), both("j"), end())
    flows = (
        go("s g a j"),
        go("g x"),
        flow("x", "b", "n = 1"),
        flow("x", "e", flow_id="d"),
        go("b j"),
    )

    assert found(*parts, *flows) == {("join-may-wait", "j")}


def test_a_parallel_join_may_wait_for_what_a_boundary_event_took_away():
    parts = (
        both("g"),
        user("a"),
        boundary("t", "a", timer("P1D")),
        user("b"),
        both("j"),
        user("late"),
    )

    assert found(*parts, go("s g a j"), go("g b j"), go("t late")) == {("join-may-wait", "j")}


def test_a_parallel_join_behind_a_parallel_split_is_fine_whatever_lies_between():
    inner = sub(
        "q",
        start("s1"),
        both("g1"),
        user("u"),
        user("v"),
        both("j1"),
        go("s1 g1 u j1"),
        go("g1 v j1"),
    )
    parts = (both("g"), inner, xor("x", "d"), user("a"), user("b"), xor("m"), both("j"), user("z"))
    edge = boundary("t", "q", timer("P1D"), interrupting=False) + user("h") + go("t h")
    flows = (go("s g q j z"), go("g x"), flow("x", "a", "n = 1"), flow("x", "b", flow_id="d"))

    assert found(*parts, *flows, edge, go("a m j"), go("b m")) == set()


@pytest.mark.parametrize("tag", ["inclusiveGateway", "exclusiveGateway"])
def test_another_join_behind_a_choice_is_fine(tag):
    parts = (xor("x", "d"), user("a"), user("b"), element(tag, "j"), user("z"))
    flows = (
        go("s x"),
        flow("x", "a", "n = 1"),
        flow("x", "b", flow_id="d"),
        go("a j z"),
        go("b j"),
    )

    assert found(*parts, *flows) == set()


def test_what_waits_at_a_join_when_everything_is_terminated_does_not_wait_for_ever():
    parts = (both("g"), user("a"), xor("x", "d"), user("b"), both("j"), end("t", TERMINATE))
    flows = (
        go("s g a j"),
        go("g x"),
        flow("x", "b", "n = 1"),
        flow("x", "t", flow_id="d"),
        go("b j"),
    )

    assert found(*parts, *flows) == set()


def test_what_goes_on_beside_an_end_of_everything_may_still_happen():
    parts = (both("g"), user("a"), end("t", TERMINATE), user("b"), end())

    assert found(*parts, go("s g a t"), go("g b e")) == set()


def test_a_join_in_a_loop_is_fine():
    parts = (xor("m"), both("g", "j"), user("a"), user("b"), xor("x", "d"), end())
    flows = (go("s m g a j x"), go("g b j"), flow("x", "m", "n = 1"), flow("x", "e", flow_id="d"))

    assert found(*parts, *flows) == set()


def test_branches_that_two_start_events_begin_never_come_together():
    parts = (start("m", MESSAGE), user("a"), user("b"), both("j"))

    assert found(*parts, go("s a j"), go("m b j")) == {("join-never", "j")}


def test_branches_of_an_event_sub_process_are_walked_too():
    inside = (xor("x", "d"), user("a"), user("b"), both("j"), go("h_s x"), go("a j h_e"), go("b j"))
    flows = flow("x", "a", "n = 1") + flow("x", "b", flow_id="d")
    esp = handler("h", MESSAGE, *inside, flows)

    assert ("join-never", "j") in found(user("w"), go("s w"), esp)


def test_a_link_leads_to_a_join_like_a_flow():
    link = '<linkEventDefinition name="L"/>'
    parts = (both("g", "j"), user("a"), throw("t", link), catch("c", link), user("z"))

    assert found(*parts, go("s g a j z"), go("g t"), go("c j")) == set()


def test_a_diagram_with_too_many_ways_is_left_alone():
    parts = [element("inclusiveGateway", "g")]
    for n in range(40):
        parts += [user(f"u{n}"), flow("g", f"u{n}", f"n = {n}"), go(f"u{n} v{n}"), user(f"v{n}")]

    assert found(*parts, go("s g")) == {("no-default", "g")}


# --- rounds


def test_a_round_without_a_way_out_and_without_waiting_is_named():
    assert found(xor("m"), COUNT, go("s m n1 m")) == {("endless-round", "m")}


def test_a_round_that_always_leaves_a_token_behind_is_named():
    parts = (xor("m"), both("g"), COUNT, user("u"))

    assert ("endless-round", "m") in found(*parts, go("s m g n1 m"), go("g u"))


def test_a_round_with_a_task_or_an_event_in_it_is_fine():
    assert found(xor("m"), user("u"), COUNT, go("s m u n1 m")) == set()
    assert found(xor("m"), catch("c", timer("PT1H")), COUNT, go("s m c n1 m")) == set()


def test_a_round_whose_scripts_change_what_is_asked_is_fine():
    parts = (xor("m"), COUNT, xor("x", "d"), end())

    assert (
        found(*parts, go("s m n1 x"), flow("x", "m", "n < 3"), flow("x", "e", flow_id="d")) == set()
    )


def test_a_round_that_changes_nothing_of_what_is_asked_is_named():
    parts = (xor("m"), COUNT, xor("x", "d"), end())
    flows = flow("x", "m", "klaar = false") + flow("x", "e", flow_id="d")

    assert found(*parts, go("s m n1 x"), flows) == {("same-answer-round", "x")}


def test_two_joins_that_wait_for_each_other_are_no_endless_round():
    parts = (both("g"), some("j", "k"), xor("x"))
    codes = {code for code, _ in found(*parts, go("s g j x k j"), go("g k"))}

    assert "endless-round" not in codes


@pytest.mark.parametrize("seed", range(30))
def test_no_join_of_a_well_structured_diagram_is_named(seed):
    block, _ = drawn(seed + 9000)
    source = diagram(
        start("in"), block.xml, end("out"), go(f"in {block.first}"), go(f"{block.last} out")
    )
    codes = {one.code for one in interpreter.problems(source)}

    assert not codes & {"join-never", "join-may-wait", "endless-round", "same-answer-round"}
