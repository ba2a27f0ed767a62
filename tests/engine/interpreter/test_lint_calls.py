"""A process that certainly calls itself without end is named when it is offered."""

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.diagrams import (
    SIGNAL,
    both,
    catch,
    diagram,
    element,
    end,
    flow,
    go,
    many,
    process,
    script,
    start,
    sub,
    throw,
    timer,
    user,
    xor,
)

COUNT = script("x", "n = n + 1")
ITSELF = element("callActivity", "c", calledElement="p")
NEVER_ENDS = [
    (ITSELF, go("s c e")),
    (COUNT, throw("t", SIGNAL), ITSELF, go("s x t c e")),
    (both("g", "j"), COUNT, ITSELF, user("u"), go("s g x j c e"), go("g j"), go("g u")),
    (sub("b", start("bs"), ITSELF, go("bs c")), go("s b e")),
    (catch("w", timer("PT0S")), ITSELF, go("s w c e")),
    (COUNT, ITSELF, go("s x c"), flow("x", "e", "n = 1")),
]
MAY_END = [
    (user("u"), ITSELF, go("s u c e")),
    (catch("w", timer("PT1H")), ITSELF, go("s w c e")),
    (xor("x", "d"), ITSELF, go("s x"), flow("x", "c", "n = 1"), flow("x", "e", flow_id="d")),
    (both("g", "j"), user("u"), ITSELF, go("s g u j c e"), go("g j")),
    (element("callActivity", "c", many("n"), calledElement="p"), go("s c e")),
    (element("callActivity", "c", calledElement="elders"), go("s c e")),
    (
        script("x", "n = n + 1", default="d"),
        ITSELF,
        flow("x", "e", "n > 3"),
        flow("x", "c", flow_id="d"),
        go("s x"),
    ),
]


def found(source):
    problems = interpreter.problems(source)
    assert all(one.severity is Severity.WARNING for one in problems if one.code == "calls-itself")
    return {one.element_id for one in problems if one.code == "calls-itself"}


@pytest.mark.parametrize("parts", NEVER_ENDS)
def test_a_process_that_calls_itself_before_anything_is_decided_is_named(parts):
    assert found(diagram(start(), end(), *parts)) == {"c"}


@pytest.mark.parametrize("parts", MAY_END)
def test_a_process_that_waits_or_decides_before_it_calls_itself_is_fine(parts):
    assert found(diagram(start(), end(), *parts)) == set()


def test_two_processes_that_call_each_other_are_both_named():
    other = process("q", start("qs"), element("callActivity", "qc", calledElement="p"), go("qs qc"))
    there = element("callActivity", "c", calledElement="q")

    assert found(diagram(start(), there, go("s c"), others=other)) == {"c", "qc"}


def test_who_calls_a_process_that_calls_itself_is_not_the_one_to_change():
    other = process("q", start("qs"), element("callActivity", "qc", calledElement="q"), go("qs qc"))
    there = element("callActivity", "c", calledElement="q")

    assert found(diagram(start(), there, go("s c"), others=other)) == {"qc"}


def test_what_starts_on_an_event_is_not_started_by_its_own_call():
    assert found(diagram(start("s", SIGNAL), ITSELF, go("s c"))) == set()
