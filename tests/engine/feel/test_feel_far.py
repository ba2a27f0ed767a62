"""Years and fractions of a second beyond those of Python's dates and times."""

from __future__ import annotations

from datetime import time

import pytest

from engine import feel, values
from tests.engine.feel.feel_tables import check, rows, value


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        string(date("999999999-12-31"))                     => "999999999-12-31"
        string(@"-999999999-01-01")                         => "-999999999-01-01"
        string(date(-5, 3, 1))                              => "-0005-03-01"
        string(@"99999-12-31T11:22:33.123456789@Europe/Paris") => "99999-12-31T11:22:33.123456789@Europe/Paris"
        string(date and time(date("10000-01-01"), @"10:00:00Z")) => "10000-01-01T10:00:00Z"
        string(date and time(10000, 1, 1, 10, 0, 0))        => "10000-01-01T10:00:00"
        date(@"10000-01-01T10:00:00") = @"10000-01-01"      => true
        string(time(@"10000-01-01T10:00:00Z"))              => "10:00:00Z"
        string(date and time(@"10000-01-01"))               => "10000-01-01T00:00:00"
        date and time(@"10000-01-01T10:00:00") = @"10000-01-01T10:00:00" => true
        @"12000-02-29".day                                  => 29
        @"10000-01-01".weekday                              => 6
        @"10000-01-01T10:20:30Z".year                       => 10000
        @"10000-01-01T10:20:30Z".second                     => 30
        @"10000-01-01T10:20:30Z".time offset                => @"PT0S"
        @"10000-07-01T10:20:30@Europe/Paris".time offset    => @"PT2H"
        @"10000-01-01T10:20:30@Europe/Paris".timezone       => "Europe/Paris"
        day of week(@"10000-01-01")                         => "Saturday"
        day of year(@"-0004-12-31")                         => 366
        month of year(@"10000-02-01T00:00:00")              => "February"
        week of year(@"10000-01-03")                        => 1
        years and months duration(@"9999-01-01", @"10000-03-01") => @"P1Y2M"
        @"10000-01-01" > @"9999-12-31"                      => true
        @"-0001-01-01" < @"0001-01-01"                      => true
        @"10000-01-01" in [@"2026-01-01"..@"20000-01-01"]   => true
        @"10000-01-01T00:00:00Z" = @"10000-01-01T01:00:00+01:00" => true
        @"10000-01-01T00:00:00" = @"10000-01-01T00:00:00Z"  => true
        @"10000-01-01T00:00:00Z" > @"2026-01-01T00:00:00Z"  => true
        @"10000-01-01T00:00:00Z" != @"2026-01-01T00:00:00Z" => true
        @"9999-12-31" + @"P1D" = @"10000-01-01"             => true
        @"10000-01-01" - @"P1D"                             => @"9999-12-31"
        @"9999-12-31" + @"P2M" = @"10000-02-29"             => true
        @"10000-01-31" - @"P2M"                             => @"9999-11-30"
        @"10000-01-01" - @"9999-12-31"                      => @"P1D"
        @"9999-12-31T23:30:00Z" + @"PT1H" = @"10000-01-01T00:30:00Z" => true
        @"10000-01-01T00:30:00" - @"PT1H"                   => @"9999-12-31T23:30:00"
        @"10000-01-31T00:30:00" - @"P2M"                    => @"9999-11-30T00:30:00"
        @"10000-01-01T00:00:00Z" - @"9999-12-31T23:00:00Z"  => @"PT1H"
        @"0001-01-01" - @"P1D" = @"0000-12-31"              => true
        @"10000-01-01" instance of date                     => true
        @"10000-01-01T00:00:00" instance of date and time   => true
        sort([@"10000-01-01", @"2026-01-01"])[1]            => @"2026-01-01"
        list contains([@"10000-01-01"], @"10000-01-01")     => true
        before(@"9999-01-01", @"10000-01-01")               => true
        string([@"10000-01-01"..@"10000-01-02"])            => "[@\\"10000-01-01\\"..@\\"10000-01-02\\"]"
    """),  # noqa: E501
)
def test_years_that_python_does_not_have(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        string(@"10:00:00.123456789")                       => "10:00:00.123456789"
        string(@"10:00:00.1234567894")                      => "10:00:00.123456789"
        string(@"2026-11-21T10:00:00.987654321Z")           => "2026-11-21T10:00:00.987654321Z"
        string(time(10, 0, 0.000000001))                    => "10:00:00.000000001"
        string(date and time(@"2026-11-21", @"10:00:00.123456789@Europe/Paris")) => "2026-11-21T10:00:00.123456789@Europe/Paris"
        string(time(@"2026-11-21T10:00:00.123456789"))      => "10:00:00.123456789"
        @"10:00:00.123456789".second                        => 0.123456789
        @"2026-11-21T10:00:00.000000001".second             => 0.000000001
        @"10:00:00.123456789" = @"10:00:00"                 => true
        @"10:00:00.123456789" < @"10:00:01"                 => true
        @"2026-11-21T10:00:00.123456789" < @"2026-11-21T10:00:01" => true
        @"10:00:00.123456789" + @"PT1S" = @"10:00:01"       => true
        is(@"10:00:00.123456789", @"10:00:00.123456789")    => true
        is(@"10:00:00.123456789", @"10:00:00.123456788")    => false
        @"10:00:00.123456789" instance of time              => true
        @"10:00:00.123456789" in [@"10:00:00", @"11:00:00"] => true
    """),  # noqa: E501
)
def test_nanoseconds(text, expected):
    check(text, expected)


def test_nanoseconds_are_cut_off_where_a_value_is_kept():
    assert values.restore(values.plain(value('@"10:00:00.123456789"'))) == time(10, 0, 0, 123456)


def test_a_far_date_cannot_be_kept():
    with pytest.raises(TypeError):
        values.plain(value('@"10000-01-01"'))
    assert feel.kind(value('@"10000-01-01"')) == "date"


@pytest.mark.parametrize(
    "text",
    [
        'for d in @"10000-01-01"..@"10000-01-03" return d',
        '@"10000-01-01" * 2',
        '@"10000-01-01" + @"10000-01-01"',
        '@"10000-01-01T00:00:00" - @"10000-01-01T00:00:00Z"',
    ],
)
def test_what_far_dates_cannot_do_is_null(text):
    check(text, "null")
