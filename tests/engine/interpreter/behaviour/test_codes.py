"""Errors and escalations that have no code, and who catches every code."""

from __future__ import annotations

import pytest

from engine.events import ErrorRaised, EscalationRaised
from engine.model import Place
from tests.engine.interpreter.behaviour.running import ran
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ANY_ESCALATION,
    CODELESS_ERROR,
    CODELESS_ESCALATION,
    ERROR,
    ESCALATION,
    OTHER_ERROR,
    OTHER_ESCALATION,
    boundary,
    element,
    end,
    go,
    handler,
    mark,
    process,
    script,
    start,
    sub,
)

KINDS = [
    (ERROR, OTHER_ERROR, ANY_ERROR, CODELESS_ERROR),
    (ESCALATION, OTHER_ESCALATION, ANY_ESCALATION, CODELESS_ESCALATION),
]
PAIRS = [(thrown, codeless) for thrown, _, _, codeless in KINDS]
#: another error and another escalation without a code
OTHERS = '<error id="E8"/><escalation id="X8"/>'
FAILS = 'n = string join(for i in 1..9999 return "x") + string join(for i in 1..99999 return "x")'


def raising(event):
    return sub("q", start("s1"), end("bad", event), go("s1 bad")) + go("s q")


def edges(*events):
    """Draw boundary events b0, b1 … on `q`, each with a mark of its own behind it."""
    return "".join(
        boundary(f"b{n}", "q", event) + mark(f"h{n}") + go(f"b{n} h{n}")
        for n, event in enumerate(events)
    )


@pytest.mark.parametrize(("thrown", "other", "every", "codeless"), KINDS)
def test_who_refers_to_what_has_no_code_catches_every_code(thrown, other, every, codeless):
    for event in (thrown, other, every, codeless):
        assert ran(raising(event), edges(codeless)).trace() == ["h0"]


@pytest.mark.parametrize(("thrown", "other", "every", "codeless"), KINDS)
def test_the_exact_code_then_who_names_nothing_goes_before(thrown, other, every, codeless):
    assert ran(raising(thrown), edges(codeless, every, thrown)).trace() == ["h2"]
    assert ran(raising(thrown), edges(codeless, every, other)).trace() == ["h1"]
    assert ran(raising(thrown), edges(other, codeless)).trace() == ["h1"]


@pytest.mark.parametrize(("thrown", "every", "codeless"), [(a, c, d) for a, _, c, d in KINDS])
def test_what_has_no_code_is_caught_first_by_who_refers_to_it(thrown, every, codeless):
    another = codeless.replace("E0", "E8").replace("X0", "X8")
    parts = (raising(codeless), edges(thrown, every, another, codeless))

    assert ran(*parts, others=OTHERS).trace() == ["h3"]
    assert ran(raising(codeless), edges(thrown, another), others=OTHERS).trace() == ["h1"]


@pytest.mark.parametrize(("thrown", "codeless"), PAIRS)
def test_the_innermost_that_catches_every_code_goes_before_the_exact_one(thrown, codeless):
    inner = sub("i", start("s2"), end("bad", thrown), go("s2 bad"))
    near = boundary("b", "i", codeless) + mark("near") + go("b near")
    world = ran(sub("q", start("s1"), inner, near, go("s1 i")), go("s q"), edges(thrown))

    assert world.trace() == ["near"]


@pytest.mark.parametrize(("thrown", "codeless"), PAIRS)
def test_an_event_sub_process_catches_every_code_as_a_boundary_does(thrown, codeless):
    catching = handler("h", codeless, mark("x"), go("h_s x h_e"))
    inner = sub("q", start("s1"), end("bad", thrown), catching, go("s1 bad"))

    assert ran(inner, go("s q")).trace() == ["x"]


def test_history_keeps_what_was_raised_by_its_code_or_else_its_own_name():
    world = ran(raising(ERROR), edges(CODELESS_ERROR))
    assert ErrorRaised(Place("bad"), "e1", "b0") in world.first.effects

    world = ran(raising(CODELESS_ERROR), edges(CODELESS_ERROR))
    assert ErrorRaised(Place("bad"), "E0", "b0") in world.first.effects

    world = ran(raising(CODELESS_ESCALATION), edges(CODELESS_ESCALATION))
    assert EscalationRaised(Place("bad"), "x0", "b0", {}) in world.first.effects


def test_a_failing_script_and_a_called_process_are_caught_so_too():
    failing = script("q", FAILS) + go("s q")
    assert ran(failing, edges(CODELESS_ERROR)).trace() == ["h0"]

    called = process("c", start("cs"), end("ce", OTHER_ERROR), go("cs ce"))
    calling = element("callActivity", "q", calledElement="c") + go("s q")
    assert ran(calling, edges(ERROR, CODELESS_ERROR), others=called).trace() == ["h1"]
