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

_NUMBERS = ("integer", "null")
_instances = select(tables.instance.c.id)
#: what belongs to one case, by the column that names it; history tells itself what was changed
_OF_CASE = {
    tables.case: tables.case.c.number,
    tables.instance: tables.instance.c.case_number,
    tables.task: tables.task.c.case_number,
    tables.comment: tables.comment.c.case_number,
    tables.document: tables.document.c.case_number,
    tables.service_call: tables.service_call.c.case_number,
}
#: what belongs to one instance of it
_OF_INSTANCE = (tables.timer, tables.subscription, tables.incident, tables.suspension)
#: what stands beside all cases
_BESIDE = (
    tables.bundle,
    tables.deployment,
    tables.start_timer,
    tables.start_steering,
    tables.substitution,
)


@dataclass(frozen=True, slots=True)
class NoNumber:
    """A column that should hold a number or a day and does not; `row` is the key of its row."""

    table: str
    column: str
    row: str


def of_case(connection: Connection, number: str) -> Iterator[NoNumber]:
    """Find it in what belongs to a case; PostgreSQL takes no such thing in."""
    if connection.dialect.name == "sqlite":
        for table, column in _OF_CASE.items():
            yield from _wrong(connection, table, column == number)
        mine = _instances.where(tables.instance.c.case_number == number)
        for table in _OF_INSTANCE:
            yield from _wrong(connection, table, table.c.instance_id.in_(mine))


def beside_cases(connection: Connection) -> Iterator[NoNumber]:
    """Find it in what belongs to no case."""
    if connection.dialect.name == "sqlite":
        for table in _BESIDE:
            yield from _wrong(connection, table)


def _wrong(connection: Connection, table: Table, *where: ColumnElement[bool]) -> Iterator[NoNumber]:
    """Ask only for the rows with something wrong in them: there are hardly ever any."""
    key = [cast(one, LargeBinary) for one in table.primary_key.columns]
    wrong = {one.name: none for one in table.columns if (none := _is_none(one)) is not None}
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
