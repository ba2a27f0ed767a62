"""Numbers: exact decimals of 34 digits, and the functions on them."""

from __future__ import annotations

import pytest

from tests.engine.feel.feel_tables import check, rows, warnings


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        1 + 2 * 3                                  => 7
        (1 + 2) * 3                                => 9
        10 - 4 - 3                                 => 3
        100 / 10 / 2                               => 5
        2 ** 3 ** 2                                => 64
        -2 ** 2                                    => 4
        2 ** -1                                    => 0.5
        0 ** 0                                     => 1
        0 ** 2                                     => 0
        4 ** 0.5                                   => 2
        - - 3                                      => 3
        .5 + 1.5e2                                 => 150.5
        0.1 + 0.2                                  => 0.3
        1 / 3                                      => 0.3333333333333333333333333333333333
        2 / 3                                      => 0.6666666666666666666666666666666667
        9999999999999999999999999999999999 + 1     => 10000000000000000000000000000000000
        1.10 = 1.1                                 => true
        0 * -1                                     => 0
        string(0 * -1)                             => "0"
    """),
)
def test_arithmetic_is_exact(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        decimal(1.125, 2)                          => 1.12
        decimal(1.135, 2)                          => 1.14
        decimal(1250, -2)                          => 1200
        floor(-1.5)                                => -2
        floor(-1.56, 1)                            => -1.6
        ceiling(1.2)                               => 2
        ceiling(-1.5)                              => -1
        round up(5.121, 2)                         => 5.13
        round up(-5.5, 0)                          => -6
        round down(-5.5, 0)                        => -5
        round half up(5.5, 0)                      => 6
        round half up(-5.5, 0)                     => -6
        round half down(5.5, 0)                    => 5
        round half down(-5.56, 1)                  => -5.6
        abs(-10)                                   => 10
        abs(@"-PT5H")                              => @"PT5H"
        abs(@"-P5M")                               => @"P5M"
        modulo(12, 5)                              => 2
        modulo(-12, 5)                             => 3
        modulo(12, -5)                             => -3
        modulo(-12, -5)                            => -2
        modulo(10.1, 4.5)                          => 1.1
        sqrt(16)                                   => 4
        decimal(log(10), 8)                        => 2.30258509
        decimal(exp(5), 8)                         => 148.41315910
        odd(5)                                     => true
        odd(-2)                                    => false
        even(2)                                    => true
        even(2.5)                                  => false
    """),
)
def test_functions_on_numbers(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        sum([1, 2, 3.5])                           => 6.5
        sum(1, 2, 3)                               => 6
        sum([])                                    => null
        product([2, 3, 4])                         => 24
        mean(1, 2, 3)                              => 2
        median(8, 2, 5, 3, 4)                      => 4
        median([6, 1, 2, 3])                       => 2.5
        median([])                                 => null
        decimal(stddev(2, 4, 7, 5), 10)            => 2.0816659995
        stddev([47])                               => null
        mode(6, 3, 9, 6, 6)                        => [6]
        mode([6, 1, 9, 6, 1])                      => [1, 6]
        mode([])                                   => []
        min([3, 1, 2])                             => 1
        max("a", "c", "b")                         => "c"
        min([])                                    => null
    """),
)
def test_functions_that_reduce_a_list(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        "10 ** 6144 * 10",
        "(-4) ** 0.5",
        "0 ** -1",
        "1 ** 1000000000",
        "sqrt(-1)",
        "log(0)",
        "modulo(1, 0)",
        'sum([1, "a"])',
        '1 + "a"',
        "-true",
        "round up(5.5, 6177)",
        "max([1, true])",
    ],
)
def test_what_has_no_result_is_null_with_a_warning(text):
    assert warnings(text)
