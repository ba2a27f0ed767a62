"""Say in SQL that there is a row beside this one, by looking it up in an index."""

from __future__ import annotations

from sqlalchemy import ColumnElement, literal_column, select

_ONE: ColumnElement[int] = literal_column("1")
_NONE_SKIPPED: ColumnElement[int] = literal_column("0")


def is_found(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Match rows for which there is another; for each row that other is looked up.

    The offset that skips nothing keeps PostgreSQL to that. Without it, it reads the whole other
    table once and keeps it, as soon as its statistics say that many rows will ask: those are of
    a moment that has passed, such as before much post was laid aside.
    """
    return select(_ONE).where(*which).offset(_NONE_SKIPPED).exists()
