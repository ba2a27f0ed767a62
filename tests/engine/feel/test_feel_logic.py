"""Logic with three values, comparison, and what decides: if, in, between, some, every."""

from __future__ import annotations

import pytest

from tests.engine.feel.feel_tables import check, rows, warnings


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        true and true                              => true
        true and false                             => false
        true and null                              => null
        false and true                             => false
        false and false                            => false
        false and null                             => false
        null and true                              => null
        null and false                             => false
        null and null                              => null
        true and 1                                 => null
        false and 1                                => false
        1 and false                                => false
        true or true                               => true
        true or false                              => true
        true or null                               => true
        false or true                              => true
        false or false                             => false
        false or null                              => null
        null or true                               => true
        null or false                              => null
        null or null                               => null
        false or "x"                               => null
        not(true)                                  => false
        not(false)                                 => true
        not(null)                                  => null
        not(1)                                     => null
        true or true and false                     => true
        false and false or true                    => true
        all([true, null, false])                   => false
        all([true, null])                          => null
        all([])                                    => true
        any([false, null, true])                   => true
        any([false, null])                         => null
        any([])                                    => false
        any(false, true)                           => true
    """),
)
def test_logic_has_three_values(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        1 = 1.0                                    => true
        1 != 2                                     => true
        1 = "1"                                    => null
        1 != "1"                                   => null
        null = null                                => true
        null != null                               => false
        1 = null                                   => false
        1 != null                                  => true
        true = true                                => true
        [1, [2]] = [1, [2]]                        => true
        [1, 2] = [2, 1]                            => false
        [1] = ["1"]                                => false
        {a: 1, b: 2} = {b: 2, a: 1}                => true
        {a: 1} = {a: 1, b: 2}                      => false
        [1..3] = [1..3]                            => true
        [1..3] = [1..3)                            => false
        (=10) = [10..10]                           => false
        @"P1Y" = @"P12M"                           => true
        @"P1D" = @"PT24H"                          => true
        @"P1Y" = @"P365D"                          => null
        1 < 2                                      => true
        2 <= 2                                     => true
        1 < "2"                                    => null
        null < 1                                   => null
        true < false                               => null
        5 between 1 and 5                          => true
        5 between 6 and null                       => false
        5 between 1 and null                       => null
        1 < 2 = true                               => true
    """),
)
def test_comparison(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        5 in (1, 5)                                => true
        5 in 5                                     => true
        5 in (< 5)                                 => false
        5 in (> 4)                                 => true
        5 in > 4                                   => true
        5 in (< 3, >= 5)                           => true
        5 in [1..5]                                => true
        5 in [1..5)                                => false
        5 in (1..5[                                => false
        5 in ]5..9]                                => false
        5 in (1..5)                                => false
        5 in [1, 5]                                => true
        5 in [[1..3], [4..6]]                      => true
        [1..10] in [[1..10], 3]                    => true
        [1..9] in [[1..10], 3]                     => false
        5 in (= 5)                                 => true
        5 in (!= 5)                                => false
        5 in (!= null)                             => true
        null in (null)                             => true
        null in ([1..3])                           => null
        [1] in [[1], [2]]                          => true
        [1, 2] in ([1, 2])                         => true
        5 in (? > 4 and ? < 6)                     => true
        "b" in ("a".."c")                          => true
        @"2026-11-21" in [@"2026-01-01"..@"2026-12-31"] => true
        true in (1 = 1)                            => true
        false in (1 = 1)                           => false
        7 in (1 = 1)                               => true
        1 in (2) or true                           => true
    """),
)
def test_in(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        if true then 1 else 2                      => 1
        if null then 1 else 2                      => 2
        if "x" then 1 else 2                       => 2
        if 1 > 0 then if false then 1 else 2 else 3 => 2
        some x in [1, 2] satisfies x > 1           => true
        some x in [1, 2] satisfies x > 2           => false
        some x in [1, null] satisfies x > 1        => null
        some x in [] satisfies x > 1               => false
        every x in [1, 2] satisfies x > 0          => true
        every x in [] satisfies false              => true
        every x in [1, null] satisfies x > 0       => null
        every x in [0, null] satisfies x > 0       => false
        some x in [1, 2], y in [2, 3] satisfies x = y => true
        every x in 1..3, y in 1..x satisfies y <= x => true
        some x in null satisfies true              => null
        some i in 1..10**12 satisfies i > 5        => true
    """),
)
def test_conditions_and_quantifiers(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        1 instance of number                       => true
        abs = abs                                  => true
        abs = (function(n: number) n)              => null
        [abs] = [(function(n: number) n)]          => false
        "a" instance of string                     => true
        null instance of string                    => false
        null instance of Any                       => false
        null instance of Null                      => true
        1 instance of Any                          => true
        @"2026-11-21" instance of date             => true
        @"2026-11-21" instance of date and time    => false
        @"P1D" instance of days and time duration  => true
        @"P1M" instance of years and months duration => true
        [1, 2] instance of list<number>            => true
        [1, "a"] instance of list<number>          => false
        [1, "a"] instance of list<Any>             => true
        [1, "a"] instance of list                  => null
        [[1]] instance of list<list<number>>       => true
        {a: 1} instance of context<a: number>      => true
        {a: "x"} instance of context<a: number>    => false
        {b: 1} instance of context<a: number>      => false
        [1..3] instance of range<number>           => true
        (function(x) x) instance of function<Any>->Any => true
        -1 instance of number                      => true
    """),
)
def test_instance_of(text, expected):
    check(text, expected)


def test_a_comparison_of_different_kinds_warns():
    assert warnings('1 = "1"') == ["number = string has no meaning"]


def test_an_unknown_name_is_null_with_a_warning():
    assert warnings("onbekend") == ["nothing is named onbekend"]
