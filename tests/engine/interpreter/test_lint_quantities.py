"""Quantities of tokens that never come, or are too large, are said beforehand."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.behaviour.running import ran
from tests.engine.interpreter.diagrams import (
    both,
    boundary,
    diagram,
    end,
    flow,
    go,
    loop,
    mark,
    start,
    timer,
    user,
    xor,
)
from tests.engine.interpreter.test_lint_walks import found


def needs(number):
    return mark("b", startQuantity=str(number))


def test_work_that_needs_more_than_ever_comes_is_named():
    parts = (mark("a", completionQuantity="2"), needs(3), mark("z"))
    source = (*parts, go("s a b z"))

    assert found(*source) == {("quantity-never", "b"), ("never-happens", "z")}
    assert ran(*source).trace() == ["a"]


def test_work_for_which_something_is_left_over_may_wait_for_ever():
    source = (mark("a", completionQuantity="3"), needs(2), go("s a b"))

    assert found(*source) == {("quantity-may-wait", "b")}
    world = ran(*source)
    assert world.trace() == ["a", "b"]
    assert not world.first.ended


def test_work_that_a_choice_may_starve_may_wait_for_ever():
    parts = (both("g"), user("a"), xor("x", "d"), needs(2), end())
    ways = go("s g a b") + go("g x") + flow("x", "b", "n = 1") + flow("x", "e", flow_id="d")

    assert found(*parts, ways) == {("quantity-may-wait", "b")}


@pytest.mark.parametrize("number", [2, 4])
def test_work_for_which_enough_comes_is_fine(number):
    parts = (mark("a", completionQuantity=str(number // 2)), both("g"), mark("c"), needs(number))
    way = go("s a g b") + go("g c b")

    assert found(*parts, way) == set()
    assert ran(*parts, way).trace() == ["a", "b", *["c"] * (number // 2)]


def test_a_parallel_join_behind_work_that_gives_several_is_fine():
    parts = (mark("a", completionQuantity="2"), both("g"), user("k"), user("l"), both("j"))

    assert found(*parts, end(), go("s a g k j e"), go("g l j")) == set()


def test_an_edge_gives_one_token_whatever_its_work_gives():
    edge = boundary("t", "a", timer("PT1H"))
    parts = (user("a", completionQuantity="2"), edge, needs(2), go("s a b"), go("t b"))

    assert found(*parts) == {("quantity-may-wait", "b")}


def test_work_that_begins_by_itself_gets_one_token():
    source = diagram(user("a", startQuantity="2"), end(), go("a e"))

    assert "quantity-never" in {one.code for one in interpreter.problems(source)}


@pytest.mark.parametrize("name", ["startQuantity", "completionQuantity"])
def test_a_quantity_that_is_too_large_is_refused_by_name_and_still_read_where_it_runs(name):
    source = diagram(start(), user("a", **{name: "1001"}), go("s a"))
    problems = interpreter.problems(source)

    assert ("number-too-large", Severity.ERROR) in {(one.code, one.severity) for one in problems}
    assert interpreter.read(source, "p").process_id == "p"


def test_a_quantity_on_a_gateway_must_be_a_number_too():
    body = both("g").replace(" id", ' completionQuantity="Complex" id') + go("s g")

    assert ("not-a-number", "g") in found(body)


@pytest.mark.parametrize("name", ["startQuantity", "completionQuantity"])
def test_a_quantity_that_no_program_can_count_is_never_read(name):
    source = diagram(start(), user("a", **{name: "9" * 5000}), go("s a"))

    assert "number-beyond-all" in {one.code for one in interpreter.problems(source)}
    with pytest.raises(interpreter.InvalidDiagram, match="cannot be made out"):
        interpreter.read(source, "p")


def test_a_loop_may_not_go_on_for_ever_and_ever():
    body = user("a", loop(loopMaximum="9" * 5000)) + go("s a")

    assert "number-beyond-all" in {one.code for one in interpreter.problems(diagram(start(), body))}
