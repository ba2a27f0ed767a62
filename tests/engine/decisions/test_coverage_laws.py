"""Overlaps and gaps of tables, compared with what trying every value finds."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import decisions
from engine.decisions.boxed import Input, Output, Rule, Table
from engine.decisions.coverage import Domain, gap, judged, overlaps
from tests.engine.decisions.dmn_files import (
    AT,
    decision,
    file,
    input_data,
    table,
)

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
