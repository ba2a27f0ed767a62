"""Who waits for an error, an escalation or a cancel that nothing can raise is told so."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.behaviour.test_behaviors import complex_
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ANY_ESCALATION,
    CANCEL,
    CODELESS_ERROR,
    CODELESS_ESCALATION,
    ERROR,
    ESCALATION,
    MESSAGE,
    OTHER_ERROR,
    OTHER_ESCALATION,
    boundary,
    diagram,
    element,
    end,
    go,
    handler,
    mark,
    process,
    start,
    sub,
    throw,
    user,
)

FAILED_SCRIPT = '<errorEventDefinition errorRef="E3"/>'
SCRIPT_CODE = '<error id="E3" errorCode="script-mislukt"/>'


def never(*parts, others=""):
    """Give what is said never to happen as (code, element)."""
    found = interpreter.problems(diagram(start(), *parts, others=others))
    assert not [one for one in found if one.severity is Severity.ERROR], found
    codes = ("error-never", "escalation-never", "cancel-never")
    return {(one.code, one.element_id) for one in found if one.code in codes}


def on_edge(host, event):
    return host + boundary("b", "a", event) + mark("x") + go("s a") + go("b x")


def inside(*parts, tag="subProcess"):
    return sub("a", start("s1"), *parts, tag=tag)


DECISION = element("businessRuleTask", "a", regie_decision="D", regie_result="r")
WORK = [
    DECISION,
    user("a"),
    element("sendTask", "a", messageRef="M1"),
    element("receiveTask", "a", messageRef="M1"),
    inside(user("k"), go("s1 k")),
]


@pytest.mark.parametrize("host", WORK)
@pytest.mark.parametrize("event", [ERROR, ANY_ERROR, CODELESS_ERROR])
def test_an_error_on_work_that_raises_none_never_happens(host, event):
    assert never(on_edge(host, event)) == {("error-never", "b")}


@pytest.mark.parametrize("event", [ESCALATION, ANY_ESCALATION, CODELESS_ESCALATION])
@pytest.mark.parametrize("host", [*WORK, element("serviceTask", "a", regie_service="x"), mark("a")])
def test_an_escalation_on_work_that_raises_none_never_happens(host, event):
    assert never(on_edge(host, event)) == {("escalation-never", "b")}


def test_what_is_said_names_the_code_and_what_becomes_of_a_decision_that_fails():
    found = interpreter.problems(diagram(start(), on_edge(DECISION, ERROR)))
    (one,) = [one for one in found if one.code == "error-never"]

    assert "een fout 'e1'" in one.say("nl")
    assert "incident" in one.say("nl")
    assert "incident" in one.say("en")


def test_who_catches_every_code_is_told_that_none_comes():
    found = interpreter.problems(diagram(start(), on_edge(DECISION, CODELESS_ERROR)))
    (one,) = [one for one in found if one.code == "error-never"]

    assert "geeft een fout, dus" in one.say("nl")
    assert "raises an error, so" in one.say("en")


CALLED = process("q", start("qs"), user("qa"), go("qs qa"))
MAY_RAISE = [
    (element("serviceTask", "a", regie_service="x"), ERROR),
    (element("callActivity", "a", calledElement="q"), ERROR),
    (element("callActivity", "a", calledElement="q"), ESCALATION),
    (mark("a"), ANY_ERROR),
    (mark("a"), FAILED_SCRIPT),
    (inside(end("e1", ERROR), go("s1 e1")), ERROR),
    (inside(end("e1", ERROR), go("s1 e1")), ANY_ERROR),
    (inside(sub("i", start("s2"), end("e1", ERROR), go("s2 e1")), go("s1 i")), ERROR),
    (inside(throw("t", ESCALATION), go("s1 t")), ESCALATION),
    (inside(throw("t", OTHER_ESCALATION), go("s1 t")), ANY_ESCALATION),
    (mark("a"), CODELESS_ERROR),
    (inside(end("e1", OTHER_ERROR), go("s1 e1")), CODELESS_ERROR),
    (inside(throw("t", OTHER_ESCALATION), go("s1 t")), CODELESS_ESCALATION),
    (inside(end("e1", CANCEL), go("s1 e1"), tag="transaction"), CANCEL),
    (user("a", complex_(("true", ERROR))), ERROR),
    (user("a"), MESSAGE + ERROR),
]


@pytest.mark.parametrize(("host", "event"), MAY_RAISE)
def test_what_may_be_raised_is_not_said_never_to_happen(host, event):
    assert never(on_edge(host, event), others=SCRIPT_CODE + CALLED) == set()


def test_another_code_never_comes():
    host = inside(end("e1", OTHER_ERROR), go("s1 e1"))

    assert never(on_edge(host, ERROR)) == {("error-never", "b")}
    assert never(on_edge(mark("a"), ERROR)) == {("error-never", "b")}


def test_a_transaction_that_nothing_cancels_is_told():
    host = inside(user("k"), go("s1 k"), tag="transaction")

    assert never(on_edge(host, CANCEL)) == {("cancel-never", "b")}


def test_a_handler_that_only_it_could_start_itself_never_happens():
    alone = handler("h", ERROR, end("bad", ERROR), go("h_s bad"), go("h_s h_e"))
    beside = handler("h", ERROR, go("h_s h_e")) + end("bad", ERROR) + go("a bad")

    assert never(user("a"), go("s a"), alone) == {("error-never", "h_s")}
    assert never(user("a"), go("s a"), beside) == set()
