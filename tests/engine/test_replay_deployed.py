"""Whoever lets a process follow another version, or start with something else, is found."""

# ruff: noqa: S608 - the forger writes SQL

import pytest

from tests.engine.forger import forge, swept
from tests.engine.interpreter.diagrams import MESSAGE, SIGNAL, diagram, go, start, user
from tests.engine.letters import deploy

OTHER = "Van proces 'begint' is de versie die nu geldt niet die het laatst is gepubliceerd."
STARTS = (
    "Van proces 'begint' is met welke berichten en signalen het begint niet wat het diagram zegt."
)
ONE = diagram(start("s", MESSAGE), user("u"), go("s u"))
TWO = diagram(start("s", SIGNAL), user("u"), go("s u"))


@pytest.fixture
def office(sqlite_office):
    """Give the office with a process of which the second version is current."""
    deploy(sqlite_office, begint=ONE)
    deploy(sqlite_office, begint=TWO)
    assert swept(sqlite_office) == []
    return sqlite_office


@pytest.mark.parametrize(
    "change", ["name = 's2'", "kind = 'message'", "element_id = 'u'", "together = 1"]
)
def test_another_start_than_is_drawn_is_found(office, change):
    forge(office, f"UPDATE process_start SET {change} WHERE process_id = 'begint'")

    assert swept(office) == [STARTS]


def test_a_start_that_was_taken_away_is_found(office):
    forge(office, "DELETE FROM process_start WHERE process_id = 'begint'")

    assert swept(office) == [STARTS]


def test_another_version_than_was_published_last_is_found(office):
    first = "(SELECT digest FROM bundle WHERE process_id = 'begint' AND version = 1)"
    forge(office, f"UPDATE process SET digest = {first} WHERE process_id = 'begint'")

    assert swept(office) == [OTHER, STARTS]
