"""Nothing an expression says can take long, or make something large."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from threading import Thread

import pytest

from engine import feel, terms
from engine.feel import limits
from engine.values import YearsMonths
from tests.engine.feel.feel_tables import AT, value

#: A list that holds the same thing twice, and that again twice: small until somebody walks it.
DOUBLING = "(for i in 1..60 return if i = 1 then 1 else [partial[-1], partial[-1]])"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("for i in 1..10**12 return i", feel.TooLarge),
        ("for i in 1..10**12 return null", feel.TooLarge),
        ("every i in 1..10**12 satisfies true", feel.OutOfFuel),
        ("count(for i in 1..9999, j in 1..9999 return i)", feel.TooLarge),
        ("some i in 1..9999, j in 1..9999 satisfies false", feel.OutOfFuel),
        ("{f: function(x) f(x), y: f(1)}.y", feel.TooDeep),
        ("{f: function(x) f(x - 1) + f(x - 2), y: f(1000)}.y", feel.TooDeep),
        ("(function(f) f(f))(function(f) f(f))", feel.TooDeep),
        ("{f: function(x) if x = 0 then 1 else f(x-1) + f(x-1), y: f(30)}.y", feel.OutOfFuel),
        (DOUBLING, feel.FeelFault),
        ("for i in 1..9999 return partial", feel.FeelFault),
        (f"string({DOUBLING})", feel.FeelFault),
        (f"{DOUBLING} = {DOUBLING}", feel.OutOfFuel),
        (f"flatten({DOUBLING})", feel.OutOfFuel),
        ('(for i in 1..30 return if i=1 then "aaaaaaaaaa" else partial[-1] + partial[-1])[-1]',
         feel.TooLarge),
        ('string join(for i in 1..9999 return "aaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbb")',
         feel.TooLarge),
        ("concatenate(for i in 1..6000 return i, for i in 1..6000 return i)", feel.TooLarge),
        ("distinct values(for i in 1..9999 return [[i..i]])", feel.OutOfFuel),
        ("(for i in 1..2000 return if i=1 then 1 else [partial[-1]])[-1]", feel.FeelFault),
    ],
)  # fmt: skip
def test_a_bomb_is_stopped(text, fault):
    with pytest.raises(fault) as stopped:
        value(text)

    assert stopped.value.sentence("nl")


LONG = "x" * 90_000
MUCH = {
    "s": LONG,
    "other": LONG[:-1] + "y",
    "c": {f"k{n}": Decimal(n) for n in range(5000)},
    "commas": "ab," * 30_000,
    "long": [f"{LONG}{n}" for n in range(100)] * 100,
    "numbers": [Decimal(n) for n in range(10_000)],
    "groups": "$1" * 40_000,
    "million": [Decimal(1)] * 1_000_000,
    "huge": Decimal("1e6000"),
    "letters": "".join(map(chr, range(0x3000, 0xD000))),
    "set": f"[{''.join(map(chr, range(0x400, 0x7E0)))}]",
    "spans": f"[{''.join(f'{chr(n)}-{chr(n + 1)}' for n in range(0x400, 0x690, 2))}]",
}
ALL = limits.FUEL  #: what has no end within the steps of one evaluation


def spent(text, scope, functions=None):
    """Give the steps that a text costs, until it is refused or done."""
    tank = feel.Fuel()
    known = frozenset((*scope, *(functions or ())))
    with suppress(feel.FeelFault):
        feel.evaluate(
            feel.parse(text, known=known), scope, at=AT, functions=functions or {}, fuel=tank
        )
    return ALL - tank.left


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        *((text, 900) for text in (
            'contains(s, "xxxxxxxy")', 'substring after(s, "xxxxxxxy")', 's + "a"', "s = other",
            "s < other", 'matches("a", s)', "substring(s, huge)",
        )),
        *((text, 1_800) for text in (
            "substring(s, i)", "starts with(s, other)", "s between other and other",
            "s in (other, other)",
        )),
        ("is(s, other)", 2_700),
        ('matches("a", "x{1000}" + string(i))', 4_000),
        *((text, 5_000) for text in ("get entries(c)", 'context put(c, ["a", "b"], 1)')),
        ("upper case(s)", 9_000),
        *((text, 10_000) for text in (
            "list contains(long, s)", "string join(long)", "c = c", "sort(numbers, function(a) a)",
        )),
        ("string(c)", 20_000),
        ("matches(letters, set)", 40_000),
        (f"string({DOUBLING})", 80_000),
        *((text, ALL) for text in (
            "sort(long)", "distinct values(long)", "max(long)", 'split(commas, ",")',
            'replace(s, "x", "y")', 'replace("aaa", "(a)", groups)', "list replace(numbers, is, 1)",
            "range(s)", "range(groups)", "million instance of list<number>", "million.a",
            "(function(x: list<number>) 1)(million)", 'matches(letters, spans, "i")',
        )),
        *((text, 10) for text in (
            "some n in million satisfies true", "ceiling(1, huge)", "round up(huge, 6000)",
            "date(huge, 1, 1)", "time(1, 1, 1, numbers)", "[huge][item = 1]",
        )),
    ],
)  # fmt: skip
def test_large_values_from_outside_are_paid_for_by_their_size(text, steps):
    assert spent(f"for i in [1] return {text}", MUCH) >= steps

    with pytest.raises(feel.FeelFault):
        value(f"count(for i in 1..9999, j in 1..9999 return {text})", MUCH)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("werkdagen na(today(), 9000)", 3 * 9_000),
        ("werkdagen voor(today(), 1000)", 3 * 1_000),
        ("termijn bezwaar(today())", 100),
    ],
)
def test_what_the_product_computes_is_paid_for_by_its_length(text, steps):
    assert spent(text, {}, terms.FUNCTIONS) >= steps
    assert spent(f"some i in 1..10**6 satisfies {text} = null", {}, terms.FUNCTIONS) > ALL


def test_long_strings_have_a_total_that_no_fuel_can_buy():
    text = "count(for i in 1..9000 return substring(s, i))"

    with pytest.raises(feel.TooLarge):
        feel.evaluate(feel.parse(text), MUCH, at=AT, fuel=10**9)


def test_fuel_is_counted_for_each_evaluation():
    expression = feel.parse("for i in 1..100 return i + 1")

    assert len(feel.evaluate(expression, {}, at=AT, fuel=1000)) == 100
    assert len(feel.evaluate(expression, {}, at=AT, fuel=1000)) == 100
    with pytest.raises(feel.OutOfFuel):
        feel.evaluate(expression, {}, at=AT, fuel=200)
    with pytest.raises(feel.OutOfFuel):
        feel.evaluate(expression, {}, at=AT, fuel=1)


def test_each_assignment_of_a_script_has_its_own_fuel():
    script = feel.parse_script("\n".join(f"a{n} = for i in 1..100 return i" for n in range(50)))

    assert len(list(feel.run(script, {}, at=AT, fuel=1000))) == 50


def test_recursion_has_room_for_what_is_reasonable():
    text = "{fac: function(n) if n < 2 then 1 else n * fac(n - 1), r: fac(30)}.r"

    assert value(text) == value("265252859812191058636308480000000")


def test_a_function_can_invoke_itself_some_hundreds_of_times():
    count = "{{f: function(n) if n <= 1 then 1 else 1 + f(n - 1), r: f({many})}}.r"

    assert value(count.format(many=200)) == 200
    with pytest.raises(feel.TooDeep):
        value(count.format(many=2000))


@pytest.mark.parametrize(
    "body",
    [
        "for i in [1] return [[[f(n - 1)]]]",
        "some i in [1] satisfies every j in [1] satisfies f(n - 1)",
        "[1][f(n - 1)] = [1]",
        "sort([2, 1], function(a, b) f(n - 1) = null)",
        "list replace([1], function(a, b) f(n - 1), 3)",
        "f(n: n - 1)",
    ],
)
def test_a_function_that_never_ends_is_stopped_on_the_stack_of_a_thread(body):
    heard = []

    def evaluated():
        try:
            value(f"{{f: function(n) {body}, r: f(1)}}.r")
        except feel.FeelFault as fault:
            heard.append(fault)

    thread = Thread(target=evaluated)
    thread.start()
    thread.join()

    assert heard


def test_reading_members_of_a_growing_list_costs_little():
    text = "for i in 1..3000 return if i = 1 then 1 else partial[-1] + 1"

    assert value(text)[-1] == 3000


def test_a_value_from_outside_that_is_too_deep_or_too_wide_is_stopped():
    deep = None
    for _ in range(5000):
        deep = [deep]
    for text in ("x", "x = x", "string(x)", "[x]"):
        with pytest.raises(feel.FeelFault):
            value(text, {"x": deep})
    assert value("count(x)", {"x": deep}) == 1


def test_numbers_from_outside_that_are_none_are_stopped():
    for text in ("x < 1", "x", "[x]", "x = x", "max(x, 1)"):
        with pytest.raises(feel.FeelFault):
            value(text, {"x": Decimal("sNaN")})
    assert value("x + 1", {"x": Decimal("sNaN")}) is None


def test_the_clock_is_the_argument():
    then = datetime(2001, 2, 3, 4, 5, tzinfo=UTC)

    assert feel.evaluate(feel.parse("string(now())"), {}, at=then) == (
        "2001-02-03T05:05:00@Europe/Amsterdam"
    )


def test_a_duration_does_not_grow_for_ever():
    double = "if i = 1 then a else partial[-1] + partial[-1]"
    grown = f"(for i in 1..5000 return {double})[-1]"

    assert value(grown, {"a": YearsMonths(1)}) is None
    assert value("a + a", {"a": YearsMonths(6)}) == YearsMonths(12)


def test_what_nobody_can_write_is_not_written_into_a_refusal():
    with pytest.raises(terms.NotADate) as refused:
        computed(f"werkdag({DOUBLING})")

    assert refused.value.sentence("nl") == "Bij 'datum' hoort een datum. Er staat: …."


def test_what_nobody_can_write_is_not_written_into_a_term():
    assert computed(f'wettelijke termijn(@"2026-03-02", 6, {DOUBLING})')["invoer"]["artikel"] == "…"


def computed(text):
    expression = feel.parse(text, known=frozenset(terms.FUNCTIONS))
    return feel.evaluate(expression, {}, at=AT, functions=terms.FUNCTIONS)
