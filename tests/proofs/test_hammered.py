"""Many do everything at once on one PostgreSQL: nobody waits in a ring, and all of it is true."""

from threading import Thread

import pytest

from engine import messages
from engine.settings import Settings
from engine.store import open_store
from tests.engine.keeping import ring
from tests.engine.office import Office
from tests.proofs.hammering import Hammer, furnish
from tests.proofs.judging import judge

pytestmark = pytest.mark.postgresql
AT_ONCE, PROGRAMS = 8, 2


def test_many_who_do_everything_at_once_stop_nobody_and_leave_what_is_true(
    office_on_postgresql, programs, times, figures, caplog
):
    office = office_on_postgresql
    furnish(office)
    hammers = [Hammer(programs[number % PROGRAMS], number) for number in range(AT_ONCE)]
    many = times(12, share=0.5)
    threads = [Thread(target=one.work, args=(many,)) for one in hammers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while messages.deliver(office.store):
        ring(office)
    ring(office)

    assert [one for hammer in hammers for one in hammer.broken] == []
    assert "the database failed" not in caplog.text
    assert "waits for this (any more)" not in caplog.text
    judged = judge(office.store)
    figures(cases=len(judged.cases), done=sum(one.done for one in hammers))


@pytest.fixture
def programs(tmp_path, postgresql_url, clock, office_on_postgresql):
    """Give programs on the same database, each with connections of its own."""
    assert office_on_postgresql is not None, "it makes the tables"
    settings = Settings(data=tmp_path, database_url=postgresql_url)
    opened = [open_store(settings, clock) for _ in range(PROGRAMS)]
    yield opened
    for one in opened:
        one.close()


@pytest.fixture
def office_on_postgresql(tmp_path, postgresql_url, clock):
    """Give the small office on PostgreSQL alone."""
    opened = open_store(Settings(data=tmp_path, database_url=postgresql_url), clock)
    yield Office(opened, clock)
    opened.close()
