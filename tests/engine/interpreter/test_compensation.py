"""Undoing what was done."""

from __future__ import annotations

from decimal import Decimal

from engine.events import CompensationStarted, ElementCancelled
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    CANCEL,
    COMPENSATE,
    associate,
    both,
    boundary,
    catch,
    data,
    diagram,
    end,
    flow,
    go,
    handler,
    loop,
    many,
    mark,
    script,
    start,
    sub,
    throw,
    timer,
    undo,
    user,
    xor,
)
from tests.engine.interpreter.world import World

ONLY_A = '<compensateEventDefinition activityRef="a"/>'
AND_ON = '<compensateEventDefinition waitForCompletion="false"/>'


def done(*ids):
    """Draw activities, each with an activity that undoes it."""
    return "".join(
        mark(one) + undo(one, f"u{one}") + mark(f"u{one}", isForCompensation="true") for one in ids
    )


def order(world):
    """Give the trace of the first instance in the order in which it was written."""
    return world.variables().get("trace")


def ran(source, **variables):
    world = World(source)
    world.start(variables=variables)
    world.run()
    return world


def test_it_runs_last_first_and_each_once():
    parts = (done("a", "b"), throw("t", COMPENSATE), mark("z"), end("e", COMPENSATE))
    world = ran(diagram(start(), *parts, go("s a b t z e")))

    assert order(world) == ["a", "b", "ub", "ua", "z"]
    started = [one for one in world.first.effects if isinstance(one, CompensationStarted)]
    assert started == [
        CompensationStarted(Place("ub"), "b"),
        CompensationStarted(Place("ua"), "a"),
    ]


def test_one_activity_may_be_named():
    world = ran(diagram(start(), done("a", "b"), throw("t", ONLY_A), end(), go("s a b t e")))

    assert order(world) == ["a", "b", "ua"]


def test_an_activity_that_is_not_done_is_not_undone():
    parts = (both("g"), done("a"), catch("w", timer("PT9S")), mark("z"), end("e", COMPENSATE))
    world = ran(diagram(start(), *parts, go("s g w a"), go("g z e")))

    assert order(world) == ["z", "a"]


def test_an_activity_in_a_loop_of_flows_is_undone_as_often_as_it_was_done():
    parts = (xor("m"), done("a"), script("c", "n = n + 1"), xor("x", "out"))
    flows = (go("s m a c x"), flow("x", "m", "n < 3"), flow("x", "e", flow_id="out"))
    world = ran(diagram(start(), *parts, end("e", COMPENSATE), *flows), n=Decimal(0))

    assert order(world) == ["a"] * 3 + ["ua"] * 3


def test_a_sub_process_is_undone_by_undoing_what_was_done_inside():
    inner = sub("q", start("s1"), done("a", "b"), end("e1"), go("s1 a b e1"))
    world = ran(diagram(start(), inner, end("e", COMPENSATE), go("s q e")))

    assert order(world) == ["a", "b", "ub", "ua"]


def test_work_of_a_person_may_undo_and_is_waited_for():
    by_hand = undo("a", "ua") + user("ua", isForCompensation="true")
    parts = (mark("a"), by_hand, throw("t", COMPENSATE), mark("z"))
    world = World(diagram(start(), *parts, go("s a t z")))
    world.start()
    assert order(world) == ["a"]

    world.complete("ua")
    assert order(world) == ["a", "z"]
    assert world.first.ended


def test_the_thrower_need_not_wait():
    by_hand = undo("a", "ua") + user("ua", isForCompensation="true")
    parts = (mark("a"), by_hand, throw("t", AND_ON), mark("z"))
    world = World(diagram(start(), *parts, go("s a t z")))
    world.start()
    assert order(world) == ["a", "z"]
    assert not world.first.ended

    world.complete("ua")
    assert world.first.ended


def test_a_handler_of_its_own_sees_the_variables_of_then():
    esp = handler("c", COMPENSATE, script("k", "trace = append(trace, x)"), go("c_s k c_e"))
    inner = sub("q", data("x"), start("s1"), script("a", 'x = "one"'), esp, go("s1 a"))
    world = ran(diagram(start(), inner, end("e", COMPENSATE), go("s q e")))

    assert order(world) == ["one"]


def test_who_asked_for_undoing_goes_on_when_a_handler_of_its_own_is_done():
    esp = handler("c", COMPENSATE, user("k"), go("c_s k c_e"))
    inner = sub("q", start("s1"), done("a"), esp, go("s1 a"))
    world = World(diagram(start(), inner, throw("t", COMPENSATE), mark("z"), go("s q t z")))
    world.start()
    assert order(world) == ["a"]

    world.complete("k")
    assert order(world) == ["a", "z"]
    assert world.first.ended


