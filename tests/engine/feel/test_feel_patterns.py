"""Patterns: what they match, and that they always end."""

from __future__ import annotations

import pytest

from engine import feel
from tests.engine.feel.feel_tables import check, rows, value, warnings


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(r"""
        matches("abracadabra", "bra")                       => true
        matches("abracadabra", "^a.*a$")                    => true
        matches("abracadabra", "^bra")                      => false
        matches("RD-2026-0042", "^RD-[0-9]{4}-[0-9]{4}$")   => true
        matches("RD-2026-42", "^RD-[0-9]{4}-[0-9]{4}$")     => false
        matches("1234 AB", "^[1-9]\d{3} ?[A-Z]{2}$")        => true
        matches("abc", "ABC", "i")                          => true
        matches("k", "\u212A", "i")                              => true
        matches("\u212A", "k", "i")                              => true
        matches("\u01C5", "\u01C6", "i")                              => true
        matches("a\nb", "a.b")                              => false
        matches("a\nb", "a.b", "s")                         => true
        matches("a\nb", "^b$")                              => false
        matches("a\nb", "^b$", "m")                         => true
        matches("hello world", " hello[ ]world", "x")       => true
        matches("a.b", "a.b", "q")                          => true
        matches("axb", "a.b", "q")                          => false
        matches("abab", "^(ab)\1$")                         => true
        matches("x", "[a-z-[aeiou]]")                       => true
        matches("e", "[a-z-[aeiou]]")                       => false
        matches("e", "[^a-z]")                              => false
        matches("É", "^\p{Lu}$")                            => true
        matches("é", "^\P{Lu}$")                            => true
        matches("é", "^\p{IsLatin-1Supplement}$")           => true
        matches("", "^$")                                   => true
        matches("ab", "a||b")                               => true
        matches("a b", "a\sb", null)                        => true
        matches("-", "[a-]")                                => true
        replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")         => "[1=ab][2=]cd"
        replace("abracadabra", "a.*?a", "*")                => "*c*bra"
        replace("abracadabra", "a.*a", "*")                 => "*"
        replace("AAAA", "A+?", "b")                         => "bbbb"
        replace("2026-11-21", "(\d+)-(\d+)-(\d+)", "$3-$2-$1") => "21-11-2026"
        replace("darted", "^(.*?)d(.*)$", "$1c$2")          => "carted"
        replace("abc", "b", "$0$0")                         => "abbc"
        replace("abc", "b", "\\$\\\\")                      => "a$\\c"
        replace("abc", "(b)", "$12")                        => "ab2c"
        replace("a.b", ".", "$1", "q")                      => "a$1b"
        split("a;b;c;;", ";")                               => ["a", "b", "c", "", ""]
        split("John Doe", "\s")                             => ["John", "Doe"]
        split("a, b;c", "[,;]\s*")                          => ["a", "b", "c"]
        split("abc", "x")                                   => ["abc"]
    """),
)
def test_patterns(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "[", "[]", "a{2,1}", "a{1001}", "a{x}", "*", "a**", r"\q", r"\1", r"(a\1)",
     r"\p{Zz9}", r"\p", "[z-a]", "[a", "a{", "]", "((a{1,99}){1,99}){1,99}", "(" * 200,
     "[a-[b-[c]]"],
)  # fmt: skip
def test_a_bad_pattern_is_null_with_a_warning(pattern):
    assert warnings("matches(x, p)", {"x": "abc", "p": pattern})


@pytest.mark.parametrize(
    "text",
    [
        'matches("a", "a", "y")',
        'matches("a", "a", 1)',
        'replace("abc", "x*", "-")',
        'replace("abc", "b", "$")',
        'replace("abc", "b", "\\\\")',
        'split("abc", "")',
        "matches(1, 2)",
    ],
)
def test_what_makes_no_sense_is_null_with_a_warning(text):
    assert warnings(text)


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^(a|a)*$", "^(a*)*$", "(a?){50}a{50}$", "^(a|aa)+$", "(.*)*x", "^((a*)*)*$"],
)
def test_patterns_that_hang_elsewhere_end_here(pattern):
    assert value("matches(x, p)", {"x": "a" * 200 + "b", "p": pattern}) is False


@pytest.mark.parametrize("pattern", [r"^(a*)(a*)(a*)\1\2\3b$", "(x+x+)+y"])
def test_a_pattern_that_asks_too_much_is_stopped(pattern):
    with pytest.raises(feel.OutOfFuel):
        value("matches(x, p)", {"x": ("a" if "a" in pattern else "x") * 20_000, "p": pattern})
