"""Workers with a queue are killed under load, and so is the database they share."""

import random
from itertools import count
from threading import Event

import pytest

from engine.settings import Settings
from engine.store import open_store
from tests.proofs.reckoning import reckon
from tests.proofs.workshop import A_MOMENT, Worker, furnish, load, queue_worker

pytestmark = pytest.mark.postgresql

SEED = 20260105
PATIENCE = 120
MOST = 8  #: things that people have done between two kills
LONGEST = 0.5  #: seconds that a worker goes on then


@pytest.fixture
def begun(tmp_path, server):
    """Give a furnished store, where it is, and the file in which the service writes."""
    url = f"postgresql+psycopg://postgres@/proof?host={server.folder}"
    sink = tmp_path / "sink"
    sink.touch()
    found_store = open_store(Settings(data=tmp_path, database_url=url))
    furnish(found_store)
    yield found_store, (tmp_path, url, sink)
    found_store.close()


def wait_for_more(sink):
    """Wait until a worker has asked the service once more."""
    before = sink.stat().st_size
    for moment in count():
        if sink.stat().st_size > before:
            return
        assert moment * A_MOMENT < PATIENCE, "no worker performs anything"
        Event().wait(A_MOMENT)


def test_workers_with_a_queue_that_are_killed_lose_nothing_and_double_nothing(
    begun, times, figures
):
    found_store, where = begun
    draw = random.Random(SEED)  # noqa: S311 - the same for a seed
    people = Worker(*where, does=load)
    workers = [Worker(*where, does=queue_worker), Worker(*where, does=queue_worker)]
    kills = times(4, share=0.2)
    for _ in range(kills):
        victim = workers.pop(0)
        assert victim.listen(PATIENCE)
        for _ in range(draw.randint(1, MOST)):
            assert people.listen(PATIENCE)
        victim.listen(draw.uniform(0, LONGEST))
        victim.kill()
        workers.append(Worker(*where, does=queue_worker))
    wait_for_more(where[2])
    acknowledged = people.kill()
    for worker in workers:
        worker.kill()

    figures(kills=kills, **reckon(found_store, where[2], acknowledged))


def test_workers_with_a_queue_go_on_when_the_database_comes_back(begun, server, times, figures):
    found_store, where = begun
    people = Worker(*where, does=load)
    worker = Worker(*where, does=queue_worker)
    kills = times(1, share=0.02)
    for _ in range(kills):
        wait_for_more(where[2])
        server.kill()
        server.start()
    wait_for_more(where[2])
    assert worker.process.is_alive()
    acknowledged = people.kill()
    worker.kill()

    figures(kills=kills, **reckon(found_store, where[2], acknowledged))
