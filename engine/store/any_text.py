"""What is no text in a SQLite file: read with a sign for each byte that is none, and found.

It is a text that is not UTF-8, or bytes in a column of text, which `tables.Text` reads. Only
somebody who writes in the file can put it there. Verifying must find it, and nobody else be stopped
by it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Executable,
    LargeBinary,
    Row,
    Table,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.exc import OperationalError

from engine import tables
from engine.store import owned

_BYTES = "blob"  #: how SQLite calls them
_NO_UTF8 = "Could not decode to UTF-8"  #: how Python says it of a column

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NoText:
    """A column that should hold text and does not; `row` is the key of its row, as far as read."""

    table: str
    column: str
    row: str


def rows(
    connection: Connection, query: Executable, values: Mapping[str, Any]
) -> Sequence[Row[Any]]:
    """Give all rows of a query, whatever stands in them."""
    try:
        return connection.execute(query, values).all()
    except OperationalError as problem:
        _take_any_text(connection, problem)
        return connection.execute(query, values).all()


def first(connection: Connection, query: Executable, values: Mapping[str, Any]) -> Row[Any] | None:
    """Give the first row of a query, or None."""
    try:
        return connection.execute(query, values).first()
    except OperationalError as problem:
        _take_any_text(connection, problem)
        return connection.execute(query, values).first()


def _take_any_text(connection: Connection, problem: OperationalError) -> None:
    """Let a connection read any text from now on. Raises the problem when it is another one."""
    if not str(problem.orig).startswith(_NO_UTF8):
        raise problem
    logger.warning("the database holds text that is not UTF-8: %s", problem.orig)
    raw: Any = connection.connection.dbapi_connection
    raw.text_factory = tables.as_text


# --- finding it


def of_case(connection: Connection, number: str) -> Iterator[NoText]:
    """Find it in what belongs to a case; PostgreSQL takes no such text in."""
    if connection.dialect.name == "sqlite":
        wanted = owned.by_case(number)
        # what is no UTF-8 there differs from what was hashed; bytes may read as what was
        kept_as_bytes = or_(*(func.typeof(one) == _BYTES for one in _texts(tables.history)))
        wanted[tables.history] = owned.in_case(tables.history, number) & kept_as_bytes
        for table, belongs in wanted.items():
            for row in rows(connection, _raw(table).where(belongs), {}):
                yield from _wrong(table, row)


def beside_cases(connection: Connection) -> Iterator[NoText]:
    """Find it in what belongs to no case."""
    if connection.dialect.name == "sqlite":
        for table in owned.BESIDE:
            for row in rows(connection, _raw(table), {}):
                yield from _wrong(table, row)


def _raw(table: Table) -> Any:  # noqa: ANN401 - a select of as many columns as there are
    """Ask for the key of each row, then for what its texts are, then how they are kept."""
    texts = _texts(table)
    wanted = [cast(column, LargeBinary) for column in (*table.primary_key.columns, *texts)]
    return select(*wanted, *(func.typeof(column) for column in texts))


def _texts(table: Table) -> list[Column[Any]]:
    return [one for one in table.columns if isinstance(one.type, tables.Text)]


def _wrong(table: Table, row: Row[Any]) -> Iterator[NoText]:
    texts = _texts(table)
    keys = len(table.primary_key.columns)
    key, found, kinds = row[:keys], row[keys:][: len(texts)], row[keys + len(texts) :]
    for column, value, kind in zip(texts, found, kinds, strict=True):
        if value is not None and (kind == _BYTES or tables.as_text(value).encode() != value):
            yield NoText(table.name, column.name, ", ".join(map(tables.as_text, key)))
