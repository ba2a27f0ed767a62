"""A transaction is one moment: what it reads fits together, whoever writes meanwhile."""

import time
from contextlib import ExitStack
from threading import Event, Thread

import pytest
from sqlalchemy import func, select, update

from engine import people, tables
from engine.settings import Settings
from engine.store import DatabaseBusy, open_store
from engine.store.turn import PATIENCE_SECONDS
from tests.clock import Clock
from tests.writer import writing


def count(tx):
    return tx.row(select(func.count()).select_from(tables.case))[0]


def test_what_a_reader_reads_is_of_one_moment(office):
    office.open()
    with office.store.read() as tx:
        before = count(tx)
        office.open()

        assert count(tx) == before == 1


@pytest.fixture(params=["the same program", "another program"])
def other(request, office, tmp_path, database_url):
    """Give a store on the same database: of this program, or of another one beside it."""
    if request.param == "the same program":
        yield office.store
        return
    opened = open_store(Settings(data=tmp_path, database_url=database_url), Clock())
    yield opened
    opened.close()


def rename(tx):
    tx.change(update(tables.person).values(name=tables.person.c.name))


def test_who_does_not_wait_is_told_at_once_that_others_write(office, other):
    with writing(other, rename):
        began = time.monotonic()
        with pytest.raises(DatabaseBusy), office.store.begin_at_once() as tx:
            rename(tx)

        assert time.monotonic() - began < PATIENCE_SECONDS


def test_who_does_not_wait_writes_when_nobody_else_does(office, other):
    with writing(other, rename):
        pass
    with office.store.begin_at_once() as tx:
        people.leave(tx, "ann")

    with pytest.raises(people.UnknownPerson), office.store.read() as tx:
        people.person(tx, "ann")


def test_after_who_did_not_wait_others_wait_as_before(office, other):
    with ExitStack() as writer:
        writer.enter_context(writing(other, rename))
        with pytest.raises(DatabaseBusy), office.store.begin_at_once() as tx:
            rename(tx)
        wrote = Event()
        waits = Thread(target=_write, args=(office.store, wrote))
        waits.start()
        writer.close()
        waits.join()

    assert wrote.is_set()


def _write(found_store, wrote):
    with found_store.begin() as tx:
        rename(tx)
    wrote.set()
