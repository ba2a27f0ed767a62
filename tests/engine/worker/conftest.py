"""An office whose timers, calls and letters are the work of others."""

from dataclasses import replace

import pytest

from tests.engine.postroom import Postroom
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
def waiting(room):
    """Give a case with a timer that is due."""
    return wait_in(room.office)


def wait_in(office):
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=10)
    office.clock.tick(days=28)
    return number


__all__ = ["Postroom", "wait_in"]
