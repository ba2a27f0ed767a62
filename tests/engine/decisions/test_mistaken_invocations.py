"""Invocations that can only give null are errors that say what the function takes instead."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.model import Severity
from tests.engine.decisions.dmn_files import (
    context,
    decide,
    decision,
    file,
    function,
    function_box,
    imported,
    input_data,
    problems,
    service,
    text,
)

DOUBLE = function("double", {"n": "number", "m": "number"}, text("n + m"), type_ref="number")
LIST = function("total", {"all": "list<number>"}, text("sum(all)"))
SERVED = (
    input_data("age", "number"),
    decision("fee", text("age * 2"), needs=["age"], type_ref="number"),
    service("fees", outputs=["fee"], data_in=["age"]),
)


def told(*parts, imports=None):
    return [one for one in problems(file(*parts), imports) if one.severity is Severity.ERROR]


def asking(logic, *more, uses=("double",)):
    return (DOUBLE, *more, decision("it", logic, uses=uses))


def invocation(called, **bindings):
    bound = "".join(
        f'<binding><parameter name="{name}"/>{text(value)}</binding>'
        for name, value in bindings.items()
    )
    return f"<invocation>{text(called)}{bound}</invocation>"


@pytest.mark.parametrize(
    ("called", "column", "length", "english", "dutch"),
    [
        ('1 + double(1, "q")', 15, 3, "expected here is number", "hier hoort getal"),
        ("double(1)", 1, 9, "needs 2 arguments, not 1", "2 gegevens nodig, geen 1"),
        ("double(1, 2, 3)", 1, 15, "needs 2 arguments, not 3", "2 gegevens nodig, geen 3"),
        ("double(n: 1, zz: 2)", 1, 19, "no parameter zz, but has n, m", "kent geen gegeven zz"),
        ("double(n: 1, n: 2)", 1, 18, "parameter n stands twice", "gegeven n staat er twee keer"),
        ('double(n: 1, m: "q")', 17, 3, "expected here is number", "hier hoort getal"),
        ('double(1, 2) + "q"', 1, 18, "number + string has no meaning", "getal + tekst"),
    ],
)
def test_a_text_that_calls_a_knowledge_model_wrongly_is_an_error_at_its_place(
    called, column, length, english, dutch
):
    (wrong,) = told(*asking(text(called)))

    assert wrong.element_id == "it"
    assert (wrong.excerpt.column, wrong.excerpt.length) == (column, length)
    assert english in wrong.say("en")
    assert dutch in wrong.say("nl")


@pytest.mark.parametrize(
    ("called", "given"),
    [
        ("double(1, 2)", 3),
        ("double([1], 2)", 3),
        ("double(n: 1)", None),
        ("double(n: null, m: 1)", None),
        ("double(m: 1, n: 2)", 3),
        ("total(5)", 5),
        ("total([1, 2])", 3),
    ],
)
def test_what_the_standard_makes_fit_or_takes_as_null_is_no_error(called, given):
    parts = asking(text(called), LIST, uses=["double", "total"])

    assert told(*parts) == []
    assert decide(file(*parts), "it").value == (given if given is None else Decimal(given))


def test_what_is_known_only_when_it_runs_is_no_error():
    source = (input_data("x"), DOUBLE)

    assert told(*source, decision("it", text("double(x, x)"), needs=["x"], uses=["double"])) == []


@pytest.mark.parametrize(
    ("bindings", "excerpt", "english"),
    [
        ({"n": "1", "zz": "2"}, "double", "no parameter zz, but has n, m"),
        ({"n": "1", "m": '"q"'}, '"q"', "expected here is number"),
    ],
)
def test_a_boxed_invocation_that_cannot_fit_is_an_error(bindings, excerpt, english):
    (wrong,) = told(*asking(invocation("double", **bindings)))

    assert wrong.code == "wrong-invocation"
    assert wrong.excerpt.text == excerpt
    assert english in wrong.say("en")


def test_a_boxed_invocation_may_leave_out_a_parameter():
    assert told(*asking(invocation("double", n="1"))) == []


@pytest.mark.parametrize(
    ("called", "english"),
    [
        ('fees("q")', "expected here is number"),
        ("fees(1, 2)", "needs 1 arguments, not 2"),
        ("fees(zz: 2)", "no parameter zz, but has age"),
    ],
)
def test_a_decision_service_called_wrongly_is_an_error(called, english):
    (wrong,) = told(*SERVED, decision("it", text(called), uses=["fees"]))

    assert english in wrong.say("en")


def test_a_decision_service_may_be_called_as_a_function():
    source = (*SERVED, decision("it", text("fees(21)"), uses=["fees"]))

    assert told(*source) == []
    assert decide(file(*source), "it").value == Decimal(42)


def test_a_knowledge_model_of_an_imported_file_is_checked_too():
    source = (imported("other", "urn:o"), decision("it", text("other.double(1)"),
              uses=["urn:o#double"]))  # fmt: skip

    (wrong,) = told(*source, imports={"urn:o": file(DOUBLE, namespace="urn:o")})

    assert "needs 2 arguments, not 1" in wrong.say("en")


def test_a_knowledge_model_that_calls_itself_wrongly_is_an_error():
    (wrong,) = told(function("f", {"n": "number"}, text("if n < 1 then 0 else f(n, 1)")))

    assert "needs 1 arguments, not 2" in wrong.say("en")


def test_a_function_in_a_context_that_is_called_wrongly_is_an_error():
    half = function_box({"n": "number"}, text("n / 2"))

    (wrong,) = told(decision("it", context(("half", half), text('half("q")'))))

    assert "expected here is number" in wrong.say("en")


def test_a_function_in_a_text_that_is_called_wrongly_is_an_error():
    called = "{half: function(n: number) n / 2, it: half(m: 1)}.it"

    (wrong,) = told(decision("it", text(called)))

    assert "no parameter m, but has n" in wrong.say("en")
