"""Workers are killed at random moments, again and again, while they work on one database."""

import random

from engine.settings import Settings
from engine.store import open_store
from tests.proofs.reckoning import reckon
from tests.proofs.workshop import Worker, furnish

SEED = 20260105
PATIENCE = 60
MOST = 8  #: things that a worker has done when its turn comes
LONGEST = 0.05  #: seconds that it goes on then


def test_workers_that_are_killed_lose_nothing_and_double_nothing(
    tmp_path, empty_database_url, times, figures
):
    draw = random.Random(SEED)  # noqa: S311 - the same for a seed
    sink = tmp_path / "sink"
    sink.touch()
    found_store = open_store(Settings(data=tmp_path, database_url=empty_database_url))
    furnish(found_store)
    where = (tmp_path, empty_database_url, sink)
    workers = [Worker(*where), Worker(*where)]
    acknowledged, kills = [], times(15)
    for _ in range(kills):
        victim = workers.pop(0)
        for _ in range(draw.randint(1, MOST)):
            assert victim.listen(PATIENCE)
        victim.listen(draw.uniform(0, LONGEST))
        acknowledged += victim.kill()
        workers.append(Worker(*where))
    for worker in workers:
        acknowledged += worker.kill()

    figures(kills=kills, **reckon(found_store, sink, acknowledged))
    found_store.close()
