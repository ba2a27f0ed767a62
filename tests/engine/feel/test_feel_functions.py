"""Functions: of the text, of the product, by position and by name."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine import feel
from engine.errors import EngineError
from tests.engine.feel.feel_tables import AT, check, rows, warnings

TERM = feel.Function(
    "termijn bezwaar", ("datum", "weken"), lambda day, weeks: day + timedelta(weeks=int(weeks))
)


def with_term(text):
    return feel.evaluate(
        feel.parse(text, known=frozenset([TERM.name])),
        {"besluit": date(2026, 11, 21)},
        at=AT,
        functions={TERM.name: TERM},
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        (function(a, b) a + b)(1, 2)                        => 3
        (function(a, b) a - b)(b: 1, a: 3)                  => 2
        {f: function(x) x * 2, r: f(4)}.r                   => 8
        (function() 5)()                                    => 5
        (function(x: number) x + 1)([1])                    => 2
        (function(x: list<number>) count(x))(1)             => 1
        {n: 2, f: function(x) x + n, g: {n: 10, r: f(1)}}.g.r => 3
        (function(f) f(f))(function(g) 7)                   => 7
        sort([3, 1, 2], function(x, y) x > y)               => [3, 2, 1]
        substring(string: "foobar", start position: 3)      => "obar"
        substring(start position: 4, string: "foobar", length: 1) => "b"
        abs(n: -1)                                          => 1
        is(value1: 1)                                       => false
        sum(list: [1, 2])                                   => 3
    """),
)
def test_functions_are_invoked(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "(function(a) a)(1, 2)",
        "(function(a) a)(b: 1)",
        "5(1)",
        '"abs"(1)',
        "onbekend(1)",
        "abs(m: -1)",
        "abs(n: 1, n: 2)",
        "abs(1, 2)",
        '(function(x: number) x + 1)("a")',
        "{a: 1}.a(2)",
    ],
)
def test_what_cannot_be_invoked_is_null_with_a_warning(text):
    assert warnings(text)


def test_the_product_adds_functions_whose_names_hold_spaces():
    assert with_term("termijn bezwaar(besluit, 6)") == date(2027, 1, 2)
    assert with_term("termijn bezwaar(weken: 6, datum: besluit).year") == 2027
    assert with_term("termijn bezwaar(besluit)") is None
    assert with_term("for w in 1..2 return termijn bezwaar(besluit, w).day") == [28, 5]


def test_a_product_function_comes_before_a_built_in_one():
    loud = feel.Function("upper case", ("tekst",), lambda text: text + "!")

    assert (
        feel.evaluate(feel.parse('upper case("a")'), {}, at=AT, functions={loud.name: loud}) == "a!"
    )


def test_a_refusal_of_a_product_function_is_passed_on():
    class NoCalendar(EngineError):
        nl = "Er is geen kalender."
        en = "There is no calendar."

    def fail():
        raise NoCalendar

    broken = feel.Function("kapot", (), fail)
    with pytest.raises(NoCalendar):
        feel.evaluate(feel.parse("kapot()"), {}, at=AT, functions={"kapot": broken})


@pytest.mark.parametrize("given", [1, 1.5, object(), {"a": 1.5}, [1], Decimal("NaN")])
def test_what_is_no_value_does_not_come_out(given):
    odd = feel.Function("raar", (), lambda: given)
    with pytest.raises(feel.FeelFault):
        feel.evaluate(feel.parse("raar()"), {}, at=AT, functions={"raar": odd})
    with pytest.raises(feel.FeelFault):
        feel.evaluate(feel.parse("x"), {"x": given}, at=AT)


def test_a_function_of_the_text_is_a_value():
    double = feel.evaluate(feel.parse("function(x) x * 2"), {}, at=AT)

    assert isinstance(double, feel.Function)
    assert double.call(Decimal(4)) == 8


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[1][10**40]", f"the list has no position 1{'0' * 40}"),
        ("date(10**3, 10**2 * 1.0, 1)", "'1000-100.0-1' is no date that exists"),
        ("time(1E2, 0, 0)", "'100:0:0' is no time that exists"),
        ('time(1, 0, 0, duration("P2D"))', "'P2D' is no offset that exists"),
        ("time(1, 0, 0, true)", "'true' is no offset that exists"),
        ('number("it\'s")', "'it's' is no number"),
        (r'date("a\\b")', r"'a\b' is no date that exists"),
        (f'number("{"x" * 61}")', f"'{'x' * 60}…' is no number"),
    ],
)
def test_a_warning_writes_values_as_feel_does(text, sentence):
    assert warnings(text) == [sentence]
