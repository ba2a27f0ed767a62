"""Types: what a text and a decision can ask of a value, and how a value is made to fit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine import feel
from tests.engine.feel.feel_tables import AT, check, rows

NUMBER = feel.TYPES["number"]
GRADE = feel.restricted("tGrade", NUMBER, lambda grade: 1 <= grade <= 10)
PUPIL = feel.context_type({"name": feel.TYPES["string"], "grade": GRADE})._replace(name="a pupil")
TYPES = frozenset({GRADE, PUPIL})


def with_types(text, scope=None):
    expression = feel.parse(text, known=frozenset(scope or ()), types=TYPES)
    return feel.evaluate(expression, scope or {}, at=AT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 instance of tGrade", True),
        ("11 instance of tGrade", True),
        ('{name: "An", grade: 7} instance of a pupil', True),
        ('{name: "An", grade: 70} instance of a pupil', True),
        ('{name: "An"} instance of a pupil', False),
        ("[5, 6] instance of list<tGrade>", True),
        ("[5, 60] instance of list<tGrade>", True),
        ("[5, null] instance of list<tGrade>", True),
        ('["a"] instance of list<tGrade>', False),
        ("(function(g: tGrade) g)(5)", 5),
        ("(function(g: tGrade) g)([5])", 5),
        ("(function(g: tGrade) g)(11)", None),
        ("(function(g: tGrade) 1)(null)", 1),
    ],
)
def test_a_text_may_name_the_types_it_is_given(text, expected):
    assert with_types(text) == expected


def test_a_type_nobody_gave_is_refused():
    with pytest.raises(feel.FeelSyntax):
        feel.parse("5 instance of tGrade")


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        (function(a: number) a) instance of function<number>->Any            => true
        (function(a: Any) a) instance of function<number>->Any               => true
        (function(a: string) a) instance of function<number>->Any            => false
        (function(a: number) a) instance of function<Any>->Any               => false
        (function(a) a) instance of function<list<number>>->Any              => true
        (function(a: list<number>) a) instance of function<list<number>>->Any => true
        (function(a: list<number>) a) instance of function<list<string>>->Any => false
        (function(a: list) a) instance of function<list<string>>->Any        => true
        (function(a: context<x: number>) a) instance of function<context<x: number, y: string>>->Any => true
        (function(a: context<x: number, y: string>) a) instance of function<context<x: number>>->Any => false
        (function(a: range<number>) a) instance of function<range<number>>->Any => true
        (function(a: function<Any>->Any) a) instance of function<function>->Any => false
        (function(a: function) a) instance of function<function<Any>->Any>->Any => true
        (function(a) a) instance of function                                 => null
        (function(a) a) instance of function<Any>->number                    => true
        (function(a) a) instance of function<>->Any                          => false
        abs instance of function<number>->number                             => true
        abs instance of function<number, number>->number                     => false
    """),  # noqa: E501
)
def test_functions_are_of_the_types_they_can_stand_for(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("given", "wanted", "expected"),
    [
        (Decimal(1), NUMBER, Decimal(1)),
        (None, NUMBER, None),
        ([Decimal(1)], NUMBER, Decimal(1)),
        ([Decimal(1), Decimal(2)], NUMBER, None),
        ("1", NUMBER, None),
        (Decimal(1), feel.list_type(NUMBER), [Decimal(1)]),
        ("1", feel.list_type(NUMBER), None),
        (date(2026, 11, 21), feel.TYPES["date and time"], datetime(2026, 11, 21, tzinfo=UTC)),
        (date(2026, 11, 21), NUMBER, None),
        ([], NUMBER, None),
        (Decimal(1), feel.ANY, Decimal(1)),
    ],
)
def test_a_value_is_made_to_fit_a_type(given, wanted, expected):
    assert feel.conformed(given, wanted) == expected


def test_a_function_of_the_product_gets_and_gives_what_fits():
    double = feel.Function("dubbel", ("n",), lambda n: n * 2, (NUMBER,), feel.list_type(NUMBER))
    functions = {double.name: double}

    def called(text):
        return feel.evaluate(feel.parse(text), {}, at=AT, functions=functions)

    assert called("dubbel([4])") == [Decimal(8)]
    assert called("dubbel(n: 4)") == [Decimal(8)]
    assert called('dubbel("a")') is None


def test_evaluations_may_share_their_fuel():
    expression = feel.parse("for i in 1..100 return i + 1")
    shared = feel.Fuel(1200)
    feel.evaluate(expression, {}, at=AT, fuel=shared)
    feel.evaluate(expression, {}, at=AT, fuel=shared)

    with pytest.raises(feel.OutOfFuel):
        feel.evaluate(expression, {}, at=AT, fuel=shared)


def test_a_function_of_one_text_can_be_invoked_by_another():
    double = feel.evaluate(feel.parse("function(x: number) x * 2"), {}, at=AT)
    scope = {"double it": double}

    def called(text):
        return feel.evaluate(feel.parse(text, known=frozenset(scope)), scope, at=AT)

    assert called("double it(4)") == 8
    assert called("double it(x: 4)") == 8
    assert called('double it("a")') is None
    assert called("for i in 1..3 return double it(i)") == [2, 4, 6]


def test_functions_of_the_standard_are_values_and_can_be_replaced():
    def called(text, scope):
        return feel.evaluate(feel.parse(text, known=frozenset(scope)), scope, at=AT)

    root = feel.evaluate(feel.parse("sqrt"), {}, at=AT)
    assert called("f(25)", {"f": root}) == 5
    assert called("f(number: 25)", {"f": root}) == 5
    assert called("(function(g: function<number>->number) g(25))(sqrt)", {}) == 5
    loud = feel.Function("sqrt", ("number",), lambda number: number)
    assert called("sqrt(25)", {"sqrt": loud}) == 25
    assert called("sqrt(25)", {"sqrt": Decimal(1)}) == 5
