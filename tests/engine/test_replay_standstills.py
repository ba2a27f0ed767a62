"""Whoever changes which services are asked, or who is suspended and why, is found."""

# ruff: noqa: S608 - the forger writes SQL

import pytest

from engine import cases, deployments, replay
from tests.engine.forger import forge, said
from tests.engine.office import ANN, EVE, FRED
from tests.engine.postroom import ADDRESS, MELDING
from tests.proofs.judging import judge

MISSING = "De aanroep van een dienst bij 'verstuur#1' ontbreekt."
OTHER = "De aanroep van een dienst bij 'verstuur#1' staat er anders dan in de geschiedenis."
NOT_TOLD = "Er staat een aanroep van een dienst bij '{}', maar volgens de geschiedenis niet."
WHETHER = "Of het proces is stilgelegd, klopt niet met de geschiedenis."
WHY = "Wanneer, door wie of waarom het proces is stilgelegd, klopt niet met de geschiedenis."
NOBODY = "RD-2026-0099.1"


def reasons(office, number):
    return [reason for _subject, _position, reason in said(office, number)]


@pytest.fixture
def asks(sqlite_room):
    """Give the number of a case that asks a service, beside another one."""
    sqlite_room.send("ann@voorbeeld.nl")
    number = sqlite_room.send()
    assert said(sqlite_room.office, number) == []
    return number


@pytest.fixture
def still(sqlite_office):
    """Give the number of a case that is suspended, beside another one."""
    numbers = [sqlite_office.open(), sqlite_office.open()]
    with sqlite_office.store.begin() as tx:
        for number, why in zip(numbers, ("Eerst overleg", "Wacht op advies"), strict=True):
            cases.suspend(tx, number, why, FRED)
    judge(sqlite_office.store)
    return numbers[-1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("service = 'wis'", OTHER),
        ("called_at = called_at + 1", OTHER),
        ("payload = x'00'", OTHER),
        ("payload = (SELECT payload FROM service_call ORDER BY instance_id LIMIT 1)", OTHER),
        ("case_number = (SELECT min(case_number) FROM service_call)", OTHER),
        ("answer = x'00'", OTHER),
        ("place = 'anders#1'", NOT_TOLD.format("anders#1")),
    ],
)
def test_a_service_that_is_asked_otherwise_is_found(sqlite_office, asks, change, reason):
    forge(sqlite_office, f"UPDATE service_call SET {change} WHERE instance_id = '{asks}.1'")

    assert reason in reasons(sqlite_office, asks)


def test_a_service_that_is_not_asked_any_more_is_missed(sqlite_office, asks):
    forge(sqlite_office, f"DELETE FROM service_call WHERE instance_id = '{asks}.1'")

    assert reasons(sqlite_office, asks) == [MISSING]


def test_a_service_that_waits_for_its_next_try_or_was_answered_is_right(room):
    number = room.send()
    room.mailbox.refuses = {ADDRESS: 450}
    room.perform()
    assert said(room.office, number) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("\"by\" = 'eve'", WHY),
        ("at = at + 1", WHY),
        ("reason = x'00'", WHY),
        ("reason = (SELECT reason FROM suspension ORDER BY instance_id LIMIT 1)", WHY),
    ],
)
def test_who_changes_why_or_that_a_case_is_suspended_is_found(sqlite_office, still, change, reason):
    forge(sqlite_office, f"UPDATE suspension SET {change} WHERE instance_id = '{still}.1'")

    assert reasons(sqlite_office, still) == [reason]


def test_a_suspension_that_was_taken_away_or_put_there_is_found(sqlite_office, still):
    other = sqlite_office.open()
    forge(
        sqlite_office,
        f"UPDATE suspension SET instance_id = '{other}.1' WHERE instance_id = '{still}.1'",
    )

    assert reasons(sqlite_office, still) == reasons(sqlite_office, other) == [WHETHER]


@pytest.mark.parametrize(
    ("change", "reason"),
    [("NULL", WHETHER), ("suspended_at + 1", WHY), ("0", WHY), ("'x'", WHY)],
)
@pytest.mark.parametrize("table", ["timer", "service_call"])
def test_what_rings_in_a_suspended_case_or_is_silent_for_another_reason_is_found(
    sqlite_office, table, change, reason
):
    number = waits(sqlite_office, table)
    with sqlite_office.store.begin() as tx:
        cases.suspend(tx, number, "Eerst overleg", FRED)
    judge(sqlite_office.store)
    forge(sqlite_office, f"UPDATE {table} SET suspended_at = {change}")

    assert reason in reasons(sqlite_office, number)


@pytest.mark.parametrize("table", ["timer", "service_call"])
def test_what_is_silent_in_a_case_that_goes_on_is_found(sqlite_office, table):
    number = waits(sqlite_office, table)
    forge(sqlite_office, f"UPDATE {table} SET suspended_at = 1")

    assert reasons(sqlite_office, number) == [WHETHER]


def waits(office, table):
    """Open a case that waits for a moment."""
    if table == "timer":
        number = office.open()
        office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=5)
        return number
    with office.store.begin() as tx:
        deployments.deploy(tx, MELDING, by=ANN)
    return office.open("melding", adres=ADDRESS)


@pytest.mark.parametrize("table", ["suspension", "task"])
def test_what_stands_in_a_list_for_nobody_is_found_in_the_sweep(sqlite_office, still, table):
    forge(
        sqlite_office,
        f"UPDATE {table} SET instance_id = '{NOBODY}' WHERE instance_id = '{still}.1'",
    )
    found = [
        one.difference.reason.nl
        for portion in replay.verify_chains(sqlite_office.store, EVE)
        for one in portion.findings
    ]

    assert found == [f"In tabel {table} staat iets van {NOBODY}, maar dat proces is er niet."]
