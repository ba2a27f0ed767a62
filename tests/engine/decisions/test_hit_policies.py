"""What a decision table gives under each hit policy, and which rules it says matched."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import decisions
from tests.engine.decisions.dmn_files import codes, decide, decision, file, input_data, table

OUTPUT = ("fee", {"type": "number"})
ROWS = [("> 10", "30"), ("> 20", "10"), ("> 30", "20")]


def source(*rules, outputs=(OUTPUT,), **how):
    return file(
        input_data("amount", "number"),
        decision("it", table(["amount"], outputs, *rules, **how), needs=["amount"]),
    )


def found(amount, *rules, **how):
    verdict = decide(source(*rules, **how), "it", amount=amount)
    return verdict.value, verdict.findings[-1].rules


@pytest.mark.parametrize(
    ("policy", "amount", "expected", "rules"),
    [
        ("UNIQUE", 15, 30, (1,)),
        ("UNIQUE", 25, None, (1, 2)),
        ("UNIQUE", 5, None, ()),
        ("ANY", 15, 30, (1,)),
        ("ANY", 25, None, (1, 2)),
        ("FIRST", 35, 30, (1,)),
        ("FIRST", 5, None, ()),
        ("RULE ORDER", 35, [30, 10, 20], (1, 2, 3)),
        ("COLLECT", 35, [30, 10, 20], (1, 2, 3)),
        ("RULE ORDER", 5, None, ()),
        ("COLLECT", 5, None, ()),
    ],
)
def test_a_hit_policy_decides_what_the_matching_rules_give(policy, amount, expected, rules):
    assert found(amount, *ROWS, policy=policy) == (expected, rules)


def test_any_gives_what_all_matching_rules_agree_on():
    assert found(35, ("> 10", "7"), ("> 20", "3 + 4"), policy="ANY") == (7, (1, 2))


@pytest.mark.parametrize(
    ("aggregation", "expected"), [("SUM", 60), ("MIN", 10), ("MAX", 30), ("COUNT", 3)]
)
def test_collect_can_aggregate_what_it_collects(aggregation, expected):
    assert found(35, *ROWS, policy="COLLECT", aggregation=aggregation) == (expected, (1, 2, 3))


def test_priority_and_output_order_follow_the_list_of_output_values():
    outputs = [("fee", {"type": "number", "values": "20, 30, 10"})]

    assert found(35, *ROWS, outputs=outputs, policy="PRIORITY") == (20, (1, 2, 3))
    assert found(35, *ROWS, outputs=outputs, policy="OUTPUT ORDER") == ([20, 30, 10], (1, 2, 3))


def test_priority_over_several_outputs_looks_at_the_first_column_first():
    outputs = [("grade", {"values": '"high", "low"'}), ("fee", {"values": "1, 2, 3"})]
    rules = [("> 10", '"low"', "1"), ("> 20", '"high"', "3"), ("> 30", '"high"', "2")]

    value, _ = found(35, *rules, outputs=outputs, policy="OUTPUT ORDER")

    assert value == [
        {"grade": "high", "fee": 2},
        {"grade": "high", "fee": 3},
        {"grade": "low", "fee": 1},
    ]


def test_priorities_may_stand_in_the_type_of_the_output():
    grade = (
        '<itemDefinition name="tGrade"><typeRef>string</typeRef>'
        '<allowedValues><text>"high", "low"</text></allowedValues></itemDefinition>'
    )
    rules = table(
        ["amount"],
        [("grade", {"type": "tGrade"})],
        ("> 10", '"low"'),
        ("> 20", '"high"'),
        policy="PRIORITY",
    )

    ours = file(grade, input_data("amount"), decision("it", rules, needs=["amount"]))

    assert decide(ours, "it", amount=30).value == "high"
    assert "no-output-values" not in codes(ours)


def test_priority_without_output_values_is_a_problem():
    assert "no-output-values" in codes(source(*ROWS, policy="PRIORITY"))


def test_the_type_of_a_table_may_be_that_of_one_of_its_results():
    logic = table(["amount"], ["fee"], *ROWS, policy="COLLECT").replace(
        "<decisionTable", '<decisionTable typeRef="number"'
    )
    ours = file(input_data("amount"), decision("it", logic, needs=["amount"]))

    assert decide(ours, "it", amount=25).value == [30, 10]
    assert decide(ours, "it", amount=15).value == [30]


def test_several_outputs_make_a_context():
    outputs = ["fee", "term in days"]

    value, _ = found(15, ("> 10", "30", "14"), outputs=outputs)

    assert value == {"fee": 30, "term in days": 14}


def test_default_outputs_stand_in_when_no_rule_matches():
    outputs = [("fee", {"default": "5"}), ("why", {"default": '"none"'})]

    value, rules = found(5, ("> 10", "30", '"large"'), outputs=outputs)

    assert (value, rules) == ({"fee": 5, "why": "none"}, ())


def test_a_dash_takes_any_value_and_null_too():
    assert found(None, ("-", "1")) == (1, (1,))


def test_null_matches_no_comparison():
    assert found(None, ("> 10", "1"), ("null", "2")) == (2, (2,))


def test_what_is_not_among_the_allowed_values_gives_null_with_a_warning():
    logic = table([("amount", {"values": "[0..100]"})], ["fee"], ("-", "1"))
    ours = file(input_data("amount"), decision("it", logic, needs=["amount"]))

    right = decide(ours, "it", amount=100)
    wrong = decide(ours, "it", amount=101)

    assert right.value == 1
    assert wrong.value is None
    assert "amount" in wrong.findings[-1].warnings[0].nl


def test_an_outcome_that_is_not_among_the_output_values_gives_null_with_a_warning():
    outputs = [("fee", {"values": "10, 20"})]

    verdict = decide(source(("-", "amount"), outputs=outputs), "it", amount=15)

    assert verdict.value is None
    assert verdict.findings[-1].warnings


def test_the_finding_of_a_table_says_what_was_asked_and_which_rules_matched():
    finding = decide(source(*ROWS, policy="COLLECT"), "it", amount=25).findings[-1]

    assert finding.decision_id == "it"
    assert finding.table_id == "the-table"
    assert finding.inputs == {"amount": Decimal(25)}
    assert finding.rule_ids == ("rule-1", "rule-2")
    assert finding.outputs == [30, 10]


def test_a_cell_may_ask_about_the_value_by_a_question_mark_and_about_other_inputs():
    logic = table(["amount"], ["fee"], ("? * 2 > limit", "1"), ("<= limit / 2", "2"))
    ours = file(
        input_data("amount"),
        input_data("limit"),
        decision("it", logic, needs=["amount", "limit"]),
    )

    assert decide(ours, "it", amount=6, limit=10).value == 1
    assert decide(ours, "it", amount=5, limit=10).value == 2


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"policy": "BEST"}, "unknown-hit-policy"),
        ({"policy": "COLLECT", "aggregation": "AVERAGE"}, "unknown-aggregation"),
    ],
)
def test_an_unknown_hit_policy_is_refused_by_name(how, code):
    ours = source(*ROWS, **how)

    with pytest.raises(decisions.CannotDecide) as refused:
        decide(ours, "it", amount=5)

    assert code in codes(ours)
    assert refused.value.problem.code == code
    assert list(how.values())[-1] in refused.value.sentence("nl")


def test_an_aggregation_of_several_outputs_is_a_problem():
    outputs = ["fee", "days"]

    assert "aggregation-of-many" in codes(
        source(("-", "1", "2"), outputs=outputs, policy="COLLECT", aggregation="SUM")
    )


@pytest.mark.parametrize("rule", [("> 10",), ("> 10", "1", "2")])
def test_a_rule_with_too_few_or_too_many_cells_is_refused(rule):
    ours = source(rule)

    with pytest.raises(decisions.CannotDecide):
        decide(ours, "it", amount=5)

    assert "cells" in codes(ours)


def test_an_empty_cell_is_a_problem_that_names_rule_and_column():
    ours = source(("", "1"), ("> 20", ""))

    (cell, output) = [one for one in problems_of(ours) if one.code.startswith("empty")]

    assert cell.say("nl") == (
        "it (it): De cel in regel 1, kolom 'amount' is leeg; schrijf - als alles mag."
    )
    assert "rule 2, output 'fee'" in output.say("en")


def problems_of(source):
    return decisions.check(decisions.read(source))


def test_an_output_column_without_a_name_beside_another_is_refused():
    assert "output-without-name" in codes(source(("-", "1", "2"), outputs=["fee", ""]))
