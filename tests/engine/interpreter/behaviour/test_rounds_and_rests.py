"""Tokens that come back or come late, waits that are met in part, and what then becomes of them."""

from __future__ import annotations

import pytest

from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ANY_ESCALATION,
    ERROR,
    MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    both,
    boundary,
    catch,
    data,
    element,
    end,
    first_of,
    flow,
    go,
    handler,
    loop,
    many,
    mark,
    own_data,
    process,
    script,
    some,
    start,
    sub,
    taken,
    throw,
    timer,
    user,
    when,
    xor,
)

TOGETHER = {"parallelMultiple": "true"}


def two_ways(first, second):
    """Draw an inclusive split at which both ways are taken."""
    return some("g", "j") + flow("g", first, "true") + flow("g", second, "true") + go("s g")


def test_an_inclusive_join_waits_for_work_inside_a_sub_process_before_it():
    inner = sub("q", start("s1"), user("a"), go("s1 a"))
    world = waiting(two_ways("q", "x"), inner, mark("x"), mark("z"), go("q j z"), go("x j"))
    assert world.trace() == ["x"]
    world.complete("a")

    assert world.trace() == ["x", "z"]


@pytest.mark.parametrize("way", ["c", "d"])
def test_an_inclusive_join_waits_while_an_event_gateway_before_it_is_undecided(way):
    waits = first_of("e") + catch("c", timer("PT1H")) + catch("d", timer("PT2H"))
    parts = (two_ways("e", "x"), waits, mark("x"), mark("y"), mark("z"))
    world = waiting(*parts, go("e c j z"), go("e d y"), go("x j"))
    assert world.trace() == ["x"]
    world.fire(way)

    assert world.trace() == (["x", "z"] if way == "c" else ["x", "y", "z"])


def test_an_inclusive_join_in_a_round_fires_once_for_each_turn():
    parts = (both("f"), some("j"), user("a"), user("b"), xor("c", "d"), mark("z"))
    ways = go("s f a j b c") + go("f j") + flow("c", "j", "n < 2") + flow("c", "z", "", "d")
    world = waiting(*parts, ways, variables={"n": 0})
    assert open_tasks(world) == ["a"]
    for n in (0, 1, 2):
        world.complete("a" if n == 0 else "b", n=n)
        assert open_tasks(world) == ["b"] * (n < 2)

    assert world.trace() == ["z"]


def test_an_inclusive_join_waits_for_a_token_that_goes_round_before_it():
    parts = (both("f"), some("j"), user("a"), mark("k"), xor("x", "d"), mark("z"))
    ways = go("s f a x") + flow("x", "a", "again") + flow("x", "j", "", "d") + go("f k j z")
    world = waiting(*parts, ways, variables={"again": True})
    world.complete("a")
    assert world.trace() == ["k"]
    world.complete("a", again=False)

    assert world.trace() == ["k", "z"]


def test_an_inclusive_join_waits_for_all_items_of_many_before_it():
    parts = (two_ways("a", "b"), user("a", many("2")), user("b"), mark("z"))
    world = waiting(*parts, go("a j z"), go("b j"))
    world.complete("b")
    world.complete("a")
    assert world.trace() == []
    world.complete("a")

    assert world.trace() == ["z"]


def test_an_inclusive_join_does_not_wait_for_an_event_sub_process_beside_it():
    heard = handler("h", SIGNAL, user("u"), go("h_s u h_e"), interrupting=False)
    parts = (both("f"), some("j"), mark("a"), throw("t", SIGNAL), heard, mark("z"))
    world = waiting(*parts, go("s f a j z"), go("f t j"))

    assert world.trace() == ["a", "z"]
    assert open_tasks(world) == ["u"]


