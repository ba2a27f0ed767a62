"""Compensation: what is undone, in which order, by whom, and what happens meanwhile."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    COMPENSATE,
    ERROR,
    MESSAGE,
    both,
    boundary,
    data,
    element,
    end,
    flow,
    go,
    handler,
    loop,
    many,
    mark,
    process,
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


def only(*ids):
    return "".join(f'<compensateEventDefinition activityRef="{one}"/>' for one in ids)


def test_branches_are_undone_in_reverse_of_the_order_in_which_they_were_done():
    parts = (both("g"), done("a", "b", "c"), both("j"), end("e", COMPENSATE))
    world = ran(*parts, go("s g a j e"), go("g b c j"))

    assert order(world)[-3:] == [f"u{one}" for one in reversed(order(world)[:3])]


def test_nothing_to_undo_goes_on_at_once():
    assert order(ran(throw("t", COMPENSATE), mark("z"), go("s t z"))) == ["z"]


def test_what_was_undone_is_not_undone_again():
    parts = (done("a"), throw("t1", COMPENSATE), throw("t2", COMPENSATE), mark("z"))

    assert order(ran(*parts, go("s a t1 t2 z"))) == ["a", "ua", "z"]


def test_what_is_done_after_undoing_can_be_undone_too():
    parts = (done("a", "b"), throw("t1", COMPENSATE), throw("t2", COMPENSATE))

    assert order(ran(*parts, go("s a t1 b t2"))) == ["a", "ua", "b", "ub"]


def test_several_activities_may_be_named_by_one_event_and_the_first_goes_first():
    parts = (done("a", "b", "c"), throw("t", only("a", "c")))

    assert order(ran(*parts, go("s a b c t"))) == ["a", "b", "c", "ua", "uc"]


def test_a_named_activity_is_undone_as_often_as_it_was_done():
    parts = (xor("m"), done("a"), script("k", "n = n + 1"), xor("x", "d"), throw("t", only("a")))
    flows = go("s m a k x") + flow("x", "m", "n < 2") + flow("x", "t", flow_id="d")

    assert order(ran(*parts, flows, n=Decimal(0))) == ["a", "a", "ua", "ua"]


def test_naming_a_sub_process_undoes_what_was_done_inside():
    inner = sub("q", start("s1"), done("a"), go("s1 a"))

    assert order(ran(inner, done("b"), throw("t", only("q")), go("s q b t"))) == ["a", "b", "ua"]


def test_inside_a_sub_process_only_its_own_work_is_undone():
    inner = sub("q", start("s1"), done("b"), throw("t", COMPENSATE), go("s1 b t"))

    assert order(ran(done("a"), inner, mark("z"), go("s a q z"))) == ["a", "b", "ub", "z"]


def test_sub_processes_are_undone_from_the_outside_in():
    deep = sub("r", start("s2"), done("a"), go("s2 a"))
    inner = sub("q", start("s1"), done("b"), deep, done("c"), go("s1 b r c"))

    assert order(ran(inner, end("e", COMPENSATE), go("s q e"))) == ["b", "a", "c", "uc", "ua", "ub"]


def test_a_sub_process_with_a_handler_on_its_edge_is_undone_by_that_handler_alone():
    inner = sub("q", start("s1"), done("a"), go("s1 a")) + undo("q", "uq")
    world = ran(inner, mark("uq", isForCompensation="true"), end("e", COMPENSATE), go("s q e"))

    assert order(world) == ["a", "uq"]


def test_a_sub_process_that_still_runs_is_not_undone():
    inner = sub("q", start("s1"), done("a"), user("w"), go("s1 a w"))
    world = waiting(both("g"), inner, done("b"), throw("t", COMPENSATE), go("s g q"), go("g b t"))

    assert sorted(order(world)) == ["a", "b", "ub"]
    assert open_tasks(world) == ["w"]


def test_a_sub_process_that_an_error_ended_is_not_undone():
    inner = sub("q", start("s1"), done("a"), end("bad", ERROR), go("s1 a bad"))
    world = ran(inner, boundary("x", "q", ERROR), end("e", COMPENSATE), go("s q"), go("x e"))

    assert order(world) == ["a"]


def test_a_sub_process_may_be_the_handler():
    handles = sub("uq", start("s1"), mark("x"), mark("y"), go("s1 x y"), isForCompensation="true")
    world = ran(
        mark("a"), undo("a", "uq"), handles, throw("t", COMPENSATE), mark("z"), go("s a t z")
    )

    assert order(world) == ["a", "x", "y", "z"]


def test_a_call_may_be_the_handler():
    other = process("k", start("ks"), mark("kx"), go("ks kx"))
    handles = element("callActivity", "uc", calledElement="k", isForCompensation="true")
    world = ran(
        mark("a"),
        undo("a", "uc"),
        handles,
        throw("t", COMPENSATE),
        mark("z"),
        go("s a t z"),
        others=other,
    )

    assert world.trace() == ["a", "kx", "z"]


def test_a_handler_may_work_for_many():
    handles = mark("ua", many("3"), isForCompensation="true")
    world = ran(
        mark("a"), undo("a", "ua"), handles, throw("t", COMPENSATE), mark("z"), go("s a t z")
    )

    assert order(world) == ["a", "ua", "ua", "ua", "z"]


def test_a_call_is_undone_by_the_handler_on_its_edge():
    other = process("k", start("ks"), mark("kx"), go("ks kx"))
    called = element("callActivity", "c", calledElement="k") + undo("c", "uc")
    world = ran(
        called,
        mark("uc", isForCompensation="true"),
        end("e", COMPENSATE),
        go("s c e"),
        others=other,
    )

    assert world.trace() == ["kx", "uc"]


def test_a_loop_with_a_handler_is_undone_once_for_all_turns():
    parts = (
        mark("a", loop(loopMaximum="3")),
        undo("a", "ua"),
        mark("ua", isForCompensation="true"),
    )

    assert order(ran(*parts, end("e", COMPENSATE), go("s a e"))) == ["a", "a", "a", "ua"]


def test_undoing_in_a_sub_process_sees_its_variables_as_they_were():
    handles = script("ua", "seen = v", isForCompensation="true")
    parts = (data("v"), start("s1"), script("a", "v = 1"), undo("a", "ua"), handles)
    inner = sub("q", *parts, go("s1 a"))
    world = ran(inner, script("w", "v = 2"), end("e", COMPENSATE), go("s q w e"))

    assert world.variables()["seen"] == Decimal(1)


def test_each_item_is_undone_with_its_own_variables():
    handles = script("ua", "seen = append(seen, x)", isForCompensation="true")
    inner = sub(
        "q", many(over="xs", item="x"), start("s1"), mark("a"), undo("a", "ua"), handles, go("s1 a")
    )
    world = ran(inner, end("e", COMPENSATE), go("s q e"), xs=["p", "q"], seen=[])

    assert world.variables()["seen"] == ["q", "p"]


def test_an_event_sub_process_undoes_instead_of_the_handlers_inside():
    esp = handler("h", COMPENSATE, mark("x"), go("h_s x h_e"))
    inner = sub("q", start("s1"), done("a"), esp, go("s1 a"))

    assert order(ran(inner, end("e", COMPENSATE), go("s q e"))) == ["a", "x"]


def test_an_event_sub_process_that_undoes_may_ask_for_the_handlers_inside():
    esp = handler(
        "h", COMPENSATE, mark("x"), throw("t", COMPENSATE), mark("y"), go("h_s x t y h_e")
    )
    inner = sub("q", start("s1"), done("a"), esp, go("s1 a"))

    assert order(ran(inner, end("e", COMPENSATE), go("s q e"))) == ["a", "x", "ua", "y"]


def test_an_error_while_undoing_is_not_caught_by_what_is_done_already():
    bad = sub("ua", start("s2"), end("bad", ERROR), go("s2 bad"), isForCompensation="true")
    inner = sub("q", start("s1"), mark("a"), undo("a", "ua"), bad, go("s1 a"))
    parts = (inner, boundary("x", "q", ERROR), mark("no"), throw("t", COMPENSATE), mark("z"))
    world = ran(*parts, go("s q t z"), go("x no"))

    assert order(world) == ["a"]
    assert (world.first.ended.outcome, world.first.ended.error) == ("failed", "e1")


def test_an_error_while_undoing_is_caught_around_who_asked_for_it():
    bad = sub("ua", start("s2"), end("bad", ERROR), go("s2 bad"), isForCompensation="true")
    parts = (start("s1"), mark("a"), undo("a", "ua"), bad, throw("t", COMPENSATE), mark("no"))
    inner = sub("q", *parts, go("s1 a t no"))
    world = ran(inner, boundary("x", "q", ERROR), mark("h"), go("s q"), go("x h"))

    assert order(world) == ["a", "h"]


def test_other_branches_go_on_while_something_is_undone():
    by_hand = undo("a", "ua") + user("ua", isForCompensation="true")
    parts = (mark("a"), by_hand, both("g"), throw("t", COMPENSATE), mark("b"), mark("z"))
    world = waiting(*parts, go("s a g t z"), go("g b"))
    assert order(world) == ["a", "b"]

    world.complete("ua")
    assert order(world) == ["a", "b", "z"]


def test_one_who_asks_for_undoing_may_be_interrupted():
    by_hand = undo("a", "ua") + user("ua", isForCompensation="true")
    inner = sub(
        "q", start("s1"), mark("a"), by_hand, throw("t", COMPENSATE), mark("no"), go("s1 a t no")
    )
    world = waiting(inner, boundary("m", "q", MESSAGE), mark("h"), go("s q"), go("m h"))
    world.receive("m", "m1")

    assert order(world) == ["a", "h"]
    assert open_tasks(world) == []
    assert world.first.ended


def test_two_branches_that_undo_share_what_there_is_to_undo():
    parts = (done("a", "b"), both("g"), throw("t1", COMPENSATE), throw("t2", COMPENSATE))
    world = ran(*parts, mark("x"), mark("y"), go("s a b g t1 x"), go("g t2 y"))

    assert sorted(order(world)) == ["a", "b", "ua", "ub", "x", "y"]


@pytest.mark.parametrize("event", [COMPENSATE, only("a")])
def test_undoing_at_an_end_event_ends_the_instance_afterwards(event):
    by_hand = undo("a", "ua") + user("ua", isForCompensation="true")
    world = waiting(mark("a"), by_hand, end("e", event), go("s a e"))
    assert not world.first.ended

    world.complete("ua")
    assert world.first.ended.outcome == "completed"


def test_an_activity_of_an_ad_hoc_sub_process_is_undone_like_any_other():
    inner = sub("q", done("a", "b"), tag="adHocSubProcess", ordering="Sequential")

    assert order(ran(inner, end("e", COMPENSATE), go("s q e"))) == ["a", "b", "ub", "ua"]
