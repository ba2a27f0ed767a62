"""Sub-processes, links and transactions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    CANCEL,
    ERROR,
    TERMINATE,
    both,
    boundary,
    catch,
    data,
    end,
    flow,
    go,
    many,
    mark,
    script,
    start,
    sub,
    throw,
    undo,
    user,
    xor,
)


def done(*ids):
    return "".join(
        mark(one) + undo(one, f"u{one}") + mark(f"u{one}", isForCompensation="true") for one in ids
    )


# --- sub-processes


@pytest.mark.parametrize("tag", ["subProcess", "transaction"])
def test_a_sub_process_is_done_when_all_its_branches_are(tag):
    inner = sub("q", start("s1"), both("g"), user("a"), user("b"), go("s1 g a"), go("g b"), tag=tag)
    world = waiting(inner, mark("z"), go("s q z"))
    world.complete("a")
    assert world.trace() == []

    world.complete("b")
    assert world.trace() == ["z"]


def test_a_sub_process_may_end_at_several_end_events():
    parts = (both("g"), mark("a"), mark("b"), end("e1"), end("e2"))
    inner = sub("q", start("s1"), *parts, go("s1 g a e1"), go("g b e2"))

    assert ran(inner, mark("z"), go("s q z")).trace() == ["a", "b", "z"]


def test_terminate_in_an_inner_sub_process_leaves_the_outer_one_alone():
    deep = sub(
        "r", start("s2"), both("g2"), user("no"), end("t", TERMINATE), go("s2 g2 no"), go("g2 t")
    )
    inner = sub("q", start("s1"), both("g"), deep, user("b"), go("s1 g r"), go("g b"))
    world = waiting(inner, go("s q"))

    assert open_tasks(world) == ["b"]


def test_terminate_in_one_item_leaves_the_other_items_alone():
    parts = (both("g"), user("u"), xor("x", "d"), end("t", TERMINATE), user("w"))
    flows = (
        go("s1 g u") + go("g x") + flow("x", "t", "loopCounter = 1") + flow("x", "w", flow_id="d")
    )
    world = waiting(sub("q", many("2"), start("s1"), *parts, flows), go("s q"))

    assert open_tasks(world) == ["u", "w"]


def test_terminate_at_the_top_ends_everything_as_completed():
    inner = sub("q", start("s1"), user("u"), go("s1 u"))
    world = waiting(both("g"), inner, end("t", TERMINATE), go("s g q"), go("g t"))

    assert world.first.ended.outcome == "completed"
    assert world.first.ended.end == "t"


def test_variables_of_a_sub_process_are_gone_when_it_is_done():
    inner = sub("q", data("v"), start("s1"), script("a", "v = 1"), go("s1 a"))
    world = waiting(inner, user("z"), go("s q z"))

    assert "v" not in world.variables()


def test_a_sub_process_that_is_entered_again_begins_with_empty_variables():
    inner = sub("q", data("v"), start("s1"), script("a", "got = append(got, v)\nv = 1"), go("s1 a"))
    parts = (xor("m"), inner, script("c", "n = n + 1"), xor("x", "d"))
    flows = go("s m q c x") + flow("x", "m", "n < 2") + flow("x", "e", flow_id="d")

    assert ran(*parts, end(), flows, n=Decimal(0), got=[]).variables()["got"] == [None, None]


def test_a_sub_process_in_a_loop_of_flows_is_a_new_one_each_time():
    inner = sub("q", start("s1"), mark("a"), go("s1 a"))
    parts = (xor("m"), inner, script("c", "n = n + 1"), xor("x", "d"))
    flows = go("s m q c x") + flow("x", "m", "n < 3") + flow("x", "e", flow_id="d")

    assert ran(*parts, end(), flows, n=Decimal(0)).trace() == ["a", "a", "a"]


def test_links_join_only_inside_one_sub_process():
    link = '<linkEventDefinition name="L"/>'
    inner = sub(
        "q", start("s1"), throw("t1", link), catch("c1", link), mark("in"), go("s1 t1"), go("c1 in")
    )
    parts = (throw("t", link), catch("c", link), mark("out"))

    assert order(ran(inner, *parts, go("s q t"), go("c out"))) == ["in", "out"]


def test_several_throwing_links_may_lead_to_one():
    link = '<linkEventDefinition name="L"/>'
    parts = (both("g"), throw("t1", link), throw("t2", link), catch("c", link), mark("z"))

    assert ran(*parts, go("s g t1"), go("g t2"), go("c z")).trace() == ["z", "z"]


def test_a_link_may_jump_back():
    link = '<linkEventDefinition name="L"/>'
    parts = (xor("m"), mark("a"), script("k", "n = n + 1"), xor("x", "d"), throw("t", link))
    flows = go("s m a k x") + flow("x", "t", "n < 3") + flow("x", "e", flow_id="d") + go("c m")
    world = ran(*parts, catch("c", link), end(), flows, n=Decimal(0))

    assert world.trace() == ["a", "a", "a"]


# --- transactions


def test_cancel_waits_for_undoing_before_it_goes_on():
    by_hand = undo("a", "ua") + user("ua", isForCompensation="true")
    inner = sub(
        "q", start("s1"), mark("a"), by_hand, end("c", CANCEL), go("s1 a c"), tag="transaction"
    )
    world = waiting(inner, boundary("b", "q", CANCEL), mark("h"), go("s q"), go("b h"))
    assert world.trace() == ["a"]

    world.complete("ua")
    assert world.trace() == ["a", "h"]


def test_cancel_undoes_sub_processes_of_the_transaction_too():
    deep = sub("r", start("s2"), done("a"), go("s2 a"))
    inner = sub(
        "q", start("s1"), deep, done("b"), end("c", CANCEL), go("s1 r b c"), tag="transaction"
    )
    world = ran(inner, boundary("b_q", "q", CANCEL), mark("h"), go("s q"), go("b_q h"))

    assert order(world) == ["a", "b", "ub", "ua", "h"]


def test_cancel_does_not_undo_what_was_done_before_the_transaction():
    inner = sub("q", start("s1"), done("b"), end("c", CANCEL), go("s1 b c"), tag="transaction")
    world = ran(done("a"), inner, boundary("b_q", "q", CANCEL), mark("h"), go("s a q"), go("b_q h"))

    assert order(world) == ["a", "b", "ub", "h"]


def test_an_error_out_of_a_transaction_undoes_nothing():
    inner = sub("q", start("s1"), done("a"), end("bad", ERROR), go("s1 a bad"), tag="transaction")
    world = ran(inner, boundary("b", "q", ERROR), mark("h"), go("s q"), go("b h"))

    assert order(world) == ["a", "h"]


def test_a_transaction_without_cancel_goes_on_as_a_sub_process():
    inner = sub("q", start("s1"), mark("a"), end("e1"), go("s1 a e1"), tag="transaction")
    world = ran(inner, boundary("b", "q", CANCEL), mark("no"), mark("z"), go("s q z"), go("b no"))

    assert world.trace() == ["a", "z"]


def test_a_transaction_inside_a_transaction_is_cancelled_alone():
    deep = sub("r", start("s2"), done("a"), end("c2", CANCEL), go("s2 a c2"), tag="transaction")
    edge = boundary("b2", "r", CANCEL)
    inner = sub("q", start("s1"), deep, edge, mark("x"), go("s1 r"), go("b2 x"), tag="transaction")
    world = ran(inner, boundary("b", "q", CANCEL), mark("no"), mark("z"), go("s q z"), go("b no"))

    assert order(world) == ["a", "ua", "x", "z"]


def test_cancel_in_one_item_takes_all_items_away():
    parts = (user("u"), xor("x", "d"), end("c", CANCEL), end("e1"))
    flows = go("s1 u x") + flow("x", "c", "stop") + flow("x", "e1", flow_id="d")
    inner = sub("q", many("2"), start("s1"), *parts, flows, tag="transaction")
    world = waiting(
        inner, boundary("b", "q", CANCEL), mark("h"), mark("no"), go("s q no"), go("b h")
    )
    world.complete("u", stop=True)

    assert world.trace() == ["h"]
    assert world.first.ended
