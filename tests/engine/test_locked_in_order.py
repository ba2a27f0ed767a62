"""Who locks several rows does so in one order, so that no two wait for each other: PostgreSQL."""

from threading import Thread

import pytest
from sqlalchemy import delete, select, text, update

from engine import messages, openings, store, tables
from engine.model import Who
from engine.openings import Opening
from engine.settings import Settings
from engine.store import open_store
from engine.store.post import Letter
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    SIGNAL,
    catch,
    diagram,
    end,
    go,
    start,
    throw,
    user,
)
from tests.engine.keeping import A_MOMENT, kept, needs
from tests.engine.letters import deploy
from tests.proofs.judging import judge

pytestmark = pytest.mark.postgresql
WAITS_FOR_ME = text(
    "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
)
LOOKS = 3_000
THROWS = diagram(start(), throw("t", SIGNAL), end(), go("s t e"))
HEARS = diagram(start(), catch("c", SIGNAL), user("u"), go("s c u"))
BEGINS = diagram(start("s", SIGNAL), user("u"), go("s u"))


@pytest.fixture
def three(two, tmp_path, postgresql_url, clock):
    """Give an office on PostgreSQL, and two other programs on the same database."""
    third = open_store(Settings(data=tmp_path, database_url=postgresql_url), clock)
    yield *two, third
    third.close()


def delivering(office):
    """Give another thread that delivers; what goes wrong in it fails the test."""
    return Thread(target=messages.deliver, args=(office.store,))


def await_waiter(tx, thread):
    """Look until somebody waits for what this transaction holds."""
    for _ in range(LOOKS):
        if tx.row(WAITS_FOR_ME) is not None:
            return
        thread.join(A_MOMENT)
    pytest.fail("nobody had to wait")


def lock(tx, post_id):
    message = tables.message
    tx.rows(select(message.c.id).where(message.c.id == post_id).with_for_update())


def send(office, *names):
    with office.store.begin() as tx:
        for name in names:
            store.post.send(tx, Letter("message", name, "k"))


def begun(office, process_id):
    with office.store.read() as tx:
        found = select(tables.instance.c.id).where(tables.instance.c.process_id == process_id)
        return len(tx.rows(found))


def test_who_looks_for_another_part_has_given_back_what_it_found_with_a_broken_one(two):
    office, other = two
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE))
    send(office, "m1", "m1", "m2")
    with office.store.begin() as tx:
        tx.change(update(tables.message).where(tables.message.c.id == 1).values(payload=b"?"))
    thread = delivering(office)
    with other.begin() as tx:
        lock(tx, 2)
        thread.start()
        await_waiter(tx, thread)
        lock(tx, 3)
    thread.join()

    assert (begun(office, "samen"), kept(office)) == (1, 1)
    judge(office.store)


def test_who_looks_for_another_part_has_given_back_what_it_found_with_one_that_others_took(three):
    office, other, third = three
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE))
    send(office, "m1", "m1", "m2")
    thread = delivering(office)
    with other.begin() as tx:
        lock(tx, 2)
        with third.begin() as taking:
            taking.change(delete(tables.message).where(tables.message.c.id == 1))
            thread.start()
            await_waiter(taking, thread)
        await_waiter(tx, thread)
        lock(tx, 3)
    thread.join()

    assert (begun(office, "samen"), kept(office)) == (1, 0)
    judge(office.store)


def test_the_cases_that_hear_a_signal_and_the_one_that_sent_it_are_locked_in_one_order(two):
    office, other = two
    deploy(office, stuurt=THROWS, hoort=HEARS, begint=BEGINS)
    with office.store.begin() as tx:
        first = openings.open_case(tx, Opening("stuurt", {}), Who("bob")).number
        second = openings.open_case(tx, Opening("hoort", {}), Who("bob")).number
    thread = delivering(office)
    with other.begin() as tx:
        store.instances.lock_case(tx, first)
        thread.start()
        await_waiter(tx, thread)
        store.instances.lock_case(tx, second)
    thread.join()

    assert (begun(office, "begint"), kept(office)) == (1, 0)
    assert office.open_tasks(second) == [f"{second}.1/u#1"]
    judge(office.store)
