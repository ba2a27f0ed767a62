"""The office with a real mail server, with other limits, and cases a forger may lay hands on."""

from datetime import timedelta

import pytest

from engine import cases, messages, store, tasks, uploads
from engine.limits import Limits
from engine.settings import Settings
from engine.store import open_store
from tests.engine.family import Family
from tests.engine.forger import CHILD, NUMBER
from tests.engine.keeping import kept, ring
from tests.engine.office import BOB, Office, furnish
from tests.engine.postroom import Postroom
from tests.mailbox import mailbox
from tests.originals import opened


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


@pytest.fixture
def under(office, tmp_path, database_url, clock):
    """Let the office go on with other limits, on the same database."""
    stores = []

    def go_on(**limits):
        settings = Settings(data=tmp_path, database_url=database_url, limits=Limits(**limits))
        stores.append(open_store(settings, clock))
        office.store = stores[-1]

    yield go_on
    for one in stores:
        one.close()


@pytest.fixture(params=[0, 1], ids=["the clock stands still", "the clock goes"])
def at_any_pace(request, clock):
    """Let no time pass by itself, and let some pass at every look at the clock."""
    clock.pace = timedelta(milliseconds=request.param)


@pytest.fixture
def running(sqlite_office):
    """A case that called another process and waits for it, with a comment and a document."""
    office = sqlite_office
    office.open("ouder", aantal=1)
    with office.store.begin() as tx:
        cases.comment(tx, NUMBER, "Goed plan", BOB)
        cases.attach(tx, NUMBER, uploads.upload("plan.pdf", b"%PDF-1.7 plan"), BOB)
        tasks.claim(tx, f"{CHILD}/werk#1", BOB)
    return office


@pytest.fixture
def finished(running):
    """The same case when all of it has ended."""
    running.tick(hours=1)
    running.complete(f"{CHILD}/werk#1", hoe="goed")
    running.tick(hours=1)
    running.complete(f"{CHILD}/door#1")
    return running


@pytest.fixture
def waiting(sqlite_office):
    """A case with a timer that stands."""
    sqlite_office.open()
    sqlite_office.complete("AV-2026-0001.1/beoordeel#1", volledig=True, bedrag=5)
    return sqlite_office


@pytest.fixture
def two(installations, tmp_path, postgresql_url, clock):
    """Give an office on PostgreSQL, and another program on the same database."""
    settings = Settings(data=tmp_path, database_url=postgresql_url)
    installations.install(furnish, settings)
    with opened(settings, clock) as one, opened(settings, clock) as other:
        yield Office(one, clock), other


@pytest.fixture
def third(two, tmp_path, postgresql_url, clock):
    """Give a third program on the database of the two."""
    assert two, "its tables are there"
    with opened(Settings(data=tmp_path, database_url=postgresql_url), clock) as found_store:
        yield found_store


@pytest.fixture
def family(sqlite_office):
    """Give a case with what it calls, on SQLite alone."""
    return Family(sqlite_office)


@pytest.fixture(params=[messages.deliver, messages.lay_aside], ids=["look", "ring"])
def found(office, request):
    """Look what can be delivered, or let that be sorted first, then tell what is still kept."""

    def look():
        request.param(office.store)
        ring(office)
        with office.store.read() as tx:
            assert store.aside.overlooked(tx) == []
        return kept(office)

    return look
