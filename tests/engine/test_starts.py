"""Processes start by themselves when their timer says so: each moment once, and told in history."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import update

from engine import deployments, replay, starts, store, tables
from engine.interpreter import InvalidDiagram
from engine.model import Severity
from tests.engine.interpreter.diagrams import MESSAGE, diagram, flow, go, start, timer, user, xor
from tests.engine.office import EVE, FRED
from tests.engine.starting import MONDAY, TASK, deploy, dues, opened, pending, timed


def verified(office):
    with office.store.read() as tx:
        for one in opened(office):
            verdicts = replay.verify_case(tx, one.number, EVE)
            assert [each.differences for each in verdicts if not each.right] == []


def test_a_process_opens_a_case_at_its_moment_and_tells_which_timer_did(office):
    deploy(office, timed("2026-01-07T10:00", "timeDate"))
    office.tick(days=2)
    assert opened(office) == []

    assert office.tick(hours=1) == 1
    (case,) = opened(office)
    assert (case.title, case.number) == ("Weekbericht", "RD-2026-0001")
    assert office.open_tasks(case.number) == [f"{case.number}.1/a#1"]
    with office.store.read() as tx:
        first = replay.happenings(tx, f"{case.number}.1", EVE)[0]
    assert (first.by, first.told.event.start) == ("timer", "elke")
    assert first.told.event.due == datetime(2026, 1, 7, 9, tzinfo=UTC)
    verified(office)
    assert (office.tick(days=400), len(opened(office)), pending(office)) == (0, 1, [])


def test_a_duration_counts_from_deployment(sqlite_office):
    deploy(sqlite_office, timed("P3D", "timeDuration"))

    assert dues(sqlite_office) == [sqlite_office.clock.now + timedelta(days=3)]


def test_a_repetition_opens_as_many_cases_as_it_says(office):
    deploy(office, timed("R3/P1D"))

    assert [office.tick(days=1) for _ in range(5)] == [1, 1, 1, 0, 0]
    assert len(opened(office)) == 3
    verified(office)


def test_a_repetition_without_end_goes_on_at_the_same_time_of_the_day_in_summer(sqlite_office):
    deploy(sqlite_office, timed(MONDAY))
    sqlite_office.tick(days=84)

    assert [due.hour for due in dues(sqlite_office)] == [7]


def test_what_was_missed_while_the_program_was_off_opens_one_case(sqlite_office):
    deploy(sqlite_office, timed(MONDAY))

    assert sqlite_office.tick(days=24) == 1
    assert dues(sqlite_office) == [datetime(2026, 2, 2, 8, tzinfo=UTC)]


def test_moments_before_deployment_open_no_case_and_do_not_count(sqlite_office):
    deploy(sqlite_office, timed("R2/2025-12-01T09:00/P7D"))
    assert dues(sqlite_office) == [sqlite_office.clock.now]

    assert [sqlite_office.tick(days=7) for _ in range(3)] == [1, 1, 0]


def test_a_moment_that_has_passed_is_warned_about_and_starts_nothing(sqlite_office):
    source = timed("2026-01-01", "timeDate", start("s"), go("s a"))
    with sqlite_office.store.read() as tx:
        found = deployments.outlook(tx, source)
    deploy(sqlite_office, source)

    assert ("start-passed", Severity.WARNING) in {
        (one.code, one.severity) for one in found.problems
    }
    assert (sqlite_office.tick(days=1), pending(sqlite_office)) == (0, [])


def test_feel_is_evaluated_at_deployment(sqlite_office):
    deploy(sqlite_office, timed('date and time(today() + @"P2D", @"09:00:00")', "timeDate"))

    assert dues(sqlite_office) == [datetime(2026, 1, 7, 8, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("maandag", "timed-start-reads"),
        ('if today() > @"2020-01-01" then null else today()', "start-without-moment"),
        ("R/PT0S", "start-without-moment"),
        ("P9999Y", "start-without-moment"),
        ("R/PT1S", "start-too-often"),
        ("R/PT0.000001S", "start-without-moment"),
        ("R2/2026-01-12T09:00/PT59S", "start-too-often"),
    ],
)
def test_a_time_that_gives_no_moment_is_refused_by_name(sqlite_office, text, code):
    with pytest.raises(InvalidDiagram) as refused:
        deploy(sqlite_office, timed(text))

    assert (code, "elke") in {(one.code, one.element_id) for one in refused.value.problems}
    assert pending(sqlite_office) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-P1D", "time-backwards"),
        ("R/-P1D", "time-backwards"),
        ("R3/2026-01-12T09:00/-P7D", "time-backwards"),
        ("R0/P1D", "time-never"),
        ("R00/2026-01-12T09:00/P7D", "time-never"),
    ],
)
def test_a_negative_duration_and_zero_turns_are_refused_as_what_they_are(sqlite_office, text, code):
    with pytest.raises(InvalidDiagram) as refused:
        deploy(sqlite_office, timed(text))

    assert [one.code for one in refused.value.problems if one.element_id == "elke"] == [code]


def often(problems):
    return [one for one in problems if one.code.startswith("start-")]


@pytest.mark.parametrize(
    ("text", "nl", "en"),
    [
        ("R/PT1M", "opent 1440 zaken per dag", "opens 1440 cases a day"),
        ("R/PT45M", "opent 32 zaken per dag", "opens 32 cases a day"),
        ("R3/PT30M", "opent 3 zaken in minder dan een dag", "opens 3 cases in less than a day"),
    ],
)
def test_who_starts_a_process_more_than_once_an_hour_is_warned_how_often(
    sqlite_office, text, nl, en
):
    with sqlite_office.store.read() as tx:
        (found,) = often(deployments.check(tx, timed(text)))

    assert (found.code, found.severity) == ("start-often", Severity.WARNING)
    assert (nl in found.say("nl"), en in found.say("en")) == (True, True)


@pytest.mark.parametrize("text", ["R/PT1H", "R/P1M", "R1/PT1S", "PT1S"])
def test_once_an_hour_or_once_in_all_needs_no_warning(sqlite_office, text):
    with sqlite_office.store.read() as tx:
        assert often(deployments.check(tx, timed(text))) == []


def test_a_next_version_replaces_the_timers_and_begins_anew(office):
    deploy(office, timed("R2/P1D"))
    office.tick(days=1)
    deploy(office, timed("R2/P1D", "timeCycle", name="Dagbericht"))

    assert dues(office) == [office.clock.now + timedelta(days=1)]
    assert [office.tick(days=1) for _ in range(3)] == [1, 1, 0]
    assert [one.title for one in opened(office)] == ["Weekbericht", "Dagbericht", "Dagbericht"]


def test_a_version_that_does_not_start_by_itself_takes_the_timers_away(sqlite_office):
    deploy(sqlite_office, timed(MONDAY))
    deploy(sqlite_office, diagram(start(), TASK, go("s a")))

    assert (pending(sqlite_office), sqlite_office.tick(days=30)) == ([], 0)


def test_deploying_the_same_once_more_leaves_the_timers_as_they_are(sqlite_office):
    deploy(sqlite_office, timed("R2/P1D"))
    sqlite_office.tick(hours=23)
    deploy(sqlite_office, timed("R2/P1D"))

    assert sqlite_office.tick(hours=1) == 1


def test_one_start_event_may_have_several_timers_and_messages_beside_them(office):
    both = timer("P1D") + timer("P2D") + MESSAGE
    deploy(office, diagram(start("t", both), TASK, go("t a")))

    assert [one.id for one in pending(office)] == ["p/t", "p/t.1"]
    assert [office.tick(days=1) for _ in range(3)] == [1, 1, 0]
    verified(office)


def test_several_start_events_each_keep_their_time(sqlite_office):
    parts = (start("s"), start("t", timer("P1D")), start("u", timer("R/P1D", "timeCycle")))
    deploy(sqlite_office, diagram(*parts, TASK, go("s a"), go("t a"), go("u a")))
    sqlite_office.open("p")

    assert [sqlite_office.tick(days=1) for _ in range(2)] == [2, 1]


def test_a_clock_that_goes_back_opens_nothing_twice(sqlite_office):
    deploy(sqlite_office, timed("R/P1D"))

    assert sqlite_office.tick(days=1) == 1
    assert [sqlite_office.tick(hours=by) for by in (-1, 1, 24)] == [0, 0, 1]


def test_two_schedulers_at_once_open_one_case(office):
    deploy(office, timed("P1D", "timeDuration"))
    office.clock.tick(days=1)
    together, fired = Barrier(2), []

    def ring():
        together.wait()
        fired.append(starts.open_due(office.store))

    schedulers = [Thread(target=ring) for _ in range(2)]
    for one in schedulers:
        one.start()
    for one in schedulers:
        one.join()

    assert (sorted(fired), len(opened(office))) == ([0, 1], 1)


def test_a_start_that_cannot_open_a_case_stands_still_with_its_reason_until_tried_again(
    office, caplog
):
    deploy(office, timed("R/P1D"))
    office.tick(days=1)
    with office.store.begin() as tx:  # somebody put the counter of case numbers back
        tx.change(update(tables.case_counter).values(last=0))

    assert [office.tick(days=1) for _ in range(2)] == [0, 0]
    (line,) = caplog.messages
    assert line.startswith("the start elke of p opened no case: Somebody else has just changed ")
    assert line.endswith("until somebody tries it again: see `regie incidents`.")
    assert "Traceback" not in caplog.text
    assert len(opened(office)) == 1
    with office.store.begin() as tx:
        (found,) = starts.failed(tx, FRED)
        assert "RD-2026-0001" in found.timer.reason.nl
        tx.change(update(tables.case_counter).values(last=1))
        starts.try_again(tx, found.id, "De teller klopt weer", FRED)
    assert [office.tick(days=1) for _ in range(2)] == [1, 1]
    assert pending(office)[0].timer.failed_at is None
    verified(office)


def test_a_fault_of_the_program_stops_the_start_and_no_other(sqlite_office, caplog):
    parts = (start("t", timer("P1D")), start("u", timer("P1D")), TASK, go("t a"), go("u a"))
    deploy(sqlite_office, diagram(*parts))
    table = tables.start_timer
    with sqlite_office.store.begin() as tx:  # what nobody but a faulty program writes
        tx.change(update(table).where(table.c.element_id == "t").values(moments="onzin"))
    fired = [sqlite_office.tick(days=1) for _ in range(2)]

    assert fired == [1, 0]
    assert "the start t of p opened no case. It stands still" in caplog.text
    assert "Traceback" in caplog.text
    with sqlite_office.store.read() as tx:
        (left,) = store.starts.listed(tx)
    assert (left.element_id, "logboek" in left.reason.nl) == ("t", True)


def test_a_step_that_fails_after_the_start_is_an_incident_of_the_new_case(sqlite_office):
    ways = flow("x", "a", "dag = 1") + flow("x", "b", "dag = 2")
    parts = (start("t", timer("P1D", "timeDuration")), xor("x"), TASK, user("b", regie_form="hoe"))
    deploy(sqlite_office, diagram(*parts, go("t x"), ways))

    assert sqlite_office.tick(days=1) == 1
    with sqlite_office.store.read() as tx:
        (found,) = store.incidents.listed(tx)
    assert str(found.place) == "x#1"
