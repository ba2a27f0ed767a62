"""Take away what is over, much of it at once, beside others who do the same."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, delete, select, tuple_

from engine.store.transaction import Transaction


def take_away(tx: Transaction, table: Table, over: ColumnElement[bool]) -> None:
    """Take away the rows that are over.

    What somebody else holds she takes away herself, or uses after all: that is left to the next
    time, so that no two who each hold some of it wait for each other.
    """
    key = table.primary_key.columns
    free = select(*key).where(over).with_for_update(skip_locked=True)
    tx.change(delete(table).where(tuple_(*key).in_(free)))
