"""Rules that match together and values that no rule matches are found, with an example."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import decisions
from engine.decisions.boxed import Input, Output, Rule, Table
from engine.decisions.coverage import Domain, gap, judged, overlaps
from tests.engine.decisions.dmn_files import (
    AT,
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

NUMBERS = st.integers(0, 4)
CELLS = st.one_of(
    st.just("-"),
    NUMBERS.map(str),
    st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">=", "!="]), NUMBERS),
    st.builds(
        lambda opening, low, size, closing: f"{opening}{low}..{low + size}{closing}",
        st.sampled_from("[("),
        NUMBERS,
        st.integers(0, 3),
        st.sampled_from("])"),
    ),
    st.lists(NUMBERS, min_size=2, max_size=3).map(lambda all_: ", ".join(map(str, all_))),
    NUMBERS.map("not({})".format),
)
WORDS = st.one_of(
    st.just("-"),
    st.sampled_from(['"a"', '"b"', '"a", "b"', 'not("a")', '!= "b"', 'not("a", "b")']),
)
ROWS = st.lists(st.tuples(CELLS, WORDS, CELLS), min_size=1, max_size=5)
ASKED = ("n", "w", "m")
EVERY = [Decimal(half) / 2 for half in range(-2, 18)]
SAMPLES = list(product(EVERY[::1], ["a", "b", "c"], EVERY))


def as_table(rows):
    return Table(
        "t",
        "UNIQUE",
        "",
        tuple(Input(name, name, name, "", "") for name in ASKED),
        (Output("o", "o", "o", "", "", ""),),
        (),
        tuple(Rule(str(place), row, ("1",), ()) for place, row in enumerate(rows)),
    )


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_overlaps_and_gaps_are_those_that_trying_every_value_finds(rows):
    columns = judged(as_table(rows), [Domain("Any", ""), Domain("string", ""), Domain("Any", "")])
    matching = [tried(rows, sample) for sample in SAMPLES]

    pairs = {(first, second) for first, second, _ in overlaps(columns, len(rows))}
    example = gap(columns, len(rows))

    assert pairs == {pair for one in matching for pair in combinations(one, 2)}
    assert (example is None) is all(matching)


def tried(rows, sample):
    """Give the numbers of the rules that match, asked one cell at a time."""
    return [
        number
        for number, row in enumerate(rows, 1)
        if all(passes(cell, value) for cell, value in zip(row, sample, strict=True))
    ]


ANSWERS = {}


def passes(cell, value):
    key = (cell, value)
    if key not in ANSWERS:
        logic = table(["x"], ["o"], (cell, "true"))
        source = file(input_data("x"), decision("it", logic, needs=["x"]))
        model = decisions.read(source)
        ANSWERS[key] = decisions.decide(model, "it", {"x": value}, at=AT).value is True
    return ANSWERS[key]


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_the_example_of_an_overlap_is_one_where_both_rules_match(rows):
    columns = judged(as_table(rows), [Domain("Any", ""), Domain("string", ""), Domain("Any", "")])

    for first, second, example in overlaps(columns, len(rows)):
        sample = [piece.example for piece in example]
        both = [rows[first - 1], rows[second - 1]]
        assert tried(both, filled(sample)) == [1, 2]


def filled(sample):
    """Give a value where any will do."""
    return [other if one is None else one for one, other in zip(sample, [0, "a", 0], strict=True)]


def test_nothing_is_said_of_a_decision_without_a_table():
    assert problems(file(decision("it", text("1")))) == []
