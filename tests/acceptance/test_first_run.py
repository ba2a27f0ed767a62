"""`make run`, the first time and the second: example people and cases, and nothing lost."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.acceptance.terminal import Terminal, free_port
from tests.acceptance.town import PASSWORD


@pytest.fixture(scope="module")
def folder(demonstrated, tmp_path_factory):
    """Give a copy of what the first start made."""
    return shutil.copytree(demonstrated, tmp_path_factory.mktemp("again") / "data")


@pytest.fixture(scope="module")
def terminal(folder):
    return Terminal(folder, REGIE_DEMO_PASSWORD=PASSWORD)


def told(folder, statement):
    with closing(sqlite3.connect(folder / "regie.sqlite")) as database:
        return database.execute(statement).fetchall()


def titles(folder):
    return dict(told(folder, 'SELECT number, title FROM "case"'))


def past(folder):
    """Give everything that happened, and what it was decided with."""
    return told(folder, "SELECT * FROM history"), told(folder, "SELECT * FROM deployment")


def test_the_first_start_fills_it_with_people_and_cases(terminal, folder):
    people = terminal("user", "--json").facts

    assert {"sanne", "willemijn", "paula", "otto"} <= {each["person"] for each in people}
    assert "Veilig fietsen langs het kanaal" in titles(folder).values()
    assert len(titles(folder)) >= 12


def test_the_second_start_adds_nothing_and_keeps_everything(terminal, folder):
    before = past(folder)
    terminal("user", "--add", "Fenna Fokkens", "fenna", typed=f"{PASSWORD}\n")

    with terminal.service(free_port(), "demo") as server:
        server.wait_until_it_answers()
        server.kill()
        said = server.process.stdout.read()

    assert past(folder) == before
    assert "fenna" in {each["person"] for each in terminal("user", "--json").facts}
    assert server.address in said
    assert PASSWORD in said
