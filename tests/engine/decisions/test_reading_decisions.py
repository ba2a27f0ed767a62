"""Files that may be read, and files that are refused in one clear sentence."""

from __future__ import annotations

import pytest

from engine import decisions, feel
from tests.engine.decisions.dmn_files import (
    AT,
    VERSIONS,
    codes,
    context,
    decide,
    decision,
    file,
    function,
    function_box,
    imported,
    input_data,
    problems,
    structure,
    table,
    text,
)

BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="x">&d;</definitions>"""
OUTSIDE = b"""<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="x">&a;</definitions>"""


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_of_dmn_is_read(version):
    source = file(input_data("a"), decision("it", text("a + 1"), needs=["a"]), version=version)

    assert decide(source, "it", a=1).value == 2


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "not-xml"),
        (b"<definitions", "not-xml"),
        (b"<definitions xmlns='urn:another'/>", "not-dmn"),
        (b"<process/>", "not-dmn"),
        (BOMB, "doctype"),
        (OUTSIDE, "doctype"),
        (BOMB.decode().encode("utf-16"), "doctype"),
        (b" " * 50_000_000, "too-large"),
        (file("<x>" * 200 + "</x>" * 200), "too-deep"),
        (file("<x>" * 300 + "</x>" * 300), "too-deep"),
        (file("<x/>" * 200_000), "too-many-nodes"),
        (file("<description>" + "\x00</description>"), "not-xml"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_no_safe_dmn_is_refused_in_one_sentence(source, code):
    with pytest.raises(decisions.InvalidDecisions) as refused:
        decisions.read(source)

    assert [problem.code for problem in refused.value.problems] == [code]
    assert refused.value.sentence("nl").startswith("Dit bestand met beslissingen")


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_circle_of_decisions_is_a_problem_and_is_not_decided(length):
    names = [f"d{place}" for place in range(length)]
    circle = [
        decision(name, text("1"), asks=[names[(place + 1) % length]])
        for place, name in enumerate(names)
    ]
    source = file(*circle, decision("free", text("2")))

    with pytest.raises(decisions.CannotDecide) as refused:
        decide(source, "d0")

    assert codes(source) == ["cycle"]
    assert "d0 → " in refused.value.sentence("nl")
    assert decide(source, "free").value == 2


def test_a_chain_of_decisions_is_decided_however_long_it_is():
    links = [decision("d0", text("1"))]
    links += [
        decision(f"d{number}", text(f"d{number - 1} + 1"), asks=[f"d{number - 1}"])
        for number in range(1, 3000)
    ]
    source = file(*reversed(links))

    assert problems(source) == []
    assert decide(source, "d2999").value == 3000


def test_a_circle_of_knowledge_models_is_a_problem():
    source = file(
        function("f", {"n": "number"}, text("g(n)"), uses=["g"]),
        function("g", {"n": "number"}, text("f(n)"), uses=["f"]),
    )

    assert codes(source) == ["cycle"]


def test_a_requirement_of_what_is_not_there_is_a_problem():
    source = file(decision("it", text("1"), asks=["nobody"]))

    (found,) = problems(source)

    assert found.code == "unknown-reference"
    assert "nobody" in found.words.nl


def test_two_elements_of_one_name_are_a_problem():
    one = decision("it", text("1"))

    assert codes(file(one, one.replace('id="it"', 'id="that"'))) == ["same-name"]


def test_two_elements_of_one_id_are_a_problem():
    one = decision("it", text("1"))

    assert codes(file(one, one.replace('name="it"', 'name="that"'))) == ["same-id"]


def test_a_text_that_is_no_feel_is_a_problem_with_its_place():
    logic = table(["a"], ["fee"], ("> 1", "1"), ("<= 1", "2 +"))
    source = file(input_data("a"), decision("it", logic, needs=["a"]))

    found = next(one for one in problems(source) if one.code == "syntax")

    assert "regel 2, kolom 'fee'" in found.words.nl
    assert "Line 1, column 4" in found.words.en
    with pytest.raises(decisions.CannotDecide):
        decide(source, "it", a=1)


@pytest.mark.parametrize("kind", ["Java", "PMML"])
def test_functions_in_another_language_are_refused_by_name(kind):
    boxed = context(("f", function_box({"n": "number"}, text("n"), kind)), text("f(1)"))
    source = file(
        function("outside", {"n": "number"}, text("n"), kind=kind),
        decision("it", boxed),
        decision("that", text("outside(1)"), uses=["outside"]),
    )

    assert [one.code for one in problems(source)] == ["external", "external"]
    assert all(kind in one.words.nl for one in problems(source))
    for name in ("it", "that"):
        with pytest.raises(decisions.CannotDecide, match=kind):
            decide(source, name)


def test_an_expression_in_another_language_is_refused_by_name():
    source = file(
        decision(
            "it",
            '<literalExpression expressionLanguage="http://www.w3.org/1999/XPath">'
            "<text>1</text></literalExpression>",
        )
    )

    assert codes(source) == ["language"]
    with pytest.raises(decisions.CannotDecide, match="XPath"):
        decide(source, "it")


def test_an_empty_expression_is_a_problem():
    assert codes(file(decision("it", text("")))) == ["empty-expression"]


def test_decisions_that_would_go_on_for_ever_are_stopped():
    endless = context(("f", function_box({"n": "number"}, text("f(n) + f(n)"))), text("f(1)"))
    loops = (
        '<for iteratorVariable="x"><in><literalExpression><text>[1..5000]</text>'
        "</literalExpression></in><return>{}</return></for>"
    )
    many = loops.replace("{}", loops.replace("{}", text("1")))

    for source, name in (
        (file(decision("it", endless)), "it"),
        (file(decision("it", many)), "it"),
    ):
        with pytest.raises((decisions.TooDeep, feel.FeelFault)) as stopped:
            decide(source, name)
        assert stopped.value.sentence("nl")


PEOPLE = file(
    structure("person", **{"first name": "string"}),
    function("greeting", {"who": "person"}, text('"Hello " + who.first name')),
    input_data("visitor", "person"),
    decision("welcome", text("greeting(visitor)"), needs=["visitor"], uses=["greeting"]),
    namespace="urn:people",
)


def importing(*parts, name="our people"):
    return file(imported(name, "urn:people"), *parts)


def test_types_functions_and_decisions_of_an_import_have_its_name_before_theirs():
    source = importing(
        input_data("guest", "our people.person"),
        decision(
            "it",
            text('our people.greeting(guest) + "; " + our people.welcome'),
            needs=["guest"],
            asks=["urn:people#welcome"],
            uses=["urn:people#greeting"],
        ),
    )
    files = {"urn:people": PEOPLE}
    an, bo = {"first name": "An"}, {"first name": "Bo"}

    assert codes(source, files) == []
    verdict = decide(source, "it", imports=files, guest=an, visitor=bo)
    assert verdict.value == "Hello An; Hello Bo"
    assert decide(source, "it", imports=files, guest={"first name": 1}).value is None


def test_an_input_of_an_import_may_be_given_with_its_namespace():
    source = importing(
        input_data("visitor"),
        decision("it", text("our people.welcome"), asks=["urn:people#welcome"]),
    )
    model = decisions.read(source, {"urn:people": PEOPLE})
    given = {"visitor": "ours", "{urn:people}visitor": {"first name": "Bo"}}

    assert decisions.decide(model, "it", given, at=AT).value == "Hello Bo"


def test_an_import_without_a_name_adds_its_names_to_ours():
    source = importing(
        input_data("guest", "person"),
        decision("it", text("greeting(guest)"), needs=["guest"], uses=["urn:people#greeting"]),
        name="",
    )

    verdict = decide(source, "it", imports={"urn:people": PEOPLE}, guest={"first name": "An"})

    assert verdict.value == "Hello An"


def test_a_missing_import_is_a_problem_that_names_it():
    logic = text("our people.greeting(guest)")
    guest = input_data("guest", "our people.person")
    asked = decision("it", logic, needs=["guest"], uses=["urn:people#greeting"])
    found = problems(importing(guest, asked))

    assert [one.code for one in found] == ["missing-import"]
    assert "our people" in found[0].words.nl


def test_files_that_import_each_other_are_a_problem():
    one = file(imported("other", "urn:other"), decision("it", text("1")))
    other = file(imported("one", "urn:test"), namespace="urn:other")

    assert codes(one, {"urn:other": other, "urn:test": one}) == ["import-cycle"]


def test_an_import_of_another_kind_is_refused_by_name():
    source = file(
        '<import name="model" namespace="urn:pmml" importType="http://www.dmg.org/PMML-4_2"/>'
    )

    assert codes(source, {"urn:pmml": b"<PMML/>"}) == ["import-not-dmn"]


def test_an_import_that_is_no_safe_dmn_is_refused():
    with pytest.raises(decisions.InvalidDecisions):
        decisions.read(importing(), {"urn:people": BOMB})


def test_functions_that_call_themselves_stop_at_the_same_depth_everywhere():
    body = text("if n = 0 then 0 else 1 + deeper(n - 1)")
    source = file(
        function("deeper", {"n": "number"}, body),
        input_data("n"),
        decision("it", text("deeper(n)"), needs=["n"], uses=["deeper"]),
    )

    assert decide(source, "it", n=63).value == 63
    with pytest.raises(feel.TooDeep):
        decide(source, "it", n=64)


def test_the_size_of_a_file_is_told_in_megabytes_and_may_be_reached():
    largest = 5 * 1024 * 1024
    filled = file().ljust(largest)

    assert decisions.read(filled).nodes == {}
    with pytest.raises(decisions.InvalidDecisions) as refused:
        decisions.read(filled + b" ")
    assert refused.value.problems[0].say("nl") == "Het bestand is te groot: hoogstens 5 MB."
