"""The moments at which a process starts by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import interpreter
from engine.events import InstanceStarted
from engine.interpreter import Duration, NotWaitingHere, Series, read_series, series
from engine.interpreter.errors import NotAMoment, StandsStill
from tests.engine.interpreter.diagrams import MESSAGE, diagram, go, start, timer, user

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
TASK = user("a") + go("t a")


def read(text, kind="timeCycle"):
    return interpreter.read(diagram(start("t", timer(text, kind)), TASK), "p")


def moments(text, many=5):
    found = series(read(text), "t", 0, AT)
    given, moment = [], AT - timedelta(microseconds=1)
    while moment is not None and len(given) < many:
        moment = found.after(moment)
        given += [] if moment is None else [moment]
    return given


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-07", ["2026-01-06T23:00"]),
        ("2026-01-07T10:00:00+00:00", ["2026-01-07T10:00"]),
        ("P3D", ["2026-01-08T08:00"]),
        ("R/PT36H", ["2026-01-06T20:00", "2026-01-08T08:00"]),
        ("R/2026-01-31T09:00/P1M", ["2026-01-31T08:00", "2026-02-28T08:00", "2026-03-31T07:00"]),
        ("R/2026-03-28T02:30/P1D", ["2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30"]),
        ("R/2026-10-24T09:00/P1D", ["2026-10-24T07:00", "2026-10-25T08:00", "2026-10-26T08:00"]),
        ("R/2026-01-01T09:00/P1DT1H", ["2026-01-05T12:00", "2026-01-06T13:00"]),
        ('@"P2D"', ["2026-01-07T08:00"]),
        ('"R2/" + string(today()) + "T12:00/P1D"', ["2026-01-05T11:00", "2026-01-06T11:00"]),
        ("R/9999-06-01T00:00/P1Y", ["9999-05-31T22:00"]),
    ],
)
def test_the_moments_of_a_start_are_those_of_the_calendar(text, expected):
    found = [f"{moment:%Y-%m-%dT%H:%M}" for moment in moments(text)]

    assert found[: len(expected)] == expected
    assert len(found) == len(expected) or text.startswith(("R", '"R'))


@settings(max_examples=100, deadline=None)
@given(
    months=st.sampled_from([0, 0, 1, 12]),
    exact=st.timedeltas(min_value=timedelta(hours=1), max_value=timedelta(days=40)),
    whole=st.booleans(),
    gone=st.timedeltas(min_value=timedelta(), max_value=timedelta(days=60)),
)
def test_the_next_moment_is_the_first_after_it_and_lies_on_the_series(months, exact, whole, gone):
    exact = timedelta(days=exact.days + 1) if whole else exact
    found = Series(AT, Duration(months, exact), None)
    there = AT + gone
    longest = exact + months * timedelta(days=28)
    turns = [found._at(turn) for turn in range(int(gone / longest) + 3)]

    assert all(one < other for one, other in pairwise(turns))
    assert found.after(there) == next(one for one in turns if one > there)
    assert read_series(str(found)) == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("R/PT0S", StandsStill),
        ("null", NotAMoment),
        ("R/P9999Y", NotAMoment),
        ("P9999Y", NotAMoment),
    ],
)
def test_what_gives_no_moments_says_why(text, why):
    with pytest.raises(why):
        series(read(text), "t", 0, AT)


@pytest.mark.parametrize("written", ["P1D", "R/P1D", "maandag"])
def test_only_moments_are_read_back(written):
    with pytest.raises(ValueError, match="no moments"):
        read_series(written)


def begin(definition, due):
    cause = InstanceStarted("p", "digest", "t", {}, due)
    return interpreter.advance(definition, None, cause, at=AT)


def test_a_timer_starts_nothing_before_its_moment_nor_where_there_is_none():
    by_message = interpreter.read(diagram(start("t", MESSAGE), TASK), "p")

    assert begin(read("P1D"), AT).effects
    for definition, due in ((read("P1D"), AT + timedelta(seconds=1)), (by_message, AT)):
        with pytest.raises(NotWaitingHere):
            begin(definition, due)


def test_a_time_may_call_functions_but_not_look_at_variables():
    both = start("t", timer("today() + dagen") + timer("now()"), name="Begin")
    found = [one for one in interpreter.problems(diagram(both, TASK)) if "reads" in one.code]

    assert len(found) == 1
    assert found[0].say("nl").startswith("Begin (t): Deze tijd kijkt naar 'dagen', maar ")
