"""What starts by itself is announced, and stopped and resumed by who may."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine import deployments, starts
from engine.access import NotAllowed
from engine.forms import Unreadable
from engine.starts import NoReason, ReasonTooLong, StartPassed, UnknownStart
from tests.engine.interpreter.diagrams import diagram, go, start, timer
from tests.engine.office import ANN, BOB, EVE, FRED
from tests.engine.starting import MONDAY, TASK, deploy, dues, pending, timed


def test_a_start_is_stopped_and_resumed_and_says_by_whom(office):
    deploy(office, timed(MONDAY))
    with office.store.begin() as tx:
        starts.stop(tx, "p/elke", "Vakantie", ANN)
    assert office.tick(days=10) == 0
    assert pending(office)[0].timer.stopped_by == "ann"
    with office.store.begin() as tx:
        starts.resume(tx, "p/elke", "Weer terug", ANN)

    assert dues(office) == [datetime(2026, 1, 19, 8, tzinfo=UTC)]
    assert office.tick(days=7) == 1


def test_a_start_that_was_stopped_until_after_its_only_moment_cannot_be_resumed(sqlite_office):
    deploy(sqlite_office, timed("P1D", "timeDuration"))
    with sqlite_office.store.begin() as tx:
        starts.stop(tx, "p/elke", "Vakantie", ANN)
    sqlite_office.tick(days=2)

    with pytest.raises(StartPassed), sqlite_office.store.begin() as tx:
        starts.resume(tx, "p/elke", "Weer terug", ANN)


def test_only_who_owns_processes_or_administers_steers_starts(sqlite_office):
    deploy(sqlite_office, timed(MONDAY))

    with sqlite_office.store.begin() as tx:
        for steer in (starts.stop, starts.resume, starts.try_again):
            with pytest.raises(NotAllowed):
                steer(tx, "p/elke", "Zomaar", EVE)
            with pytest.raises(UnknownStart):
                steer(tx, "p/ander", "Zomaar", FRED)
        with pytest.raises(NotAllowed):
            starts.pending(tx, BOB)


STEER = {"stop": starts.stop, "resume": starts.resume, "retry": starts.try_again}


def steer(office, what, reason="Vakantie", start="p/elke", by=ANN):
    with office.store.begin() as tx:
        STEER[what](tx, start, reason, by)


def noted(office):
    with office.store.read() as tx:
        return [
            (one.what, one.by, one.element_id, one.reason) for one in starts.steered(tx, EVE, "p")
        ]


def test_a_next_version_keeps_a_start_stopped_until_somebody_resumes_it(office):
    deploy(office, timed(MONDAY))
    steer(office, "stop")
    deploy(office, timed(MONDAY, name="Nieuw weekbericht"))
    assert office.tick(days=10) == 0

    (found,) = pending(office)
    assert (found.timer.stopped_by, found.timer.set_at > found.timer.stopped_at) == ("ann", False)
    steer(office, "resume")
    assert office.tick(days=7) == 1


def test_a_version_in_between_without_the_start_does_not_undo_a_stop(sqlite_office):
    deploy(sqlite_office, timed(MONDAY))
    steer(sqlite_office, "stop")
    deploy(sqlite_office, diagram(start(), TASK, go("s a")))
    deploy(sqlite_office, timed(MONDAY, name="Weer terug"))

    assert (sqlite_office.tick(days=10), pending(sqlite_office)[0].timer.stopped_by) == (0, "ann")


def test_a_next_version_stops_nothing_that_was_resumed_or_that_nobody_stopped(sqlite_office):
    both = (start("t", timer("R/P1D", "timeCycle")), start("u", timer("R/P1D", "timeCycle")))
    parts = (*both, TASK, go("t a"), go("u a"))
    deploy(sqlite_office, diagram(*parts))
    for one in ("stop", "resume"):
        steer(sqlite_office, one, start="p/t")
    steer(sqlite_office, "stop", start="p/u")
    deploy(sqlite_office, diagram(*parts, name="Nieuw"))

    assert {one.id: one.timer.stopped_by for one in pending(sqlite_office)} == {
        "p/t": None,
        "p/u": "ann",
    }


def test_who_offers_a_next_version_reads_that_a_start_stays_stopped(sqlite_office):
    deploy(sqlite_office, timed(MONDAY))
    steer(sqlite_office, "stop")
    with sqlite_office.store.read() as tx:
        (plan,) = deployments.outlook(tx, timed(MONDAY, name="Nieuw")).plans

    assert [one.nl for one in plan.begins] == [
        "Elke week: is gestopt en blijft dat, tot iemand het hervat."
    ]


def test_what_was_done_to_a_start_and_why_stays_when_the_start_is_gone(office):
    deploy(office, timed("P3D", "timeDuration"))
    steer(office, "stop", "Eerst overleg")
    steer(office, "stop", "Nog eens, voor niets", by=FRED)
    steer(office, "resume", "Het mag", by=FRED)
    steer(office, "retry", "Er mislukte niets")
    assert (office.tick(days=3), pending(office)) == (1, [])

    assert noted(office) == [
        ("resumed", "fred", "elke", "Het mag"),
        ("stopped", "ann", "elke", "Eerst overleg"),
    ]


@pytest.mark.parametrize(
    "verb", ["UPDATE start_steering SET by = 'x'", "DELETE FROM start_steering"]
)
def test_what_was_done_to_a_start_cannot_be_changed(office, verb):
    deploy(office, timed(MONDAY))
    steer(office, "stop")

    with pytest.raises(DBAPIError, match="append-only"), office.store.begin() as tx:
        tx.change(text(verb))


@pytest.mark.parametrize("reason", ["", " \n", "x" * 2_001])
@pytest.mark.parametrize("what", STEER)
def test_steering_a_start_needs_a_reason_that_is_not_too_long(sqlite_office, what, reason):
    deploy(sqlite_office, timed(MONDAY))

    with pytest.raises((NoReason, ReasonTooLong)):
        steer(sqlite_office, what, reason)
    assert (noted(sqlite_office), pending(sqlite_office)[0].timer.stopped_by) == ([], None)


@pytest.mark.parametrize("unseen", ["\0", "\u202e", "\u200b"])
@pytest.mark.parametrize("what", STEER)
def test_the_reason_for_steering_a_start_holds_nothing_unseen(sqlite_office, what, unseen):
    deploy(sqlite_office, timed(MONDAY))

    with pytest.raises(Unreadable, match="holds an invisible character"):
        steer(sqlite_office, what, f"op {unseen}verzoek")
    assert (noted(sqlite_office), pending(sqlite_office)[0].timer.stopped_by) == ([], None)


def test_only_who_sees_processes_reads_what_was_done_to_their_starts(sqlite_office):
    with pytest.raises(NotAllowed), sqlite_office.store.read() as tx:
        starts.steered(tx, BOB)


def test_a_start_that_is_stopped_does_not_say_that_it_starts(sqlite_office):
    deploy(sqlite_office, timed(MONDAY))
    steer(sqlite_office, "stop")

    assert pending(sqlite_office)[0].told.nl == "Begint niet, tot iemand dit hervat."


@pytest.mark.parametrize(
    ("text", "nl", "en"),
    [
        (MONDAY, "09.00 uur, daarna steeds na 1 week", "09:00, then again and again after 1 week"),
        ("R5/P1M", "09.00 uur, daarna nog 4 keer na 1 maand", "then 4 times more after 1 month"),
        ("R2/P1YT90M", "nog 1 keer na 1 jaar en 1 uur en 30 minuten", "1 year and 1 hour and 30"),
        (
            "R1/P1D",
            "op dinsdag 6 januari 2026 om 09.00 uur.",
            "on Tuesday 6 January 2026 at 09:00.",
        ),
    ],
)
def test_who_offers_a_diagram_reads_when_it_will_start(sqlite_office, text, nl, en):
    with sqlite_office.store.read() as tx:
        (plan,) = deployments.outlook(tx, timed(text)).plans

    assert plan.begins[0].nl.startswith("Elke week: begint vanzelf op ")
    assert (nl in plan.begins[0].nl, en in plan.begins[0].en) == (True, True), plan.begins
