"""Loops and many items."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.events import ElementCancelled
from tests.engine.interpreter.behaviour.running import open_tasks, ran, waiting
from tests.engine.interpreter.diagrams import (
    ERROR,
    ESCALATION,
    MESSAGE,
    SIGNAL,
    both,
    boundary,
    catch,
    data,
    element,
    end,
    flow,
    go,
    loop,
    many,
    mark,
    process,
    script,
    start,
    sub,
    throw,
    timer,
    user,
    xor,
)

N = {"n": Decimal(0)}


def behaving(kind, count="3", **attributes):
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<multiInstanceLoopCharacteristics behavior="{kind}"{more}>'
        f"<loopCardinality>{count}</loopCardinality></multiInstanceLoopCharacteristics>"
    )


# --- loops


@pytest.mark.parametrize("before", ["true", "false"])
def test_a_loop_tests_before_or_after_its_work(before):
    world = ran(script("a", "n = n + 1", loop("n < 1", testBefore=before)), go("s a"), n=Decimal(5))

    assert world.variables()["n"] == Decimal(5 if before == "true" else 6)


def test_the_work_of_a_loop_sees_its_turn():
    world = ran(
        script("a", "got = append(got, loopCounter)", loop(loopMaximum="3")), go("s a"), got=[]
    )

    assert world.variables()["got"] == [Decimal(n) for n in (1, 2, 3)]


def test_a_loop_of_work_for_people_offers_one_task_at_a_time():
    world = waiting(user("a", loop("not(klaar)")), mark("z"), go("s a z"))
    world.complete("a", klaar=False)
    assert open_tasks(world) == ["a"]
    world.complete("a", klaar=True)

    assert world.trace() == ["z"]


def test_a_loop_of_a_sub_process_does_it_all_each_turn():
    inner = sub(
        "q",
        loop(loopMaximum="2"),
        start("s1"),
        both("g"),
        mark("a"),
        mark("b"),
        go("s1 g a"),
        go("g b"),
    )

    assert ran(inner, mark("z"), go("s q z")).trace() == ["a", "a", "b", "b", "z"]


def test_a_loop_waits_for_a_message_each_turn():
    world = waiting(
        element("receiveTask", "r", loop(loopMaximum="2"), messageRef="M1"), mark("z"), go("s r z")
    )
    world.receive("r", "m1")
    assert world.trace() == []
    world.receive("r", "m1")

    assert world.trace() == ["z"]


def test_a_loop_inside_a_loop():
    inner = sub(
        "q", loop(loopMaximum="2"), start("s1"), mark("a", loop(loopMaximum="3")), go("s1 a")
    )

    assert ran(inner, go("s q")).trace() == ["a"] * 6


def test_a_condition_that_gives_no_yes_or_no_ends_a_loop():
    assert ran(mark("a", loop("niemand")), mark("z"), go("s a z")).trace() == ["a", "z"]


# --- many items


@pytest.mark.parametrize("sequential", [True, False])
def test_many_may_be_counted_by_an_expression(sequential):
    how = many("count(xs) + 1", sequential=sequential)

    assert ran(mark("a", how), go("s a"), xs=["p", "q"]).trace() == ["a"] * 3


def test_a_list_that_changes_meanwhile_does_not_change_how_many_there_are():
    how = many(over="xs", item="x", sequential=True)
    world = ran(script("a", "got = append(got, x)\nxs = []", how), go("s a"), xs=["p", "q"], got=[])

    assert world.variables()["got"] == ["p", "q"]


def test_many_inside_many():
    inner = sub("q", many("2"), start("s1"), mark("a", many("3", sequential=True)), go("s1 a"))

    assert ran(inner, mark("z"), go("s q z")).trace() == ["a"] * 6 + ["z"]


def test_results_of_many_inside_many_stay_with_their_own_list():
    each = script("a", "y = x * 2", many(over="row", item="x", into="out", result="y"))
    inner = sub(
        "q", many(over="rows", item="row", into="all", result="out"), start("s1"), each, go("s1 a")
    )
    rows = [[Decimal(1), Decimal(2)], [Decimal(3)]]

    assert ran(inner, go("s q"), rows=rows).variables()["all"] == [
        [Decimal(2), Decimal(4)],
        [Decimal(6)],
    ]


def test_how_many_are_done_can_be_asked_when_it_may_be_enough():
    how = many("5", enough="numberOfCompletedInstances / numberOfInstances >= 0.5")
    world = waiting(user("a", how), mark("z"), go("s a z"))
    for _ in range(3):
        assert world.trace() == []
        world.complete("a")

    assert world.trace() == ["z"]
    assert sum(isinstance(one, ElementCancelled) for one in world.first.effects) == 2


def test_how_many_still_run_can_be_asked_when_it_may_be_enough():
    world = waiting(
        user("a", many("3", enough="numberOfActiveInstances = 1")), mark("z"), go("s a z")
    )
    world.complete("a")
    world.complete("a")

    assert world.trace() == ["z"]


def test_one_by_one_stops_when_it_is_enough():
    assert ran(
        mark("a", many("9", enough="count(trace) = 2", sequential=True)), go("s a")
    ).trace() == ["a", "a"]


def test_a_variable_that_is_no_item_is_shared_by_all_items():
    assert ran(script("a", "n = n + 1", many("4")), go("s a"), **N).variables()["n"] == Decimal(4)


def test_many_calls_may_fail_one_by_one():
    other = process(
        "k",
        start("ks"),
        xor("kg", "kd"),
        end("bad", ERROR),
        end("ke"),
        go("ks kg"),
        flow("kg", "bad", "x = 2"),
        flow("kg", "ke", flow_id="kd"),
    )
    called = element(
        "callActivity", "c", many(over="xs", item="x", sequential=True), calledElement="k"
    )
    parts = (called, boundary("b", "c", ERROR), mark("h"), mark("no"))
    world = ran(*parts, go("s c no"), go("b h"), others=other, xs=[Decimal(n) for n in (1, 2, 3)])

    assert world.trace() == ["h"]
    assert len(world.instances) == 3


def test_an_escalation_of_one_item_is_heard_for_the_whole():
    inner = sub("q", many("3"), start("s1"), throw("t", ESCALATION), go("s1 t"))
    parts = (inner, boundary("b", "q", ESCALATION, interrupting=False), mark("h"), mark("z"))

    assert ran(*parts, go("s q z"), go("b h")).trace() == ["h", "h", "h", "z"]


def test_an_interrupting_escalation_of_one_item_stops_them_all():
    inner = sub("q", many("3"), start("s1"), user("u"), throw("t", ESCALATION), go("s1 u t"))
    world = waiting(
        inner, boundary("b", "q", ESCALATION), mark("h"), mark("no"), go("s q no"), go("b h")
    )
    world.complete("u")

    assert world.trace() == ["h"]
    assert world.first.ended


def test_a_message_on_many_is_heard_once_each_time_it_comes():
    world = waiting(
        user("a", many("3")),
        boundary("b", "a", MESSAGE, interrupting=False),
        mark("h"),
        go("s a"),
        go("b h"),
    )
    world.receive("b", "m1")
    world.receive("b", "m1")

    assert world.trace() == ["h", "h"]


def test_many_wait_for_a_signal_all_at_once():
    receives = sub("q", many("3"), start("s1"), catch("c", SIGNAL), mark("a"), go("s1 c a"))
    world = ran(
        both("g"), receives, catch("w", timer("PT1S")), throw("t", SIGNAL), go("s g q"), go("g w t")
    )

    assert world.trace() == ["a"] * 3


def test_the_first_item_that_is_done_throws_the_event_of_behaviour_one():
    shared = '<signalEventDefinition id="shared" signalRef="S1"/>'
    how = behaving("One", oneBehaviorEventRef="shared")
    parts = (user("m", how), boundary("b", "m", SIGNAL, interrupting=False), mark("h"), mark("z"))
    world = waiting(*parts, go("s m z"), go("b h"), others=shared)
    world.complete("m")
    assert world.trace() == ["h"]
    world.complete("m")
    world.complete("m")

    assert world.trace() == ["h", "z"]


def test_no_item_throws_with_behaviour_all():
    world = ran(
        mark("m", behaving("All")), boundary("b", "m", SIGNAL), mark("no"), go("s m"), go("b no")
    )

    assert world.trace() == ["m"] * 3


def test_the_event_of_an_item_may_be_heard_elsewhere():
    shared = '<signalEventDefinition id="shared" signalRef="S1"/>'
    how = behaving("None", noneBehaviorEventRef="shared")
    parts = (both("g"), mark("m", how), user("u"), boundary("b", "u", SIGNAL), mark("h"))

    assert ran(*parts, go("s g u"), go("g m"), go("b h"), others=shared).trace() == [
        "h",
        "m",
        "m",
        "m",
    ]


def test_items_of_a_sub_process_keep_their_own_declared_variables():
    inner = sub(
        "q",
        many(over="xs", item="x"),
        data("v"),
        start("s1"),
        script("a", "v = x"),
        user("u"),
        script("b", "got = append(got, v)"),
        go("s1 a u b"),
    )
    world = waiting(inner, go("s q"), variables={"xs": ["p", "q"], "got": []})
    world.complete("u")
    world.complete("u")

    assert world.variables()["got"] == ["p", "q"]
