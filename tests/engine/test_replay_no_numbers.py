"""What is no number, no place or no role, written into the file of the database, is found."""

# ruff: noqa: S608 - the forger writes SQL

from datetime import date

import pytest

from engine import replay, store
from engine.model import Substitution
from engine.replay import sweeping
from tests.engine.forger import CHILD, NUMBER, PARENT, forge, said
from tests.engine.office import EVE

NO_NUMBERS = ("'x'", "x'ff'", "1.5")
LONG = "De geschiedenis gaat verder dan de stand van het proces."
CHANGED = "Deze gebeurtenis is gewijzigd."
MISSING = "Deze gebeurtenis ontbreekt."
FIRST = f"instance_id = '{PARENT}' AND position = 1"


def nothing(table, column, row):
    return (
        NUMBER,
        None,
        f"In tabel {table} staat bij '{row}' iets dat geen getal of datum is ({column}).",
    )


AT_PARENT = "UPDATE instance SET position = {} WHERE id = '" + PARENT + "'"
FORGED = [
    (AT_PARENT, (PARENT, 1, LONG)),
    (AT_PARENT, nothing("instance", "position", PARENT)),
    (f"UPDATE instance SET depth = {{}} WHERE id = '{CHILD}'", nothing("instance", "depth", CHILD)),
    (f"UPDATE history SET position = {{}} WHERE {FIRST}", (PARENT, 1, MISSING)),
    (f"UPDATE history SET at = {{}} WHERE {FIRST}", (PARENT, 1, CHANGED)),
    ('UPDATE "case" SET instances = {}', nothing("case", "instances", NUMBER)),
    (
        f"UPDATE task SET priority = {{}} WHERE instance_id = '{CHILD}'",
        nothing("task", "priority", f"{CHILD}/werk#1"),
    ),
    ("UPDATE document SET size = {}", (NUMBER, None, "Het stuk 'plan.pdf' van bob van 05-01-2026")),
    ("UPDATE document SET size = {}", (NUMBER, None, "In tabel document staat bij '")),
    ("UPDATE comment SET at = {}", (NUMBER, None, "In tabel comment staat bij '")),
]


@pytest.mark.parametrize("value", NO_NUMBERS)
@pytest.mark.parametrize(("statement", "expected"), FORGED)
def test_verifying_a_case_finds_what_is_no_number(running, statement, expected, value):
    forge(running, statement.format(value))

    subject, position, reason = expected
    found = said(running)
    assert any(one[:2] == (subject, position) and one[2].startswith(reason) for one in found), found


@pytest.mark.parametrize("value", ["'x'", "'werk#x'", "x'ff'"])
def test_verifying_a_case_finds_a_task_at_a_place_that_is_none(running, value):
    forge(running, f"UPDATE task SET place = {value} WHERE instance_id = '{CHILD}'")

    found = (CHILD, None, "De taak 'Werk (werk#1)' ontbreekt in de werklijst.")
    assert found in said(running)


@pytest.mark.parametrize("value", ["'x'", "x'ff'", "NULL"])
def test_a_process_whose_place_in_its_parent_was_changed_still_ends_and_is_found(running, value):
    forge(running, f"UPDATE instance SET parent_place = {value} WHERE id = '{CHILD}'")
    running.complete(f"{CHILD}/werk#1", hoe="goed")
    running.complete(f"{CHILD}/door#1")

    assert (CHILD, 1, "Geen ander proces van de zaak heeft dit proces aangeroepen.") in said(
        running
    )


def swept(office, most=sweeping.PORTION):
    portions = replay.verify_chains(office.store, EVE, most=most)
    return [finding.difference for portion in portions for finding in portion.findings]


@pytest.mark.parametrize("most", [1, 2, 3, sweeping.PORTION])
@pytest.mark.parametrize("value", NO_NUMBERS)
def test_a_sweep_comes_to_its_end_past_positions_that_are_none(running, value, most):
    forge(running, f"UPDATE history SET position = {value} WHERE {FIRST}")

    assert [(one.position, one.reason.nl) for one in swept(running, most)] == [(1, MISSING)]


def test_a_sweep_finds_a_version_that_is_no_number(running):
    forge(running, "UPDATE bundle SET version = 'x' WHERE process_id = 'ouder'")

    (found,) = [one.reason.nl for one in swept(running)]
    assert found.startswith("In tabel bundle staat bij '")
    assert found.endswith("' iets dat geen getal of datum is (version).")


@pytest.mark.parametrize("value", ["'x'", "x'ff'", "'2026'", "'2026-02-30'", "7"])
def test_a_sweep_finds_a_day_that_is_none(running, value):
    with running.store.begin() as tx:
        day = date(2026, 1, 5)
        store.people.add_substitution(tx, Substitution("bob", "carol", day, day))
    assert swept(running) == []
    forge(running, f"UPDATE substitution SET until = {value}")

    (found,) = [one.reason.nl for one in swept(running)]
    row = "bob, carol, 2026-01-05"
    assert (
        found == f"In tabel substitution staat bij '{row}' iets dat geen getal of datum is (until)."
    )
    with running.store.read() as tx:
        store.people.substitutions(tx, "carol", day)


def test_a_role_that_does_not_exist_gives_nothing_and_is_found(running):
    forge(running, "UPDATE person_role SET role = 'baas' WHERE person_id = 'eve'")

    assert [one.reason.nl for one in swept(running)] == [
        "Bij 'eve' staat een rol die er niet is: baas."
    ]
    with running.store.read() as tx:
        assert store.people.find(tx, "eve", date(2026, 1, 5)).roles == frozenset()
