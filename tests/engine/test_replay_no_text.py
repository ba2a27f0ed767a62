"""Bytes that are no text, written into the file of the database, are found and stop nobody.

They are written as a text that is none, and as bytes, which SQLite keeps in a column of text too.
"""

# ruff: noqa: S608 - the forger writes SQL

from pathlib import Path

import pytest

from engine import replay, store
from engine.settings import Settings
from engine.store import open_store
from tests.engine.forger import CHILD, NUMBER, PARENT, forge, said
from tests.engine.office import EVE

NO_TEXT = ("CAST(x'ff' AS TEXT)", "x'ff'")
FIRST = f"instance_id = '{PARENT}' AND position = 1"
WORK = f"instance_id = '{CHILD}'"

FORGED = [
    ("history", "facts", FIRST, (PARENT, 1, "Deze gebeurtenis is gewijzigd.")),
    ("history", "kind", FIRST, (PARENT, 1, "Deze gebeurtenis is gewijzigd.")),
    ("history", "by", FIRST, (PARENT, 1, "Deze gebeurtenis is gewijzigd.")),
    ("history", "sealed", FIRST, (PARENT, 1, "Deze gebeurtenis is gewijzigd.")),
    ("history", "hash", FIRST, (PARENT, 1, "Deze gebeurtenis is gewijzigd.")),
    ("history", "instance_id", FIRST, (PARENT, 1, "Deze gebeurtenis ontbreekt.")),
    (
        "instance",
        "snapshot",
        f"id = '{PARENT}'",
        (PARENT, None, "De bewaarde stand van het proces is niet die van de geschiedenis."),
    ),
    (
        "instance",
        "outcome",
        f"id = '{PARENT}'",
        (PARENT, None, "Hoe of wanneer het proces afliep, klopt niet met de geschiedenis."),
    ),
    *(
        (
            "task",
            column,
            WORK,
            (CHILD, None, f"Van de taak 'Werk (werk#1)' klopt {what} niet met de geschiedenis."),
        )
        for column, what in (
            ("id", "het kenmerk"),
            ("case_number", "de zaak"),
            ("name", "de naam"),
            ("body", "het gremium"),
            ("claimed_by", "wie haar oppakte"),
            ("due", "de uiterste datum"),
        )
    ),
    ("task", "place", WORK, (CHILD, None, "De taak 'Werk (werk#1)' ontbreekt in de werklijst.")),
    ("comment", "text", "", (NUMBER, None, "De opmerking van bob van 05-01-2026 is gewijzigd.")),
    ("comment", "by", "", (NUMBER, None, "De opmerking van bob van 05-01-2026 is gewijzigd.")),
    ("document", "name", "", (NUMBER, None, "Het stuk 'plan.pdf' van bob van 05-01-2026")),
    ("case", "title", "", (NUMBER, None, "De titel '�' van de zaak is niet die")),
    ("case", "instances", "", (NUMBER, None, "Er zijn meer processen begonnen dan de zaak zegt")),
    ("case", "receipt", "", (NUMBER, None, f"In tabel case staat bij '{NUMBER}' iets dat geen")),
    ("document", "task_id", "", (NUMBER, None, "In tabel document staat bij '")),
    ("instance", "parent_place", f"id = '{CHILD}'", (NUMBER, None, "In tabel instance staat bij")),
]


@pytest.mark.parametrize("value", NO_TEXT)
@pytest.mark.parametrize("forged", FORGED, ids=[f"{one[0]}-{one[1]}" for one in FORGED])
def test_verifying_a_case_finds_it_where_it_stands(running, forged, value):
    table, column, where, expected = forged
    forge(running, f'UPDATE "{table}" SET {column} = {value} WHERE {where or "true"}')

    subject, position, reason = expected
    found = said(running)
    assert any(one[:2] == (subject, position) and one[2].startswith(reason) for one in found), found


def swept(office):
    portions = replay.verify_chains(office.store, EVE)
    return [finding for portion in portions for finding in portion.findings]


@pytest.mark.parametrize("value", NO_TEXT)
def test_a_sweep_finds_it_in_history_with_case_and_position(running, value):
    forge(running, f"UPDATE history SET facts = {value} WHERE {FIRST}")

    (found,) = swept(running)
    assert (found.case_number, found.instance_id, found.difference.position) == (NUMBER, PARENT, 1)


@pytest.mark.parametrize("value", NO_TEXT)
@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("person", "name", "bob"),
        ("person", "language", "bob"),
        ("person", "organisation_id", "bob"),
        ("library", "name", "form, �"),
        ("body", "name", "�"),
        ("person_role", "role", "ann, �"),
    ],
)
def test_a_sweep_finds_it_in_what_belongs_to_no_case(running, table, column, row, value):
    where = {
        "person": "id = 'bob'",
        "body": "name = 'Kernteam'",
        "library": "name = 'hoe'",
        "person_role": "person_id = 'ann'",
    }
    assert swept(running) == []
    forge(running, f"UPDATE {table} SET {column} = {value} WHERE {where[table]}")

    found = [one.difference.reason.nl for one in swept(running)]
    assert found == [
        f"In tabel {table} staat bij '{row}' iets dat geen leesbare tekst is ({column})."
    ]


def test_a_sweep_finds_bytes_that_could_be_read_as_text(running):
    forge(running, "UPDATE person SET name = CAST(name AS BLOB) WHERE id = 'bob'")

    (found,) = [one.difference.reason.nl for one in swept(running)]
    assert found == "In tabel person staat bij 'bob' iets dat geen leesbare tekst is (name)."


@pytest.mark.parametrize("column", ["facts", "kind", "by"])
def test_verifying_a_case_finds_bytes_in_history_that_read_as_what_stood_there(running, column):
    forge(running, f"UPDATE history SET {column} = CAST({column} AS BLOB) WHERE {FIRST}")

    found = f"In tabel history staat bij '{PARENT}, 1' iets dat geen leesbare tekst is ({column})."
    assert said(running) == [(NUMBER, None, found)]


def test_verifying_a_case_finds_it_in_what_an_instance_waits_for(running):
    waits = f"VALUES ('{PARENT}', 'wacht#1', 0, x'ff', 'x')"
    forge(running, f"INSERT INTO subscription (instance_id, place, event, kind, name) {waits}")

    found = f"In tabel subscription staat bij '{PARENT}, wacht#1, 0' iets dat geen leesbare tekst"
    assert any(reason.startswith(found) for _, _, reason in said(running))


def test_what_people_wrote_with_the_sign_itself_is_text(running):
    forge(running, "UPDATE person SET name = 'Bob �' WHERE id = 'bob'")

    assert swept(running) == []


@pytest.mark.parametrize("value", NO_TEXT)
def test_a_case_of_which_the_number_was_damaged_keeps_nobody_from_opening_the_database(
    running, value
):
    other = running.open("ouder", aantal=1)
    for table, column in (("case", "number"), ("case_key", "case_number")):
        forge(running, f"UPDATE \"{table}\" SET {column} = {value} WHERE {column} = '{NUMBER}'")
    folder = Path(running.store._engine.url.database).parent

    opened = open_store(Settings(data=folder))
    with opened.read() as tx:
        assert store.cases.find(tx, other) is not None
    opened.close()
