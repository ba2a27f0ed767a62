"""The region that the stories of the shipped processes play in."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from engine.settings import Settings
from engine.store import open_store
from tests.clock import Clock
from tests.processes import answers
from tests.processes import region as region_module


@pytest.fixture(scope="session")
def deployed(tmp_path_factory):
    """Give a folder with everything deployed; that takes seconds, so it happens once."""
    folder = tmp_path_factory.mktemp("region")
    opened = open_store(Settings(data=folder), Clock())
    with opened.begin() as tx:
        region_module.set_up(tx)
    opened.close()
    return folder


@pytest.fixture
def region(deployed, tmp_path, clock):
    """Give the collaboration with everybody in it and every diagram deployed."""
    folder = shutil.copytree(deployed, tmp_path / "data")
    opened = open_store(Settings(data=folder), clock)
    yield region_module.Region(opened, clock)
    opened.close()


@pytest.fixture
def objection(region):
    """Give an objection that came in on 1 April 2026, against a decision of 2 March."""
    region.clock.now = datetime(2026, 4, 1, 8, tzinfo=UTC)
    number = region.send("bezwaar ontvangen", **answers.OBJECTION)
    region.do(number, "registreer_bezwaar", **answers.RECEIVED)
    return number
