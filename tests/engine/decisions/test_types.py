"""Types of a file: what conforms to them, and what is made to fit."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.engine.decisions.dmn_files import (
    codes,
    decide,
    decision,
    file,
    function,
    input_data,
    structure,
    table,
    text,
    typed,
    values,
)

TYPES = [
    typed("grade", "number", allowed="[1..10]"),
    typed("grades", "number", allowed="[1..10]", collection=True),
    typed("few grades", "grade", constraint="count(?) <= 2", collection=True),
    typed("colour", "string", allowed='"red", "green"'),
    structure("pupil", name="string", mark="grade"),
    typed("pupils", "pupil", collection=True),
]


def conformed(value, ref):
    source = file(*TYPES, input_data("given", ref), decision("it", text("given"), needs=["given"]))
    return decide(source, "it", given=values(value)).value


@pytest.mark.parametrize(
    ("ref", "value"),
    [
        ("number", 5),
        ("string", "a"),
        ("Any", [1, "a"]),
        ("", "a"),
        ("grade", 10),
        ("grades", [1, 10]),
        ("few grades", [1, 2]),
        ("colour", "red"),
        ("pupil", {"name": "An", "mark": 8}),
        ("pupil", {"name": "An", "mark": 8, "more": True}),
        ("pupil", {"name": "An", "mark": None}),
        ("pupil", {"name": "An"}),
        ("pupils", [{"name": "An", "mark": 8}]),
        ("list<number>", [1, 2]),
        ("number", None),
    ],
)
def test_a_value_that_conforms_is_left_as_it_is(ref, value):
    assert conformed(value, ref) == values(value)


@pytest.mark.parametrize(
    ("ref", "value"),
    [
        ("number", "5"),
        ("string", 5),
        ("number", [1, 2]),
        ("grade", 11),
        ("grades", [1, 11]),
        ("few grades", [1, 2, 3]),
        ("few grades", [11]),
        ("colour", "blue"),
        ("pupil", {"name": 5}),
        ("pupil", {"name": "An", "mark": 11}),
        ("pupils", [{"name": "An", "mark": 11}]),
        ("list<number>", [1, "a"]),
        ("time", date(2026, 3, 2)),
    ],
)
def test_a_value_that_does_not_conform_becomes_null(ref, value):
    assert conformed(value, ref) is None


@pytest.mark.parametrize(
    ("ref", "value", "expected"),
    [
        ("number", [5], 5),
        ("grades", 5, [5]),
        ("list<string>", "a", ["a"]),
        ("pupil", [{"name": "An"}], {"name": "An"}),
        ("date and time", date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC)),
        ("dateTime", date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC)),
    ],
)
def test_lists_of_one_and_dates_are_made_to_fit(ref, value, expected):
    assert conformed(value, ref) == expected


def test_the_result_of_a_decision_is_made_to_fit_with_a_warning_when_it_cannot():
    source = file(
        decision("fits", text("[5]"), type_ref="number"),
        decision("it", text('"five"'), type_ref="number"),
    )

    assert decide(source, "fits").value == 5
    verdict = decide(source, "it")
    assert verdict.value is None
    assert "number" in verdict.findings[0].warnings[0].nl


def test_an_input_that_does_not_fit_is_told_with_its_name():
    source = file(
        *TYPES, input_data("paint", "colour"), decision("it", text("paint"), needs=["paint"])
    )

    (finding,) = decide(source, "it", paint="blue").findings

    assert finding.inputs == {"paint": None}
    assert finding.warnings[0].nl == "de waarde van paint past niet bij het type colour"


def test_the_type_of_an_expression_counts_too():
    assert decide(file(decision("it", text("[7]", "number"))), "it").value == 7


def test_arguments_and_results_of_a_knowledge_model_are_made_to_fit():
    source = file(
        function("same", {"n": "number"}, text("[n]"), type_ref="number"),
        decision("right", text("same([5])"), uses=["same"]),
        decision("wrong", text('same("five")'), uses=["same"]),
    )

    assert decide(source, "right").value == 5
    assert decide(source, "wrong").value is None


def test_a_text_may_name_a_type_of_the_file():
    asked = '[{name: "An", mark: 3} instance of pupil, 1 instance of colour]'
    source = file(*TYPES, decision("it", text(asked)))

    assert decide(source, "it").value == [True, False]


def test_a_type_may_contain_itself():
    tree = (
        '<itemDefinition name="tree"><itemComponent name="left"><typeRef>tree</typeRef>'
        '</itemComponent><itemComponent name="leaf"><typeRef>number</typeRef></itemComponent>'
        "</itemDefinition>"
    )
    source = file(tree, input_data("t", "tree"), decision("it", text("t.left.leaf"), needs=["t"]))

    assert codes(source) == []
    assert decide(source, "it", t={"left": {"left": None, "leaf": 4}, "leaf": 1}).value == 4
    assert decide(source, "it", t={"left": {"leaf": "no number"}, "leaf": 1}).value is None


def test_an_unknown_type_is_a_problem_that_names_it():
    assert codes(file(input_data("a", "tNobody"))) == ["unknown-type"]


def test_a_type_that_is_only_itself_is_a_problem():
    logic = table(["x"], ["y"], ("> 1", "1"))
    source = file(
        typed("a", "b"), typed("b", "a"), input_data("x", "a"), decision("it", logic, needs=["x"])
    )

    assert "type-cycle" in codes(source)


def test_types_in_the_notation_of_dmn_1_1_are_read():
    source = (
        b'<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" namespace="urn:old"'
        b' xmlns:feel="http://www.omg.org/spec/FEEL/20140401" xmlns:own="urn:old" name="old">'
        b'<itemDefinition name="grade"><typeRef>feel:number</typeRef>'
        b"<allowedValues><text>[1..10]</text></allowedValues></itemDefinition>"
        b'<inputData id="i" name="g"><variable name="g" typeRef="own:grade"/></inputData>'
        b'<decision id="d" name="it"><variable name="it" typeRef="feel:number"/>'
        b'<informationRequirement><requiredInput href="#i"/></informationRequirement>'
        b"<literalExpression><text>g + 1</text></literalExpression></decision></definitions>"
    )

    assert codes(source) == []
    assert decide(source, "it", g=9).value == 10
    assert decide(source, "it", g=11).value is None


@pytest.mark.parametrize(
    ("written", "ref"),
    [
        ('"a" + "b"', "number"),
        ("1 + 1", "grade"),
        ("1 + 1", "colour"),
        ("{mark: 1}", "string"),
        ("[1, 2]", "colour"),
        ("given", "date"),
    ],
)
def test_an_expression_that_never_gives_its_type_is_refused(written, ref):
    source = file(
        *TYPES,
        input_data("given", "boolean"),
        decision("it", text(written), needs=["given"], type_ref=ref),
    )

    assert ("wrong-outcome" in codes(source)) is ((written, ref) != ("1 + 1", "grade"))


@pytest.mark.parametrize(
    ("written", "ref"),
    [("given", "number"), ("[1]", "number"), ("1", "grades"), ("null", "string"), ('"red"', "Any")],
)
def test_an_expression_that_may_give_its_type_is_not(written, ref):
    source = file(
        *TYPES, input_data("given"), decision("it", text(written), needs=["given"], type_ref=ref)
    )

    assert codes(source) == []
