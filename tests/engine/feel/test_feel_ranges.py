"""Ranges: brackets, endpoints, and how they lie to each other."""

from __future__ import annotations

import pytest

from engine.feel import Range
from tests.engine.feel.feel_tables import check, rows, value, warnings


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        [1..3].start                              => 1
        [1..3].end                                => 3
        (1..3].start included                     => false
        ]1..3].start included                     => false
        [1..3).end included                       => false
        [1..3[.end included                       => false
        (< 10).start                              => null
        (< 10).end                                => 10
        (>= 10).start included                    => true
        (!= 10).start                             => 10
        range("[1..3]")                           => [1..3]
        range(" ] 1 .. 3 [ ")                     => (1..3)
        range("[-3..-1]")                         => [-3..-1]
        range("[\\"a\\"..\\"c\\"]")               => ["a".."c"]
        range("[@\\"2026-01-01\\"..date(\\"2026-12-31\\")]") => [@"2026-01-01"..@"2026-12-31"]
        2 in range("[1..3]")                      => true
        range("[2..)")                            => (>= 2)
        range("(2..)")                            => (> 2)
        range("[2..[")                            => (>= 2)
        range("(..2]")                            => (<= 2)
        range("(..2)")                            => (< 2)
        range("]..2)")                            => (< 2)
        range("(..@\\"2026-01-01\\")")            => (< @"2026-01-01")
    """),
)
def test_ranges_are_made_and_taken_apart(text, expected):
    check(text.replace('\\"', '\\"'), expected)


def test_a_range_can_leave_feel():
    assert value("(1..3]") == Range(value("1"), value("3"), start_included=False, end_included=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        before(1, 10)                             => true
        before(10, 1)                             => false
        before(1, [1..10])                        => false
        before(1, (1..10])                        => true
        before([1..10], 10)                       => false
        before([1..10), 10)                       => true
        before([1..10], [15..20])                 => true
        before([1..10), [10..20])                 => true
        before([1..10], [10..20])                 => false
        before((< 5), 5)                          => true
        before((< 5), (> 3))                      => false
        after([15..20], [1..10])                  => true
        after(11, [1..10])                        => true
        meets([1..5], [5..10])                    => true
        meets([1..5), [5..10])                    => false
        met by([5..10], [1..5])                   => true
        overlaps([1..5], [3..8])                  => true
        overlaps([1..5], [5..8])                  => true
        overlaps([1..5), [5..8])                  => false
        overlaps before([1..5], [3..8])           => true
        overlaps before([1..5], [1..5])           => false
        overlaps before([1..5], (1..5])           => true
        overlaps after([3..8], [1..5])            => true
        finishes(10, [1..10])                     => true
        finishes(10, [1..10))                     => false
        finishes([5..10], [1..10])                => true
        finished by([1..10], [5..10])             => true
        includes([1..10], 5)                      => true
        includes([1..10), 10)                     => false
        includes([1..10], [1..10])                => true
        includes((>= 1), [1..10])                 => true
        during(5, [1..10])                        => true
        during([4..6], [1..10])                   => true
        starts(1, [1..10])                        => true
        starts([1..5], [1..10])                   => true
        starts((1..5], [1..10])                   => false
        started by([1..10], [1..5])               => true
        coincides(5, 5)                           => true
        coincides([1..5], [1..5])                 => true
        coincides([1..5], [1..5))                 => false
        during(@"2026-11-21", [@"2026-11-01"..@"2026-11-30"]) => true
        before(point1: 1, point2: 2)              => true
        during(range: [1..10], point: 5)          => true
    """),
)
def test_relations(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "[3..1]",
        "[null..1]",
        '[1.."a"]',
        "(< null)",
        'range("1..3")',
        'range("[1..b]")',
        'range("")',
        'range("[..]")',
        'range("(..)")',
        'range("[..2]")',
        'range("[2..]")',
        'range(">3")',
        'range("[3..1]")',
        "range(\"[date(x)..date('2026-01-01')]\")",
        'before(1, "a")',
        "before((!= 3), 4)",
        "meets([1..2], 2)",
    ],
)
def test_what_is_no_range_is_null_with_a_warning(text):
    assert warnings(text)
