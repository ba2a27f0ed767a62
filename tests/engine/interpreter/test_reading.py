"""Reading bytes safely, and what a definition tells."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from engine import feel, interpreter
from engine.interpreter.source import BYTES, DEPTH
from engine.limits import LARGEST
from tests.engine.interpreter.diagrams import (
    HEAD,
    diagram,
    element,
    end,
    go,
    mark,
    process,
    script,
    start,
    sub,
    user,
)

AT = datetime(2026, 1, 1, tzinfo=UTC)


def codes(source):
    return [one.code for one in interpreter.problems(source)]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "not-xml"),
        (b"geen xml", "not-xml"),
        (b"<a>", "not-xml"),
        (b"<a/>", "not-bpmn"),
        (b"\xff\xfe", "not-xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "doctype"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16"), "doctype"),
        (HEAD.encode() + b"</definitions>", "no-process"),
        (HEAD.encode() + b'<process id="p"/></definitions>', "no-process"),
        (b" " * (BYTES + 1), "too-large"),
        (HEAD.encode() + b"<a>" * DEPTH + b"</a>" * DEPTH + b"</definitions>", "too-deep"),
        (diagram(*(user(f"u{n}") for n in range(LARGEST.elements + 1))), "too-many-elements"),
    ],
)
def test_what_is_not_a_diagram_is_refused_without_a_fuss(source, code):
    assert codes(source) == [code]
    with pytest.raises(interpreter.InvalidDiagram):
        interpreter.read(source, "p")


@pytest.mark.parametrize(
    ("source", "where"), [(b"<a>\n  <b></a>", "regel 2, teken 10"), (b"", "regel 1, teken 1")]
)
def test_a_broken_file_says_where_it_breaks_in_the_language_of_the_reader(source, where):
    (problem,) = interpreter.problems(source)

    assert problem.words.nl == f"Het bestand is geen leesbare XML: {where} klopt niet."
    assert "line" in problem.words.en


def test_problems_never_raises_whatever_is_left_out_or_repeated():
    parts = (
        start(),
        user("a", regie_due="P1D"),
        sub("q", start("s1"), end("e1"), go("s1 e1")),
        script("x", "n = 1"),
        go("s a q x"),
    )
    source = diagram(*parts).decode()
    chance = random.Random(7)  # noqa: S311 - the same every time
    for _ in range(300):
        one, two = sorted(chance.sample(range(len(HEAD), len(source)), 2))
        for broken in (source[:one] + source[two:], source.replace(source[one : one + 8], "", 1)):
            assert isinstance(interpreter.problems(broken.encode()), tuple)


def test_attributes_that_are_missing_are_problems_not_crashes():
    source = diagram(
        element("startEvent", "s"),
        "<sequenceFlow/><boundaryEvent/><association/><userTask/><subProcess/><callActivity/>",
        '<adHocSubProcess id="q" triggeredByEvent="true"/>',
        "<intermediateThrowEvent><linkEventDefinition/></intermediateThrowEvent>",
        '<startEvent id="t"><messageEventDefinition messageRef=""/></startEvent>',
    )

    assert "no-id" in codes(source)


def test_processes_with_something_to_execute_are_told():
    other = process("o", mark("b")) + process("empty")
    black_box = (
        '<collaboration id="c"><participant id="x" name="Buiten"/>'
        '<participant id="y" name="Leeg" processRef="empty"/></collaboration>'
    )
    source = diagram(start(), mark("a"), go("s a"), others=other + black_box)

    assert interpreter.process_ids(source) == ("p", "o")
    with pytest.raises(interpreter.InvalidDiagram, match="unknown is not in this diagram"):
        interpreter.read(source, "unknown")


LANES = (
    '<laneSet id="ls"><lane id="l1" name="Secretariaat"><flowNodeRef>a</flowNodeRef>'
    '<flowNodeRef>q</flowNodeRef></lane><lane id="l2" name="Leeg"/>'
    '<lane id="l3" name="Stuurgroep"><childLaneSet id="cs"><lane id="l4" name="Voorzitter">'
    "<flowNodeRef>b</flowNodeRef></lane></childLaneSet></lane></laneSet>"
)


def test_a_definition_tells_what_people_see_of_a_process():
    inner = sub("q", start("s1"), user("u"), go("s1 u"))
    details = {
        "regie_form": "advies",
        "regie_due": "P14D",
        "regie_assignee": "wie",
        "regie_priority": "5",
        "regie_why": "U adviseert.",
        "regie_status": "in behandeling",
    }
    task = user("a", "<documentation>Lees dit.</documentation>", name="Geef\n advies", **details)
    called = element("callActivity", "b", calledElement="other")
    definition = interpreter.read(
        diagram(
            "<documentation>Het hele proces.</documentation>",
            LANES,
            start(),
            task,
            inner,
            called,
            go("s a q b"),
            name="Aanvraag",
            regie_series="BZ",
            regie_title="naam",
        ),
        "p",
    )

    assert (definition.process_id, definition.name) == ("p", "Aanvraag")
    assert definition.documentation == "Het hele proces."
    assert (definition.series, definition.title) == ("BZ", "naam")
    assert definition.bodies == ("Secretariaat", "Voorzitter")
    assert definition.called == {"other"}
    assert definition.form_ids == {"advies"}
    assert list(definition.elements) == ["s", "a", "q", "s1", "u", "b"]
    advice = definition.elements["a"]
    assert (advice.name, advice.kind, advice.body) == ("Geef advies", "userTask", "Secretariaat")
    assert (advice.due, advice.assignee, advice.priority) == ("P14D", "wie", 5)
    assert (advice.why, advice.status) == ("U adviseert.", "in behandeling")
    assert advice.documentation == "Lees dit."
    inside = definition.elements["u"]
    assert (inside.parent_id, inside.body) == ("q", "Secretariaat")
    assert definition.elements["b"].called_process == "other"
    assert definition.elements["b"].body == "Voorzitter"


@pytest.mark.parametrize(
    ("title", "variables", "expected"),
    [
        ("naam", {"naam": "Fietspad"}, "Fietspad"),
        ("naam", {"titel": " Park "}, "Park"),
        ("naam", {}, "Aanvraag"),
        ("1 + 1", {}, "Aanvraag"),
        (None, {"titel": "Park"}, "Park"),
        (None, {"titel": ""}, "Aanvraag"),
    ],
)
def test_a_case_gets_its_title_from_the_diagram_a_variable_or_the_process(
    title, variables, expected
):
    named = {"regie_title": title} if title else {}
    source = diagram(start(), mark("a"), go("s a"), name="Aanvraag", **named)
    definition = interpreter.read(source, "p")

    assert interpreter.evaluate_title(definition, variables, AT) == expected


def test_functions_of_the_product_may_have_names_of_several_words():
    function = feel.Function("einde van de dag", ("dag",), lambda day: day)
    functions = {"einde van de dag": function}
    source = diagram(start(), script("a", "x = einde van de dag(d)"), go("s a"))

    assert not interpreter.problems(source, functions=functions)
    assert "expression" in codes(source)


def test_a_chain_of_a_thousand_tasks_is_read():
    ids = [f"u{n}" for n in range(1000)]
    source = diagram(start(), *map(user, ids), go(" ".join(["s", *ids])))

    assert len(interpreter.read(source, "p").elements) == 1001
