"""What starts by itself is announced, and stopped and resumed by who may."""

from datetime import UTC, datetime

import pytest

from engine import deployments, starts
from engine.access import NotAllowed
from engine.starts import StartPassed, UnknownStart
from tests.engine.office import ANN, BOB, EVE, FRED
from tests.engine.starting import MONDAY, deploy, dues, pending, timed


def test_a_start_is_stopped_and_resumed_and_says_by_whom(office):
    deploy(office, timed(MONDAY))
    with office.store.begin() as tx:
        starts.stop(tx, "p/elke", ANN)
    assert office.tick(days=10) == 0
    assert pending(office)[0].timer.stopped_by == "ann"
    with office.store.begin() as tx:
        starts.resume(tx, "p/elke", ANN)

    assert dues(office) == [datetime(2026, 1, 19, 8, tzinfo=UTC)]
    assert office.tick(days=7) == 1


def test_a_start_that_was_stopped_until_after_its_only_moment_cannot_be_resumed(sqlite_office):
    deploy(sqlite_office, timed("P1D", "timeDuration"))
    with sqlite_office.store.begin() as tx:
        starts.stop(tx, "p/elke", ANN)
    sqlite_office.tick(days=2)

    with pytest.raises(StartPassed), sqlite_office.store.begin() as tx:
        starts.resume(tx, "p/elke", ANN)


def test_only_who_owns_processes_or_administers_steers_starts(sqlite_office):
    deploy(sqlite_office, timed(MONDAY))

    with sqlite_office.store.begin() as tx:
        for steer in (starts.stop, starts.resume, starts.try_again):
            with pytest.raises(NotAllowed):
                steer(tx, "p/elke", EVE)
            with pytest.raises(UnknownStart):
                steer(tx, "p/ander", FRED)
        with pytest.raises(NotAllowed):
            starts.pending(tx, BOB)


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
        ("R/PT0.5S", "binnen een seconde", "within a second"),
    ],
)
def test_who_offers_a_diagram_reads_when_it_will_start(sqlite_office, text, nl, en):
    with sqlite_office.store.read() as tx:
        (plan,) = deployments.outlook(tx, timed(text)).plans

    assert plan.begins[0].nl.startswith("Elke week: begint vanzelf op ")
    assert (nl in plan.begins[0].nl, en in plan.begins[0].en) == (True, True), plan.begins
