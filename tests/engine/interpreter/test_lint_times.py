"""Times, counts and conditions that depend on nothing are judged before they happen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from engine import interpreter
from engine.events import IncidentRaised, TaskOffered, TimerSet
from engine.interpreter import timing
from engine.interpreter.errors import BeyondCalendar
from engine.model import Severity
from tests.engine.interpreter.behaviour.running import waiting
from tests.engine.interpreter.diagrams import (
    SIGNAL,
    boundary,
    catch,
    diagram,
    first_of,
    flow,
    go,
    handler,
    many,
    mark,
    script,
    start,
    timer,
    user,
    when,
    xor,
)

COUNT = script("y", "n = n + 1")


def found(*parts, severity=Severity.ERROR):
    problems = interpreter.problems(diagram(start(), *parts))
    about_people = ("no-lane", "no-form")
    kept = [one for one in problems if one.severity is severity and one.code not in about_people]
    return {(one.code, one.element_id) for one in kept}


def caught(text, kind="timeDuration"):
    return found(catch("c", timer(text, kind)), go("s c"))


@pytest.mark.parametrize(
    "text",
    [
        "PT0S",
        'duration("PT0S")',
        'duration("-PT1H")',
        '@"PT0S"',
        "2026-03-01",
        'date("2026-03-01")',
    ],
)
def test_a_round_whose_only_wait_takes_no_time_is_endless(text):
    parts = (xor("g"), catch("c", timer(text)), COUNT, go("s g c y g"))

    assert ("endless-round", "g") in found(*parts, severity=Severity.WARNING)


@pytest.mark.parametrize("event", [timer("PT1S"), timer("n"), timer("R/PT1H", "timeCycle"), SIGNAL])
def test_a_round_that_waits_is_none(event):
    parts = (xor("g"), catch("c", event), COUNT, go("s g c y g"))

    assert found(*parts, severity=Severity.WARNING) == set()


def test_a_round_waits_where_all_of_several_events_are_needed():
    both = timer("PT0S") + SIGNAL
    needed = catch("c", both, parallelMultiple="true")
    either = catch("c", both)

    assert found(xor("g"), needed, go("s g c g"), severity=Severity.WARNING) == set()
    assert found(xor("g"), either, go("s g c g"), severity=Severity.WARNING)


@pytest.mark.parametrize("text", ["R/PT0S", "R/PT0.001S", "R3/PT0.9S", '"R/PT0S"'])
def test_a_repetition_without_time_between_its_turns_is_refused(text):
    every = timer(text, "timeCycle")
    edge = user("a") + boundary("b", "a", every, interrupting=False) + mark("z") + go("b z")

    assert caught(text, "timeCycle") == {("never-a-time", "c")}
    assert found(edge, go("s a")) == {("never-a-time", "b")}
    within = handler("h", every, mark("y"), go("h_s y h_e"), interrupting=False)
    assert found(user("a"), within, go("s a")) == {("never-a-time", "h_s")}


def test_a_repetition_of_a_second_is_accepted():
    assert caught("R/PT1S", "timeCycle") == set()


@pytest.mark.parametrize(
    "text",
    [
        "P999999Y",
        "P300000M",
        "P95880M",
        "P9999999999D",
        "PT99999999999999999H",
        f"P{'9' * 5000}D",
        "R/P9000Y",
        'duration("P999999Y")',
        '@"P9999Y"',
        "null",
    ],
)
def test_a_time_that_can_never_be_is_refused_by_name(text):
    assert caught(text) == {("never-a-time", "c")}


@pytest.mark.parametrize("text", ["P999999Y", "P9999999999D", 'duration("P999999Y")'])
def test_a_due_date_that_can_never_be_is_refused_by_name(text):
    assert found(user("a", regie_due=text), go("s a")) == {("never-a-time", "a")}


@pytest.mark.parametrize("text", ['duration("-PT1H")', '@"-P1M"'])
def test_a_duration_that_goes_back_is_refused_by_name(text):
    assert caught(text) == {("time-goes-back", "c")}


@pytest.mark.parametrize("text", ["PT0S", "P100Y", "n", "-n", "today()", "now() + wait", "P7900Y"])
def test_a_time_that_can_be_is_accepted(text):
    assert caught(text) == set()


@pytest.mark.parametrize(
    ("text", "codes"),
    [("-3", 1), ("2.5", 1), ("null", 1), ("0", 0), ("1 + 2", 0), ("n", 0), ("9" * 40, 0)],
)
def test_a_count_that_can_never_be_is_refused_by_name(text, codes):
    refused = {("never-a-count", "a")} if codes else set()

    assert found(mark("a", many(text)), go("s a")) == refused


@pytest.mark.parametrize("given", ["P999999Y", "P300000M", "P95880M", "P9999999999D"])
@pytest.mark.parametrize("body", [catch("c", timer("n")), user("c", regie_due="n")])
def test_a_moment_beyond_the_calendar_is_an_incident_with_its_reason(given, body):
    world = waiting(body, go("s c"), variables={"n": given})
    (incident,) = (one for one in world.first.effects if isinstance(one, IncidentRaised))

    assert "het jaar 9999" in incident.reason_nl
    assert not any(isinstance(one, (TaskOffered, TimerSet)) for one in world.first.effects)


def test_a_day_that_is_none_is_an_incident_where_it_would_be_due():
    world = waiting(user("c", regie_due="n"), go("s c"), variables={"n": "2026-02-30"})

    assert [place.element_id for place in world.first.incidents] == ["c"]


def test_a_repetition_ends_where_the_calendar_does():
    world = waiting(
        catch("c", timer("n", "timeCycle")),
        mark("z"),
        go("s c z"),
        variables={"n": "R/9998-06-01T00:00/P1Y"},
    )
    world.run()

    assert world.trace() == ["z", "z"]
    assert world.first.ended


def test_no_moment_lies_before_or_behind_the_calendar():
    with pytest.raises(BeyondCalendar):
        timing.aware(datetime(1, 1, 1))  # noqa: DTZ001 - local time is meant
    with pytest.raises(BeyondCalendar):
        timing.Duration(-12 * 3000, timedelta()).after(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "null"),
        ("3", '"3"'),
        (True, "true"),
        (Decimal(-3), "-3"),
        (Decimal("1.50"), "1.50"),
        ([], "list"),
    ],
)
def test_a_wrong_count_is_shown_as_it_stands_in_feel(given, said):
    world = waiting(mark("a", many("n")), go("s a"), variables={"n": given})
    (incident,) = (one for one in world.first.effects if isinstance(one, IncidentRaised))

    assert incident.reason_en.endswith(f"but is {said}.")


def test_an_event_gateway_without_events_is_refused_and_with_one_warned_about():
    one = (first_of("g"), catch("c", SIGNAL), go("s g c"))

    assert found(first_of("g"), go("s g")) == {("event-gateway-none", "g")}
    assert found(*one, severity=Severity.WARNING) == {("event-gateway-one", "g")}
    two = (*one, catch("d", timer("PT1H")), flow("g", "d"))
    assert found(*two, severity=Severity.WARNING) == set()


@pytest.mark.parametrize(
    ("text", "warned"),
    [("true", True), ("1 > 2", True), ("n > 2", False), ('today() > @"2026-02-01"', False)],
)
def test_a_condition_that_looks_at_nothing_is_warned_about(text, warned):
    expected = {("condition-of-nothing", "c")} if warned else set()

    assert found(catch("c", when(text)), go("s c"), severity=Severity.WARNING) == expected
