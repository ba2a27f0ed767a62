"""Say in SQL that there is a row beside this one, or among some, by looking it up in an index.

Also that an index is not the one to look it up in.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_ONE: ColumnElement[int] = literal_column("1")
_ZERO: ColumnElement[Any] = literal_column("0")


def is_found(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Match rows for which there is another; for each row that other is looked up.

    The offset that skips nothing keeps PostgreSQL to that. Without it, it reads the whole other
    table once and keeps it, as soon as its statistics say that many rows will ask: those are of
    a moment that has passed, such as before much post was laid aside.
    """
    return select(_ONE).where(*which).offset(_ZERO).exists()


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give a number or moment as if no index had it: for rows that are found by something else.

    Else a database may walk along such an index instead, through all that others have there.
    """
    return func.coalesce(column, _ZERO)


class _Among(FunctionElement[bool]):
    """A column, and the query of which it is one of the values.

    It has no type, because one of truth would be compared with 1 on SQLite, which then sees no use
    for an index.
    """

    inherit_cache = True


def is_among(column: ColumnElement[Any], values: Select[Any]) -> ColumnElement[bool]:
    """Match rows with one of the values of a query, which is asked first and once.

    As a join, PostgreSQL may begin with the rows instead, and look for each whether it is one.
    """
    return _Among(column, values.scalar_subquery())


@compiles(_Among)
def _in(element: _Among, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - of SQLAlchemy
    column, values = (compiler.process(one, **more) for one in element.clauses)
    return f"{column} IN {values}"


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - as above
    column, values = (compiler.process(one, **more) for one in element.clauses)
    return f"{column} = ANY (ARRAY {values})"
