"""Every kind of event on the edge of every kind of activity."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.events import ErrorRaised, EscalationRaised
from engine.model import Place
from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ANY_ESCALATION,
    ERROR,
    ESCALATION,
    MESSAGE,
    OTHER_ERROR,
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
    many,
    mark,
    process,
    script,
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
CODE = '<error id="E9" errorCode="script-failed"/>'


def escalating(*more):
    return sub("q", start("s1"), throw("t", ESCALATION), user("u"), *more, go("s1 t u"))


# --- scripts that fail


def test_a_failing_script_is_an_error_that_its_boundary_may_catch():
    parts = (script("x", FAILS), boundary("b", "x", SCRIPT_FAILED), mark("h"), mark("no"))
    world = ran(*parts, go("s x no"), go("b h"), others=CODE)

    assert world.trace() == ["h"]
    assert ErrorRaised(Place("x"), "script-failed", "b") in world.first.effects
    assert "n" not in world.variables()


def test_an_error_boundary_without_a_code_catches_a_failing_script():
    parts = (script("x", FAILS), boundary("b", "x", ANY_ERROR), mark("h"))

    assert ran(*parts, go("s x"), go("b h")).trace() == ["h"]


def test_an_error_boundary_with_another_code_lets_a_failing_script_wait_as_an_incident():
    parts = (script("x", FAILS), boundary("b", "x", ERROR), mark("h"))
    world = ran(*parts, go("s x"), go("b h"))

    assert list(world.first.incidents) == [Place("x")]
    assert not world.first.ended


def test_a_failing_script_is_caught_further_out():
    inner = sub("q", start("s1"), script("x", FAILS), go("s1 x"))
    parts = (inner, boundary("b", "q", ANY_ERROR), mark("h"))

    assert ran(*parts, go("s q"), go("b h")).trace() == ["h"]


def test_a_failing_script_of_one_item_stops_them_all():
    text = f"n = if loopCounter = 2 then {ENDLESS} else 0"
    parts = (script("x", text, many("3")), boundary("b", "x", ANY_ERROR), mark("h"), mark("no"))

    assert ran(*parts, go("s x no"), go("b h")).trace() == ["h"]


def test_a_failing_script_in_a_called_process_waits_there():
    other = process("k", start("ks"), script("kx", FAILS), go("ks kx"))
    parts = (element("callActivity", "c", calledElement="k"), boundary("b", "c", ANY_ERROR))
    world = ran(*parts, mark("h"), go("s c"), go("b h"), others=other)

    assert world.trace() == []
    assert list(world.instances[1].incidents) == [Place("kx")]


# --- errors


def test_an_error_boundary_with_another_code_lets_the_error_pass():
    inner = sub("q", start("s1"), end("bad", ERROR), go("s1 bad"))
    world = ran(inner, boundary("b", "q", OTHER_ERROR), mark("h"), go("s q"), go("b h"))

    assert world.trace() == []
    assert world.first.ended.error == "e1"


def test_the_innermost_boundary_catches_an_error():
    inner = sub("q", start("s1"), end("bad", ERROR), go("s1 bad"))
    outer = sub("o", start("s2"), inner, boundary("b1", "q", ERROR), mark("in"), go("s2 q"), go("b1 in"))
    world = ran(outer, boundary("b2", "o", ERROR), mark("out"), mark("z"), go("s o z"), go("b2 out"))

    assert world.trace() == ["in", "z"]


def test_an_error_behind_an_error_boundary_goes_further_out():
    inner = sub("q", start("s1"), end("bad", ERROR), go("s1 bad"))
    outer = sub("o", start("s2"), inner, boundary("b1", "q", ERROR), end("worse", ERROR), go("s2 q"), go("b1 worse"))

    assert ran(outer, boundary("b2", "o", ERROR), mark("out"), go("s o"), go("b2 out")).trace() == ["out"]


@pytest.mark.parametrize("tag", ["subProcess", "transaction"])
def test_an_error_stops_all_branches_of_its_sub_process_at_once(tag):
    parts = (both("g"), end("bad", ERROR), catch("w", timer("PT1S")), mark("no"))
    inner = sub("q", start("s1"), *parts, go("s1 g bad"), go("g w no"), tag=tag)

    assert ran(inner, boundary("b", "q", ERROR), mark("h"), go("s q"), go("b h")).trace() == ["h"]


def test_an_error_leaves_the_branches_outside_its_sub_process_alone():
    inner = sub("q", start("s1"), end("bad", ERROR), go("s1 bad"))
    parts = (both("g"), inner, boundary("b", "q", ERROR), mark("h"), mark("beside"))

    assert ran(*parts, go("s g q"), go("g beside"), go("b h")).trace() == ["beside", "h"]


def test_an_error_in_one_turn_of_a_loop_ends_the_loop():
    inner = sub("q", loop(loopMaximum="5"), start("s1"), mark("x"), end("bad", ERROR), go("s1 x bad"))
    world = ran(inner, boundary("b", "q", ERROR), mark("h"), mark("no"), go("s q no"), go("b h"))

    assert world.trace() == ["h", "x"]


def test_an_error_of_an_end_event_fails_the_instance_with_its_code():
    world = ran(end("bad", OTHER_ERROR), go("s bad"))

    assert (world.first.ended.outcome, world.first.ended.error) == ("failed", "e2")


# --- escalations


def test_an_escalation_that_does_not_interrupt_lets_the_sub_process_go_on():
    parts = (escalating(), boundary("b", "q", ESCALATION, interrupting=False), mark("h"), mark("z"))
    world = waiting(*parts, go("s q z"), go("b h"))
    assert (world.trace(), open_tasks(world)) == (["h"], ["u"])

    world.complete("u")
    assert world.trace() == ["h", "z"]


def test_an_escalation_that_interrupts_takes_the_sub_process_away():
    parts = (escalating(), boundary("b", "q", ESCALATION), mark("h"), mark("z"))
    world = waiting(*parts, go("s q z"), go("b h"))

    assert (world.trace(), open_tasks(world)) == (["h"], [])
    assert world.first.ended


def test_an_escalation_boundary_without_a_code_catches_every_escalation():
    parts = (escalating(), boundary("b", "q", ANY_ESCALATION, interrupting=False), mark("h"))

    assert ran(*parts, go("s q"), go("b h")).trace() == ["h"]


def test_an_escalation_nobody_catches_is_noted_and_the_flow_goes_on():
    world = ran(throw("t", ESCALATION), mark("z"), go("s t z"))

    assert world.trace() == ["z"]
    assert EscalationRaised(Place("t"), "x1", None, {}) in world.first.effects


def test_an_escalation_passes_levels_without_a_catcher():
    outer = sub("o", start("s2"), escalating(), mark("y"), go("s2 q y"))
    parts = (outer, boundary("b", "o", ESCALATION, interrupting=False), mark("h"))

    assert ran(*parts, go("s o"), go("b h")).trace() == ["h", "y"]


def test_two_escalations_of_one_sub_process_are_two():
    inner = sub("q", start("s1"), throw("t1", ESCALATION), throw("t2", ESCALATION), go("s1 t1 t2"))
    parts = (inner, boundary("b", "q", ESCALATION, interrupting=False), mark("h"))

    assert ran(*parts, go("s q"), go("b h")).trace() == ["h", "h"]


# --- messages, signals, timers, conditions


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
    world = waiting(user("a"), boundary("b", "a", timer("hoe_lang")), go("s a"), variables={"hoe_lang": "P1D"})

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
    world = ran(both("g"), catch("c", ref), catch("d", ref), mark("x"), mark("y"), go("s g c x"), go("g d y"), others=shared)

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
    parts = (user("a"), boundary("m", "a", MESSAGE), undo("a", "ua"), mark("ua", isForCompensation="true"))
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
