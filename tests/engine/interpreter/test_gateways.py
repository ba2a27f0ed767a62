"""How flows are chosen, split and joined."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.events import FlowChosen, JoinStuck, TokensJoined
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    both,
    diagram,
    element,
    end,
    flow,
    go,
    mark,
    script,
    some,
    start,
    sub,
    user,
    xor,
)
from tests.engine.interpreter.world import World


def ran(source, **variables):
    world = World(source)
    world.start(variables=variables)
    world.run()
    return world


def chosen(world):
    return [one for one in world.first.effects if isinstance(one, FlowChosen)]


def test_a_choice_says_which_flow_which_expression_and_which_values():
    choice = flow("x", "a", "bedrag > grens", "yes") + flow("x", "b", "", "no")
    world = ran(
        diagram(start(), xor("x", "no"), choice, mark("a"), mark("b"), go("s x")),
        bedrag=Decimal(7),
        grens=Decimal(5),
    )

    values = {"bedrag": Decimal(7), "grens": Decimal(5)}
    assert chosen(world) == [FlowChosen(Place("x"), "yes", "bedrag > grens", values)]
    assert world.trace() == ["a"]


def test_a_default_flow_is_chosen_without_an_expression_but_with_the_values_that_were_seen():
    choice = flow("x", "b", "", "no") + flow("x", "a", "n > 5", "yes")
    world = ran(diagram(start(), xor("x", "no"), choice, mark("a"), mark("b"), go("s x")))

    assert chosen(world) == [FlowChosen(Place("x"), "no", None, {"n": None})]
    assert world.trace() == ["b"]


def test_an_inclusive_gateway_says_why_for_each_flow_it_takes():
    choice = flow("x", "a", "n > 1", "one") + flow("x", "b", "n > 2", "two")
    world = ran(
        diagram(start(), some("x"), choice, flow("x", "c", "n > 9"), *map(mark, "abc"), go("s x")),
        n=Decimal(3),
    )

    assert [one.flow for one in chosen(world)] == ["one", "two"]
    assert world.trace() == ["a", "b"]


def test_an_exclusive_gateway_takes_only_the_first_flow_whose_condition_holds():
    choice = flow("x", "a", "true") + flow("x", "b", "true")
    world = ran(diagram(start(), xor("x"), choice, mark("a"), mark("b"), go("s x")))

    assert world.trace() == ["a"]


def test_a_branch_does_not_lose_what_the_other_one_wrote():
    parts = (both("g", "j"), script("a", "n = 1"), user("b"), script("z", "trace = [string(n)]"))
    world = ran(diagram(start(), *parts, go("s g a j z"), go("g b j")), n=Decimal(0))

    assert world.trace() == ["1"]


def test_a_counter_in_a_branch_comes_to_its_end():
    counting = script("c", "n = n + 1") + xor("x", "out") + flow("x", "m", "n < 5")
    rest = flow("x", "j", flow_id="out") + both("g", "j") + xor("m") + user("y") + mark("z")
    world = ran(diagram(start(), counting, rest, go("s g m c x"), go("g y j z")), n=Decimal(0))

    assert world.trace() == ["z"]


def test_a_parallel_join_keeps_the_token_with_the_lowest_number():
    world = ran(diagram(start(), both("g", "j"), user("a"), user("b"), go("s g a j"), go("g b j")))

    joined = [one for one in world.first.effects if isinstance(one, TokensJoined)]
    assert joined == [TokensJoined(Place("j", 1), (1, 2), 1)]
    assert world.first.ended


def test_a_parallel_join_keeps_tokens_that_come_too_many():
    parts = (both("g", "j"), xor("m"), *map(user, "abc"), mark("z"))
    world = ran(diagram(start(), *parts, go("s g a m j z"), go("g b m"), go("g c j")))

    assert world.trace() == ["z"]
    assert not world.first.ended


def test_flows_without_an_id_are_kept_apart_at_a_join():
    parts = (both("g", "j"), mark("a"), mark("b"), mark("z"))
    world = ran(diagram(start(), *parts, go("s g a j z"), go("g b j")))

    assert world.trace() == ["a", "b", "z"]


def test_a_join_that_is_fed_through_a_loop_joins_again_in_every_round():
    parts = (xor("m"), both("g", "j"), mark("a"), mark("b"), script("c", "n = n + 1"))
    choice = xor("x", "out") + flow("x", "m", "n < 2") + flow("x", "e", flow_id="out")
    world = ran(
        diagram(start(), *parts, choice, end(), go("s m g a j c x"), go("g b j")), n=Decimal(0)
    )

    assert world.trace() == ["a", "a", "b", "b"]


def test_an_inclusive_join_waits_for_a_branch_that_may_still_come():
    parts = (some("g", "j"), user("a"), user("b"), xor("x", "out"), mark("z"), end())
    choice = flow("x", "j", "k = 1") + flow("x", "e", flow_id="out")
    flows = (go("s g"), flow("g", "a", "true"), flow("g", "b", "true"), go("a j z"), go("b x"))
    world = World(diagram(start(), *parts, choice, *flows))
    world.start(variables={"k": Decimal(0)})
    world.complete("a")
    assert world.trace() == []

    world.complete("b")
    assert world.trace() == ["z"]
    assert world.first.ended


def test_an_inclusive_join_waits_for_what_goes_on_in_a_sub_process():
    inner = sub("q", start("s1"), user("u"), mark("y"), end("e1"), go("s1 u y e1"))
    parts = (some("g", "j"), mark("x"), inner, user("v"), mark("z"))
    flows = (go("s g"), flow("g", "x", "true"), flow("g", "q", "true"), go("x j z"), go("q v j"))
    world = ran(diagram(start(), *parts, *flows))

    assert world.trace() == ["x", "y", "z"]
    assert world.first.ended


def test_an_inclusive_join_stands_in_a_loop():
    parts = (xor("m"), some("g", "j"), mark("a"), mark("b"), script("c", "n = n + 1"))
    choice = xor("x", "out") + flow("x", "m", "n < 2") + flow("x", "e", flow_id="out")
    split = flow("g", "a", "true") + flow("g", "b", "n = 0")
    world = ran(
        diagram(start(), *parts, choice, split, end(), go("s m g"), go("a j c x"), go("b j")),
        n=Decimal(0),
    )

    assert world.trace() == ["a", "a", "b"]


def test_two_inclusive_joins_that_wait_for_each_other_are_reported_stuck_once():
    parts = (both("g"), user("a"), user("b"), some("j", "k"), xor("x", "x1"), xor("y", "y1"))
    crossed = flow("x", "k", "true") + flow("x", "e", flow_id="x1")
    again = flow("y", "j", "true") + flow("y", "e", flow_id="y1")
    flows = (go("s g a j x"), go("g b k y"))
    world = ran(diagram(start(), *parts, crossed, again, end(), *flows))

    stuck = [one.place.element_id for one in world.first.effects if isinstance(one, JoinStuck)]
    assert stuck == ["j", "k"]


def test_a_parallel_join_that_can_never_fill_is_reported_once():
    parts = (xor("x", "no"), user("a"), user("b"), both("j"), mark("z"))
    choice = flow("x", "a", "true") + flow("x", "b", flow_id="no")
    world = ran(diagram(start(), *parts, choice, go("s x"), go("a j z"), go("b j")))

    assert [one for one in world.first.effects if isinstance(one, JoinStuck)] == [
        JoinStuck(Place("j"))
    ]
    assert not world.first.ended


COUNT = "<activationCondition>activationCount &gt;= 2</activationCondition>"


def test_a_complex_gateway_fires_at_two_of_three_and_then_starts_again():
    parts = (xor("m"), both("g"), element("complexGateway", "j", COUNT), *map(user, "abcw"))
    choice = xor("x", "out") + flow("x", "m", "again") + flow("x", "e", flow_id="out")
    flows = (go("s m g a j z w x"), go("g b j"), go("g c j"))
    world = World(diagram(start(), *parts, mark("z"), choice, end(), *flows))
    world.start()
    world.complete("a")
    assert world.trace() == []
    world.complete("b")
    assert world.trace() == ["z"]
    world.complete("c")
    assert world.trace() == ["z"]

    world.complete("w", again=True)
    world.complete("a")
    world.complete("c")
    assert world.trace() == ["z", "z"]
    world.complete("b")
    world.complete("w", again=False)
    assert world.first.ended


def test_a_single_conditional_flow_that_does_not_hold_is_an_incident_not_a_way_through():
    world = ran(diagram(start(), mark("a"), mark("b"), go("s a"), flow("a", "b", "false")))

    assert world.trace() == ["a"]
    assert list(world.first.incidents) == [Place("a")]


@pytest.mark.parametrize("names", [("Start", "End"), ("undo", "null")])
def test_ids_mean_nothing_by_themselves(names):
    first, last = names
    parts = (start(first), both("a"), end(last), user("u"), mark("x"), end("e2"))
    world = ran(diagram(*parts, go(f"{first} a {last}"), go("a u x e2")))

    assert world.trace() == ["x"]
    assert world.first.ended


def test_the_drawing_does_not_change_the_order():
    shapes = "".join(
        f'<bpmndi:BPMNShape bpmnElement="{one}"><dc:Bounds x="0" y="{y}"/></bpmndi:BPMNShape>'
        for one, y in (("a", 900), ("b", 10))
    )
    drawing = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        f'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">{shapes}</bpmndi:BPMNDiagram>'
    )
    parts = (start(), both("g"), mark("a"), mark("b"), go("s g a"), go("g b"))
    plain, drawn = ran(diagram(*parts)), ran(diagram(*parts, others=drawing))

    assert plain.first.effects == drawn.first.effects