def test_a_sub_process_stays_open_until_the_last_of_its_work_is_undone():
    by_hand = "".join(
        mark(one) + undo(one, f"u{one}") + user(f"u{one}", isForCompensation="true")
        for one in ("a", "b")
    )
    inner = sub("q", start("s1"), by_hand, go("s1 a b"))
    world = World(diagram(start(), inner, throw("t", COMPENSATE), mark("z"), go("s q t z")))
    world.start()
    world.complete("ub")
    assert order(world) == ["a", "b"]

    world.complete("ua")
    assert order(world) == ["a", "b", "z"]
    assert world.first.ended


def test_an_event_sub_process_undoes_what_was_done_around_it():
    inside = (throw("t", COMPENSATE), mark("k"))
    esp = handler("h", timer("PT1S"), *inside, go("h_s t k h_e"))
    inner = sub("q", start("s1"), done("a"), catch("w", timer("PT9S")), esp, go("s1 a w"))
    world = ran(diagram(start(), inner, go("s q")))

    assert order(world) == ["a", "ua", "k"]


def test_many_items_with_one_handler_are_undone_once():
    parts = (mark("a", many("3")), undo("a", "ua"), mark("ua", isForCompensation="true"))
    world = ran(diagram(start(), *parts, end("e", COMPENSATE), go("s a e")))

    assert order(world) == ["a", "a", "a", "ua"]


def test_every_item_of_a_sub_process_is_undone_last_first():
    inner = (start("s1"), script("l", "trace = append(trace, x)"), undo("l", "ul"))
    back = script("ul", 'trace = append(trace, "not " + x)', isForCompensation="true")
    each = sub("m", many(over="xs", item="x", sequential=True), *inner, back, go("s1 l"))
    world = ran(diagram(start(), each, end("e", COMPENSATE), go("s m e")), xs=["1", "2"])

    assert order(world) == ["1", "2", "not 2", "not 1"]


def test_items_of_many_that_still_run_are_not_undone():
    inner = (start("s1"), done("a"), end("e1"), xor("x", "d"), user("u"))
    flows = (go("s1 a x"), flow("x", "u", "n = 2"), flow("x", "e1", flow_id="d"), go("u e1"))
    each = sub("m", many(over="ns", item="n"), *inner, *flows)
    parts = (both("g"), each, user("w"), end("e", COMPENSATE))
    world = World(diagram(start(), *parts, go("s g m"), go("g w e")))
    world.start(variables={"ns": [1, 2]})
    world.complete("w")

    assert order(world) == ["a", "a"]


def test_every_turn_of_a_looped_sub_process_is_undone():
    again = sub("q", loop(loopMaximum="2"), start("s1"), done("a"), go("s1 a"))
    world = ran(diagram(start(), again, end("e", COMPENSATE), go("s q e")))

    assert order(world) == ["a", "a", "ua", "ua"]


def test_an_association_may_stand_outside_the_sub_process():
    inner = sub(
        "q",
        start("s1"),
        mark("a"),
        boundary("b_a", "a", COMPENSATE),
        mark("ua", isForCompensation="true"),
        go("s1 a"),
    )
    world = ran(diagram(start(), inner, associate("b_a", "ua"), end("e", COMPENSATE), go("s q e")))

    assert order(world) == ["a", "ua"]


def test_a_cancelled_transaction_is_undone_and_then_left_by_its_cancel_boundary():
    inner = (start("s1"), done("a", "b"), end("e1", CANCEL), go("s1 a b e1"))
    parts = (sub("q", *inner, tag="transaction"), boundary("c", "q", CANCEL), mark("h"), mark("no"))
    world = ran(diagram(start(), *parts, go("s q no"), go("c h")))

    assert order(world) == ["a", "b", "ub", "ua", "h"]
    assert world.first.ended


def test_cancelling_takes_away_what_still_runs_in_the_transaction():
    inner = (start("s1"), both("g"), user("u"), done("a"), end("e1", CANCEL))
    parts = (sub("q", *inner, go("s1 g u"), go("g a e1"), tag="transaction"), mark("z"))
    world = World(diagram(start(), *parts, go("s q z")))
    effects = world.start().effects

    assert any(isinstance(one, ElementCancelled) and one.place == Place("u") for one in effects)
    assert order(world) == ["a", "ua", "z"]


def test_without_a_cancel_boundary_the_transaction_ends_as_usual():
    inner = (start("s1"), done("a"), end("e1", CANCEL), go("s1 a e1"))
    world = ran(diagram(start(), sub("q", *inner, tag="transaction"), mark("z"), go("s q z")))

    assert order(world) == ["a", "ua", "z"]


def test_many_transactions_are_undone_later_too():
    inner = (start("s1"), done("a"), go("s1 a"))
    each = sub("q", many("2", sequential=True), *inner, tag="transaction")
    world = ran(diagram(start(), each, end("e", COMPENSATE), go("s q e")))

    assert order(world) == ["a", "a", "ua", "ua"]
