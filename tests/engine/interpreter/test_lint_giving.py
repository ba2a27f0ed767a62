"""Calls that run beside other work and write the same: the one that is done last overwrites."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.diagrams import (
    ESCALATION,
    SIGNAL,
    both,
    boundary,
    data,
    diagram,
    element,
    flow,
    given,
    go,
    handler,
    loop,
    many,
    own_data,
    process,
    script,
    some,
    start,
    sub,
    throw,
    user,
    xor,
)

WRITES = process("k", start("ks"), user("ku"), script("kx", "n = n + 1"), go("ks ku kx"))
AGAIN = process("d", start("ds"), element("callActivity", "dc", calledElement="k"), go("ds dc"))
#: a variable of the called process itself
OWN = '<dataObject id="vn" name="n"/>'
PRIVATE = process("v", start("vs"), OWN, script("vx", "n = 1"), go("vs vx"))
OTHERS = WRITES + AGAIN + PRIVATE


def call(element_id="c", inner="", called="k", **attributes):
    return element("callActivity", element_id, inner, calledElement=called, **attributes)


def writes(element_id="w", name="n", inner="", **attributes):
    return script(element_id, f"{name} = 1", inner, **attributes)


def told(*parts):
    """Give what is said of calls, as (code, element)."""
    found = interpreter.problems(diagram(start(), *parts, others=OTHERS))
    assert not [one for one in found if one.severity is Severity.ERROR], found
    return [(one.code, one.element_id) for one in found if one.code.startswith("given-back")]


BESIDE = [("given-back-beside", "c")]
SPLIT = both("g", "j") + user("z") + go("s g") + go("j z") + go("g c j")
WORK = [
    writes(),
    element("businessRuleTask", "w", regie_decision="D", regie_result="n"),
    element("serviceTask", "w", regie_service="x", regie_result="n"),
    user("w", regie_result="n"),
    user("w", given("", "data_n", made="1")) + data("n"),
    sub("w", start("t"), writes("wx"), go("t wx")),
    user("w", many(over="rij", item="i", into="n", result="r")),
    call("w", regie_outputs="{n: m}"),
]


@pytest.mark.parametrize("work", WORK)
def test_a_call_beside_which_the_same_is_written_is_warned_of(work):
    assert BESIDE[0] in told(SPLIT, call(), work, go("g w j"))


@pytest.mark.parametrize(
    "one",
    [call(called="d"), call(regie_outputs="{n: m}"), call(inner=loop("n < 3")), call(called="v")],
)
def test_so_is_what_it_calls_further_what_it_maps_and_every_turn_of_a_loop(one):
    assert told(SPLIT, one, writes(), go("g w j")) == BESIDE


def test_two_calls_are_both_warned_of():
    found = told(SPLIT, call(), call("w"), go("g w j"))

    assert sorted(found) == [*BESIDE, ("given-back-beside", "w")]


PLACES = [
    some("g") + call() + writes() + go("s g") + flow("g", "c", "a") + flow("g", "w", "b"),
    user("g") + call() + writes() + go("s g c") + go("g w"),
    call() + boundary("b", "c", ESCALATION, interrupting=False) + writes() + go("s c") + go("b w"),
    both("g", "j", "h", "i")
    + call()
    + writes()
    + user("x")
    + user("z")
    + go("s g h c i j z")
    + go("h x i")
    + go("g w j"),
    user("u")
    + boundary("b", "u", SIGNAL, interrupting=False)
    + call()
    + writes()
    + go("s u c")
    + go("b w"),
    call() + handler("h", SIGNAL, writes(), go("h_s w h_e"), interrupting=False) + go("s c"),
    both("g") + sub("q", start("t"), call(), go("t c")) + writes() + go("s g q") + go("g w"),
    both("g") + xor("m") + call() + user("x") + writes() + go("s g c m w") + go("g x m"),
]


@pytest.mark.parametrize("parts", PLACES)
def test_so_is_a_call_wherever_something_may_be_at_work_meanwhile(parts):
    assert told(parts) == BESIDE


NOT_BESIDE = [
    writes() + call() + go("s w c"),
    xor("g", "f")
    + call()
    + writes()
    + go("s g")
    + flow("g", "c", "a")
    + flow("g", "w", flow_id="f"),
    both("g", "j") + call() + writes() + user("x") + go("s g w j c") + go("g x j"),
    both("g", "j") + call() + writes() + user("x") + go("s g c j w") + go("g x j"),
    call() + boundary("b", "c", ESCALATION) + writes() + go("s c") + go("b w"),
    call() + handler("h", SIGNAL, writes(), go("h_s w h_e")) + go("s c"),
]


@pytest.mark.parametrize("parts", NOT_BESIDE)
def test_what_comes_before_after_or_instead_of_a_call_is_fine(parts):
    assert told(parts) == []


KEPT = [
    (call(), writes(name="m")),
    (call(regie_outputs="{m: n}"), writes()),
    (call(called="elders"), writes()),
    (call(), sub("w", data("n"), start("t"), writes("wx"), go("t wx"))),
    (call(), writes(inner=own_data("", "n") + given("n", "data_m")) + data("m")),
    (call(), throw("w", SIGNAL)),
    (call(inner=own_data("", "n") + given("n", "data_m")) + data("m"), writes()),
]


@pytest.mark.parametrize(("one", "work"), KEPT)
def test_what_writes_something_else_or_to_itself_is_fine(one, work):
    assert told(SPLIT, one, work, go("g w j")) == []


ITEMS = [("given-back-by-items", "c")]


@pytest.mark.parametrize(
    "parts",
    [
        call(inner=many("3")) + go("s c"),
        call(inner=many("n"), called="d") + go("s c"),
        call(inner=many(over="rij", item="i", into="uit", result="r")) + go("s c"),
        call(inner=many("3"), regie_outputs="{r: n}") + go("s c"),
        sub("q", many("3"), start("t"), call(), go("t c")) + go("s q"),
    ],
)
def test_calls_of_items_at_the_same_time_that_write_the_same_are_warned_of(parts):
    assert told(parts) == ITEMS


@pytest.mark.parametrize(
    "parts",
    [
        call(inner=many("3", sequential=True)) + go("s c"),
        call(inner=many("1")) + go("s c"),
        call(inner=loop("n < 3")) + go("s c"),
        call(inner=many("3"), called="v") + go("s c"),
        call(inner=many(over="rij", item="i", into="uit", result="n")) + go("s c"),
        call(inner=many(over="rij", item="i", into="uit", result="r"), regie_outputs="{r: n}")
        + go("s c"),
        sub("q", many("3"), data("n"), start("t"), call(), go("t c")) + go("s q"),
    ],
)
def test_one_by_one_or_with_a_result_for_each_item_is_fine(parts):
    assert told(parts) == []


def test_the_warnings_name_the_variable_and_who_writes_it():
    parts = (SPLIT, call(name="Vraag  advies"), writes(), go("g w j"))
    found = interpreter.problems(diagram(start(), *parts, others=OTHERS))
    (one,) = [one for one in found if one.code == "given-back-beside"]

    assert one.say("nl").startswith(
        "Vraag advies (c): Terwijl deze aanroep loopt, kan ook 'w' in 'n' schrijven."
    )
    assert "While this call runs, 'w' may write 'n' too." in one.say("en")


def test_of_many_that_write_beside_a_call_the_first_three_are_named():
    works = "".join(writes(f"w{n}") + go(f"g w{n} j") for n in range(5))
    found = interpreter.problems(diagram(start(), SPLIT, call(), works, others=OTHERS))
    (one,) = [one for one in found if one.code == "given-back-beside"]

    assert "kan ook 'w0', 'w1', 'w2', … in 'n' schrijven" in one.say("nl")


def test_processes_that_call_each_other_are_looked_at_once():
    both_ways = process("x", start("xs"), call("xc", called="y"), go("xs xc"))
    back = process("y", start("ys"), user("yu"), call("yc", called="x"), writes("yw"))
    parts = (call(inner=many("2"), called="x"), go("s c"))
    source = diagram(start(), *parts, others=both_ways + back)
    found = interpreter.problems(source)

    assert ("given-back-by-items", "c") in {(one.code, one.element_id) for one in found}
