"""The ground the other tests stand on."""

import os
from datetime import UTC, datetime

import pytest
import sqlalchemy


def test_the_clock_stands_still_until_it_is_moved(clock):
    before = clock()
    clock.tick(days=1, minutes=5)

    assert before == datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    assert clock() == datetime(2026, 1, 6, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_gets_an_empty_database(empty_database_url, turn):
    engine = sqlalchemy.create_engine(empty_database_url)
    with engine.begin() as connection:
        before = sqlalchemy.inspect(connection).get_table_names()
        connection.execute(sqlalchemy.text(f"CREATE TABLE made_in_turn_{turn} (id INTEGER)"))
    engine.dispose()

    assert before == []


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_gets_an_office_of_its_own(office, turn):
    assert office.open() == "AV-2026-0001", turn


def test_settings_of_the_developer_do_not_reach_the_tests():
    assert {name for name in os.environ if name.startswith("REGIE_")} <= {
        "REGIE_CORPUS",
        "REGIE_DOMAIN",
    }


@pytest.mark.browser
def test_a_browser_draws_a_page(page):
    page.set_content("<h1>Regie</h1>")

    assert page.get_by_role("heading").inner_text() == "Regie"
