"""Bytes that are no text in the database: every page of what they stand in is still shown."""

# ruff: noqa: S608 - the forger writes SQL

import sqlite3
from contextlib import closing
from io import BytesIO

import pytest

from engine import deployments, starts, store, tasks
from tests.webui.test_studio_starts import WEEKLY
from tests.webui.workplace import ANN, BOB, FRED, PDF

BROKEN = 500
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
NO_TEXT = "CAST(x'ff' AS TEXT)"
COLUMNS = {
    "history": ("instance_id", "kind", "facts", "sealed", "by", "hash"),
    "instance": ("id", "case_number", "snapshot", "outcome", "digest"),
    "task": (
        *("id", "instance_id", "case_number", "name", "body"),
        *("form_id", "assignee", "claimed_by", "done_by", "due"),
    ),
    "case": ("number", "title", "status", "process_id", "receipt"),
    "comment": ("id", "by", "text", "at"),
    "document": ("id", "by", "name", "sha256"),
    "person": ("name",),
    "body": ("name", "code"),
    "membership": ("body",),
    "bundle": ("name", "digest", "process_id", "diagram"),
    "bundle_file": ("kind", "name"),
    "library": ("content",),
    "process": ("digest", "process_id"),
    "deployment": ("by",),
    "start_timer": ("moments", "element_id", "stopped_by"),
    "start_steering": ("what", "process_id", "reason", "by"),
}


@pytest.fixture
def filled(place):
    """Give the number of a case with a comment, a document and a task that Bob claimed."""
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
        deployments.deploy(tx, WEEKLY, by=ANN)
        starts.stop(tx, "p/week", "Vakantie", ANN)
    number = place.idea()
    bob = place.as_("bob")
    bob.send(f"/zaken/{number}/opmerkingen", opmerking="Goed plan")
    bob.send(f"/zaken/{number}/stukken", document=(BytesIO(PDF), "plan.pdf"))
    with place.store.begin() as tx:
        tasks.claim(tx, place.task(number), BOB)
    return number


def addresses(place, number):
    """Give who asks for which pages."""
    parts = ("", "/stappen", "/verloop", "/stukken", "/opmerkingen")
    case = [f"/zaken/{number}{part}" for part in parts]
    moment = f"/toezicht/{number}/{number}.1"
    check = f"/toezicht/{number}?controle=1"
    yield (
        "bob",
        ["/", "/taken", "/taken/gremium", "/zaken", *case, place.address(place.task(number))],
    )
    yield "eve", ["/toezicht?controle=1", check, moment, f"{moment}?g=1&controle=1"]
    yield "eve", ["/toezicht/begin", "/processen", "/processen/p"]
    yield "fred", ["/beheer", f"/zaken/{number}/beheer"]


@pytest.mark.parametrize("table", COLUMNS)
def test_no_page_breaks_on_bytes_that_are_no_text(place, filled, table):
    visitors = [(place.as_(who), asked) for who, asked in addresses(place, filled)]
    with closing(sqlite3.connect(place.store._engine.url.database)) as live:
        for (name,) in live.execute(TRIGGERS).fetchall():
            live.execute(f"DROP TRIGGER {name}")
        kept = sqlite3.connect(":memory:")
        live.backup(kept)
        for column in COLUMNS[table]:
            live.execute(f'UPDATE OR REPLACE "{table}" SET {column} = {NO_TEXT}')
            live.commit()
            for visitor, asked in visitors:
                for address in asked:
                    answer = visitor.client.get(address)
                    assert answer.status_code < BROKEN, (column, address)
            kept.backup(live)
        kept.close()
