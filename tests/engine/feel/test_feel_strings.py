"""Strings: escapes, functions, and writing values down."""

from __future__ import annotations

import pytest

from tests.engine.feel.feel_tables import check, rows, value, warnings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r'"a\"b"', 'a"b'),
        (r'"a\\b"', "a\\b"),
        (r'"\n\r\t\'"', "\n\r\t'"),
        (r'"\u00e9"', "é"),
        (r'"\uD83D\uDCA9"', "💩"),
        (r'"\U01F40E"', "🐎"),
        (r'"\d"', r"\d"),
        ('"💩"', "💩"),
        ('""', ""),
    ],
)
def test_escapes_stand_for_characters(text, said):
    assert value(text) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(r"""
        "Regio" + " " + "Deal"                     => "Regio Deal"
        substring("foobar", 3)                     => "obar"
        substring("foobar", 3, 3)                  => "oba"
        substring("foobar", -2, 1)                 => "a"
        substring("\U01F40Eab", 2)                 => "ab"
        string length("💩ab")                      => 3
        upper case("aBc4é")                        => "ABC4É"
        lower case("aBc4")                         => "abc4"
        substring before("foobar", "bar")          => "foo"
        substring before("foobar", "xyz")          => ""
        substring before("foobar", "")             => ""
        substring after("foobar", "ob")            => "ar"
        substring after("foobar", "xyz")           => ""
        substring after("foobar", "")              => "foobar"
        contains("foobar", "of")                   => false
        starts with("foobar", "fo")                => true
        ends with("foobar", "r")                   => true
        string join(["a", "b", "c"], "-and-")      => "a-and-b-and-c"
        string join(["a", null, "c"])              => "ac"
        string join([])                            => ""
        "abc" < "abd"                              => true
        "Z" < "a"                                  => true
    """),
)
def test_functions_on_strings(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(r"""
        string("a")                                => "a"
        string(null)                               => null
        string(1.10)                               => "1.10"
        string(1e3)                                => "1000"
        string(true)                               => "true"
        string(@"2026-11-21")                      => "2026-11-21"
        string(@"10:30:00.500")                    => "10:30:00.5"
        string(@"2026-11-21T10:30:00+01:30")       => "2026-11-21T10:30:00+01:30"
        string(@"2026-11-21T10:30:00Z")            => "2026-11-21T10:30:00Z"
        string(@"P14M")                            => "P1Y2M"
        string(@"-P1M")                            => "-P1M"
        string(@"P1DT25H")                         => "P2DT1H"
        string(@"PT0.5S")                          => "PT0.5S"
        string(@"PT0S")                            => "PT0S"
        string([1, "a", null])                     => "[1, \"a\", null]"
        string({a: 1, b: "x"})                     => "{a: 1, b: \"x\"}"
        string([1..3))                             => "[1..3)"
        string((>= 3))                             => ">=3"
        number("1 000,50", " ", ",")               => 1000.5
        number("1.000,5", ".", ",")                => 1000.5
        number("12.5")                             => 12.5
        number("-3")                               => -3
    """),
)
def test_values_are_written_and_read(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        'number("abc")',
        'number("1", ",", ",")',
        'number("1", "x", null)',
        'number("NaN")',
        'substring("abc", 0)',
        'substring("abc", 4)',
        "upper case(1)",
        'contains("a")',
        'contains("a", null)',
        'string join(["a", 1])',
        '"a" - "b"',
    ],
)
def test_what_makes_no_sense_is_null_with_a_warning(text):
    assert warnings(text)
