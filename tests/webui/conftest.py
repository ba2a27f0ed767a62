"""The app with the pages of these tests, and people who visit it."""

import pytest

from tests.webui import components


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
