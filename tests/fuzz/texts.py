"""Random FEEL: texts that follow the grammar, and what is left of them after some accidents."""

from __future__ import annotations

from random import Random

from engine.feel.builtins import BUILTINS
from engine.feel.kinds import SIMPLE
from engine.terms import FUNCTIONS

LEAVES = [
    "a", "b", "x", "item", "partial", "?", "naam met spaties", "0", "1", "-2.5", "1e300", "1e-6000",
    "10**12", ".5", '""', '"a"', '"a;b;c"', '"\\U01F40E"', '"(a+)+$"', "true", "false", "null",
    "[]", "{}", '@"2026-11-21"', '@"999999999-12-31"', '@"10:00:00.123456789Z"', '@"P1D"',
    '@"2026-11-21T10:00:00@Europe/Amsterdam"', '@"P99999999Y"', '@"-PT0.5S"', '@"bla"', "[1..3]",
    "(< 5)", "(!= 2)", "]1..10**12[", "1..10**12", '["a".."z"]', "now()", "today()", "abs",
    "function(y) y", "function(n: number) n + 1", "[1, 2, 3, null]", "{a: 1, b: {a: 2}}",
]  # fmt: skip
OPERATORS = ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"]
PATTERNS = ['"(a*)*b"', '"(a|aa)+$"', '"[a-z-[aeiou]]+"', '"(.)\\\\1"', '"\\\\p{Lu}{1,50}"', '"("']
PROPERTIES = ["a", "b", "year", "weekday", "time offset", "timezone", "days", "start", "hour"]
SIGNS = [*"()[]{}<>=!+-*/.,:;?@\"'\\&|%_", "..", "**", "//", "/*", "*/", "->", "\n", "\u00e9"]
_CALLS = sorted((*BUILTINS, *FUNCTIONS))
_TYPES = [*sorted(SIMPLE), "list<number>", "context<a: Any>", "function<Any>->Any", "range<date>"]
_DEEPEST = 5
_BOMB = 0.03


def text(random: Random) -> str:
    """Make a text: mostly FEEL, sometimes FEEL no longer."""
    made = expression(random, random.randint(0, _DEEPEST))
    for _ in range(random.choice([0, 0, 0, 1, 2, 5])):
        made = _mutated(random, made)
    return made


def expression(random: Random, depth: int) -> str:
    """Make an expression that follows the grammar."""
    if depth <= 0:
        return random.choice(LEAVES)
    parts = [expression(random, depth - random.randint(1, 2)) for _ in range(3)]
    template = random.choice(_BOMBS if random.random() < _BOMB else _TEMPLATES)
    return template.format(
        *parts,
        operator=random.choice(OPERATORS),
        function=random.choice(_CALLS),
        name=random.choice(PROPERTIES),
        pattern=random.choice(PATTERNS),
        type=random.choice(_TYPES),
    )


_TEMPLATES = [
    "({0} {operator} {1})", "{0} {operator} {1} {operator} {2}", "({0} between {1} and {2})",
    "({0} in ({1}, {2}))", "({0} in > {1})", "({0} instance of {type})", "-{0}", "not({0})",
    "[{0}, {1}, {2}]", "[{0}..{1}]", "({0}..{1})", "{{a: {0}, b: {1}, c: a}}", "{0}[{1}]",
    "{0}[item {operator} {1}]", "{0}.{name}", "{function}()", "{function}({0})",
    "{function}({0}, {1})", "{function}({0}, {1}, {2})", "{function}({0}, function(p, q) {1})",
    "matches({0}, {pattern})", "replace({0}, {pattern}, {1})", "split({0}, {pattern})",
    "(if {0} then {1} else {2})", "(for i in {0} return {1})", "(for i in {0}..{1} return {2})",
    "(for i in {0}, j in {1} return partial)", "(some i in {0} satisfies {1})",
    "(every i in {0} satisfies i {operator} {1})", "(function(a, b) {0})({1}, {2})",
    "(function(x: {type}) {0})({1})", "{{f: function(n) {0}, g: f({1})}}.g",
]  # fmt: skip
#: What would take long if nothing stopped it.
_BOMBS = [
    "(for i in 1..30 return if i = 1 then {0} else [partial[-1], partial[-1]])",
    "{{f: function(n) f(n), g: f({0})}}.g", "(every i in 1..10**12 satisfies {0} = {1})",
    'matches(string join(for i in 1..9999 return "aaaaa"), {pattern})',
    "string join(for i in 1..9999 return {0}, {1})", "count(for i in 1..9999 return {0})",
    "count(for i in 1..9999 return {function}(a, b))",
    "count(for i in 1..9999 return {function}(x))",
    "count(for i in 1..9999 return (a {operator} b))", "count(for i in 1..9999 return x[{1}])",
    "count(for i in 1..9999 return (x instance of {type}))",
    "count(for i in 1..9999 return {function}(a, b, x))",
    "count(for i in 1..9999 return {function}(x, {pattern}))",
]  # fmt: skip


def _mutated(random: Random, made: str) -> str:
    """Let something happen to a text."""
    place = random.randint(0, len(made))
    other = random.randint(0, len(made))
    begin, end = sorted((place, other))
    return random.choice(
        [
            made[:place] + random.choice(SIGNS) + made[place:],
            made[:begin] + made[end:],
            made[:place] + made[begin:end] + made[place:],
            made[:place] + chr(random.randint(0, 0x10FFFF)) + made[place:],
            made[:place] + random.choice(LEAVES) + made[place:],
        ]
    )
