"""The demonstration reads as if it happened: in its order, at its hours, with work left to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from engine import demonstration, people
from engine.model import HOME
from engine.settings import Settings
from engine.store import lists, open_store

TODAY = datetime(2026, 11, 26, 5, 30, tzinfo=UTC)
#: whom the README and the guides name; she who is only there to look on has no tasks
NAMED = ("sanne", "joris", "marijke")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give the folder of a demonstration that was begun on a Thursday before dawn."""
    data = tmp_path_factory.mktemp("demonstration")
    settings = Settings(data=data, demo_password="een lang wachtwoord")  # noqa: S106
    opened = open_store(settings, lambda: TODAY)
    demonstration.prepare(opened, settings)
    opened.close()
    return data


@pytest.fixture(scope="module")
def rows(folder):
    """Give a way to ask the database."""
    with closing(sqlite3.connect(folder / "regie.sqlite")) as database:
        yield lambda query: database.execute(query).fetchall()


def moment(stored):
    return datetime.fromtimestamp(stored / 1_000_000, HOME)


def moments(rows, kinds):
    found = rows(f"SELECT at FROM history WHERE kind IN ({kinds}) ORDER BY at")  # noqa: S608
    return [moment(at) for (at,) in found]


def test_every_version_was_published_before_the_first_case(rows):
    ((published,),) = rows("SELECT max(at) FROM deployment")
    ((opened,),) = rows('SELECT min(opened_at) FROM "case"')

    assert moment(published) < moment(opened)


@pytest.mark.parametrize("series", ["RD", "BZ"])
def test_cases_are_numbered_in_the_order_of_their_opening(rows, series):
    numbers = [
        number
        for (number,) in rows('SELECT number FROM "case" ORDER BY opened_at')
        if number.startswith(series)
    ]

    assert len(numbers) >= 3
    assert numbers == sorted(numbers)


def test_people_work_in_office_hours_and_not_always_at_the_same_minute(rows):
    worked = moments(rows, "'TaskCompleted', 'TaskClaimed', 'CommentAdded'")

    assert all(9 <= at.hour < 17 and at.isoweekday() <= 5 for at in worked)
    assert len({(at.hour, at.minute) for at in worked}) > 100


def test_timers_fire_at_their_own_moment(rows):
    fired = moments(rows, "'TimerFired'")

    assert any((at.hour, at.minute, at.second) == (0, 0, 0) for at in fired)


def test_no_case_was_touched_after_today(rows):
    ((last,),) = rows("SELECT max(at) FROM history")

    assert moment(last) <= TODAY


def test_papers_for_a_meeting_could_still_be_sent_in_time(rows):
    planned = dict(
        rows(
            "SELECT case_number, max(done_at) FROM task WHERE place = 'plan_op_agenda#1' GROUP BY 1"
        )
    )
    met = rows(
        "SELECT case_number, min(offered_at) FROM task WHERE place LIKE 'stel_aanwez%' GROUP BY 1"
    )

    found = [(moment(at) - moment(planned[number])).days for number, at in met if planned[number]]
    assert found
    assert min(found) >= 21


@pytest.mark.parametrize("person_id", NAMED)
def test_who_is_named_to_sign_in_has_something_to_do(folder, person_id):
    opened = open_store(Settings(data=folder), lambda: TODAY)
    with opened.read() as tx:
        person = people.person(tx, person_id)
        mine = lists.count_mine(tx, person)[0]
    opened.close()

    assert mine >= 1


def test_the_programme_office_has_tasks_to_share(folder):
    opened = open_store(Settings(data=folder), lambda: TODAY)
    with opened.read() as tx:
        found = lists.of_bodies(tx, people.person(tx, "sanne")).rows
    opened.close()

    assert [each.task.claimed_by for each in found].count(None) >= 2
