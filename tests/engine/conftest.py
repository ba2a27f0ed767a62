"""The postroom of the office, with a real mail server beside it."""

import pytest

from tests.engine.postroom import Postroom
from tests.mailbox import mailbox


@pytest.fixture
def letters():
    """Give a mail server that takes every letter, until it is told otherwise."""
    with mailbox() as found:
        yield found


@pytest.fixture
def room(office, letters):
    """Give the postroom, on each kind of database."""
    return Postroom(office, letters)


@pytest.fixture
def sqlite_room(sqlite_office, letters):
    """Give the same postroom on SQLite alone."""
    return Postroom(sqlite_office, letters)
