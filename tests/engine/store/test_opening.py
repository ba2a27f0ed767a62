"""Opening a database: it is made, upgraded, or refused in one sentence."""

import gc
import os
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from engine import store, tables
from engine.model import Case
from engine.seals import KeyFileUnusable
from engine.settings import InvalidSetting, Settings, from_environment
from engine.store import DatabaseNewer, DatabaseUnusable, migrating, open_store
from engine.store.failures import DatabaseDamaged
from engine.store.opening import LATEST, KeyMissing, WrongKey, connect
from tests.clock import Clock
from tests.forks import FORKS

PATIENCE = 60


def test_migrations_end_where_the_program_begins(found_store):
    with found_store._engine.connect() as connection:
        context = MigrationContext.configure(connection)

        assert compare_metadata(context, tables.metadata) == []
    assert migrating.revisions()[0] == LATEST


OLD_ROWS = (
    """INSERT INTO "case" (number, title, process_id, status, opened_at, instances)
    VALUES ('RD-1', 't', 'p', 's', 1, 1)""",
    "INSERT INTO bundle (digest, process_id, version, name, diagram) VALUES ('d', 'p', 1, 'n', '')",
    """INSERT INTO instance (id, case_number, process_id, digest, depth, started_at, position, head)
    VALUES ('RD-1.1', 'RD-1', 'p', 'd', 0, 1, 3, '')""",
    """INSERT INTO history (instance_id, position, at, kind, facts, "by", previous, hash)
    VALUES ('RD-1.1', 1, 1, 'X', '{"e":[["IncidentRaised","a#1",1]]}', 'bob', '', ''),
    ('RD-1.1', 2, 1, 'X', '{"e":[["IncidentRaised","a#1",1]]}', 'bob', '', ''),
    ('RD-1.1', 3, 1, 'X', '{"e":[["IncidentRaised","a#10",1]]}', 'bob', '', '')""",
    "INSERT INTO incident (instance_id, place, raised_at) VALUES ('RD-1.1', 'a#1', 1)",
)


SENT_TWICE = (
    """INSERT INTO "case" (number, title, process_id, status, opened_at, instances, receipt)
    VALUES ('RD-1', 't', 'p', 's', 1, 1, 'r'), ('RD-2', 't', 'p', 's', 1, 1, 'r'),
    ('RD-3', 't', 'p', 's', 1, 1, 'x'), ('RD-4', 't', 'p', 's', 1, 1, NULL)""",
)


SEVERAL_STARTS = (
    OLD_ROWS[1],
    "INSERT INTO process (process_id, digest) VALUES ('p', 'd'), ('q', 'd')",
    """INSERT INTO process_start (process_id, element_id, kind, name)
    VALUES ('p', 's', 'message', 'm1'), ('p', 's#2', 'message', 'm2'), ('p', 's#3', 'signal', 'm1'),
    ('q', 's#2', 'signal', 'm1')""",
)


def upgraded(url, revision, rows):
    """Give a database that had these rows when its schema was this one."""
    engine = connect(url)
    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for row in rows:
            connection.execute(text(row))
    migrating.upgrade(engine)
    return engine


def test_incidents_of_the_first_schema_get_the_position_of_their_reason(empty_database_url):
    engine = upgraded(empty_database_url, "0001", OLD_ROWS)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT position FROM incident")).scalar() == 2
    engine.dispose()


def test_each_event_of_a_start_event_keeps_a_row_under_the_id_of_that_event(empty_database_url):
    engine = upgraded(empty_database_url, "0007", SEVERAL_STARTS)
    rows = "SELECT process_id, element_id, kind, name FROM process_start ORDER BY 1, 2, 3, 4"

    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(text(rows))] == [
            ("p", "s", "message", "m1"),
            ("p", "s", "message", "m2"),
            ("p", "s", "signal", "m1"),
            ("q", "s#2", "signal", "m1"),
        ]
    engine.dispose()


def make(settings, gate):
    gate.wait(PATIENCE)
    open_store(settings).close()


def test_programs_that_start_at_once_make_the_database_once(tmp_path, empty_database_url):
    settings = Settings(data=tmp_path, database_url=empty_database_url)
    gate = FORKS.Barrier(6)
    starting = [FORKS.Process(target=make, args=(settings, gate)) for _ in range(6)]
    for process in starting:
        process.start()
    for process in starting:
        process.join(PATIENCE)

    assert [process.exitcode for process in starting] == [0] * 6


def test_of_cases_that_were_opened_with_one_receipt_the_first_keeps_it(empty_database_url):
    engine = upgraded(empty_database_url, "0003", SENT_TWICE)

    with engine.connect() as connection:
        kept = connection.execute(text('SELECT receipt FROM "case" ORDER BY number')).scalars()
        assert list(kept) == ["r", None, "x", None]
    engine.dispose()


def test_the_database_itself_lets_no_receipt_be_used_twice(found_store):
    case = Case("RD-1", "t", "p", "s", Clock().now, None)
    with found_store.begin() as tx:
        store.cases.add(tx, case, "r")

    with pytest.raises(store.ConflictingChange), found_store.begin() as tx:
        store.cases.add(tx, replace(case, number="RD-2"), "r")


def test_opening_again_keeps_what_is_there(tmp_path, clock):
    for _ in range(2):
        opened = open_store(Settings(data=tmp_path), clock)
        with opened.begin() as tx:
            tx.change(text("INSERT INTO organisation VALUES (:id, 'x')"), {"id": str(id(tx))})
            count = len(tx.rows(text("SELECT * FROM organisation")))
        opened.close()

    assert count == 2


