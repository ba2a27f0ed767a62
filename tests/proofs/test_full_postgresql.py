"""PostgreSQL has no room: what does not fit is refused in words, what was acknowledged stays.

Its tables, or what it writes before it (its log of writing), lie on a small disk that is full; or
the system does not let its files grow.
"""

from contextlib import ExitStack, suppress
from itertools import count

import psycopg
import pytest

from engine import tasks
from engine.settings import Settings
from engine.store import DatabaseAway, DatabaseFull, open_store
from tests import postgresql
from tests.proofs.reckoning import reckon
from tests.proofs.small_disks import (
    NoSmallDisk,
    SmallDisk,
    asked,
    files_of_at_most,
    start_anew,
    wait_until_up,
)
from tests.proofs.workshop import BOB, Workshop, furnish

pytestmark = pytest.mark.postgresql

OPTIONS = "-c max_connections=60 -c fsync=off"  #: the machine does not fail, only the server
DISK = "96m"
SEGMENT_BYTES = 16 * 1024**2  #: of the log of writing
ROOM_BYTES = 400_000
ENOUGH = 100
PAD = """
INSERT INTO answered (actor, key, request, answer, at)
SELECT gen_random_uuid(), n, '', repeat('x', {size}), 0 FROM generate_series(1, 40000) n
"""
_numbers = count(1)


class Load:
    """People and workers on a database, until it refuses."""

    def __init__(self, server, folder, where):
        database = f"full_{next(_numbers)}"
        with asked(server) as administrator:
            administrator.execute(f"CREATE DATABASE {database} TABLESPACE {where}")
        url = f"postgresql+psycopg://postgres@/{database}?host={server.folder}"
        self.database = database
        self.store = open_store(Settings(data=folder, database_url=url))
        furnish(self.store)
        self.sink = folder / "sink"
        self.sink.touch()
        self.acknowledged = []
        told = lambda *what: self.acknowledged.append(what)  # noqa: E731 - shorter than its name
        self.workshop = Workshop(self.store, self.sink, told)

    def until_refused(self, meanwhile=lambda: None):
        """Open cases and complete tasks until something is refused; give the refusal."""
        for _ in range(ENOUGH):
            meanwhile()
            try:
                self.workshop.open()
                for task_id in self.workshop.open_tasks():
                    with self.store.begin() as tx:
                        tasks.complete(tx, task_id, answers={}, by=BOB, key=task_id)
                    self.workshop.told("done", task_id)
                self.workshop.ring()
            except DatabaseAway as refused:
                return refused
        raise AssertionError("it is never full")

    def reckon(self):
        """Do what is left, and give the figures when nothing is missing or doubled."""
        return reckon(self.store, self.sink, self.acknowledged)


@pytest.fixture(scope="module")
def at_last():
    """Keep what must be closed after the server."""
    with ExitStack() as kept:
        yield kept


@pytest.fixture(scope="module")
def full_server(at_last):
    """Give a server; `at_last` comes first, so that it outlives it."""
    assert at_last is not None
    with postgresql.server(postgresql.programs(), OPTIONS) as found:
        yield found


@pytest.fixture
def load(full_server, tmp_path):
    """Give what begins a load, on a database in a tablespace."""
    with ExitStack() as begun:

        def begin(where="pg_default"):
            found = Load(full_server, tmp_path, where)
            begun.callback(found.store.close)
            return found

        yield begin


@pytest.fixture(scope="module")
def small_disk(at_last, full_server):
    try:
        found = SmallDisk(full_server, DISK)
    except NoSmallDisk as reason:
        pytest.skip(f"left out: nobody may make a small disk on this machine ({reason})")
    at_last.callback(found.close)
    return found


def begin_another_file(server):
    """Let a server go on in the next file of its log, if it still can."""
    with suppress(psycopg.Error), asked(server) as administrator:
        administrator.execute("SELECT pg_switch_wal()")


def halfway(server):
    """Let a server go on halfway in a file of its log; give how much of that it filled.

    No table is as large then; and it makes the next file when it starts past three quarters.
    """
    here = "SELECT file_offset FROM pg_walfile_name_offset(pg_current_wal_lsn())"
    enough = range(SEGMENT_BYTES * 4 // 10, SEGMENT_BYTES * 6 // 10)
    more = "SELECT pg_logical_emit_message(true, 'pad', repeat('x', 1000000))"
    with asked(server) as administrator:
        while (written := administrator.execute(here).fetchone()[0]) not in enough:
            administrator.execute(more)
    return written


def test_a_log_of_writing_that_may_not_grow_loses_nothing(full_server, load, figures):
    begun = load()
    written = halfway(full_server)
    begun.store.close()
    with files_of_at_most(written + ROOM_BYTES):
        start_anew(full_server)
    refused = begun.until_refused()

    assert refused.sentence("nl").startswith("De database antwoordt nu niet.")
    begun.store.close()
    start_anew(full_server)
    figures(**begun.reckon())


def test_tables_that_may_not_grow_lose_nothing(full_server, load, figures):
    begun = load()
    with asked(full_server, begun.database) as administrator:
        administrator.execute("ALTER TABLE answered SET (autovacuum_enabled = false)")
        administrator.execute(PAD.format(size=500))
        size = administrator.execute("SELECT pg_relation_size('answered')").fetchone()[0]
    assert size > SEGMENT_BYTES, "it would run out of its log first"
    begun.store.close()
    with files_of_at_most(size):
        start_anew(full_server)
    with asked(full_server, begun.database) as administrator, pytest.raises(psycopg.InternalError):
        administrator.execute(PAD.format(size=1))  # taken back, yet it fills what was left
    refused = begun.until_refused()

    assert refused.sentence("nl").startswith("De database antwoordt nu niet.")
    assert begun.workshop.is_busy()
    begun.store.close()
    start_anew(full_server)
    figures(**begun.reckon())


def test_tables_on_a_full_disk_lose_nothing(full_server, small_disk, load, figures):
    with asked(full_server) as administrator:
        administrator.execute(f"CREATE TABLESPACE small LOCATION '{small_disk.path}'")
    begun = load("small")
    small_disk.leave(ROOM_BYTES)
    refused = begun.until_refused()

    assert isinstance(refused, DatabaseFull)
    assert refused.sentence("nl").startswith("De opslag is vol: er is niets bewaard.")
    assert begun.workshop.is_busy()
    small_disk.clear()
    figures(**begun.reckon())


def test_a_log_of_writing_on_a_full_disk_loses_nothing(full_server, small_disk, load, figures):
    log = full_server.folder / "cluster" / "pg_wal"
    full_server.stop()
    small_disk.do(f"mv {log} log && ln -s {small_disk.path}/log {log}")
    full_server.start()
    begun = load()
    small_disk.leave(SEGMENT_BYTES // 2)
    refused = begun.until_refused(lambda: begin_another_file(full_server))

    assert refused.sentence("nl").startswith("De database antwoordt nu niet.")
    begun.store.close()
    small_disk.clear()
    wait_until_up(full_server)
    figures(**begun.reckon())
