"""Names: several words, operators in names, and which names a text reads."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import feel
from tests.engine.feel.feel_tables import AT, check, value


@pytest.mark.parametrize(
    ("text", "scope", "expected"),
    [
        ("gevraagd bedrag + 1", {"gevraagd bedrag": Decimal(2)}, "3"),
        ("gevraagd   bedrag + 1", {"gevraagd bedrag": Decimal(2)}, "3"),
        ("a-b", {"a-b": Decimal(1), "a": Decimal(9), "b": Decimal(2)}, "1"),
        ("a - b", {"a-b": Decimal(1), "a": Decimal(9), "b": Decimal(2)}, "7"),
        ("in behandeling", {"in behandeling": True}, "true"),
        ("x in behandeling", {"behandeling": [Decimal(1)], "x": Decimal(1)}, "true"),
        ("a b c", {"a b": Decimal(1), "a b c": Decimal(2)}, "2"),
        ("date", {"date": Decimal(4)}, "4"),
        ('date("2026-11-21").day + date', {"date": Decimal(4)}, "25"),
        ("count", {"count": Decimal(4)}, "4"),
        ("date and time", {"date": True, "time": False}, "date and time"),
        ("persoon.eerste naam", {"persoon": {"eerste naam": "An"}, "eerste naam": None}, '"An"'),
        ("lijst[eerste naam = 1]", {"lijst": [{"eerste naam": Decimal(1)}], "eerste naam": None},
         "[{eerste naam: 1}]"),
        ("été + Ω_1", {"été": Decimal(1), "Ω_1": Decimal(2)}, "3"),
        ("x // de rest is commentaar", {"x": Decimal(1)}, "1"),
        ("1 + /* niet\n dit */ x", {"x": Decimal(1)}, "2"),
        ('"/* geen commentaar */ // ook niet"', {}, '"/* geen commentaar */ // ook niet"'),
    ],
)  # fmt: skip
def test_the_longest_known_name_is_meant(text, scope, expected):
    check(text, expected, scope)


@pytest.mark.parametrize(
    ("text", "names", "possible", "calls"),
    [
        ("bedrag > 5 and soort = bedrag", {"bedrag", "soort"}, set(), set()),
        ("count(lijst) + sum(x)", {"lijst", "x"}, set(), set()),
        ("for i in lijst return i + n", {"lijst", "n"}, set(), set()),
        ("lijst[bedrag > grens].naam", {"lijst"}, {"bedrag", "grens"}, set()),
        ("lijst[item > 1]", {"lijst"}, set(), set()),
        ("{a: b, c: a}", {"b"}, set(), set()),
        ("function(x) x + y", {"y"}, set(), set()),
        ("sort(lijst, max)", {"lijst"}, {"max"}, set()),
        ("termijn(start)", {"start"}, set(), {"termijn"}),
        ("some x in y satisfies x = z", {"y", "z"}, set(), set()),
        ("a in (? > b)", {"a", "b"}, set(), set()),
        ("1 + 1", set(), set(), set()),
    ],
)
def test_an_expression_knows_what_it_reads(text, names, possible, calls):
    expression = feel.parse(text)

    assert (expression.names, expression.possible, expression.calls) == (names, possible, calls)


def test_only_the_names_that_are_read_are_looked_up():
    class Watched(dict):
        def __init__(self):
            super().__init__(a=Decimal(1), b=Decimal(2))
            self.asked = []

        def get(self, key, default=None):
            self.asked.append(key)
            return super().get(key, default)

        def __iter__(self):
            raise AssertionError

    scope = Watched()

    assert feel.evaluate(feel.parse("if a = 1 then a else b"), scope, at=AT) == 1
    assert scope.asked == ["a", "a"]


def test_a_text_is_read_once():
    assert feel.parse("1 + 1") is feel.parse("1 + 1")
    assert feel.parse("1 + 1") is not feel.parse("1 + 1", known=frozenset(["a b"]))


def test_what_stands_nearer_hides_what_stands_further():
    assert value("for x in [1] return x", {"x": Decimal(5)}) == [1]
    assert value("x + {x: 2, y: x}.y", {"x": Decimal(5)}) == 7
