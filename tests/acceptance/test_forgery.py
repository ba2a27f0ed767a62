"""A row of history that somebody changed behind the back of the product does not go unnoticed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.acceptance.terminal import Terminal
from tests.processes import answers

POSITION = 2
FORGE = "UPDATE history SET by = 'karim' WHERE instance_id = ? AND position = ?"


@pytest.fixture(scope="module")
def number(town):
    """Register an idea, as it should be."""
    found = town.send("idee ontvangen", **answers.IDEA)
    town.do(found, "registreer_idee", **answers.REGISTERED)
    return found


@pytest.fixture(scope="module")
def instance(number):
    return f"{number}.2"


@pytest.fixture(scope="module")
def forged(town, instance):
    """Let somebody with the database in hand write another name on a completed task."""
    with closing(sqlite3.connect(town.folder / "regie.sqlite")) as database, database:
        guards = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'"
        ).fetchall()
        for (guard,) in guards:
            database.execute(f"DROP TRIGGER {guard}")
        assert database.execute(FORGE, (instance, POSITION)).rowcount == 1


def test_history_cannot_be_changed_in_passing(town, instance):
    with (
        closing(sqlite3.connect(town.folder / "regie.sqlite")) as database,
        pytest.raises(sqlite3.IntegrityError),
    ):
        database.execute(FORGE, (instance, POSITION))


def test_a_history_that_nobody_touched_verifies(town, number):
    said = Terminal(town.folder)("verify", number, "--as", "eve")

    assert said.code == 0
    assert "wrong" not in said.out


@pytest.mark.usefixtures("forged")
def test_verifying_finds_the_forged_event_and_says_where(town, number, instance):
    regie = Terminal(town.folder)

    said = regie("verify", number, "--as", "eve")
    facts = regie("verify", number, "--as", "eve", "--json").facts

    assert said.code == 1
    assert (
        f"{instance}: klopt niet bij gebeurtenis {POSITION}. Deze gebeurtenis is gewijzigd."
        in said.out
    )
    wrong = [each for each in facts if not each["right"]]
    assert [(each["instance"], each["position"]) for each in wrong] == [(instance, POSITION)]


@pytest.mark.usefixtures("forged")
def test_verifying_everything_finds_the_forged_event_too(town, number, instance):
    regie = Terminal(town.folder)

    said = regie("verify", "--all", "--as", "eve")
    facts = regie("verify", "--all", "--execute", "--as", "eve", "--json").facts

    assert (said.code, said.err) == (1, "")
    assert f"{instance}: gebeurtenis {POSITION} klopt niet. Deze gebeurtenis is gewijzigd." in (
        said.out.splitlines()
    )
    assert (facts["right"], facts["executed_cases"]) == (False, 1)
    assert {
        "case": number,
        "instance": instance,
        "position": POSITION,
        "reason": "This event was changed.",
    } in facts["findings"]


@pytest.mark.browser
@pytest.mark.usefixtures("forged")
def test_an_auditor_reads_of_the_forgery_on_the_pages(screen, number, instance):
    screen.take_turn("eve")
    screen.go(f"/toezicht/{number}?controle=1")
    whole = screen.text()
    screen.go(f"/toezicht/{number}/{instance}?g={POSITION}")
    moment = screen.text()

    assert "Deze gebeurtenis is gewijzigd." in whole
    assert "Deze gebeurtenis is gewijzigd." in moment
    assert screen.broken == []
