"""PostgreSQL is killed with all its processes and started again, while clients go on."""

import random

import pytest

from engine.settings import Settings
from engine.store import open_store
from tests.proofs.reckoning import reckon
from tests.proofs.workshop import Worker, furnish

pytestmark = pytest.mark.postgresql

SEED = 20260105
PATIENCE = 120
CLIENTS = 4
MOST = 10  #: things that each client has done between two kills


def test_what_postgresql_acknowledged_survives_its_kill(server, tmp_path, times, figures):
    url = f"postgresql+psycopg://postgres@/proof?host={server.folder}"
    draw = random.Random(SEED)  # noqa: S311 - the same for a seed
    sink = tmp_path / "sink"
    sink.touch()
    found_store = open_store(Settings(data=tmp_path, database_url=url))
    furnish(found_store)
    clients = [Worker(tmp_path, url, sink) for _ in range(CLIENTS)]
    kills = times(2, share=0.1)
    for _ in range(kills):
        for _ in range(draw.randint(1, MOST)):
            for client in clients:
                assert client.listen(PATIENCE)
        server.kill()
        server.start()
    for client in clients:
        assert client.listen(PATIENCE)
    acknowledged = [each for client in clients for each in client.kill()]

    figures(kills=kills, **reckon(found_store, sink, acknowledged))
    found_store.close()
