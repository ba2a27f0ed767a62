"""A transaction: one moment, one commit. Leaving it by an error changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Row, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from engine import seals, tables
from engine.errors import EngineError
from engine.limits import DEFAULT, Limits
from engine.model import Content
from engine.store import any_number, any_text
from engine.store.any_number import NoNumber
from engine.store.any_text import NoText
from engine.store.failures import told_in_words, told_when_busy, told_when_damaged
from engine.store.turn import PATIENCE_SECONDS, OneByOne, Turn

Clock = Callable[[], datetime]

_wrapped_key = select(tables.case_key.c.wrapped).where(
    tables.case_key.c.case_number == bindparam("the_case")
)
_add_key = insert(tables.case_key)


class ConflictingChange(EngineError):
    """Somebody else changed the same thing first."""

    nl = "Iemand anders heeft {what} net gewijzigd. Kijk opnieuw en probeer het dan nog eens."
    en = "Somebody else has just changed {what}. Look again, then retry."

    def __init__(self, what: str) -> None:
        super().__init__(what=what)


class Overtaken(ConflictingChange):
    """Others took what was found before it could be locked: give back what is, and look again."""


class Erased(EngineError):
    """The key of the case was destroyed, so what was sealed under it cannot be read any more."""

    nl = "De inhoud van zaak {case_number} is vernietigd."
    en = "The content of case {case_number} has been destroyed."

    def __init__(self, case_number: str) -> None:
        super().__init__(case_number=case_number)


def utc_now() -> datetime:
    """Give this moment. The only place where the product looks at the clock on the wall."""
    return datetime.now(UTC)


def blob(found: bytes | str) -> bytes:
    """Give what a column of bytes holds; SQLite keeps a text there too, if somebody writes one."""
    return found.encode() if isinstance(found, str) else bytes(found)


def begin_writing(connection: Connection) -> None:
    """Open a transaction that writes, if the database left it to us: no other writes meanwhile."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_at_once(connection: Connection) -> None:
    """Open a transaction that writes and waits for nobody. Raises DatabaseBusy."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL lock_timeout = 1")  # in ms; 0 would wait for ever
        return
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        with told_when_busy():
            begin_writing(connection)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}")


def begin_reading(connection: Connection) -> None:
    """Open a transaction that reads, if the database left it to us; it never waits for a writer."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")


