"""Rules that match together and values that no rule matches are found, with an example."""

from __future__ import annotations

import pytest

from tests.engine.decisions.dmn_files import (
    decision,
    file,
    function,
    input_data,
    problems,
    table,
    text,
    typed,
)


def found(code, *rules, inputs=("amount",), policy="UNIQUE", outputs=("fee",), types=()):
    names = [one[0] if isinstance(one, tuple) else one for one in inputs]
    source = file(
        *types,
        *map(input_data, names),
        decision("it", table(inputs, outputs, *rules, policy=policy), needs=names),
    )
    return [one.words for one in problems(source) if one.code == code]


@pytest.mark.parametrize(
    ("first", "second", "example"),
    [
        ("<= 50000", ">= 50000", "amount = 50000"),
        ("[1..10]", "(9..20]", "amount = 10"),
        ("1, 2, 3", "3", "amount = 3"),
        ('"a", "b"', '"b"', 'amount = "b"'),
        ("-", "> 5", "amount = 6"),
        ("not(1)", "2", "amount = 2"),
        ('< date("2026-01-02")', '>= date("2026-01-01")', "amount = 2026-01-01"),
        ("true", "true", "amount = true"),
        ("? > 5 and ? < 10", "? between 7 and 8", "amount = 7"),
        ('<= duration("P2D")', 'duration("P1D")', "amount = P1D"),
        ('<= @"P2Y"', '@"P1Y"', "amount = P1Y"),
        ("not(5)", "not(6)", "amount = 7"),
    ],
)
def test_rules_that_match_together_under_unique_are_an_error(first, second, example):
    (words,) = found("overlap", (first, "1"), (second, "2"))

    assert example in words.nl
    assert "1 en 2" in words.nl


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("< 50000", ">= 50000"),
        ("[1..10)", "[10..20]"),
        ('"a"', '"b"'),
        ("true", "false"),
        ("1", "not(1)"),
        ('< @"2026-01-02"', '> @"2026-01-01"'),
        ("> limit", "<= limit"),
        ('starts with(?, "a")', '"b"'),
        ('< "m"', '> "c"'),
        ("> 1", '"a"'),
    ],
)
def test_rules_that_do_not_match_together_or_cannot_be_judged_are_no_error(first, second):
    assert found("overlap", (first, "1"), (second, "2")) == []


def test_only_unique_minds_an_overlap():
    assert found("overlap", ("-", "1"), ("-", "2"), policy="FIRST") == []


def test_an_overlap_must_be_in_every_column():
    inputs = ["amount", "kind"]

    assert found("overlap", ("> 1", '"a"', "1"), ("> 2", '"b"', "2"), inputs=inputs) == []
    (words,) = found("overlap", ("> 1", '"a"', "1"), ("> 2", "-", "2"), inputs=inputs)
    assert 'amount = 3, kind = "a"' in words.nl


@pytest.mark.parametrize(
    ("rules", "example"),
    [
        ([("< 49999.99", "1"), (">= 50000", "2")], "amount = 49999.99"),
        ([("<= 49999.99", "1"), (">= 50000", "2")], "amount = 49999.995"),
        ([("< 50000", "1"), ("> 50000", "2")], "amount = 50000"),
        ([("> 0", "1")], "amount = 0"),
        ([(">= 0", "1")], "amount = -1"),
        ([('"a"', "1")], "amount = een andere tekst"),
        ([("true", "1")], "amount = false"),
        ([('< @"2026-01-01"', "1"), ('> @"2026-01-01"', "2")], "amount = 2026-01-01"),
        ([], "elke invoer"),
    ],
)
def test_values_that_no_rule_matches_are_a_warning(rules, example):
    (words,) = found("gap", *rules)

    assert example in words.nl


@pytest.mark.parametrize(
    "rules",
    [
        [("< 50000", "1"), (">= 50000", "2")],
        [("-", "1")],
        [("true", "1"), ("false", "2")],
        [('"a"', "1"), ('not("a")', "2")],
        [('<= @"2026-01-01"', "1"), ('>= @"2026-01-02"', "2")],
        [("> limit", "1"), ("<= 5", "2")],
    ],
)
def test_a_table_that_covers_all_it_can_be_judged_by_gives_no_warning(rules):
    assert found("gap", *rules) == []


