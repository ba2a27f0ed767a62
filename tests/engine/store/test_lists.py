"""Lists of tasks that are longer than anybody counts: what is said is true, all can be reached."""

import pytest

from engine import tables, tasks
from engine.store.lists import COUNTED, PAGE
from tests.counting import Counting
from tests.engine.crowd import crowd
from tests.engine.office import BOB

MORE = 60
TOTAL = COUNTED + MORE


@pytest.fixture
def crowded(office):
    """Give an office where more tasks stand than are counted."""
    number = office.open()
    crowd(office.store, number, TOTAL - 1)
    return office


def page(office, number, **more):
    with office.store.read() as tx:
        return tasks.of_bodies(tx, BOB, page=number, **more)


def test_of_a_long_list_it_is_said_that_there_are_more(crowded):
    for found in (page(crowded, 1), page(crowded, 1, search="beoordeel")):
        assert (found.total, found.more, len(found.rows)) == (COUNTED, True, PAGE)


def test_a_list_as_long_as_is_counted_is_counted_to_the_last(office):
    crowd(office.store, office.open(), COUNTED - 1)

    found = page(office, 1)
    assert (found.total, found.more) == (COUNTED, False)


def test_who_turns_pages_comes_to_every_task_once(crowded):
    seen, found = [], page(crowded, 1)
    while True:
        seen += [row.task.id for row in found.rows]
        if found.page == found.pages:
            break
        found = page(crowded, found.page + 1)

    assert (len(seen), len(set(seen))) == (TOTAL, TOTAL)
    assert (found.total, found.more) == (TOTAL, False)


def test_a_page_that_is_not_there_gives_the_last_one(crowded):
    found = page(crowded, 999)

    assert (found.page, found.pages, len(found.rows)) == (43, 43, TOTAL % PAGE)


def test_a_made_up_page_takes_no_more_than_the_last_one(crowded):
    counting = Counting(crowded.store)

    last, made_up = (
        counting.of(lambda tx, number=number: tasks.of_bodies(tx, BOB, page=number))
        for number in (43, 999_999)
    )

    assert (last, made_up) == (2, 2)


def test_what_somebody_did_is_counted_no_further_either(crowded):
    task = tables.task
    with crowded.store.begin() as tx:
        tx.change(task.update().values(done_at=tx.now, done_by=BOB.id))

    with crowded.store.read() as tx:
        found = tasks.done(tx, BOB)
    assert (found.total, found.more) == (COUNTED, True)