def test_a_complex_gateway_in_a_round_takes_a_late_token_for_its_own_turn():
    enough = "<activationCondition>activationCount >= 2</activationCondition>"
    parts = (xor("m"), both("f"), user("a"), user("b"), user("c"), user("n"), xor("k", "d"))
    ways = go("s m f a j n k") + go("f b j") + go("f c j") + flow("k", "m", "more")
    gate = element("complexGateway", "j", enough)
    last = flow("k", "z", "", "d") + mark("z")
    world = waiting(*parts, gate, ways, last, variables={"more": True})
    world.complete("a")
    world.complete("c")
    assert open_tasks(world) == ["b", "n"]
    world.complete("n")
    assert open_tasks(world) == ["a", "b", "b", "c"]
    world.complete("b")
    assert open_tasks(world) == ["a", "b", "c"]
    world.complete("a")
    world.complete("b")

    assert open_tasks(world) == ["c", "n"]


def test_a_link_jumps_inside_an_event_sub_process():
    link = '<linkEventDefinition name="L"/>'
    jump = throw("out", link) + catch("in", link) + go("h_s out") + go("in m h_e")
    heard = handler("h", SIGNAL, jump, mark("m"))

    assert ran(user("a"), throw("t", SIGNAL), heard, go("s t a")).trace() == ["m"]


def test_what_has_come_of_several_is_forgotten_when_its_sub_process_is_interrupted():
    inner = sub("q", start("s1"), catch("c", MESSAGE + SIGNAL, **TOGETHER), go("s1 c"))
    edge = boundary("b", "q", OTHER_SIGNAL) + mark("x") + go("b x")
    world = waiting(inner, edge, user("k"), throw("t", OTHER_SIGNAL), go("s q"), go("s k t"))
    world.receive("c", "m1")
    assert sorted(ear.name for ear in world.first.ears.values()) == ["s1", "s2"]
    world.complete("k")

    assert world.trace() == ["x"]
    assert world.first.ended


def test_work_goes_on_when_only_a_part_of_what_its_edge_needs_has_come():
    edge = boundary("b", "a", MESSAGE + SIGNAL, **TOGETHER) + mark("no") + go("b no")
    world = waiting(user("a"), edge, mark("z"), go("s a z"))
    world.receive("b", "m1")
    world.complete("a")

    assert world.trace() == ["z"]
    assert world.first.ended


def test_a_condition_that_held_once_counts_though_the_time_comes_later():
    parts = (catch("c", timer("PT1H") + when("x = 1"), **TOGETHER), user("k"), mark("z"))
    world = waiting(*parts, go("s c z"), go("s k"))
    world.complete("k", x=1)
    assert world.trace() == []
    world.fire("c")

    assert world.trace() == ["z"]


def test_a_repetition_on_an_edge_ends_when_its_own_path_ends_the_work():
    repeated = boundary("b", "a", timer("R3/PT1H", "timeCycle"), interrupting=False)
    edges = repeated + throw("t", SIGNAL) + boundary("c", "a", SIGNAL) + go("b t") + go("c x")
    world = waiting(user("a"), edges, mark("x"), mark("no"), go("s a no"))
    world.fire("b")

    assert world.trace() == ["x"]
    assert world.first.timers == {}


def test_work_outlives_the_last_turn_of_a_repetition_on_its_edge():
    repeated = boundary("b", "a", timer("R2/PT1H", "timeCycle"), interrupting=False)
    world = waiting(user("a"), repeated, mark("x"), mark("z"), go("s a z"), go("b x"))
    world.fire("b")
    world.fire("b")
    assert world.first.timers == {}
    world.complete("a")

    assert world.trace() == ["x", "x", "z"]


def test_an_edge_may_throw_the_signal_it_waits_for_again_and_again():
    edge = boundary("b", "a", SIGNAL, interrupting=False) + mark("m") + xor("x", "d")
    again = throw("t", SIGNAL) + flow("x", "t", "count(trace) < 3") + flow("x", "e", "", "d")
    parts = (user("a"), user("k"), throw("y", SIGNAL), end("e"))
    world = waiting(edge, again, *parts, go("s a"), go("s k y"), go("b m x"))
    world.complete("k")

    assert world.trace() == ["m", "m", "m"]


def test_many_that_need_and_give_two_tokens_do_so_as_a_whole():
    task = user("a", many("2"), startQuantity="2", completionQuantity="2")
    world = waiting(both("f"), mark("x"), task, mark("z"), go("s f x a z"), go("f a"))
    assert open_tasks(world) == ["a", "a"]
    world.complete("a")
    world.complete("a")

    assert world.trace() == ["x", "z", "z"]


