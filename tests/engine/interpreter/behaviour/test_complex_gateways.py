"""Complex gateways: what goes out when they start again, and what waits at a single flow."""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import escape

from engine.events import JoinStuck, SentBack
from engine.model import Place
from tests.engine.interpreter.behaviour.running import open_tasks, order, waiting
from tests.engine.interpreter.diagrams import (
    TERMINATE,
    both,
    element,
    end,
    flow,
    go,
    mark,
    start,
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


# --- one flow that arrives


def one_way_in(condition, *behind):
    """Draw tasks `a`, `b` and `c` whose tokens come along one flow into a gateway `j`."""
    parts = (both("g"), *map(user, "abc"), xor("m"), complex_gateway("j", condition))
    return (*parts, go("s g a m j"), go("g b m"), go("g c m"), *behind)


def test_one_token_along_one_flow_waits_until_the_condition_holds():
    world = waiting(complex_gateway("j", "false"), mark("x"), go("s j x"))

    assert world.trace() == []
    assert not world.first.ended
    assert JoinStuck(Place("j")) in world.first.effects


def test_tokens_along_one_flow_are_counted():
    world = waiting(*one_way_in("activationCount = 2", mark("x"), go("j x")))
    world.complete("a")
    assert world.trace() == []
    world.complete("b")
    assert world.trace() == ["x"]
    assert not world.first.ended, "one of the two was taken, the other waits for one more"
    world.complete("c")

    assert world.trace() == ["x", "x"]
    assert not world.first.ended


def test_a_gateway_with_one_flow_fires_for_all_that_wait_once_its_condition_holds():
    world = waiting(*one_way_in("ok", mark("x"), go("j x")))
    for task, ok in (("a", False), ("b", False), ("c", True)):
        assert world.trace() == []
        world.complete(task, ok=ok)

    assert world.trace() == ["x", "x", "x"]
    assert world.first.ended


def test_a_gateway_with_two_flows_fires_for_all_that_wait_once_its_condition_holds():
    twice = [user(one, completionQuantity="2") for one in "ab"]
    parts = (both("g"), *twice, user("c"), xor("m"), complex_gateway("j", "ok"), mark("x"))
    world = waiting(*parts, go("s g a m j x"), go("g c m"), go("g b j"))
    for task, ok in (("a", False), ("b", False), ("c", True)):
        assert world.trace() == []
        world.complete(task, ok=ok)

    assert world.trace() == ["x", "x", "x"]
    assert world.first.ended


def test_a_gateway_with_one_flow_starts_again_at_once():
    both_ways = (mark("x"), mark("y"), flow("j", "x", AT_FIRST) + flow("j", "y", AGAIN))
    world = waiting(*one_way_in("activationCount >= 1", *both_ways))
    for turn, task in enumerate("abc", 1):
        world.complete(task)
        assert order(world) == ["x", "y"] * turn

    assert world.first.ended


def test_a_condition_that_holds_for_one_token_changes_nothing_in_history():
    def told(gate):
        parts = (both("g"), gate, mark("x"), mark("y"), mark("z"), go("s g j x"), go("g y z"))
        return waiting(*parts).first.effects

    assert told(complex_gateway("j", "activationCount = 1")) == told(element("complexGateway", "j"))


def test_what_goes_back_before_a_gateway_comes_to_what_waits_there():
    world = waiting(*one_way_in("activationCount = 2", user("w"), go("j w")))
    world.complete("a")
    world.complete("b")
    world.step(world.first, SentBack(Place("w"), "a", "nog eens kijken"))
    assert open_tasks(world) == ["a", "c"]
    world.complete("a")

    assert open_tasks(world) == ["c", "w"]


def test_what_waits_at_one_flow_ends_with_its_sub_process():
    inner = sub("q", start("s1"), *one_way_in("activationCount = 3", end("stop", TERMINATE)))
    inner = inner.replace(go("s g a m j"), go("s1 g a m j")).replace(go("g c m"), go("g c stop"))
    world = waiting(inner, mark("z"), go("s q z"))
    for task in "abc":
        assert world.trace() == []
        world.complete(task)

    assert world.trace() == ["z"]
    assert world.first.ended


def test_a_gateway_without_a_condition_and_with_one_flow_waits_for_nothing():
    gate = element("complexGateway", "j")
    world = waiting(gate, mark("x"), mark("y"), go("s j x"), go("j y"))

    assert world.trace() == ["x", "y"]
    assert world.first.ended
