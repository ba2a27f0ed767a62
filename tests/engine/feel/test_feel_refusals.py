"""What is not FEEL is refused with its place, in Dutch and in English."""

from __future__ import annotations

import pytest

from engine import feel
from engine.feel import limits


@pytest.mark.parametrize(
    ("text", "line", "column", "sentence"),
    [
        ("", 1, 1, "found the end, expected a value or an expression"),
        ("1 +", 1, 4, "found the end, expected a value or an expression"),
        ("1 +\n  * 2", 2, 3, "found '*', expected a value or an expression"),
        ("(1", 1, 3, "found the end, expected ')'"),
        ("[1, 2", 1, 6, "found the end, expected ']'"),
        ("1 2", 1, 3, "found '2', expected an operator or the end"),
        ("bedrag groter dan 5", 1, 8, "found 'groter', expected an operator or the end"),
        ("if 1 then 2", 1, 12, "found the end, expected 'else'"),
        ("if 1 else 2", 1, 6, "found 'else', expected 'then'"),
        ("for in x return 1", 1, 5, "expected a name"),
        ("for x in y", 1, 11, "expected 'return'"),
        ("some x in y return 1", 1, 13, "found 'return', expected 'satisfies'"),
        ("1 between 2", 1, 12, "expected 'and'"),
        ("x instance number", 1, 12, "expected 'of'"),
        ("x instance of Bedrag", 1, 15, "expected the name of a type"),
        ("quorum = = false", 1, 10, "found '=', expected a value or an expression"),
        ("a = < 3", 1, 5, "found '<', expected a value or an expression"),
        ("a == 1", 1, 3, "found '==', expected '='"),
        ("a and", 1, 6, "expected a value"),
        ("a.1", 1, 2, "found '.1'"),
        ("a. ", 1, 4, "expected a name"),
        ("{a 1}", 1, 2, "expected a name"),
        ("{a: 1", 1, 6, "expected '}'"),
        ("f(1,)", 1, 5, "found ')'"),
        ("f(1", 1, 4, "expected ')'"),
        ("[1..2", 1, 6, "expected ']', ')' or '['"),
        ("function(x", 1, 10, "expected a name"),
        ("function(x,) 1", 1, 12, "expected a name"),
        ("function(x) external {}", 1, 13, "not an external function"),
        ('"abc', 1, 1, 'a string without a closing "'),
        ('"abc\n"', 1, 1, 'a string without a closing "'),
        ("1 /* x", 1, 3, "a comment without an end"),
        ('"\\ud83d"', 1, 1, "half a character"),
        ("“bezwaar”", 1, 1, "found '“'"),
        ("a \u2013 b", 1, 3, "found '\u2013'"),
        ("@1", 1, 2, "expected a date, time or duration"),
        ("x ! y", 1, 3, "found '!'"),
        ("then", 1, 1, "found 'then'"),
        ("__import__('os')", 1, 12, "found '''"),
        ("x = lambda: 1", 1, 11, "found ':'"),
        ("1e99999", 1, 1, "a number of at most 6144 digits"),
    ],
)
def test_a_refusal_says_what_stands_where(text, line, column, sentence):
    with pytest.raises(feel.FeelSyntax) as refused:
        feel.parse(text)

    fault = refused.value
    assert (fault.line, fault.column) == (line, column)
    assert sentence in str(fault)
    assert fault.text == text


def test_a_refusal_speaks_both_languages():
    with pytest.raises(feel.FeelSyntax) as refused:
        feel.parse("if a then b")

    assert refused.value.sentence("nl") == (
        "Regel 1, positie 12: het einde gevonden, 'else' verwacht."
    )
    assert refused.value.sentence("en") == "Line 1, column 12: found the end, expected 'else'."
    assert refused.value.expected.say("nl") == "'else'"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "[" * 5000,
        "-" * 5000 + "1",
        "1" + "[1]" * 5000,
        "a" + ".b" * 5000,
        "a" + "(1)" * 5000,
        "1" + " = 1" * 4000,
        "if a then " * 1500 + "1",
        "{a: " * 4000,
        "for i in x return " * 1000 + "1",
        "function() " * 1500 + "1",
        "1 in (" * 3000,
        "x instance of " + "list<" * 3000 + "number" + ">" * 3000,
        "a" * (limits.TEXT + 1),
        "for " + ", ".join(f"i{n} in x" for n in range(1500)) + " return 1",
    ],
    ids=range(15),
)
def test_a_text_that_is_too_long_or_too_deep_is_refused(text):
    with pytest.raises(feel.FeelSyntax):
        feel.parse(text)


def test_a_long_chain_of_one_operator_is_not_deep():
    from_text = "+".join(["1"] * 5000)
    either = " or ".join(["false"] * 2000)

    assert feel.parse(from_text).cost == 5001
    assert feel.parse(either).nesting == 2
