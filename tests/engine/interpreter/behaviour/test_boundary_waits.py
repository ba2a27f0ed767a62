"""Messages, signals, timers and conditions on the edge of activities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    ERROR,
    ESCALATION,
    MESSAGE,
    OTHER_MESSAGE,
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
    mark,
    process,
    start,
    sub,
    throw,
    timer,
    undo,
    user,
    when,
)

ENDLESS = 'string join(for i in 1..9999 return "x") + string join(for i in 1..99999 return "x")'
SCRIPT_FAILED = '<errorEventDefinition errorRef="E9"/>'
FAILS = f"n = {ENDLESS}"
CODE = '<error id="E9" errorCode="script-mislukt"/>'


def escalating(*more):
    return sub("q", start("s1"), throw("t", ESCALATION), user("u"), *more, go("s1 t u"))


@pytest.mark.parametrize("tag", ["userTask", "manualTask", "task", "callActivity", "receiveTask"])
def test_a_message_interrupts_whatever_waits(tag):
    host = element(tag, "a", messageRef="M2", calledElement="k")
    if tag != "callActivity":
        host = host.replace(' calledElement="k"', "")
    if tag != "receiveTask":
        host = host.replace(' messageRef="M2"', "")
    other = process("k", start("ks"), user("ku"), go("ks ku"))
    parts = (host, boundary("b", "a", MESSAGE), mark("h"), mark("no"))
    world = waiting(*parts, go("s a no"), go("b h"), others=other)
    world.receive("b", "m1")

    assert world.trace() == ["h"]
    assert world.first.ended


def test_an_interrupting_boundary_hears_only_once():
    parts = (user("a"), boundary("b", "a", MESSAGE), user("h"))
    world = waiting(*parts, go("s a"), go("b h"))
    world.receive("b", "m1")

    assert not world.first.ears
    assert open_tasks(world) == ["h"]


def test_two_boundaries_of_one_activity_listen_side_by_side():
    edges = (boundary("b", "a", MESSAGE, interrupting=False), boundary("c", "a", OTHER_MESSAGE))
    world = waiting(user("a"), *edges, mark("h"), mark("k"), go("s a"), go("b h"), go("c k"))
    world.receive("b", "m1")
    world.receive("c", "m2")

    assert world.trace() == ["h", "k"]
    assert world.first.ended


def test_an_activity_that_is_done_is_not_left_before_its_boundary_flow_is():
    parts = (user("a"), boundary("b", "a", MESSAGE, interrupting=False), user("h"), mark("z"))
    world = waiting(*parts, go("s a z"), go("b h"))
    world.receive("b", "m1")
    world.complete("a")
    assert (world.trace(), open_tasks(world)) == (["z"], ["h"])

    world.complete("h")
    assert world.first.ended


def test_a_signal_of_another_branch_interrupts_a_task():
    parts = (both("g"), user("a"), boundary("b", "a", SIGNAL), mark("h"), throw("t", SIGNAL))

    assert ran(*parts, go("s g a"), go("g t"), go("b h")).trace() == ["h"]


def test_a_signal_thrown_inside_interrupts_the_sub_process_it_was_thrown_in():
    inner = sub("q", start("s1"), throw("t", SIGNAL), mark("no"), go("s1 t no"))

    assert ran(inner, boundary("b", "q", SIGNAL), mark("h"), go("s q"), go("b h")).trace() == ["h"]


def test_a_timer_that_does_not_interrupt_fires_beside_the_work():
    edge = boundary("b", "a", timer("PT1H"), interrupting=False)
    world = waiting(user("a"), edge, mark("h"), mark("z"), go("s a z"), go("b h"))
    world.tick(hours=1)
    world.fire("b")
    assert (world.trace(), open_tasks(world)) == (["h"], ["a"])

    world.complete("a")
    assert world.trace() == ["h", "z"]


def test_a_timer_boundary_may_take_its_time_from_a_variable():
    world = waiting(
        user("a"), boundary("b", "a", timer("hoe_lang")), go("s a"), variables={"hoe_lang": "P1D"}
    )

    assert next(iter(world.first.timers.values())).day == 2


def test_a_loop_of_one_task_keeps_one_boundary_timer_for_all_turns():
    parts = (user("a", loop(loopMaximum="2")), boundary("b", "a", timer("PT1H")), mark("h"))
    world = waiting(*parts, go("s a"), go("b h"))
    before = dict(world.first.timers)
    world.complete("a")

    assert world.first.timers == before


def test_a_condition_inside_a_sub_process_reads_its_variables():
    edge = boundary("b", "a", when("v = 2"), interrupting=False)
    hears = boundary("m", "a", MESSAGE, interrupting=False)
    parts = (data("v"), start("s1"), user("a"), edge, hears, mark("h"), go("s1 a"), go("b h"))
    world = waiting(sub("q", *parts), go("s q"), variables={"v": Decimal(2)})
    assert world.trace() == []

    world.receive("m", "m1", v=Decimal(2))
    assert world.trace() == ["h"]
    assert world.variables()["v"] == Decimal(2)


def test_an_answer_that_makes_the_condition_on_its_own_task_true_is_heard_there():
    parts = (user("a"), boundary("b", "a", when("v = 2")), mark("h"), mark("z"))
    world = waiting(*parts, go("s a z"), go("b h"))
    world.complete("a", v=Decimal(2))

    assert world.trace() == ["h"]


def test_a_condition_that_was_true_must_first_become_false_to_happen_again():
    edge = boundary("b", "a", when("n > 1"), interrupting=False)
    parts = (both("g"), user("a"), edge, mark("h"), user("u", loop(loopMaximum="4")))
    world = waiting(*parts, go("s g a"), go("g u"), go("b h"), variables={"n": Decimal(0)})
    for n in (2, 3, 0, 2):
        world.complete("u", n=Decimal(n))

    assert world.trace() == ["h", "h"]


def test_a_boundary_may_wait_for_one_of_several_kinds_of_events():
    edge = boundary("b", "a", MESSAGE + SIGNAL + timer("PT1H"))
    world = waiting(user("a"), edge, mark("h"), go("s a"), go("b h"))
    world.tick(hours=1)
    world.fire("b")

    assert world.trace() == ["h"]
    assert not world.first.ears
    assert not world.first.timers


def test_conditions_that_are_needed_together_must_all_become_true_anew_to_happen_again():
    both_true = when("x = 1") + when("y = 1")
    edge = boundary("b", "a", both_true, interrupting=False, parallelMultiple="true")
    parts = (user("a"), user("t", loop(loopMaximum="9")), edge, mark("m"))
    world = waiting(*parts, go("s a"), go("s t"), go("b m"))
    world.complete("t", x=1)
    assert world.trace() == []
    world.complete("t", y=1)
    assert world.trace() == ["m"]
    world.complete("t", x=0, y=0)
    world.complete("t", x=1)
    assert world.trace() == ["m"]
    world.complete("t", y=1)

    assert world.trace() == ["m", "m"]


def test_a_boundary_may_catch_an_error_or_a_message():
    inner = sub("q", start("s1"), user("u"), end("bad", ERROR), go("s1 u bad"))
    for way in ("error", "message"):
        world = waiting(inner, boundary("b", "q", ERROR + MESSAGE), mark("h"), go("s q"), go("b h"))
        if way == "error":
            world.complete("u")
        else:
            world.receive("b", "m1")

        assert world.trace() == ["h"]
        assert world.first.ended


def test_an_event_definition_may_be_shared_by_reference():
    shared = '<errorEventDefinition id="shared" errorRef="E1"/>'
    ref = "<eventDefinitionRef>shared</eventDefinitionRef>"
    inner = sub("q", start("s1"), end("bad", ref), go("s1 bad"))
    world = ran(inner, boundary("b", "q", ref), mark("h"), go("s q"), go("b h"), others=shared)

    assert world.trace() == ["h"]


def test_a_shared_timer_runs_for_each_event_by_itself():
    shared = timer("PT1H").replace("<timerEventDefinition", '<timerEventDefinition id="shared"')
    ref = "<eventDefinitionRef>shared</eventDefinitionRef>"
    world = ran(
        both("g"),
        catch("c", ref),
        catch("d", ref),
        mark("x"),
        mark("y"),
        go("s g c x"),
        go("g d y"),
        others=shared,
    )

    assert world.trace() == ["x", "y"]


def test_a_boundary_flow_may_join_the_normal_flow_again():
    edge = boundary("b", "a", MESSAGE, interrupting=False)
    parts = (user("a"), edge, both("j"), mark("z"))
    world = waiting(*parts, go("s a j z"), go("b j"))
    world.receive("b", "m1")
    assert world.trace() == []
    world.complete("a")

    assert world.trace() == ["z"]


def test_a_boundary_event_may_have_several_flows():
    parts = (user("a"), boundary("b", "a", MESSAGE), mark("h"), mark("k"))
    world = waiting(*parts, go("s a"), go("b h"), go("b k"))
    world.receive("b", "m1")

    assert world.trace() == ["h", "k"]


def test_an_interrupted_activity_is_not_undone():
    parts = (
        user("a"),
        boundary("m", "a", MESSAGE),
        undo("a", "ua"),
        mark("ua", isForCompensation="true"),
    )
    world = waiting(*parts, end("e", "<compensateEventDefinition/>"), go("s a"), go("m e"))
    world.receive("m", "m1")

    assert order(world) == []


def test_a_boundary_without_a_way_on_ends_there():
    world = waiting(user("a"), boundary("b", "a", MESSAGE), mark("z"), go("s a z"))
    world.receive("b", "m1")

    assert world.trace() == []
    assert world.first.ended.outcome == "completed"


def test_a_flow_out_of_a_boundary_may_have_a_condition_and_a_default():
    flows = flow("b", "h", "n = 1") + flow("b", "k", flow_id="d")
    edge = boundary("b", "a", MESSAGE).replace("<boundaryEvent", '<boundaryEvent default="d"')
    world = waiting(user("a"), edge, mark("h"), mark("k"), go("s a"), flows)
    world.receive("b", "m1", n=Decimal(2))

    assert world.trace() == ["k"]
