"""What is no number, day, place or role in the database: every page of its row is still shown."""

import pytest

from engine import store
from engine.model import Substitution
from tests.webui.forged_pages import broken, fill

NO_NUMBERS = ("'x'", "1.5")
NUMBERS = {
    "history": ("position", "at"),
    "instance": ("position", "depth", "started_at"),
    "task": ("priority", "offered_at", "due", "claimed_at"),
    "case": ("instances", "opened_at", "closed_at"),
    "document": ("size", "at"),
    "bundle": ("version",),
    "start_timer": ("event", "opened", "due"),
    "start_steering": ("event", "at"),
    "post_steering": ("at", "sent_at"),
    "delivery": ("position", "number", "received"),
}


@pytest.mark.parametrize("table", NUMBERS)
def test_no_page_breaks_on_what_is_no_number(place, table):
    forged = [(column, value) for column in NUMBERS[table] for value in NO_NUMBERS]

    assert broken(place, fill(place), table, forged) == []


def test_no_page_breaks_on_a_day_that_is_none(place):
    with place.store.begin() as tx:
        day = tx.now.date()
        store.people.add_substitution(tx, Substitution("carol", "bob", day, day))
    forged = [(column, value) for column in ("since", "until") for value in ("'x'", "'2026'")]

    assert broken(place, fill(place), "substitution", forged) == []


def test_no_page_breaks_on_a_task_at_a_place_that_is_none(place):
    forged = [("place", value) for value in ("''", "'x'", "'x#y'", "x'ff'")]

    assert broken(place, fill(place), "task", forged) == []


def test_no_page_breaks_on_a_role_that_does_not_exist(place):
    forged = [("role", value) for value in ("'baas'", "x'ff'")]

    assert broken(place, fill(place), "person_role", forged) == []