@pytest.mark.parametrize(
    ("how", "turns"),
    [
        (loop("count(trace) < 5", testBefore="true", loopMaximum="3"), 3),
        (loop("false"), 1),
        (loop("false", testBefore="true"), 0),
        (loop(loopMaximum="4"), 4),
        (loop("loopCounter < 3"), 3),
    ],
)
def test_a_loop_stops_at_its_condition_or_its_maximum(how, turns):
    assert order(ran(mark("a", how), mark("z"), go("s a z"))) == ["a"] * turns + ["z"]


@pytest.mark.parametrize("catcher", [ANY_ERROR, ERROR])
def test_an_error_without_a_code_is_caught_by_who_catches_every_code(catcher):
    inner = sub("q", start("s1"), end("bad", ANY_ERROR), go("s1 bad"))
    world = ran(inner, boundary("b", "q", catcher), mark("x"), go("s q"), go("b x"))

    assert world.outcome() == ("completed" if catcher == ANY_ERROR else "uncaught_error")


def test_an_escalation_without_a_code_is_caught_by_who_catches_every_code():
    inner = sub("q", start("s1"), throw("t", ANY_ESCALATION), mark("a"), go("s1 t a"))
    edge = boundary("b", "q", ANY_ESCALATION, interrupting=False) + mark("x") + go("b x")

    assert ran(inner, edge, go("s q")).trace() == ["a", "x"]


@pytest.mark.parametrize("tag", ["globalTask", "globalUserTask", "globalManualTask"])
def test_a_global_task_for_people_may_be_called(tag):
    call = element("callActivity", "c", calledElement="gt")
    world = waiting(call, mark("z"), go("s c z"), others=element(tag, "gt", name="G"))
    world.complete("gt_task")

    assert world.trace() == ["z"]


def test_a_global_script_may_be_called_for_many():
    task = element("globalScriptTask", "gt", "<script>m = n * 2</script>")
    how = many(over="lijst", item="n", into="uit", result="m", sequential=True)
    call = element("callActivity", "c", how, calledElement="gt")
    lists = data("uit").replace("data_uit", "uit")
    world = ran(call, lists, go("s c"), others=task, lijst=[1, 2])

    assert world.variables()["uit"] == [2, 4]


@pytest.mark.parametrize("text", ["y = 5", "y > 4 and x = null"])
def test_a_condition_may_come_true_through_the_outputs_of_a_call(text):
    others = process("k", start("ks"), script("kx", "x = 5"), go("ks kx"))
    call = element("callActivity", "c", calledElement="k", regie_outputs="{y: x}")

    parts = (call, catch("w", when(text)), mark("m"), go("s c"), go("s w m"))
    assert ran(*parts, others=others).trace() == ["m"]


def test_a_condition_may_come_true_through_the_results_of_many():
    task = script("a", "r = loopCounter", many("2", into="uit", result="r"))
    lists = data("uit").replace("data_uit", "uit")
    waits = catch("w", when("count(uit) = 2")) + mark("m") + go("s w m")

    assert ran(task, lists, waits, go("s a")).trace() == ["m"]


def test_what_a_message_brings_may_interrupt_the_path_it_came_for():
    heard = handler("h", when("x > 3"), mark("m"), go("h_s m h_e"))
    world = waiting(catch("c", MESSAGE), user("k"), mark("no"), heard, go("s c no"), go("s k"))
    world.receive("c", "m1", x=4)

    assert world.trace() == ["m"]
    assert open_tasks(world) == []


def test_what_a_send_task_takes_in_goes_along_with_its_message():
    inner = own_data("i") + taken("data_b", "i", made="b * 2")
    task = element("sendTask", "t", inner, messageRef="M1", regie_payload="i")
    parts = (data("b"), script("x", "b = 4"), task, catch("c", MESSAGE), mark("m"))
    world = waiting(*parts, go("s x t"), go("s c m"))

    assert world.trace() == ["m"]
    assert world.variables()["i"] == 8
