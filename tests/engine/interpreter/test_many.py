"""Loops and multi-instances."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.events import ItemStarted, TaskOffered, VariableSet
from engine.limits import DEFAULT
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    ERROR,
    MESSAGE,
    SIGNAL,
    boundary,
    diagram,
    element,
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
    timer,
    user,
    xor,
)
from tests.engine.interpreter.world import World


def ran(source, **variables):
    world = World(source)
    world.start(variables=variables)
    world.run()
    return world


def numbers(*values):
    return [Decimal(value) for value in values]


@pytest.mark.parametrize("sequential", [False, True])
def test_results_stand_in_the_order_of_the_list(sequential):
    how = many(over="xs", item="x", into="ys", result="y", sequential=sequential)
    world = ran(
        diagram(start(), script("m", "y = x + 1", how), end(), go("s m e")), xs=numbers(1, 2, 3)
    )

    assert world.variables()["ys"] == numbers(2, 3, 4)
    assert "y" not in world.variables()


def test_answers_given_in_another_order_stay_with_their_item():
    how = many(over="people", item="person", into="votes", result="vote")
    world = World(diagram(start(), user("a", how), user("z"), go("s a z")))
    world.start(variables={"people": ["x", "y"]})
    first, second = sorted(world.first.tasks)
    assert world.variables(first)["person"] == "x"
    assert world.variables(second)["loopCounter"] == Decimal(2)

    world.answer(second, vote="b")
    world.answer(first, vote="a")
    assert world.variables()["votes"] == ["a", "b"]
    assert "vote" not in world.variables()


def test_items_have_places_of_their_own_and_say_which_item_they_are():
    how = many(over="people", item="person")
    world = World(diagram(start(), user("a", how), go("s a")))
    world.start(variables={"people": ["x", "y"]})

    effects = world.first.effects
    assert [one for one in effects if isinstance(one, ItemStarted)] == [
        ItemStarted(Place("a", 2), 2, 1),
        ItemStarted(Place("a", 3), 3, 2),
    ]
    offered = [one.place for one in effects if isinstance(one, TaskOffered)]
    assert offered == [Place("a", 2), Place("a", 3)]
    assert VariableSet("person", 3, None, "y") in effects


def test_one_by_one_offers_one_task_at_a_time():
    how = many("2", sequential=True)
    world = World(diagram(start(), user("a", how), mark("z"), go("s a z")))
    world.start()
    assert len(world.first.tasks) == 1
    world.complete("a")
    assert len(world.first.tasks) == 1
    world.complete("a")
    assert world.trace() == ["z"]


@pytest.mark.parametrize("sequential", [False, True])
def test_enough_ends_it_and_takes_the_rest_away(sequential):
    how = many("5", enough="numberOfCompletedInstances >= 2", sequential=sequential)
    world = World(diagram(start(), user("a", how), mark("z"), go("s a z")))
    world.start()
    world.complete("a")
    assert world.trace() == []
    world.complete("a")

    assert world.trace() == ["z"]
    assert world.first.ended


@pytest.mark.parametrize("how", [many("0"), many(over="none", item="x")])
def test_nothing_to_do_goes_on_at_once(how):
    world = ran(diagram(start(), mark("m", how), mark("z"), go("s m z")), none=[])

    assert world.trace() == ["z"]


@pytest.mark.parametrize(
    "count",
    [Decimal(-3), Decimal("1.5"), "drie", None, Decimal(DEFAULT.items + 1), Decimal("1e40")],
)
def test_a_count_that_is_no_count_is_an_incident(count):
    world = ran(diagram(start(), mark("m", many("n")), go("s m")), n=count)

    assert list(world.first.incidents) == [Place("m")]
    assert world.trace() == []


def test_a_list_that_is_no_list_is_an_incident_until_it_is_one():
    how = many(over="xs", item="x")
    esp = handler("h", MESSAGE, script("d", "done = true"), go("h_s d h_e"), interrupting=False)
    world = World(diagram(start(), mark("m", how), esp, go("s m")))
    world.start(variables={"xs": "a"})
    assert list(world.first.incidents) == [Place("m")]

    world.receive("h_s", "m1", xs=["a", "b"])
    world.retry("m")
    assert world.trace() == ["m", "m"]
    assert world.first.ended


def test_sub_processes_of_many_items_have_scopes_of_their_own():
    inner = (start("s1"), user("u"), script("l", "trace = append(trace, x)"), go("s1 u l"))
    world = ran(
        diagram(start(), sub("m", many(over="xs", item="x"), *inner), go("s m")), xs=["1", "2"]
    )

    assert world.trace() == ["1", "2"]


def test_a_boundary_timer_on_many_takes_all_items_away():
    inner = (start("s1"), user("u"), mark("no"), go("s1 u no"))
    parts = (sub("m", many("3"), *inner), boundary("b", "m", timer("PT5S")), mark("h"))
    world = World(diagram(start(), *parts, go("s m"), go("b h")))
    world.start()
    world.tick(seconds=5)
    world.fire("b")

    assert world.trace() == ["h"]
    assert world.first.ended


def test_an_error_in_one_item_takes_all_items_away():
    inner = (start("s1"), user("u"), xor("x", "ok"), end("bad", ERROR), end("e1"))
    flows = (go("s1 u x"), flow("x", "bad", "wrong"), flow("x", "e1", flow_id="ok"))
    parts = (sub("m", many("3"), *inner, *flows), boundary("b", "m", ERROR), mark("h"), mark("z"))
    world = World(diagram(start(), *parts, go("s m z"), go("b h")))
    world.start()
    world.complete("u", wrong=False)
    world.complete("u", wrong=True)

    assert world.trace() == ["h"]
    assert world.first.ended


@pytest.mark.parametrize(
    ("how", "times"),
    [
        (loop("n < 3"), 3),
        (loop("n < 3", testBefore="true"), 3),
        (loop("false"), 1),
        (loop("false", testBefore="true"), 0),
        (loop("true", loopMaximum="2"), 2),
        (loop(loopMaximum="0"), 0),
        (loop("loopCounter < 4"), 4),
    ],
)
def test_a_loop_goes_on_as_long_as_its_condition_and_maximum_say(how, times):
    world = ran(
        diagram(start(), script("a", "n = n + 1", how), mark("z"), go("s a z")), n=Decimal(0)
    )

    assert world.variables()["n"] == Decimal(times)
    assert world.trace() == ["z"]


@pytest.mark.parametrize(("behavior", "times"), [("None", 3), ("One", 1)])
def test_events_of_items_do_not_interrupt_their_own_activity(behavior, times):
    how = (
        f'<multiInstanceLoopCharacteristics behavior="{behavior}" '
        f'{behavior.lower()}BehaviorEventRef="shared"><loopCardinality>3</loopCardinality>'
        "</multiInstanceLoopCharacteristics>"
    )
    shared = '<signalEventDefinition id="shared" signalRef="S1"/>'
    parts = (mark("m", how), boundary("b", "m", SIGNAL), mark("h"), mark("z"))
    world = ran(diagram(start(), *parts, go("s m z"), go("b h"), others=shared))

    assert world.trace() == sorted(["m"] * 3 + ["h"] * times + ["z"])


def test_a_complex_behavior_throws_when_its_condition_holds_and_then_stops_the_rest():
    behavior = (
        '<multiInstanceLoopCharacteristics isSequential="true" behavior="Complex">'
        "<loopCardinality>5</loopCardinality><complexBehaviorDefinition>"
        "<condition>numberOfCompletedInstances = 2</condition>"
        f'<event id="thrown">{SIGNAL}</event></complexBehaviorDefinition>'
        "</multiInstanceLoopCharacteristics>"
    )
    parts = (mark("m", behavior), boundary("b", "m", SIGNAL), mark("h"), mark("z"))
    world = ran(diagram(start(), *parts, go("s m z"), go("b h")))

    assert world.trace() == ["h", "m", "m", "z"]


def test_a_long_loop_of_items_one_by_one_does_not_nest():
    how = many("2000", sequential=True)
    world = ran(diagram(start(), script("m", "n = 1", how), mark("z"), go("s m z")))

    assert world.trace() == ["z"]


def test_several_tokens_are_needed_or_made_where_quantities_say_so():
    parts = (
        mark("a", completionQuantity="2"),
        mark("b", startQuantity="2"),
        element("userTask", "c", startQuantity="2"),
    )
    world = ran(diagram(start(), *parts, go("s a b c")))

    assert world.trace() == ["a", "b"]
    assert not world.first.tasks


def test_sub_processes_inside_each_other_do_not_nest_the_interpreter():
    inner = user("u")
    for level in range(50):
        inner = sub(f"q{level}", inner)
    world = World(diagram(start(), inner, mark("z"), go("s q49 z")))
    world.start()
    world.complete("u")

    assert world.trace() == ["z"]
    assert world.first.ended
