"""Complex gateways whose flows ask for `waitingForStart`: what goes out when they start again."""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import escape

from tests.engine.interpreter.behaviour.running import open_tasks, order, waiting
from tests.engine.interpreter.diagrams import (
    TERMINATE,
    both,
    element,
    end,
    flow,
    go,
    mark,
    sub,
    user,
    xor,
)

AT_FIRST, AGAIN = "waitingForStart", "not(waitingForStart)"


def complex_gateway(element_id, condition):
    inner = f"<activationCondition>{escape(condition)}</activationCondition>"
    return element("complexGateway", element_id, inner)


def first_and_rest(condition, *more, again=AGAIN):
    """Draw tasks `a` and `b` into a gateway `j`, with `x` when it fires and `y` when it resets."""
    parts = (both("g"), user("a"), user("b"), complex_gateway("j", condition), mark("x"), mark("y"))
    flows = go("g a j") + go("g b j") + flow("j", "x", AT_FIRST) + flow("j", "y", again)
    return (*parts, *more, flows)


def test_a_token_goes_out_again_when_all_that_could_come_has_come():
    world = waiting(*first_and_rest("activationCount >= 1"), go("s g"))
    world.complete("a")
    assert order(world) == ["x"]
    world.complete("b")

    assert order(world) == ["x", "y"]
    assert world.first.ended


def test_a_gateway_that_all_flows_reached_starts_again_at_once():
    world = waiting(*first_and_rest("activationCount = 2"), go("s g"))
    world.complete("b")
    assert world.trace() == []
    world.complete("a")

    assert order(world) == ["x", "y"]
    assert world.first.ended


def test_a_gateway_starts_again_when_nothing_can_come_any_more():
    parts = (both("g"), user("a"), user("k"), xor("m", "away"), mark("x"), mark("y"), end("t"))
    ways = go("g a j") + go("g k m") + flow("m", "j", "ok") + flow("m", "t", flow_id="away")
    out = flow("j", "x", AT_FIRST) + flow("j", "y", AGAIN)
    world = waiting(*parts, complex_gateway("j", "activationCount >= 1"), go("s g"), ways, out)
    world.complete("a")
    assert order(world) == ["x"]
    world.complete("k", ok=False)

    assert order(world) == ["x", "y"]
    assert world.first.ended


def test_nothing_need_go_out_when_a_gateway_starts_again():
    world = waiting(*first_and_rest("activationCount >= 1", again="n > 5"), go("s g"))
    world.complete("a", n=Decimal(1))
    world.complete("b")

    assert order(world) == ["x"]
    assert world.first.ended


def test_a_gateway_in_a_round_has_both_phases_in_every_turn():
    world = waiting(*first_and_rest("activationCount >= 1", xor("m")), go("s m g") + go("y m"))
    for turn in (1, 2):
        world.complete("a")
        world.complete("b")
        assert order(world) == ["x", "y"] * turn
        assert open_tasks(world) == ["a", "b"]


def test_what_stays_behind_at_a_gateway_ends_with_its_sub_process():
    more = (end("stop", TERMINATE), go("x stop"))
    inner = sub("q", *first_and_rest("activationCount >= 1", *more))
    world = waiting(inner, mark("z"), go("s q z"))
    world.complete("a")

    assert order(world) == ["x", "z"]
    assert world.first.ended
