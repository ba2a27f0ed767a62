"""What goes wrong in the database itself, told in words."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError

from engine.errors import EngineError

#: how PostgreSQL numbers what passes: connections, resources, deadlocks, the server that stops,
#: the system under it, and what it has no number for, such as a quota of the disk
PASSING = ("08", "53", "40", "57P", "58", "XX000")
PASSING_IN_SQLITE = (
    *("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY"),
)
FULL = ("SQLITE_FULL", "53100")
#: what only who does not wait for others is told, by PostgreSQL
NOT_AT_ONCE = "55P03"
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002")

logger = logging.getLogger(__name__)


class DatabaseDamaged(EngineError):
    """A file of the database holds what cannot be read as a database."""

    nl = "De database is beschadigd en niet te lezen ({reason}). Zet een reservekopie terug."
    en = "The database is damaged and cannot be read ({reason}). Put a backup back."

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class DatabaseAway(EngineError):
    """The database does not answer now. Whether the last commit was made is not known."""

    nl = (
        "De database antwoordt nu niet. Kijk straks of uw opdracht is uitgevoerd, "
        "en probeer het anders opnieuw."
    )
    en = "The database does not answer now. Look later whether it was done; if not, try again."


class DatabaseBusy(DatabaseAway):
    """Others write, and whoever asked would not wait for them."""


class DatabaseFull(DatabaseAway):
    """There is no room to keep anything."""

    nl = (
        "De opslag is vol: er is niets bewaard. Laat de beheerder ruimte maken "
        "en probeer het dan opnieuw."
    )
    en = "The storage is full: nothing was kept. Have room made, then try again."


@contextmanager
def told_when_damaged() -> Iterator[None]:
    """Say in a sentence that a file of the database is damaged. Raises DatabaseDamaged."""
    try:
        yield
    except DatabaseError as problem:
        if _code(problem).startswith(DAMAGED):
            raise DatabaseDamaged(str(problem.orig)) from problem
        raise


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn what passes by itself, or when somebody makes room, into an error of ours."""
    try:
        yield
    except DBAPIError as problem:
        code = _code(problem)
        if code == NOT_AT_ONCE:
            raise DatabaseBusy from problem
        passes = code == "" or code.startswith(PASSING + PASSING_IN_SQLITE)
        if not passes and not problem.connection_invalidated:
            raise
        logger.warning("the database failed: %s", problem.orig)
        # a server that stops for want of room may have written down the commit before
        is_full = code in FULL and not problem.connection_invalidated
        raise (DatabaseFull if is_full else DatabaseAway) from problem


@contextmanager
def told_when_busy() -> Iterator[None]:
    """Say that another program writes to SQLite. Raises DatabaseBusy."""
    try:
        yield
    except DBAPIError as problem:
        if _code(problem).startswith("SQLITE_BUSY"):
            raise DatabaseBusy from problem
        raise


def _code(problem: DBAPIError) -> str:
    """Give the code of an error: that of SQLite or of PostgreSQL, empty for a lost connection."""
    if isinstance(problem.orig, sqlite3.Error):
        return str(getattr(problem.orig, "sqlite_errorname", None) or "unknown")
    code = getattr(problem.orig, "sqlstate", None)
    lost = code is None and type(problem.orig).__name__ in ("OperationalError", "InterfaceError")
    return "" if lost else str(code)
