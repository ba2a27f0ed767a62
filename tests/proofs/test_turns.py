"""Threads of one program write one after the other, and none waits for itself."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import event

from engine import openings
from engine.model import Who
from engine.openings import Opening
from engine.store import DatabaseAway
from engine.store.turn import AlreadyWriting, OneByOne
from tests.clock import Clock
from tests.proofs.judging import judge

THREADS = 8
EACH = 10


def opened(found_store):
    with found_store.begin() as tx:
        return openings.open_case(tx, Opening("aanvraag", {"titel": "Brug"}), Who("bob")).number


def never_wait(found_store):
    """Let SQLite refuse at once when somebody else writes, instead of looking again later."""
    never = lambda connection, *_: connection.execute("PRAGMA busy_timeout=0")  # noqa: E731
    event.listen(found_store._engine, "checkout", never)
    found_store._engine.dispose()


def test_threads_that_write_at_once_never_meet_in_sqlite(sqlite_office):
    found_store = sqlite_office.store
    never_wait(found_store)
    stores = [found_store, found_store.at_clock(Clock())] * (THREADS // 2)
    gate = Barrier(THREADS)

    def write(mine):
        gate.wait()
        return [opened(mine) for _ in range(EACH)]

    with ThreadPoolExecutor(THREADS) as threads:
        numbers = {number for found in threads.map(write, stores) for number in found}

    assert len(numbers) == THREADS * EACH
    assert judge(found_store).cases == numbers


def test_a_thread_that_writes_cannot_begin_to_write_once_more(office):
    found_store = office.store
    with (
        found_store.begin(),
        pytest.raises(AlreadyWriting, match="in a transaction that writes already"),
        found_store.begin(),
    ):
        pass
    with (
        found_store.begin(),
        pytest.raises(AlreadyWriting),
        found_store.at_clock(office.clock).begin(),
    ):
        pass

    assert opened(found_store) in judge(found_store).cases


def test_who_was_refused_may_write_again(office):
    with pytest.raises(ZeroDivisionError), office.store.begin():
        _ = 1 / 0

    assert opened(office.store) in judge(office.store).cases


def test_a_thread_that_writes_may_read_what_was_there_before(office):
    number = opened(office.store)
    with office.store.begin(), office.store.read() as tx:
        assert office.case(number).number == number
        assert tx.now == office.clock.now


def test_who_waits_for_too_long_is_told_that_the_database_does_not_answer():
    turn = OneByOne(patience_seconds=0)
    with turn, ThreadPoolExecutor(1) as threads:
        refused = threads.submit(turn.__enter__).exception()

    assert isinstance(refused, DatabaseAway)
    with turn:
        pass
