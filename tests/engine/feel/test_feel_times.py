"""Dates, times, moments and durations: reading, arithmetic, order, properties, the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from engine import feel
from engine.values import YearsMonths
from tests.engine.feel.feel_tables import AT, check, rows, value, warnings


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('@"2026-11-21"', date(2026, 11, 21)),
        ('@"10:30:00"', time(10, 30)),
        ('@"10:30:00.123456"', time(10, 30, 0, 123456)),
        ('@"10:30:00Z"', time(10, 30, tzinfo=UTC)),
        ('@"10:30:00+05:30"', time(10, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))),
        ('@"2026-11-21T10:30:00"', datetime(2026, 11, 21, 10, 30)),  # noqa: DTZ001 - no zone is a kind of moment in FEEL
        (
            '@"2026-11-21T10:30:00@Europe/Amsterdam"',
            datetime(2026, 11, 21, 10, 30, tzinfo=ZoneInfo("Europe/Amsterdam")),
        ),
        ('@"P1Y2M"', YearsMonths(14)),
        ('@"-P1Y"', YearsMonths(-12)),
        ('@"P1DT2H3M4.5S"', timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
        ('@"-PT90M"', timedelta(minutes=-90)),
    ],
)
def test_literals_are_read(text, made):
    assert value(text) == made
    assert type(value(text)) is type(made)


@pytest.mark.parametrize(
    "text",
    [
        '@"2026-02-30"',
        '@"2026-2-3"',
        '@"24:00:01"',
        '@"10:30"',
        '@"10:30:00+25:00"',
        '@"2026-11-21T10:30:00@Nergens/Huizen"',
        '@"2026-11-21T10:30:00+01:00@Europe/Amsterdam"',
        '@"P"',
        '@"P1D2H"',
        '@"PT"',
        '@"P1Y1D"',
        '@"P99999999999999999D"',
        '@"morgen"',
        'date("2026-11-31")',
        "date(2026, 13, 1)",
        "date(2026, 1.5, 1)",
        'time("25:00:00")',
        'duration("een dag")',
        'date and time("2026-11-21", "x")',
        '@"999999999-12-31" + @"P1M"',
        '@"-999999999-01-01" - @"P1D"',
        '@"999999999-12-31" - @"-999999999-12-31"',
        '@"99999-12-31T10:00:00Z" - @"99999-12-31T10:00:00"',
        '@"1000000000-01-01"',
        '@"12001-02-29"',
        '@"2026-11-21" + 1',
        '@"2026-11-21T10:00:00" - @"2026-11-21T10:00:00Z"',
        '@"2026-11-22T00:00:00" - @"2026-11-21"',
        '@"P1D" + @"P1M"',
        '@"P1D" / 0',
    ],
)
def test_what_does_not_exist_is_null_with_a_warning(text):
    assert warnings(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        date(2026, 11, 21)                                  => @"2026-11-21"
        date("2026-11-21")                                  => @"2026-11-21"
        date(@"2026-11-21T10:30:00Z")                       => @"2026-11-21"
        date and time("2026-11-21")                         => @"2026-11-21T00:00:00"
        date and time(@"2026-11-21", @"10:30:00+01:00")     => @"2026-11-21T10:30:00+01:00"
        date and time(2026, 11, 21, 10, 30, 0)              => @"2026-11-21T10:30:00"
        date and time(2026, 11, 21, 10, 30, 0, @"PT1H")     => @"2026-11-21T10:30:00+01:00"
        date and time(2026, 11, 21, 10, 30, 0, "Asia/Tokyo") => @"2026-11-21T10:30:00@Asia/Tokyo"
        time(10, 30, 0)                                     => @"10:30:00"
        time(10, 30, 0, @"PT2H")                            => @"10:30:00+02:00"
        time(10, 30, 0, null)                               => @"10:30:00"
        time(@"2026-11-21T10:30:00Z")                       => @"10:30:00Z"
        duration("P2D")                                     => @"P2D"
        years and months duration(@"2020-01-31", @"2026-03-30") => @"P6Y1M"
        years and months duration(@"2026-03-30", @"2020-01-31") => @"-P6Y1M"
        day of year(@"2026-11-21")                          => 325
        day of week(@"2026-11-21")                          => "Saturday"
        month of year(@"2026-11-21")                        => "November"
        week of year(@"2026-01-01")                         => 1
        week of year(@"2027-01-01")                         => 53
        is(@"10:00:00Z", @"10:00:00+00:00")                 => true
        is(@"10:00:00", @"10:00:00Z")                       => false
        is(@"2026-11-21", @"2026-11-21T00:00:00")           => false
    """),
)
def test_functions_on_times(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        @"2026-11-21" + @"P1D"                              => @"2026-11-22"
        @"2026-11-21" + @"PT36H"                            => @"2026-11-22"
        @"2026-11-21" - @"P21D"                             => @"2026-10-31"
        @"2026-11-21" - @"PT1H"                             => @"2026-11-20"
        @"2026-01-31" + @"P1M"                              => @"2026-02-28"
        @"2028-01-31" + @"P1M"                              => @"2028-02-29"
        @"2026-03-31" - @"P1M"                              => @"2026-02-28"
        @"2026-11-21" + @"P14M"                             => @"2028-01-21"
        @"P1D" + @"2026-11-21"                              => @"2026-11-22"
        @"2026-11-21" - @"2026-11-01"                       => @"P20D"
        @"2026-11-21T10:00:00Z" + @"PT90M"                  => @"2026-11-21T11:30:00Z"
        @"2026-11-21T10:00:00" + @"P1Y"                     => @"2027-11-21T10:00:00"
        @"2026-11-21T12:00:00+01:00" - @"2026-11-21T10:00:00Z" => @"PT1H"
        @"2026-11-22T00:00:00Z" - @"2026-11-21"             => @"P1D"
        @"2026-11-22" - @"2026-11-22T01:00:00+01:00"        => @"PT0S"
        @"23:30:00" + @"PT1H"                               => @"00:30:00"
        @"00:30:00" - @"PT1H"                               => @"23:30:00"
        @"10:00:00" - @"08:30:00"                           => @"PT1H30M"
        @"P1D" + @"PT1H"                                    => @"PT25H"
        @"P1D" * 1.5                                        => @"PT36H"
        2 * @"P1M"                                          => @"P2M"
        @"P1D" / 4                                          => @"PT6H"
        @"P1D" / @"PT6H"                                    => 4
        @"P1Y" / @"P4M"                                     => 3
        @"P1Y" / 5                                          => @"P2M"
        -@"P1D"                                             => @"-P1D"
        -@"P1Y"                                             => @"-P1Y"
    """),
)
def test_arithmetic_with_time(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        @"2026-03-28T12:00:00@Europe/Paris" + @"PT24H" => @"2026-03-29T13:00:00@Europe/Paris"
        @"2026-03-28T12:00:00@Europe/Paris" + @"P1M" => @"2026-04-28T12:00:00@Europe/Paris"
        @"2026-10-25T12:00:00@Europe/Paris" - @"2026-10-24T12:00:00@Europe/Paris" => @"PT25H"
    """),
)
def test_summer_time_counts_in_elapsed_time(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        @"2026-11-21" < @"2026-11-22"                       => true
        @"2026-11-21T10:00:00Z" = @"2026-11-21T11:00:00+01:00" => true
        @"2026-11-21T11:00:00@Europe/Amsterdam" = @"2026-11-21T10:00:00Z" => true
        @"2026-11-21T10:00:00" = @"2026-11-21T10:00:00Z"    => true
        @"2026-11-21T10:00:00" != @"2026-11-21T10:00:00+01:00" => false
        @"2026-11-21T10:00:00" <= @"2026-11-21T10:00:00+01:00" => true
        @"2026-11-21T10:00:00" < @"2026-11-21T10:00:00+01:00" => false
        @"12026-11-21T10:00:00" = @"12026-11-21T10:00:00+01:00" => true
        @"12026-11-21T10:00:00" < @"12026-11-21T10:00:00+01:00" => false
        @"10:00:00" = @"10:00:00Z"                          => true
        @"10:00:00Z" < @"10:30:00+01:00"                    => false
        @"10:00:00" < @"11:00:00Z"                          => true
        @"11:00:00+02:00" <= @"10:59:59"                    => false
        @"2026-11-21T10:00:00" < @"2026-11-21T10:00:01@Europe/Amsterdam" => true
        @"10:00:00.1" = @"10:00:00.2"                       => true
        @"P1D" > @"PT23H"                                   => true
        @"P1Y" > @"P11M"                                    => true
        @"2026-11-21" = @"2026-11-21T00:00:00"              => null
    """),
)
def test_times_have_order(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        @"2026-11-21".year                                  => 2026
        @"2026-11-21".month                                 => 11
        @"2026-11-21".day                                   => 21
        @"2026-11-21".weekday                               => 6
        @"10:30:05".hour                                    => 10
        @"10:30:05".minute                                  => 30
        @"10:30:05.5".second                                => 5.5
        @"10:30:00+05:00".time offset                       => @"PT5H"
        @"10:30:00".time offset                             => null
        @"2026-11-21T10:30:00@Europe/Amsterdam".timezone    => "Europe/Amsterdam"
        @"2026-07-21T10:30:00@Europe/Amsterdam".time offset => @"PT2H"
        @"P1Y2M".years                                      => 1
        @"P1Y2M".months                                     => 2
        @"-P14M".months                                     => -2
        @"P1DT2H3M4S".days                                  => 1
        @"P1DT2H3M4S".hours                                 => 2
        @"P1DT2H3M4S".minutes                               => 3
        @"P1DT2H3M4S".seconds                               => 4
        @"-PT90M".minutes                                   => -30
        @"P1D".years                                        => null
        [@"2026-11-21", @"2027-01-01"].year                 => [2026, 2027]
    """),
)
def test_properties(text, expected):
    check(text, expected)


def test_now_and_today_are_the_moment_given_in_amsterdam():
    assert value("now()") == AT
    assert value("now().timezone") == "Europe/Amsterdam"
    assert value("now().hour") == 12
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert feel.evaluate(feel.parse("today()"), {}, at=late) == date(2026, 7, 2)
