"""Open the database rightly: settings of SQLite, the age of the schema, migrations."""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, select, text
from sqlalchemy.exc import OperationalError

from engine import reasons, seals, tables
from engine.errors import EngineError
from engine.model import Words
from engine.settings import Settings
from engine.store import any_text, planning
from engine.store.failures import told_when_damaged
from engine.store.transaction import Clock, Store, blob, utc_now
from engine.store.turn import PATIENCE_SECONDS

LATEST = "0010"
TRIES = 100
CASES_TRIED = 20  #: by which the key of the installation is tried


class DatabaseNewer(EngineError):
    """The database was made by a later version of the program."""

    nl = "De database is nieuwer dan dit programma (schema {revision}). Werk het programma bij."
    en = "The database is newer than this program (schema {revision}). Update the program."

    def __init__(self, revision: str) -> None:
        super().__init__(revision=revision)


class DatabaseUnusable(EngineError):
    """The database or its folder cannot be opened for writing."""

    nl = "{where} is niet te gebruiken voor de gegevens: {reason_nl}."
    en = "{where} cannot be used for the data: {reason_en}."

    def __init__(self, where: object, reason: Words) -> None:
        super().__init__(where=where, reason_nl=reason.nl, reason_en=reason.en)


class DatabaseUnreachable(EngineError):
    """The server of the database does not answer, or does not let the program in."""

    nl = (
        "De database {where} is niet te bereiken. Kijk of zij draait, en of REGIE_DATABASE_URL"
        " klopt. Het antwoord was: {said}"
    )
    en = (
        "The database {where} cannot be reached. See whether it runs, and whether"
        " REGIE_DATABASE_URL is right. The answer was: {said}"
    )

    def __init__(self, where: str, said: str) -> None:
        super().__init__(where=where, said=" ".join(said.split()))


class KeyMissing(EngineError):
    """There are cases, but not the key that opens them."""

    nl = (
        "Het sleutelbestand {path} ontbreekt, en zonder is geen zaak in de database te lezen. Zet"
        " het terug."
    )
    en = (
        "The key file {path} is missing, and without it no case in the database can be read. Put"
        " it back."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class WrongKey(EngineError):
    """The key is not the one that the cases were sealed with."""

    nl = "Het sleutelbestand {path} hoort niet bij deze database. Zet het juiste terug."
    en = "The key file {path} does not belong to this database. Put the one that does in its place."

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


def open_store(settings: Settings, clock: Clock = utc_now) -> Store:
    """Open the database of an installation; make or upgrade it where needed.

    Raises DatabaseNewer, DatabaseUnusable, DatabaseUnreachable, DatabaseDamaged, KeyFileUnusable,
    KeyMissing, WrongKey.
    """
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise DatabaseUnusable(settings.data, reasons.refusal(problem)) from problem
    for place in _written_by_us(settings):
        if place.exists() and not os.access(place, os.W_OK):
            raise DatabaseUnusable(place, reasons.not_permitted())
    _make_private(settings)
    engine = connect(settings.url)
    with ExitStack() as refusing:
        refusing.callback(engine.dispose)
        key = _migrated(engine, settings)
        refusing.pop_all()  # from here on the store lets go of the connections
    opened = Store(engine, key, clock, settings.limits)
    weakref.finalize(opened, engine.dispose)  # a command ends with its store, closed or not
    return opened


def _migrated(engine: Engine, settings: Settings) -> bytes:
    """Bring the database up to this version; give the key of the installation."""
    try:
        with told_when_damaged():
            migrate(engine)
            return _key(engine, settings.key_file)
    except OperationalError as problem:
        raise _refusal(settings, str(problem.orig)) from problem


def _written_by_us(settings: Settings) -> Iterator[Path]:
    yield settings.data
    file = _file(settings)
    if file is not None:
        yield file


def _file(settings: Settings) -> Path | None:
    """Give the file of the database; None for a server, in memory, and a URI of SQLite's own."""
    url = make_url(settings.url)
    name = url.database or ":memory:"
    if url.get_backend_name() != "sqlite" or name.startswith((":memory:", "file:")):
        return None
    return Path(name)


def _make_private(settings: Settings) -> None:
    """Make a database that is not there yet, empty, for its owner alone, as the key file is.

    The folder may have been there, open to all; and SQLite gives the files beside it (-wal, -shm)
    the permissions of the first. Who else makes it at the same moment is not in the way.
    """
    file = _file(settings)
    if file is None or file.exists():
        return
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
    except OSError as problem:
        raise DatabaseUnusable(file, reasons.refusal(problem)) from problem


def _refusal(settings: Settings, said: str) -> EngineError:
    url = make_url(settings.url)
    if url.get_backend_name() == "sqlite":
        reason = Words(f"SQLite zegt '{said}'", f"SQLite says '{said}'")
        return DatabaseUnusable(url.database, reason)
    return DatabaseUnreachable(url.render_as_string(hide_password=True), said)


def _key(engine: Engine, file: Path) -> bytes:
    """Read the key of the installation; make one only for a database that holds no cases yet.

    It is the right one when it opens the data key of a case: one of the latest, because a single
    one may be damaged.
    """
    table = tables.case_key
    latest = select(table).order_by(table.c.case_number.desc()).limit(CASES_TRIED)
    with engine.connect() as connection:
        has_cases = (
            any_text.first(connection, select(tables.case.c.number).limit(1), {}) is not None
        )
        wrapped = any_text.rows(connection, latest, {})
    if has_cases and not file.exists():
        raise KeyMissing(file)
    key = seals.key_in_file(file)
    if wrapped and not any(_opens(key, row.wrapped, row.case_number) for row in wrapped):
        raise WrongKey(file)
    return key


def _opens(key: bytes, wrapped: bytes | str, case_number: str) -> bool:
    try:
        seals.unseal(key, blob(wrapped), case_number.encode())
    except seals.SealBroken:
        return False
    return True


def connect(url: str) -> Engine:
    """Make an engine that keeps our rules on either database.

    On SQLite whoever uses it opens transactions with `begin_writing` or `begin_reading`. What is
    written never stands in a log, whatever goes wrong.
    """
    if make_url(url).get_backend_name() != "sqlite":
        server = create_engine(url, pool_pre_ping=True, hide_parameters=True)
        event.listen(server, "connect", planning.look_up)
        return server
    quiet = {"hide_parameters": True, "pool_use_lifo": True}
    engine = create_engine(url, connect_args={"check_same_thread": False}, **quiet)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def migrate(engine: Engine) -> None:
    """Bring the schema to that of this program. Raises DatabaseNewer."""
    with engine.connect() as connection:
        revision = _revision(connection)
    if revision == LATEST:
        return
    from engine.store import migrating  # noqa: PLC0415 - it takes long to load, and only once

    if revision is not None and revision not in migrating.revisions():
        raise DatabaseNewer(revision)
    migrating.upgrade(engine)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401, ARG001 - DBAPI
    """Hand transactions to us, and make SQLite durable, strict and safe against REPLACE."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}")
    _write_ahead(connection)
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: Any) -> None:  # noqa: ANN401 - DBAPI
    """Let a file keep a write-ahead log.

    Of a new file SQLite does not wait for another program that does the same, as it does for one
    that writes; so wait for that, and look again.
    """
    for _ in range(TRIES):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorname != "SQLITE_BUSY":
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")
