"""An office whose timers, calls and letters are the work of workers."""

from dataclasses import replace

import pytest

from engine import worker
from engine.worker.queue import Queue
from tests.engine.worker.plant import Plant


@pytest.fixture
def database_url(postgresql_url):
    """Only PostgreSQL has workers."""
    return postgresql_url


@pytest.fixture
def plant(room, tmp_path, database_url):
    """Give the workers of the postroom; none runs yet."""
    settings = replace(room.settings, data=tmp_path, database_url=database_url)
    found = Plant(settings, room.office.clock)
    yield found
    found.close()


@pytest.fixture
def queue(plant):
    """Give the queue, when no worker runs yet."""
    worker.prepare(plant.settings)
    found = Queue(plant.settings.url)
    yield found
    found.close()


@pytest.fixture
def late(room):
    """Give three cases with a timer that is due."""
    office = room.office
    numbers = [office.open() for _ in range(3)]
    for number in numbers:
        office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=10)
    office.clock.tick(days=28)
    return numbers
