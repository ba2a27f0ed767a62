"""Complex and event-based gateways, and activities that choose their flows themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engine.interpreter.behaviour.running import open_tasks, ran, waiting
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    catch,
    element,
    end,
    first_of,
    flow,
    go,
    handler,
    mark,
    script,
    start,
    sub,
    throw,
    timer,
    user,
    when,
    xor,
)


def one(value):
    return Decimal(value)


def split(gateway, *ways):
    """Draw flows from a gateway, each with a condition; the last way is the default `d`."""
    conditions = "".join(flow(gateway, way, text) for way, text in ways[:-1])
    return conditions + flow(gateway, ways[-1], flow_id="d")


def complex_(element_id, text, default=""):
    condition = f"<activationCondition>{text}</activationCondition>"
    return element(
        "complexGateway", element_id, condition, **({"default": default} if default else {})
    )


def test_a_complex_gateway_counts_the_tokens_that_wait():
    parts = (
        both("g"),
        user("a"),
        user("b"),
        user("c"),
        complex_("j", "activationCount >= 2"),
        mark("z"),
    )
    world = waiting(*parts, go("s g a j z"), go("g b j"), go("g c j"))
    world.complete("a")
    assert world.trace() == []
    world.complete("c")
    assert world.trace() == ["z"]
    world.complete("b")

    assert world.trace() == ["z"]
    assert world.first.ended


def test_a_complex_gateway_may_read_variables():
    parts = (both("g"), user("a"), user("b"), complex_("j", "ok"), mark("z"))
    world = waiting(*parts, go("s g a j z"), go("g b j"), variables={"ok": False})
    world.complete("a", ok=False)
    assert world.trace() == []
    world.complete("b", ok=True)

    assert world.trace() == ["z"]


def test_a_complex_gateway_chooses_its_ways_like_an_inclusive_one():
    parts = (
        both("g"),
        mark("l"),
        mark("r"),
        complex_("j", "activationCount = 2", "d"),
        mark("a"),
        mark("b"),
        mark("c"),
    )
    flows = go("s g l j") + go("g r j") + split("j", ("a", "n > 0"), ("b", "n > 1"), "c")

    assert ran(*parts, flows, n=one(2)).trace() == ["a", "b", "l", "r"]


def test_a_complex_gateway_with_one_way_in_only_splits():
    parts = (element("complexGateway", "j", default="d"), mark("a"), mark("b"))

    assert ran(*parts, go("s j"), split("j", ("a", "n > 0"), "b"), n=one(0)).trace() == ["b"]


# --- events


def test_an_event_gateway_waits_anew_for_every_token():
    parts = (
        both("g"),
        mark("l"),
        mark("r"),
        first_of("e"),
        catch("c", MESSAGE),
        catch("d", OTHER_MESSAGE),
    )
    flows = go("s g l e") + go("g r e") + go("e c x") + go("e d y")
    world = waiting(*parts, mark("x"), mark("y"), flows)
    world.receive("c", "m1")
    world.receive("d", "m2")

    assert world.trace() == ["l", "r", "x", "y"]
    assert world.first.ended


def test_an_event_gateway_takes_a_condition_that_holds_already():
    parts = (first_of("e"), catch("c", when("n = 1")), catch("d", MESSAGE), mark("x"), mark("y"))
    world = waiting(*parts, go("s e c x"), go("e d y"), variables={"n": one(1)})

    assert world.trace() == ["x"]
    assert not world.first.ears


def test_an_event_gateway_takes_a_condition_when_it_becomes_true():
    parts = (both("g"), user("u"), first_of("e"), catch("c", when("n = 1")), catch("d", MESSAGE))
    world = waiting(*parts, mark("x"), mark("y"), go("s g e c x"), go("e d y"), go("g u"))
    world.complete("u", n=one(1))

    assert world.trace() == ["x"]


def test_an_event_gateway_waits_for_a_receive_task():
    parts = (first_of("e"), element("receiveTask", "r", messageRef="M1"), catch("d", timer("PT1H")))
    world = waiting(*parts, mark("x"), mark("y"), go("s e r x"), go("e d y"))
    world.receive("r", "m1")

    assert world.trace() == ["x"]
    assert not world.first.timers


def test_an_event_gateway_may_be_interrupted_with_its_sub_process():
    inner = sub(
        "q",
        start("s1"),
        first_of("e"),
        catch("c", MESSAGE),
        catch("d", SIGNAL),
        go("s1 e c"),
        go("e d"),
    )
    world = waiting(inner, boundary("b", "q", OTHER_MESSAGE), mark("h"), go("s q"), go("b h"))
    world.receive("b", "m2")

    assert world.trace() == ["h"]
    assert not world.first.ears


def test_one_signal_reaches_only_the_first_event_behind_a_gateway():
    parts = (both("g"), first_of("e"), catch("c", SIGNAL), catch("d", SIGNAL), throw("t", SIGNAL))

    assert ran(*parts, mark("x"), mark("y"), go("s g e c x"), go("e d y"), go("g t")).trace() == [
        "x"
    ]


def test_an_event_gateway_stands_in_a_loop():
    parts = (
        xor("m"),
        first_of("e"),
        catch("c", MESSAGE),
        catch("d", OTHER_MESSAGE),
        mark("x"),
        mark("z"),
    )
    world = waiting(*parts, go("s m e c x m"), go("e d z"))
    world.receive("c", "m1")
    world.receive("c", "m1")
    world.receive("d", "m2")

    assert world.trace() == ["x", "x", "z"]
    assert world.first.ended


def test_an_event_behind_a_gateway_may_be_one_of_several():
    parts = (
        first_of("e"),
        catch("c", MESSAGE + SIGNAL),
        catch("d", OTHER_SIGNAL),
        mark("x"),
        mark("y"),
    )
    world = waiting(*parts, go("s e c x"), go("e d y"))
    world.receive("c", "m1")

    assert world.trace() == ["x"]
    assert not world.first.ears


# --- conditional flows without a gateway


@pytest.mark.parametrize(("n", "trace"), [(0, ["a", "c"]), (1, ["a", "b"]), (2, ["a", "b"])])
def test_a_task_chooses_among_its_flows_itself(n, trace):
    parts = (mark("a", default="d"), mark("b"), mark("c"))

    assert ran(*parts, go("s a"), split("a", ("b", "n > 0"), "c"), n=one(n)).trace() == trace


def test_a_flow_without_a_condition_is_taken_beside_those_that_hold():
    parts = (mark("a"), mark("b"), mark("c"), mark("e1"))

    assert ran(
        *parts, go("s a b"), flow("a", "c", "n = 1"), flow("a", "e1", "n = 2"), n=one(1)
    ).trace() == ["a", "b", "c"]


def test_a_default_is_taken_beside_a_flow_without_a_condition_when_nothing_holds():
    parts = (mark("a", default="d"), mark("b"), mark("c"), mark("e1"))
    flows = go("a b") + flow("a", "c", "n = 2") + flow("a", "e1", flow_id="d")

    assert ran(*parts, go("s a"), flows, n=one(1)).trace() == ["a", "b", "e1"]


@pytest.mark.parametrize("tag", ["subProcess", "callActivity", "userTask"])
def test_any_activity_may_choose_its_flows(tag):
    inner = start("s1") + script("w", "n = 1") + go("s1 w") if tag == "subProcess" else ""
    more = {"calledElement": "k"} if tag == "callActivity" else {}
    host = element(tag, "a", inner, default="d", **more)
    other = '<globalScriptTask id="k"><script>n = 1</script></globalScriptTask>'
    world = waiting(
        host, mark("b"), mark("c"), go("s a"), split("a", ("b", "n = 1"), "c"), others=other
    )
    if tag == "userTask":
        world.complete("a", n=one(1))

    assert world.trace() == ["b"]


def test_terminate_in_a_branch_ends_what_waits_at_a_join():
    parts = (both("g", "j"), mark("a"), user("b"), end("t", TERMINATE), xor("x"))
    world = waiting(*parts, go("s g a j x"), go("g b j"), go("g t"))

    assert open_tasks(world) == []
    assert world.first.ended.outcome == "completed"


def test_a_handler_that_interrupts_takes_away_what_waits_at_a_join():
    esp = handler("h", MESSAGE, mark("y"), go("h_s y h_e"))
    world = waiting(
        both("g", "j"), mark("a"), user("b"), mark("z"), esp, go("s g a j z"), go("g b j")
    )
    world.receive("h_s", "m1")

    assert world.trace() == ["a", "y"]
    assert world.first.ended
