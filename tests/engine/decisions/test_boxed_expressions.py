"""What each kind of boxed expression gives, and what it sees of the names around it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import decisions, feel
from tests.engine.decisions.dmn_files import (
    codes,
    context,
    decide,
    decision,
    file,
    function,
    function_box,
    input_data,
    outcome,
    service,
    text,
)


def test_a_context_gives_its_entries_and_a_later_one_sees_the_earlier():
    logic = context(("net sum", text("a * 2")), ("total", text("net sum + 1")))

    assert outcome(logic, a=4) == {"net sum": 8, "total": 9}


def test_a_context_with_a_result_gives_only_that():
    assert outcome(context(("b", text("a + 1")), text("b * 10")), a=4) == 50


def test_a_function_in_a_context_may_call_itself():
    body = text("if n < 2 then 1 else n * factorial(n - 1)")
    logic = context(("factorial", function_box({"n": "number"}, body)), text("factorial(a)"))

    assert outcome(logic, a=5) == 120


def test_an_invocation_binds_arguments_by_name():
    model = function("loan sum", {"p": "number", "rate": "number"}, text("p * rate"))
    binding = (
        "<invocation><literalExpression><text>loan sum</text></literalExpression>"
        '<binding><parameter name="rate"/><literalExpression><text>2</text></literalExpression>'
        '</binding><binding><parameter name="p"/><literalExpression><text>a</text>'
        "</literalExpression></binding></invocation>"
    )
    source = file(input_data("a"), model, decision("it", binding, needs=["a"], uses=["loan sum"]))

    assert decide(source, "it", a=21).value == 42


def test_a_list_and_a_relation_hold_expressions():
    listed = f"<list>{text('a')}{text('a + 1')}</list>"
    row = f"<row>{text('a')}{text('a * a')}</row>"
    relation = f'<relation><column name="n"/><column name="its square"/>{row}{row}</relation>'

    assert outcome(listed, a=3) == [3, 4]
    assert outcome(relation, a=3) == [{"n": 3, "its square": 9}] * 2


@pytest.mark.parametrize(
    ("condition", "expected"), [("true", "yes"), ("false", "no"), ("null", "no"), ("1", None)]
)
def test_a_conditional_takes_a_branch(condition, expected):
    yes, no = text('"yes"'), text('"no"')
    parts = f"<if>{text(condition)}</if><then>{yes}</then><else>{no}</else>"

    assert outcome(f"<conditional>{parts}</conditional>") == expected


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        ("item > 2", [3, 4]),
        ("item > 9", []),
        ("2", 2),
        ("-1", 4),
        ('"no condition"', None),
        ("null", []),
    ],
)
def test_a_filter_keeps_the_items_a_condition_holds_for(match, expected):
    logic = f"<filter><in>{text('[1, 2, 3, 4]')}</in><match>{text(match)}</match></filter>"

    assert outcome(logic) == expected


def test_a_filter_of_contexts_sees_their_entries():
    items = '[{name: "An", years: 3}, {name: "Bo", years: 30}]'
    logic = f"<filter><in>{text(items)}</in><match>{text('years > a')}</match></filter>"

    assert outcome(logic, a=10) == [{"name": "Bo", "years": 30}]


def test_for_gives_a_result_for_each_item_and_sees_those_before_it():
    plain = (
        f'<for iteratorVariable="n"><in>{text("1..3")}</in><return>{text("n * a")}</return></for>'
    )
    summed = (
        f'<for iteratorVariable="n"><in>{text("[1, 2, 3]")}</in>'
        f"<return>{text('n + sum([0], partial)')}</return></for>"
    )

    assert outcome(plain.replace("1..3", "[1..3]"), a=2) == [2, 4, 6]
    assert outcome(summed.replace("sum([0], partial)", "count(partial)")) == [1, 3, 5]


@pytest.mark.parametrize(
    ("kind", "condition", "expected"),
    [
        ("some", "n > 2", True),
        ("some", "n > 3", False),
        ("some", "if n = 1 then null else false", None),
        ("some", "if n = 1 then 5 else true", None),
        ("every", "n > 0", True),
        ("every", "n > 1", False),
        ("every", "if n = 1 then null else true", None),
        ("every", "if n = 1 then null else false", False),
    ],
)
def test_some_and_every_know_three_answers(kind, condition, expected):
    logic = (
        f'<{kind} iteratorVariable="n"><in>{text("[1, 2, 3]")}</in>'
        f"<satisfies>{text(condition)}</satisfies></{kind}>"
    )

    assert outcome(logic) is expected


def test_a_decision_may_give_a_function():
    source = file(
        decision("adding", text("function(n) n + 1")),
        decision("it", text("adding(2)"), asks=["adding"]),
    )

    assert decide(source, "it").value == 3


def test_a_knowledge_model_uses_another():
    source = file(
        function("double", {"n": "number"}, text("n * 2")),
        function("quadruple", {"n": "number"}, text("double(double(n))"), uses=["double"]),
        decision("it", text("quadruple(3)"), uses=["quadruple"]),
    )

    assert decide(source, "it").value == 12


def test_a_knowledge_model_can_be_asked_itself():
    source = file(function("double", {"n": "number"}, text("n * 2")))

    assert decide(source, "double", n=4).value == 8


SERVICE = [
    input_data("age", "number"),
    decision("adult", text("age >= 18"), needs=["age"], type_ref="boolean"),
    decision("price", text("if adult then 10 else 5"), asks=["adult"]),
    decision("label", text('if adult then "A" else "C"'), asks=["adult"]),
]


def test_a_service_takes_input_data_and_gives_its_output():
    source = file(
        *SERVICE,
        service("pricing", outputs=["price"], encapsulated=["adult"], data_in=["age"]),
        decision("it", text("pricing(20) + pricing(age: 3)"), uses=["pricing"]),
    )

    assert decide(source, "it").value == 15
    assert decide(source, "pricing", age=20).value == 10


def test_a_service_takes_decisions_as_given_and_may_give_several_outputs():
    source = file(*SERVICE, service("pricing", outputs=["price", "label"], decisions_in=["adult"]))

    assert decide(source, "pricing", adult=False).value == {"price": 5, "label": "C"}


def test_the_parameters_of_a_service_are_data_first_and_then_decisions():
    source = file(
        *SERVICE,
        input_data("extra", "number"),
        decision("sum", text("price + extra"), asks=["price"], needs=["extra"]),
        service("adding", outputs=["sum"], decisions_in=["price"], data_in=["extra"]),
        decision("it", text("[adding(1, 100), adding(price: 7, extra: 2)]"), uses=["adding"]),
    )

    assert decide(source, "it").value == [101, 9]


def test_functions_of_the_product_are_known_in_decisions():
    doubled = feel.Function("twice as much", ("n",), lambda n: n * 2)
    source = file(input_data("a"), decision("it", text("twice as much(a)"), needs=["a"]))

    assert decide(source, "it", functions={"twice as much": doubled}, a=4).value == 8


def test_a_decision_is_made_once_however_many_ask_for_it():
    source = file(
        decision("base", text("1")),
        decision("left", text("base + 1"), asks=["base"]),
        decision("right", text("base + 2"), asks=["base"]),
        decision("it", text("left + right"), asks=["left", "right"]),
    )

    verdict = decide(source, "it")

    assert verdict.value == 5
    assert [finding.name for finding in verdict.findings] == ["base", "left", "right", "it"]
    assert verdict.findings[-1].inputs == {"left": 2, "right": 3}


def test_names_with_spaces_and_operators_are_read_where_they_are_in_scope():
    source = file(
        input_data("net-sum"),
        input_data("a b"),
        decision("it", text("net-sum - a b"), needs=["net-sum", "a b"]),
    )

    assert decide(source, "it", **{"net-sum": 9, "a b": 4}).value == 5


def test_a_member_named_like_a_difference_does_not_hide_the_difference():
    source = file(
        input_data("a"),
        input_data("b"),
        decision("other", context(("a-b", text("100")))),
        decision("it", text("a-b"), needs=["a", "b"]),
        decision("that", text("other.a-b"), asks=["other"]),
    )

    assert decide(source, "it", a=9, b=4).value == 5
    assert decide(source, "that").value == 100


def test_a_decision_without_logic_gives_null_and_a_warning_at_deployment():
    source = file(decision("it", ""))

    assert decide(source, "it").value is None
    assert codes(source) == ["no-logic"]


def test_an_unknown_name_is_a_warning_with_the_nearest_one():
    source = file(input_data("amount"), decision("it", text("amuont + 1"), needs=["amount"]))

    (found,) = decisions.check(decisions.read(source))

    assert found.severity == "warning"
    assert "amuont" in found.words.nl
    assert "Bedoelt u amount?" in found.words.nl


def test_an_unknown_decision_is_refused_by_name():
    with pytest.raises(decisions.UnknownDecision, match="nobody"):
        decide(file(), "nobody")


def test_required_inputs_are_found_through_other_decisions():
    model = decisions.read(file(*SERVICE, input_data("unused")))

    assert [one.name for one in decisions.required_inputs(model, "price")] == ["age"]


def test_a_decision_is_found_by_its_id_or_its_name():
    source = file('<decision id="d1" name="The fee"><literalExpression><text>4</text>'
                  "</literalExpression></decision>")  # fmt: skip

    assert decide(source, "d1").value == decide(source, "The fee").value == Decimal(4)
