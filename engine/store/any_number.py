"""What stands in a SQLite file where a number, a day or a moment belongs, and is none.

It counts as nothing when it is read, so that it stops nobody; verifying must find it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    cast,
    func,
    or_,
    select,
)

from engine import tables
from engine.store import owned

_NUMBERS = ("integer", "null")


@dataclass(frozen=True, slots=True)
class NoNumber:
    """A column that should hold a number or a day and does not; `row` is the key of its row."""

    table: str
    column: str
    row: str


def of_case(connection: Connection, number: str) -> Iterator[NoNumber]:
    """Find it in what belongs to a case; PostgreSQL takes no such thing in.

    History tells itself what was changed.
    """
    if connection.dialect.name == "sqlite":
        for table, belongs in owned.by_case(number).items():
            yield from _wrong(connection, table, belongs)


def beside_cases(connection: Connection) -> Iterator[NoNumber]:
    """Find it in what belongs to no case."""
    if connection.dialect.name == "sqlite":
        for table in owned.BESIDE:
            yield from _wrong(connection, table)


def _wrong(connection: Connection, table: Table, *where: ColumnElement[bool]) -> Iterator[NoNumber]:
    """Ask only for the rows with something wrong in them: there are hardly ever any."""
    key = [cast(one, LargeBinary) for one in table.primary_key.columns]
    wrong = {one.name: none for one in table.columns if (none := _is_none(one)) is not None}
    if not wrong:
        return
    query = select(*key, *wrong.values()).where(or_(*wrong.values()), *where)
    for row in connection.execute(query):
        written = ", ".join(map(tables.as_text, row[: len(key)]))
        for column, is_wrong in zip(wrong, row[len(key) :], strict=True):
            if is_wrong:
                yield NoNumber(table.name, column, written)


def _is_none(column: Column[Any]) -> ColumnElement[bool] | None:
    """Say in the SQL of SQLite that a column holds no number or day; None when it need not."""
    if isinstance(column.type, tables.Day):
        return func.date(column, "+0 days").is_distinct_from(column)
    if isinstance(column.type, tables.Number | tables.Moment):
        return func.typeof(column).not_in(_NUMBERS)
    return None
