"""Count rows no further than somebody wants to know."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from engine.store.transaction import Transaction


def count(tx: Transaction, rows: Select[Any], *, most: int) -> int:
    """Count rows, `most` at most."""
    row = tx.row(select(func.count()).select_from(rows.limit(most).subquery()))
    return int(row[0]) if row is not None else 0
