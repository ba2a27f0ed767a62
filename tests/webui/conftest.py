"""The app with the pages of these tests, and people who visit it."""

import shutil

import pytest

from engine import deployments, services, store
from engine.settings import Settings
from engine.store import open_store
from tests.clock import Clock
from tests.webui import components, workplace
from tests.webui.screens import screens
from tests.webui.workplace import ANN, FRED, MELDING, NO_MAIL


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    return components.app(tmp_path_factory.mktemp("regie"))


@pytest.fixture
def visitor(app):
    """Give a browser of somebody who never signed in."""
    return app.test_client()


@pytest.fixture
def bob(app):
    """Give a browser of Bob, who signed in."""
    client = app.test_client()
    client.set_cookie("regie", components.BOBS_COOKIE)
    return client


@pytest.fixture(scope="session")
def furnished(tmp_path_factory):
    """Give the folder of a store with people, forms and processes, made once."""
    folder = tmp_path_factory.mktemp("furnished")
    opened = open_store(Settings(data=folder), Clock())
    workplace.furnish(opened)
    opened.close()
    return folder


@pytest.fixture
def place(furnished, tmp_path, clock):
    """Give the workplace, as it is on Monday morning before anything came in."""
    folder = tmp_path / "data"
    shutil.copytree(furnished, folder)
    opened = open_store(Settings(data=folder), clock)
    yield workplace.Workplace(opened, folder, clock)
    opened.close()


@pytest.fixture
def bare(sqlite_store, tmp_path):
    """Give a visitor of an installation in which nothing was deployed."""
    return workplace.Visitor(screens(sqlite_store, Settings(data=tmp_path)).test_client())


@pytest.fixture
def stuck(place):
    """Give the number of a case whose letter could not be sent: no mail server was set."""
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
        deployments.deploy(tx, MELDING.read_bytes(), by=ANN)
    number = place.start("melding", titel="Fietspad", adres="noor@voorbeeld.nl")
    services.perform_due(place.store, NO_MAIL)
    return number
