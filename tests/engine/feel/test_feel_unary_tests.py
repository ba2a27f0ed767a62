"""The tests in the cells of a decision table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import feel
from tests.engine.feel.feel_tables import AT, value


@pytest.mark.parametrize(
    ("tests", "asked", "passed"),
    [
        ("-", "5", True),
        ("-", "null", True),
        ("5", "5", True),
        ("5", "6", False),
        ("5", '"5"', None),
        ("< 5", "4", True),
        ("<= 5, > 10", "11", True),
        ("<= 5, > 10", "7", False),
        ("[1..5]", "5", True),
        ("(1..5)", "5", False),
        ("]1..5[", "3", True),
        ('"a", "b"', '"b"', True),
        ('"a", "b"', '"c"', False),
        ('not("a", "b")', '"b"', False),
        ('not("a", "b")', '"c"', True),
        ("not(< 5)", "4", False),
        ("not(< 5)", "null", None),
        ("null", "null", True),
        ("null", "5", False),
        ("not(null)", "5", True),
        ("true", "true", True),
        ("true", "false", False),
        ("false", "false", True),
        ("? > 3 and ? < 5", "4", True),
        ("? > 3 and ? < 5", "6", False),
        ("? = 4 or grens = 3", "9", True),
        ('contains(?, "a")', '"bac"', True),
        ('not(contains(?, "a"))', '"bac"', False),
        ("not(?)", "false", True),
        ("grens", "3", True),
        ("> grens", "4", True),
        ("[1..grens]", "4", False),
        ("lijst", "2", True),
        ("lijst", "9", False),
        ("grens = 3", "8", True),
        ("grens = 4", "8", False),
        ("grens = 3", "false", False),
        ("count(lijst)", "2", True),
        ('@"2026-01-01"', '@"2026-01-01"', True),
        ("= 3", "3", True),
        ("!= 3", "3", False),
        ("-3", "-3", True),
        ("- grens", "-3", True),
        ("1..5", "3", None),
    ],
)  # fmt: skip
def test_a_cell_says_which_values_pass(tests, asked, passed):
    scope = {"?": value(asked), "grens": Decimal(3), "lijst": [Decimal(1), Decimal(2)]}
    if tests == "1..5":
        with pytest.raises(feel.FeelSyntax):
            feel.parse_unary_tests(tests)
        return

    assert feel.evaluate(feel.parse_unary_tests(tests), scope, at=AT) is passed


def test_the_question_mark_is_not_a_name_the_caller_must_know():
    assert feel.parse_unary_tests("? > grens, < hoogste").names == {"grens", "hoogste"}


@pytest.mark.parametrize("text", ["", "1,", "not(1", "not(1) x", "<", ")"])
def test_what_is_no_test_is_refused(text):
    with pytest.raises(feel.FeelSyntax):
        feel.parse_unary_tests(text)
