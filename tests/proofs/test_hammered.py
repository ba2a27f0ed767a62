"""Many do everything at once on one PostgreSQL: nobody waits in a ring, and all of it is true."""

from contextlib import ExitStack
from threading import Thread

import pytest

from engine import messages
from engine.settings import Settings
from tests.engine.keeping import ring
from tests.engine.office import Office, furnish
from tests.originals import opened
from tests.proofs import hammering
from tests.proofs.hammering import Hammer
from tests.proofs.judging import judge

pytestmark = pytest.mark.postgresql
AT_ONCE, PROGRAMS = 8, 2


def test_many_who_do_everything_at_once_stop_nobody_and_leave_what_is_true(
    office_on_postgresql, programs, times, figures, caplog
):
    office = office_on_postgresql
    hammering.furnish(office)
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
def settings(tmp_path, postgresql_url):
    return Settings(data=tmp_path, database_url=postgresql_url)


@pytest.fixture
def office_on_postgresql(installations, settings, clock):
    """Give the small office on PostgreSQL alone."""
    installations.install(furnish, settings)
    with opened(settings, clock) as found_store:
        yield Office(found_store, clock)


@pytest.fixture
def programs(office_on_postgresql, settings, clock):
    """Give programs on the same database, each with connections of its own."""
    assert office_on_postgresql, "its tables are there"
    with ExitStack() as stores:
        yield [stores.enter_context(opened(settings, clock)) for _ in range(PROGRAMS)]