def test_a_database_of_a_later_program_is_refused(tmp_path, clock):
    opened = open_store(Settings(data=tmp_path), clock)
    with opened.begin() as tx:
        tx.change(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.close()

    with pytest.raises(DatabaseNewer, match="newer than this program"):
        open_store(Settings(data=tmp_path), clock)


def test_a_folder_that_is_a_file_is_refused(tmp_path, clock):
    (tmp_path / "data").write_text("not a folder")

    with pytest.raises(DatabaseUnusable, match="cannot be used"):
        open_store(Settings(data=tmp_path / "data"), clock)


def test_the_key_file_is_for_its_owner_alone(tmp_path, clock):
    open_store(Settings(data=tmp_path), clock).close()

    assert (tmp_path / "regie.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_new_database_is_for_its_owner_alone_in_a_folder_that_others_may_read(tmp_path, clock):
    tmp_path.chmod(0o755)
    opened = open_store(Settings(data=tmp_path), clock)
    with opened.begin() as tx:
        store.cases.add(tx, Case("RD-2026-0001", "Fietspad", "p", "Nieuw", tx.now, None))

    found = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.glob("regie.sqlite*")}
    opened.close()
    assert found == dict.fromkeys(("regie.sqlite", "regie.sqlite-wal", "regie.sqlite-shm"), 0o600)


def test_a_database_in_a_folder_that_is_not_there_is_refused(tmp_path, clock):
    address = f"sqlite:///{tmp_path / 'nowhere' / 'regie.sqlite'}"

    with pytest.raises(DatabaseUnusable, match="cannot be used for the data: it is not there"):
        open_store(Settings(data=tmp_path, database_url=address), clock)


def test_a_key_file_without_a_key_is_refused(tmp_path, clock):
    (tmp_path / "regie.key").write_bytes(b"short")

    with pytest.raises(KeyFileUnusable, match="5 bytes, not 32"):
        open_store(Settings(data=tmp_path), clock)


@pytest.fixture
def installed(tmp_path, clock):
    """Give a data folder with one case in its database."""
    opened = open_store(Settings(data=tmp_path), clock)
    with opened.begin() as tx:
        store.cases.add(tx, Case("RD-2026-0001", "Fietspad", "p", "Nieuw", tx.now, None))
    opened.close()
    return tmp_path


def test_a_database_with_cases_is_not_opened_with_another_key(installed, clock):
    (installed / "regie.key").write_bytes(bytes(32))

    with pytest.raises(WrongKey, match="does not belong to this database"):
        open_store(Settings(data=installed), clock)


def test_a_database_that_is_refused_is_let_go_of(installed, clock):
    (installed / "regie.key").write_bytes(bytes(32))

    with pytest.raises(WrongKey) as refused:
        open_store(Settings(data=installed), clock)

    assert refused.value  # whatever holds on to the refusal
    held = [one.readlink() for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    assert installed / "regie.sqlite" not in held


def test_a_database_with_cases_is_not_opened_without_its_key(installed, clock):
    (installed / "regie.key").unlink()

    for _ in range(2):
        with pytest.raises(KeyMissing, match="Put it back"):
            open_store(Settings(data=installed), clock)
    assert not (installed / "regie.key").exists()


def test_one_damaged_key_of_a_case_does_not_keep_the_others_closed(installed, clock):
    opened = open_store(Settings(data=installed), clock)
    with opened.begin() as tx:
        store.cases.add(tx, Case("RD-2026-0002", "Nachtbus", "p", "Nieuw", tx.now, None))
        tx.change(text("UPDATE case_key SET wrapped = 'x' WHERE case_number = 'RD-2026-0002'"))
    opened.close()

    open_store(Settings(data=installed), clock).close()


@pytest.mark.parametrize("place", [slice(0, 100), slice(100, 4096), slice(4096, None)])
def test_a_damaged_database_is_refused_in_one_sentence(installed, clock, place):
    file = installed / "regie.sqlite"
    content = bytearray(file.read_bytes())
    content[place] = b"x" * len(content[place])
    file.write_bytes(content)

    with pytest.raises(DatabaseDamaged, match="Put a backup back"):
        open_store(Settings(data=installed), clock)


def test_damage_that_is_met_later_is_said_in_a_sentence_too(installed, clock):
    opened = open_store(Settings(data=installed), clock)
    with opened.read() as tx:
        [page] = tx.rows(text("SELECT rootpage FROM sqlite_master WHERE name = 'person'"))
    with (installed / "regie.sqlite").open("r+b") as file:
        file.seek((page.rootpage - 1) * 4096)
        file.write(b"x" * 4096)

    with pytest.raises(DatabaseDamaged), opened.read() as tx:
        tx.rows(text("SELECT * FROM person"))
    opened.close()


@pytest.mark.parametrize("port", ["0", "65536", "web", "-1", "8000.0", "٨٠"])
def test_a_port_that_is_none_is_refused_with_what_would_be_right(port):
    with pytest.raises(InvalidSetting, match="Choose a number from 1 to 65535"):
        from_environment({"REGIE_PORT": port})


def test_an_unknown_kind_of_database_is_refused():
    with pytest.raises(InvalidSetting, match="REGIE_DATABASE_URL is 'mysql://x'"):
        from_environment({"REGIE_DATABASE_URL": "mysql://x"})


def test_a_store_that_nobody_closed_lets_go_of_its_connections(tmp_path):
    opened = open_store(Settings(data=tmp_path))
    with opened.read() as tx:
        store.people.everybody(tx)
    held = opened._engine.pool
    assert held.checkedin() == 1

    del opened
    gc.collect()

    assert held.checkedin() == 0
