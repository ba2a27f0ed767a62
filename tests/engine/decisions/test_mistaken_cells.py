"""Cells that can only be mistakes are errors that name the rule and the column."""

from __future__ import annotations

import pytest

from engine.model import Severity
from tests.engine.decisions.dmn_files import decision, file, input_data, problems, table, typed

NUMBER = ("amount", {"type": "number"})
COLOUR = ("colour", {"type": "string", "values": '"red", "green"'})
FEE = ("fee", {"type": "number"})


def told(*rules, inputs=(NUMBER,), outputs=(FEE,), data="Any"):
    """Give the errors of a table with these rules; `data` is the type of the input data."""
    names = [one[0] if isinstance(one, tuple) else one for one in inputs]
    colours = typed("Colour", "string", allowed='"red", "green"')
    source = file(
        colours,
        *(input_data(name, data) for name in names),
        decision("it", table(inputs, outputs, *rules, policy="COLLECT"), needs=names),
    )
    return [one for one in problems(source) if one.severity is Severity.ERROR]


@pytest.mark.parametrize("cell", ['"z"', "true", '1, "z"', 'not("z")', 'date("2026-01-01")'])
def test_a_value_of_another_kind_than_its_column_is_an_error(cell):
    (wrong,) = told((cell, "1"))

    assert wrong.code in {"never-equal", "always-null"}
    assert wrong.element_id == "it"
    assert "regel 1, kolom 'amount'" in wrong.say("nl")
    assert wrong.excerpt.text == cell


def test_the_type_of_the_input_data_counts_for_a_column_without_one():
    (wrong,) = told(('"z"', "1"), inputs=("amount",), data="number")

    assert wrong.code == "always-null"


@pytest.mark.parametrize("cell", ['"z"', '"z", "y"', '"Red"'])
def test_a_rule_that_no_allowed_value_passes_is_an_error(cell):
    (wrong,) = told(('"red"', "1"), (cell, "1"), inputs=(COLOUR,))

    assert wrong.code == "never-matches"
    assert "Regel 2" in wrong.say("nl")
    assert "'colour'" in wrong.say("nl")


def test_the_values_that_a_type_allows_count_too():
    (wrong,) = told(('"z"', "1"), inputs=("colour",), data="Colour")

    assert wrong.code == "never-matches"


@pytest.mark.parametrize("cell", ["(5..5)", "? > 5 and ? < 3"])
def test_a_range_without_values_never_matches(cell):
    (wrong,) = told((cell, "1"))

    assert wrong.code == "never-matches"


@pytest.mark.parametrize(
    ("cell", "outputs"), [('"x"', FEE), ("5", ("fee", {"type": "string"})), ("true", FEE)]
)
def test_an_output_of_another_kind_than_its_column_is_an_error(cell, outputs):
    (wrong,) = told(("1", cell), outputs=(outputs,))

    assert wrong.code == "wrong-type"
    assert "regel 1, kolom 'fee'" in wrong.say("nl")
    assert wrong.excerpt.text == cell


def test_an_output_that_is_not_allowed_is_an_error():
    (wrong,) = told(("1", "3"), outputs=(("fee", {"type": "number", "values": "1, 2"}),))

    assert wrong.code == "never-allowed"


@pytest.mark.parametrize(
    "cell",
    ["-", "1", "null", "not(null)", "> 5", "[1..2]", "1, 2", "amount", "? = 5", "? in (1, 2)",
     "[1, 2]", "abs(?) > 3", 'number("1")'],
)  # fmt: skip
def test_what_may_pass_is_no_error(cell):
    assert told((cell, "1")) == []


@pytest.mark.parametrize("cell", ["1", "null", "amount", "[1]", "amount + 1", "", "-"])
def test_an_output_that_may_fit_is_no_error(cell):
    assert [one for one in told(("1", cell)) if one.code != "empty-output"] == []


def test_null_may_be_what_a_negated_list_of_all_values_lets_through():
    assert told(('not("red", "green")', "1"), inputs=(COLOUR,)) == []
