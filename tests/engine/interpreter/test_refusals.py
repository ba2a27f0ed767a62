"""Accept and execute, or refuse by name: what is wrong, where, in both languages."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ANY_ESCALATION,
    CANCEL,
    CODELESS_ERROR,
    CODELESS_ESCALATION,
    MESSAGE,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    catch,
    diagram,
    element,
    end,
    flow,
    given,
    go,
    many,
    mark,
    process,
    script,
    start,
    sub,
    throw,
    undo,
    user,
    xor,
)
from tests.engine.interpreter.refused import REFUSED
from tests.engine.interpreter.refused_gateways import REFUSED_GATEWAYS
from tests.engine.interpreter.refused_times import REFUSED_TIMES
from tests.engine.interpreter.refused_words import REFUSED_WORDS

TO_A = go("s a")


@pytest.mark.parametrize(
    ("code", "element_id", "body"), REFUSED + REFUSED_GATEWAYS + REFUSED_TIMES + REFUSED_WORDS
)
def test_what_is_wrong_is_refused_by_name(code, element_id, body):
    source = diagram(start(), body)
    found = [one for one in interpreter.problems(source) if one.severity is Severity.ERROR]

    assert (code, element_id) in {(one.code, one.element_id) for one in found}, found
    assert all(one.say("nl") != one.say("en") for one in found)


def laned(name, element_id):
    lane = f'<lane id="{name}" name="{name}"><flowNodeRef>{element_id}</flowNodeRef></lane>'
    return f"<laneSet>{lane}</laneSet>"


WARNED = [
    ("plain-task", "a", TO_A + element("task", "a")),
    ("no-lane", "a", TO_A + user("a")),
    ("condition-does-not-count", "g", both("g") + user("a") + go("s g") + flow("g", "a", "x")),
    (
        "condition-on-default",
        "x",
        xor("x", "f")
        + user("a")
        + user("b")
        + go("s x")
        + flow("x", "a", "n > 1", "f")
        + flow("x", "b", "n > 2"),
    ),
    (
        "nothing-to-undo",
        "t",
        TO_A + user("a") + go("a t") + throw("t", '<compensateEventDefinition activityRef="a"/>'),
    ),
    (
        "two-lanes",
        "a",
        TO_A + user("a") + laned("een", "a") + laned("twee", "a"),
    ),
    ("start-nameless", "s", start("t", name="Later") + user("a") + go("s a") + go("t a")),
    ("start-nameless", "t", start("t", name=" ") + user("a") + go("s a") + go("t a")),
    (
        "start-named-twice",
        "u",
        start("t", name="Nieuw plan")
        + start("u", name=" Nieuw  plan")
        + user("a")
        + go("s a")
        + go("t a")
        + go("u a"),
    ),
    *(
        ("parallel-of-one", "c", TO_A + user("a") + event)
        for event in (
            start("c", MESSAGE, parallelMultiple="true") + go("c a"),
            boundary("c", "a", SIGNAL, parallelMultiple="true"),
            catch("c", MESSAGE, parallelMultiple="1") + go("a c"),
        )
    ),
    ("shared-counter", "a", TO_A + script("a", "n = n + 1", many("3"))),
    ("error-without-code", "e", end("e", ANY_ERROR) + go("s e")),
    ("error-without-code", "e", end("e", CODELESS_ERROR) + go("s e")),
    ("escalation-without-code", "t", throw("t", CODELESS_ESCALATION) + go("s t")),
    ("escalation-without-code", "e", end("e", ANY_ESCALATION) + go("s e")),
    ("foreign", None, TO_A + user("a", other_colour="red")),
    (
        "data-store",
        "a",
        TO_A + '<dataStoreReference id="d" name="Register"/>' + user("a", given("", "d")),
    ),
]


@pytest.mark.parametrize(("code", "element_id", "body"), WARNED)
def test_what_may_be_meant_otherwise_is_warned_about_and_executed(code, element_id, body):
    source = diagram(start(), body)
    found = interpreter.problems(source)

    assert (code, element_id) in {(one.code, one.element_id) for one in found}, found
    assert all(one.severity is Severity.WARNING for one in found)
    assert interpreter.read(source, "p").process_id == "p"


@pytest.mark.parametrize(
    "body",
    [
        "",
        start("t", MESSAGE) + user("b") + go("t b"),
        sub("q", start("t"), user("b"), go("t b")) + go("a q"),
    ],
)
def test_a_start_event_that_nobody_chooses_needs_no_name(body):
    found = interpreter.problems(diagram(start(), user("a"), TO_A, body))

    assert not {one.code for one in found} & {"start-nameless", "start-named-twice"}


def test_start_events_with_names_of_their_own_and_several_events_are_fine():
    both_needed = start("t", MESSAGE + SIGNAL, parallelMultiple="true")
    either = start("v", MESSAGE, parallelMultiple="false")
    parts = (start("s", name="Nieuw"), start("u", name="Vervolg"), both_needed, either)
    found = interpreter.problems(diagram(*parts, user("a"), *(go(f"{one} a") for one in "stuv")))

    assert {one.code for one in found} == {"no-lane", "no-form"}


def test_a_problem_names_the_element_says_why_and_what_to_do():
    task = element("serviceTask", "a", name="Zet in register")
    (found,) = interpreter.problems(diagram(start(), task, TO_A))

    assert found.say("nl") == (
        "Zet in register (a): Zeg welke dienst dit werk doet (regie:service), "
        "of maak er een gebruikerstaak van."
    )


def test_all_problems_are_told_at_once_in_the_order_of_the_file():
    body = user("a", regie_due="1 +") + element("serviceTask", "b") + user("c", startQuantity="0")
    found = interpreter.problems(diagram(start(), body, go("s a b c")))

    codes = [one.code for one in found if one.severity is Severity.ERROR]
    assert codes == ["expression", "without-service", "not-a-number"]


def test_a_form_that_does_not_exist_is_refused_when_forms_are_known():
    source = diagram(start(), user("a", regie_form="advies"), TO_A)
    wrong = interpreter.problems(source, forms={"besluit"})

    assert [one.code for one in wrong if one.severity is Severity.ERROR] == ["unknown-form"]
    assert "unknown-form" not in {one.code for one in interpreter.problems(source)}
    right = interpreter.problems(source, forms={"advies"})
    assert "unknown-form" not in {one.code for one in right}


def test_a_cancel_boundary_and_terminate_are_fine_where_they_belong():
    inner = sub("q", start("s1"), end("e1", CANCEL), go("s1 e1"), tag="transaction")
    parts = (inner, boundary("b", "q", CANCEL), end("t", TERMINATE), go("s q t"), go("b t"))

    assert not interpreter.problems(diagram(start(), *parts))


def test_drawn_data_is_no_mapping():
    line = '<dataOutputAssociation id="l"><targetRef>ref</targetRef></dataOutputAssociation>'
    shape = '<dataObject id="o" name="x"/><dataObjectReference id="ref" dataObjectRef="o"/>'
    store = '<dataStoreReference id="store"/>'
    source = diagram(start(), mark("a", line), shape, store, TO_A)

    assert not interpreter.problems(source)


def test_every_process_of_the_file_is_checked():
    other = process("o", start("os"), element("serviceTask", "ot"), go("os ot"))
    found = interpreter.problems(diagram(start(), mark("a"), TO_A, others=other))

    assert [(one.code, one.element_id) for one in found] == [("without-service", "ot")]


def test_a_lane_and_the_one_around_it_are_one_place():
    inner = '<lane id="in" name="in"><flowNodeRef>a</flowNodeRef></lane>'
    outer = f'<lane id="om" name="om"><flowNodeRef>a</flowNodeRef><childLaneSet>{inner}'
    lanes = f"<laneSet>{outer}</childLaneSet></lane></laneSet>"
    found = interpreter.problems(diagram(start(), user("a"), TO_A, lanes))

    assert "two-lanes" not in {one.code for one in found}


def test_a_sub_process_in_which_something_is_undone_may_be_named():
    inner = sub("q", mark("a") + undo("a", "ua") + mark("ua", isForCompensation="true"))
    named = throw("t", '<compensateEventDefinition activityRef="q"/>')

    assert not interpreter.problems(diagram(start(), inner, named, go("s q t")))
