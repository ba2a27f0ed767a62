"""What is written as XML or in words and does not do what it seems to do is said by name."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.diagrams import (
    CANCEL,
    COMPENSATE,
    SIGNAL,
    associate,
    both,
    boundary,
    catch,
    diagram,
    element,
    end,
    flow,
    go,
    handler,
    loop,
    many,
    mark,
    script,
    start,
    sub,
    throw,
    undo,
    user,
)
from tests.engine.interpreter.test_lint_walks import found

TO_A = user("a") + go("s a")
ONE_MORE = user("a") + user("b") + both("g") + go("s g a j z") + go("g b j") + mark("z")
UNDONE = mark("a") + undo("a", "u") + mark("u", isForCompensation="true") + go("s a")
MUST_UNDERSTAND = '<extension mustUnderstand="true" definition="x:y"/>'


def gateway(condition):
    inner = f"<activationCondition>{condition}</activationCondition>"
    return element("complexGateway", "j", inner)


def drawn(inner):
    return f'<collaboration id="k">{inner}</collaboration>'


def directed(direction, arriving, leaving):
    """Draw a gateway with this direction and so many flows."""
    before = "".join(user(f"i{n}") + go(f"s i{n} g") for n in range(arriving))
    behind = "".join(user(f"o{n}") + go(f"g o{n}") for n in range(leaving))
    return element("parallelGateway", "g", gatewayDirection=direction) + before + behind


WRITTEN = [
    ("direction-converging", "g", directed("Converging", 2, 2), ""),
    ("direction-diverging", "g", directed("Diverging", 2, 2), ""),
    ("direction-mixed", "g", directed("Mixed", 1, 2), ""),
    ("direction-mixed", "g", directed("Mixed", 2, 1), ""),
    ("direction-unknown", "g", directed("Rond", 1, 2), ""),
    ("refers-to-nothing", "c", TO_A, drawn('<participant id="c" processRef="no"/>')),
    ("refers-to-nothing", "m", TO_A, drawn('<messageFlow id="m" sourceRef="a" targetRef="no"/>')),
    ("refers-to-nothing", None, TO_A + associate("a", "no"), ""),
    (
        "refers-to-nothing",
        "l",
        TO_A + '<laneSet><lane id="l" name="L"><flowNodeRef>no</flowNodeRef></lane></laneSet>',
        "",
    ),
    ("refers-to-nothing", "a", user("a", many(over="de lijst", item="x")) + go("s a"), ""),
    ("nameless", "M9", TO_A, '<message id="M9"/>'),
    ("nameless", "S9", TO_A, '<signal id="S9" name=" "/>'),
    ("import-not-read", None, TO_A, '<import location="other.bpmn" namespace="n" importType="t"/>'),
    (
        "transaction-method",
        "q",
        sub("q", start("t"), user("a"), go("t a"), tag="transaction", method="##Store") + go("s q"),
        "",
    ),
    ("script-empty", "a", element("scriptTask", "a") + go("s a"), ""),
    ("script-declares", "a", script("a", "var x = 1;") + go("s a"), ""),
    ("activation-never", "j", gateway("activationCount = 3") + ONE_MORE, ""),
    ("activation-never", "j", gateway("activationCount = 2") + user("a") + go("s j a"), ""),
    ("activation-false", "j", gateway("false") + user("a") + go("s j a"), ""),
    ("activation-false", "j", gateway("1") + ONE_MORE, ""),
    ("activation-false", "j", gateway("n &gt; 3 and n &lt; 2") + ONE_MORE, ""),
    ("activation-false", "j", gateway('activationCount &gt;= "x"') + ONE_MORE, ""),
    ("loop-never-ends", "a", user("a", loop("1 = 1")) + go("s a"), ""),
    ("never-undone", "b_a", UNDONE, ""),
    (
        "never-undone",
        "h_s",
        sub("q", start("t"), mark("a"), handler("h", COMPENSATE, go("h_s h_e")), go("t a"))
        + go("s q"),
        "",
    ),
]


@pytest.mark.parametrize(("code", "element_id", "body", "others"), WRITTEN)
def test_what_is_drawn_and_does_nothing_is_told_and_executed(code, element_id, body, others):
    source = diagram(start(), body, others=others)
    problems = interpreter.problems(source)

    assert (code, element_id) in {(one.code, one.element_id) for one in problems}
    assert all(one.severity is Severity.WARNING for one in problems), problems
    assert all(one.say("nl") != one.say("en") for one in problems)
    assert interpreter.read(source, "p").process_id == "p"


FINE = [
    script("a", "x = 1") + go("s a"),
    script("a", "variabele = 1\nletter = 2") + go("s a"),
    gateway("activationCount &gt;= 2") + ONE_MORE,
    gateway("activationCount &gt;= n") + ONE_MORE,
    gateway("activationCount &gt;= 1") + user("a") + go("s j a"),
    gateway("n &gt; 1") + user("a") + go("s j a"),
    gateway("true") + ONE_MORE,
    user("a", loop("klaar = false")) + go("s a"),
    user("a", loop("true", loopMaximum="3")) + go("s a"),
    UNDONE + throw("t", COMPENSATE) + go("a t"),
    sub("q", start("t"), UNDONE.replace(go("s a"), go("t a")), end("c", CANCEL), go("a c"),
        tag="transaction") + go("s q"),
    TO_A + associate("a", "n") + '<textAnnotation id="n"/>',
]  # fmt: skip


@pytest.mark.parametrize("body", FINE)
def test_what_does_what_it_seems_to_do_is_not_told(body):
    assert found(body) == set()


def test_what_only_a_complex_gateway_can_ask_is_known_where_there_is_one():
    asked = {"activationCount", "waitingForStart"}
    with_one, without = (
        interpreter.vocabulary(diagram(start(), body), {}).written
        for body in (gateway("activationCount = 1") + go("s j"), TO_A)
    )

    assert asked <= with_one
    assert not asked & without


@pytest.mark.parametrize("value", ["ja", "True", "", "2"])
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("cancelActivity", TO_A + boundary("b", "a", SIGNAL)),
        ("isSequential", user("a", many("2")) + go("s a")),
        ("isInterrupting", TO_A + handler("h", SIGNAL, go("h_s h_e"))),
    ],
)
def test_a_yes_or_no_that_is_neither_is_refused_by_name(name, body, value):
    changed = body.replace(f'{name}="true"', f'{name}="{value}"')
    changed = changed.replace(f'{name}="false"', f'{name}="{value}"')
    problems = interpreter.problems(diagram(start(), changed))

    (one,) = [one for one in problems if one.code == "not-yes-or-no"]
    assert one.severity is Severity.ERROR
    assert f"'{value}' bij {name}" in one.say("nl")


@pytest.mark.parametrize("element_id", ["a b", "a#1", "a/b", "a\u00a0b"])
def test_an_id_that_cannot_be_told_from_others_is_refused_by_name(element_id):
    body = user(element_id) + flow("s", element_id)
    problems = interpreter.problems(diagram(start(), body, user("b"), go("s b")))

    assert ("id-characters", element_id) in {(one.code, one.element_id) for one in problems}


def test_an_extension_that_must_be_understood_is_refused_by_name():
    problems = interpreter.problems(diagram(start(), TO_A, others=MUST_UNDERSTAND))

    (one,) = [one for one in problems if one.severity is Severity.ERROR]
    assert one.code == "must-understand"
    assert "x:y" in one.say("nl")


def test_a_flow_without_a_name_is_told_by_its_ends():
    parts = (catch("c", SIGNAL), user("a"), element("exclusiveGateway", "x", default="d"))
    flows = (go("s x"), flow("x", "c", "false"), flow("x", "a", flow_id="d"))
    problems = interpreter.problems(diagram(start(), *parts, *flows))

    (one,) = [one for one in problems if one.code == "flow-never"]
    assert "x → c" in one.say("nl")


@pytest.mark.parametrize(
    ("direction", "arriving", "leaving"),
    [
        ("Converging", 2, 1),
        ("Converging", 2, 0),
        ("Diverging", 1, 2),
        ("Mixed", 2, 2),
        ("Unspecified", 2, 2),
        (" Diverging ", 1, 1),
    ],
)
def test_a_direction_that_is_that_of_the_flows_is_fine(direction, arriving, leaving):
    codes = {
        one.code
        for one in interpreter.problems(diagram(start(), directed(direction, arriving, leaving)))
    }

    assert not any(code.startswith("direction-") for code in codes)


def test_a_direction_tells_how_many_flows_there_are_and_what_to_do():
    found = interpreter.problems(diagram(start(), directed("Diverging", 3, 1)))
    (said,) = [one for one in found if one.code == "direction-diverging"]

    assert said.say("nl") == (
        "g: Deze gateway heet splitsend (gatewayDirection Diverging), maar er komen 3 pijlen in. "
        "De pijlen tellen. Voeg samen in een gateway ervoor, of maak er Mixed van."
    )
