"""What only one program does at a time, on a database with several writers.

Each has a number of its own: who does one of them never waits for who does another. The numbers are
those of PostgreSQL's advisory locks, which go with the end of the transaction.
"""

from __future__ import annotations

from enum import IntEnum, unique

from sqlalchemy import func, select

from engine.store.transaction import Transaction


@unique
class Alone(IntEnum):
    """What is done alone."""

    MIGRATING = 7_234_416
    MAKING_THE_QUEUE = 7_234_417
    COUNTING_SIGN_INS = 7_234_418
    SORTING_POST = 7_234_419
    DEPLOYING = 7_234_420
    STARTING_SEVERAL = 7_234_421


def be_alone(tx: Transaction, at: Alone) -> None:
    """Wait until no other program does this; none begins until this transaction is over."""
    if tx.waits_for_locks:
        tx.rows(select(func.pg_advisory_xact_lock(at.value)))