class Transaction:
    """Reads and writes that belong together. `now` is its one moment, aware UTC.

    `limits` are those of the installation at that moment. `moves_post` says whether it sent a
    message or signal, or let somebody wait for one; `hops` how many deliveries it is away from
    what a person, time, a service or somebody outside did. `children` counts the instances that
    began in it because others called them, `called` those that were called since the first of
    them did.
    """

    def __init__(
        self, connection: Connection, now: datetime, master_key: bytes, limits: Limits
    ) -> None:
        self.now = now
        self.limits = limits
        self.moves_post = False
        self.hops = 0
        self.called = 0
        self.children = 0
        self._connection = connection
        self._master_key = master_key
        self._keys: dict[str, bytes] = {}
        self._wrapped: dict[str, bytes] = {}

    def rows(
        self, query: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]:
        """Give all rows of a query."""
        return any_text.rows(self._connection, query, values or {})

    def row(self, query: Executable, values: Mapping[str, Any] | None = None) -> Row[Any] | None:
        """Give the first row of a query, or None."""
        return any_text.first(self._connection, query, values or {})

    def change(self, statement: Executable, values: Any = None) -> int:  # noqa: ANN401 - a dict or a list of them
        """Run an INSERT, UPDATE or DELETE and give the number of rows it touched."""
        result = self._connection.execute(statement, values if values is not None else {})
        return int(getattr(result, "rowcount", 0))

    def claim(self, statement: Executable, values: Any, *, what: str) -> None:  # noqa: ANN401
        """Insert what may be there only once. Raises ConflictingChange when it is there already."""
        try:
            self._connection.execute(statement, values)
        except IntegrityError as clash:
            raise ConflictingChange(what) from clash

    def inserted_id(self, statement: Executable) -> int:
        """Insert one row and give the number the database gave it."""
        result: Any = self._connection.execute(statement)
        return int(result.inserted_primary_key[0])

    def illegible(self, case_number: str | None = None) -> list[NoText | NoNumber]:
        """Give what should be text or a number and is none: of a case, or beside all of them."""
        if case_number is None:
            texts = any_text.beside_cases(self._connection)
            return [*texts, *any_number.beside_cases(self._connection)]
        texts = any_text.of_case(self._connection, case_number)
        return [*texts, *any_number.of_case(self._connection, case_number)]

    @property
    def waits_for_locks(self) -> bool:
        """Whether rows must be locked by hand: not on SQLite, which has one writer at a time."""
        return self._connection.dialect.name != "sqlite"

    def add_case_key(self, case_number: str) -> None:
        """Make the data key of a new case."""
        key = seals.new_key()
        wrapped = seals.seal(self._master_key, key, case_number.encode())
        self.change(_add_key, {"case_number": case_number, "wrapped": wrapped})
        self._keys[case_number] = key

    def hand_key(self, case_number: str, wrapped: bytes | str) -> None:
        """Hand the data key of a case, as it is kept, to whatever is opened later."""
        self._wrapped[case_number] = blob(wrapped)

    def seal(self, case_number: str | None, content: bytes, place: str) -> bytes:
        """Encrypt under the key of the case, or of the installation when there is no case."""
        return seals.seal(self._key(case_number), content, place.encode())

    def unseal(self, case_number: str | None, sealed: bytes, place: str) -> bytes:
        """Decrypt what `seal` made. Raises Erased, SealBroken."""
        return seals.unseal(self._key(case_number), sealed, place.encode())

    def opened(self, case_number: str | None, sealed: bytes, place: str) -> tuple[str, Content]:
        """Decrypt a text as far as that is possible; it is empty when it is not."""
        try:
            return self.unseal(case_number, sealed, place).decode(), Content.OPEN
        except Erased:
            return "", Content.ERASED
        except seals.SealBroken:
            return "", Content.BROKEN

    def _key(self, case_number: str | None) -> bytes:
        if case_number is None:
            return self._master_key
        if case_number not in self._keys:
            if case_number not in self._wrapped:
                found = self.row(_wrapped_key, {"the_case": case_number})
                if found is None:
                    raise Erased(case_number)
                self.hand_key(case_number, found.wrapped)
            wrapped = self._wrapped[case_number]
            self._keys[case_number] = seals.unseal(self._master_key, wrapped, case_number.encode())
        return self._keys[case_number]


class Store:
    """A database with the key of the installation, a clock, and how much one case may take."""

    def __init__(
        self,
        engine: Engine,
        master_key: bytes,
        clock: Clock = utc_now,
        limits: Limits = DEFAULT,
    ) -> None:
        self._engine = engine
        # one moment for all that is read: SQLite always does so, PostgreSQL when it is told
        is_sqlite = engine.dialect.name == "sqlite"
        told = {"isolation_level": "REPEATABLE READ"}
        self._reading = engine if is_sqlite else engine.execution_options(**told)
        self._master_key = master_key
        self._clock = clock
        self._limits = limits
        self._turn = OneByOne() if is_sqlite else Turn()

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Open a transaction that may write: returning commits it, raising rolls it back.

        Raises DatabaseAway when the database fails or others write for too long, DatabaseFull when
        it has no room, DatabaseDamaged when it cannot be read, and AlreadyWriting when this thread
        is in such a transaction.
        """
        with (
            self._turn,
            told_in_words(),
            told_when_damaged(),
            self._engine.begin() as connection,
        ):
            begin_writing(connection)
            yield Transaction(connection, self._clock(), self._master_key, self._limits)

    @contextmanager
    def begin_at_once(self) -> Iterator[Transaction]:
        """Open a transaction that may write, for what may be left out: it waits for nobody.

        Raises DatabaseBusy when others write, or what is written is locked; else as `begin`.
        """
        with (
            self._turn.at_once(),
            told_in_words(),
            told_when_damaged(),
            self._engine.begin() as connection,
        ):
            begin_at_once(connection)
            yield Transaction(connection, self._clock(), self._master_key, self._limits)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Open a transaction that only reads; it never waits for a writer.

        All that it reads is of one moment. Raises DatabaseAway, DatabaseDamaged.
        """
        with told_in_words(), told_when_damaged(), self._reading.connect() as connection:
            begin_reading(connection)
            yield Transaction(connection, self._clock(), self._master_key, self._limits)

    def at_clock(self, clock: Clock) -> Store:
        """Give the same store, told the time by another clock."""
        other = Store(self._engine, self._master_key, clock, self._limits)
        other._turn = self._turn  # it is the same database
        return other

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()
