"""Errors, escalations and failing scripts on the edge of activities."""

from __future__ import annotations

import pytest

from engine.events import ErrorRaised, EscalationRaised
from engine.model import Place
from tests.engine.interpreter.behaviour.running import open_tasks, ran, waiting
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ANY_ESCALATION,
    ERROR,
    ESCALATION,
    OTHER_ERROR,
    both,
    boundary,
    catch,
    element,
    end,
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
)

ENDLESS = 'string join(for i in 1..9999 return "x") + string join(for i in 1..99999 return "x")'
SCRIPT_FAILED = '<errorEventDefinition errorRef="E9"/>'
FAILS = f"n = {ENDLESS}"
CODE = '<error id="E9" errorCode="script-mislukt"/>'


def escalating(*more):
    return sub("q", start("s1"), throw("t", ESCALATION), user("u"), *more, go("s1 t u"))


# --- scripts that fail


def test_a_failing_script_is_an_error_that_its_boundary_may_catch():
    parts = (script("x", FAILS), boundary("b", "x", SCRIPT_FAILED), mark("h"), mark("no"))
    world = ran(*parts, go("s x no"), go("b h"), others=CODE)

    assert world.trace() == ["h"]
    assert ErrorRaised(Place("x"), "script-mislukt", "b") in world.first.effects
    assert "n" not in world.variables()


def test_an_error_boundary_without_a_code_catches_a_failing_script():
    parts = (script("x", FAILS), boundary("b", "x", ANY_ERROR), mark("h"))

    assert ran(*parts, go("s x"), go("b h")).trace() == ["h"]


def test_an_error_boundary_with_another_code_lets_a_failing_script_wait_as_an_incident():
    parts = (script("x", FAILS), boundary("b", "x", ERROR), mark("h"))
    world = ran(*parts, go("s x"), go("b h"))

    assert list(world.first.incidents) == [Place("x")]
    assert not world.first.ended


FAR = 'date("99999-01-01")'


def test_a_script_whose_value_no_variable_can_hold_has_failed():
    parts = (script("a", f"n = 1\nx = {FAR}"), boundary("b", "a", ANY_ERROR), mark("h"))
    world = ran(*parts, mark("no"), go("s a no"), go("b h"))

    assert world.trace() == ["h"]
    assert "n" not in world.variables()
    assert not world.first.incidents


@pytest.mark.parametrize(
    "host",
    [
        element("callActivity", "a", calledElement="k", regie_inputs=f"{{x: {FAR}}}"),
        element("callActivity", "a", calledElement="k", regie_outputs=f"{{n: 1, x: {FAR}}}"),
        element("serviceTask", "a", regie_service="mail", regie_inputs=f"{{x: {FAR}}}"),
    ],
)
def test_a_mapping_whose_value_no_variable_can_hold_is_an_incident_and_writes_nothing(host):
    other = process("k", start("ks"), end("ke"), go("ks ke"))
    world = ran(host, go("s a"), others=other)

    assert list(world.first.incidents) == [Place("a")]
    assert "n" not in world.variables()


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
    outer = sub(
        "o", start("s2"), inner, boundary("b1", "q", ERROR), mark("in"), go("s2 q"), go("b1 in")
    )
    world = ran(
        outer, boundary("b2", "o", ERROR), mark("out"), mark("z"), go("s o z"), go("b2 out")
    )

    assert world.trace() == ["in", "z"]


def test_an_error_behind_an_error_boundary_goes_further_out():
    inner = sub("q", start("s1"), end("bad", ERROR), go("s1 bad"))
    outer = sub(
        "o",
        start("s2"),
        inner,
        boundary("b1", "q", ERROR),
        end("worse", ERROR),
        go("s2 q"),
        go("b1 worse"),
    )

    assert ran(outer, boundary("b2", "o", ERROR), mark("out"), go("s o"), go("b2 out")).trace() == [
        "out"
    ]


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
    inner = sub(
        "q", loop(loopMaximum="5"), start("s1"), mark("x"), end("bad", ERROR), go("s1 x bad")
    )
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
