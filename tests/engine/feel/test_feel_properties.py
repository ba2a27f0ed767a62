"""Whatever is written: reading and evaluating end in a value, a refusal or a fault of our own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import partial

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine import feel
from engine.errors import EngineError
from engine.feel.builtins import BUILTINS
from engine.values import YearsMonths
from tests.engine.feel.feel_tables import AT

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9),
                      max_value=10**9)  # fmt: skip
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    NUMBERS,
    st.text(max_size=8),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.just(timezone(timedelta(hours=1))) | st.none()),
    st.timedeltas(),
    st.integers(-(10**6), 10**6).map(YearsMonths),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcx"), inner, max_size=3)
    ),
    max_leaves=6,
)
WORDS = [
    "a", "b", "x", "item", "partial", "?", "1", "2.5", "-1", '"a"', "null", "true", "false", "(",
    ")", "[", "]", "{", "}", ",", ":", ".", "..", "+", "-", "*", "/", "**", "=", "!=", "<", "<=",
    ">", ">=", "and", "or", "in", "between", "if", "then", "else", "for", "return", "some",
    "every", "satisfies", "instance of", "function", "list", "number", "@", '"P1D"',
    '"2026-11-21"', '"10:00:00"', "not", "count", "sum", "date", "string", "sort", "\n",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
)


OPERATORS = ["+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in"]


def ending(attempt):
    """Give the error of our own that an attempt ends in, or None."""
    try:
        attempt()
    except EngineError as error:
        return error
    return None


def expressions():
    """Make texts that are FEEL, of any meaning."""
    leaf = st.sampled_from(
        ["a", "b", "x", "1", "0", "-2.5", '"a"', '""', "null", "true", "false", "[]", "{}",
         '@"2026-11-21"', '@"10:00:00Z"', '@"2026-11-21T10:00:00"', '@"P1D"', '@"P1M"',
         "[1..3]", "(< 5)", "(!= 2)", "1e300", "(function(y) y)", "now()", "today()"]
    )  # fmt: skip

    def more(inner):
        two = st.tuples(inner, inner)
        return st.one_of(
            st.tuples(inner, st.sampled_from(OPERATORS), inner)
            .map(lambda parts: "({} {} {})".format(*parts)),
            st.lists(inner, max_size=3).map(lambda parts: "[" + ", ".join(parts) + "]"),
            two.map(lambda parts: "{}[{}]".format(*parts)),
            two.map(lambda parts: "{{a: {}, b: {}}}".format(*parts)),
            two.map(lambda parts: "(for i in {} return {})".format(*parts)),
            two.map(lambda parts: "(some i in {} satisfies {})".format(*parts)),
            st.tuples(inner, inner, inner)
            .map(lambda parts: "(if {} then {} else {})".format(*parts)),
            st.tuples(inner, inner, inner)
            .map(lambda parts: "({} between {} and {})".format(*parts)),
            inner.map(lambda part: f"{part}.a"),
            inner.map(lambda part: f"(-{part})"),
            st.tuples(st.sampled_from(sorted(BUILTINS)), st.lists(inner, max_size=4))
            .map(lambda parts: f"{parts[0]}({', '.join(parts[1])})"),
        )  # fmt: skip

    return st.recursive(leaf, more, max_leaves=8)


@QUICK
@given(TEXTS)
@example("a" * 19_999)
def test_reading_ends_in_an_expression_or_a_refusal(text):
    for read in (feel.parse, feel.parse_unary_tests, feel.parse_script):
        refused = ending(partial(read, text))
        if refused is not None:
            assert isinstance(refused, feel.FeelSyntax)
            assert 1 <= refused.line <= text.count("\n") + 1
            assert refused.column >= 1


@settings(QUICK, max_examples=400)
@given(expressions(), VALUES, VALUES, VALUES)
def test_evaluating_ends_in_a_value_or_a_fault(text, a, b, x):
    expression = feel.parse(text)
    scope = {"a": a, "b": b, "x": x}

    stopped = ending(lambda: feel.evaluate(expression, scope, at=AT, fuel=20_000))

    assert stopped is None or isinstance(stopped, feel.FeelFault)


@settings(QUICK, max_examples=400)
@given(st.sampled_from(sorted(BUILTINS)), st.lists(VALUES, max_size=5))
def test_every_function_bears_any_arguments(name, arguments):
    scope = {f"p{place}": given for place, given in enumerate(arguments)}
    call = feel.parse(f"{name}({', '.join(scope)})")

    stopped = ending(lambda: feel.evaluate(call, scope, at=AT, fuel=20_000))

    assert stopped is None or isinstance(stopped, feel.FeelFault)


@QUICK
@given(NUMBERS, NUMBERS, NUMBERS)
def test_numbers_obey_the_laws_of_arithmetic(a, b, c):
    scope = {"a": a, "b": b, "c": c}
    for law in (
        "a + b = b + a",
        "a + b + c = c + b + a",
        "a - b = a + -b",
        "a * b = b * a",
        "a * (b + c) = a * b + a * c",
        "a < b or a >= b",
        "(a < b) = (b > a)",
        "a between min(a, b) and max(a, b)",
        "a = floor(a) + modulo(a, 1)",
        "number(string(a)) = a",
    ):
        assert feel.evaluate(feel.parse(law), scope, at=AT) is True, law


@QUICK
@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-40_000, 40_000))
def test_dates_obey_the_laws_of_the_calendar(day, days):
    scope = {"d": day, "n": Decimal(days)}
    for law in (
        'd + n * @"P1D" - d = n * @"P1D"',
        'd + n * @"P1D" - n * @"P1D" = d',
        "date(string(d)) = d",
        "date(d.year, d.month, d.day) = d",
        '(d + @"P1M" - d).days in [28..31]',
        '(d + @"P1D").weekday = modulo(d.weekday, 7) + 1',
    ):
        assert feel.evaluate(feel.parse(law), scope, at=AT) is True, law


@QUICK
@given(st.sampled_from([True, False, None]), st.sampled_from([True, False, None]))
def test_logic_obeys_de_morgan(a, b):
    scope = {"a": a, "b": b}
    for one, other in (
        ("not(a and b)", "not(a) or not(b)"),
        ("not(a or b)", "not(a) and not(b)"),
        ("a and b", "b and a"),
        ("a or b", "b or a"),
        ("all([a, b])", "a and b"),
        ("any([a, b])", "a or b"),
    ):
        values = [feel.evaluate(feel.parse(text), scope, at=AT) for text in (one, other)]
        assert values[0] is values[1]


@QUICK
@given(SCALARS.filter(lambda one: not isinstance(one, (str, time, datetime))))
def test_a_written_value_reads_as_the_same_value(given_value):
    written = feel.evaluate(feel.parse("string([x])"), {"x": given_value}, at=AT)
    text = written[1:-1]
    if isinstance(given_value, (date, timedelta, YearsMonths)):
        text = f'@"{text}"'

    assert feel.evaluate(feel.parse(text), {}, at=AT) == given_value


@QUICK
@given(st.text(max_size=12), st.text(max_size=3))
def test_strings_are_cut_and_joined_without_loss(text, piece):
    scope = {"t": text, "p": piece}
    for law in (
        'substring(t + p, 1, string length(t + p)) = t + p or t + p = ""',
        "starts with(t + p, t) and ends with(t + p, p)",
        "contains(t + p + t, p)",
        'not(contains(t, p)) or p = "" or substring before(t, p) + p + substring after(t, p) = t',
        "string length(t + p) = string length(t) + string length(p)",
        'string join(split(t, ","), ",") = t',
    ):
        assert feel.evaluate(feel.parse(law), scope, at=AT) is True, law