def test_a_default_output_fills_every_gap():
    assert found("gap", ("> 1", "1"), outputs=[("fee", {"default": "0"})]) == []


def test_lists_of_results_may_have_gaps():
    assert found("gap", ("> 1", "1"), policy="COLLECT") == []


def test_allowed_values_say_what_can_be_asked():
    grade = typed("grade", "number", allowed="[1..10]")
    colour = typed("colour", "string", allowed='"red", "green"')
    types = [grade, colour]

    assert found("gap", (">= 1", "1"), inputs=[("amount", {"type": "grade"})], types=types) == []
    assert found("gap", (">= 1", "1"), inputs=[("amount", {"values": "[1..10]"})]) == []
    (words,) = found("gap", ('"red"', "1"), inputs=[("c", {"type": "colour"})], types=types)
    assert 'c = "green"' in words.nl


def test_the_type_of_the_input_data_counts_where_the_column_has_none():
    source = file(
        typed("colour", "string", allowed='"red", "green"'),
        input_data("c", "colour"),
        decision("it", table(["c"], ["fee"], ('"red"', "1"), ('"green"', "2")), needs=["c"]),
    )

    assert problems(source) == []


def test_the_entries_of_what_is_asked_count_too():
    pupil = (
        '<itemDefinition name="pupil"><itemComponent name="mark"><typeRef>number</typeRef>'
        "<allowedValues><text>[1..10]</text></allowedValues></itemComponent></itemDefinition>"
    )
    logic = table(["who.mark"], ["fee"], ("< 6", "1"), ("[6..9]", "2"))
    source = file(pupil, input_data("who", "pupil"), decision("it", logic, needs=["who"]))

    (gap_found,) = problems(source)

    assert "who.mark = 10" in gap_found.words.nl


def test_a_computed_question_is_not_judged_but_for_its_dashes():
    inputs = ["count(amounts)", "amounts"]
    needs = ["amounts"]
    rules = [("0", "-", "1"), (">= 1", "-", "2")]
    source = file(
        input_data("amounts"), decision("it", table(inputs, ["fee"], *rules), needs=needs)
    )

    assert problems(source) == []
    twice = table(inputs, ["fee"], ("-", "-", "1"), ("-", "-", "2"))
    assert "overlap" in [
        one.code
        for one in problems(file(input_data("amounts"), decision("it", twice, needs=needs)))
    ]


def test_the_tables_of_knowledge_models_are_judged_too():
    logic = table(["n"], ["fee"], ("> 1", "1"), ("> 2", "2"))

    (overlap, _gap) = problems(file(function("f", {"n": "number"}, logic)))

    assert (overlap.code, overlap.element_id) == ("overlap", "f")


def test_the_same_question_in_two_columns_is_not_judged():
    assert found("gap", ("> 1", "< 5", "1"), inputs=["amount", "amount"]) == []


def test_a_large_table_is_judged_quickly_or_not_at_all():
    rules = [(f"[{n}..{n + 1})", f"[{n}..{n + 1})", "1") for n in range(600)]

    (words,) = found("too-large-to-judge", *rules, inputs=["a", "b"])
    assert "te groot" in words.nl
    assert found("gap", *rules, inputs=["a", "b"]) == []


def test_a_table_of_any_size_may_collect_without_a_word():
    rules = [(f"[{n}..{n + 1})", f"[{n}..{n + 1})", "1") for n in range(600)]

    assert found("too-large-to-judge", *rules, inputs=["a", "b"], policy="COLLECT") == []


def test_under_any_rules_that_match_together_and_say_something_else_are_a_warning():
    rules = [("<= 5", "1"), (">= 5", "2"), ("[5..6]", "2")]

    told = [words.en for words in found("overlap-of-any", *rules, policy="ANY")]
    assert told == [
        "Under ANY 1 and 2 must agree, as both match for amount = 5.",
        "Under ANY 1 and 3 must agree, as both match for amount = 5.",
    ]


# --- against trying every value


def test_nothing_is_said_of_a_decision_without_a_table():
    assert problems(file(decision("it", text("1")))) == []
