"""One prepared collaboration for all acceptance tests; each module works on a copy of its own."""

from __future__ import annotations

import shutil

import pytest

from engine.settings import Settings
from engine.store import open_store
from tests.acceptance import town as town_module
from tests.acceptance.screen import Screen
from tests.acceptance.terminal import Terminal, free_port
from tests.clock import Clock
from tests.webui.browser import serving


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """Give a folder with everybody in it and everything deployed, made once."""
    folder = tmp_path_factory.mktemp("prepared")
    opened = open_store(Settings(data=folder), Clock())
    with opened.begin() as tx:
        town_module.set_up(tx)
    opened.close()
    return folder


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory):
    """Give the folder that the first start of the demonstration filled."""
    folder = tmp_path_factory.mktemp("demonstrated") / "data"
    terminal = Terminal(folder, REGIE_DEMO_PASSWORD=town_module.PASSWORD)
    with terminal.service(free_port(), "demo") as server:
        server.wait_until_it_answers()
        server.kill()
    return folder


@pytest.fixture(scope="module")
def town(prepared, tmp_path_factory):
    """Give the collaboration on Monday 5 January 2026, with a clock that is moved by hand."""
    folder = shutil.copytree(prepared, tmp_path_factory.mktemp("town") / "data")
    clock = Clock()
    opened = open_store(Settings(data=folder), clock)
    yield town_module.Town(opened, clock, folder)
    opened.close()


@pytest.fixture(scope="module")
def address(town):
    """Give the address at which the server of the product shows the collaboration."""
    with serving(town.app) as found:
        yield found


@pytest.fixture(scope="module")
def screen(browser, town, address):
    """Give a window in which people take turns, with scripts on."""
    with Screen.opened(browser, town, address) as found:
        yield found


@pytest.fixture
def empty(tmp_path):
    """Give a terminal at a data folder that is not there yet."""
    return Terminal(tmp_path / "data")
