"""Have PostgreSQL look rows up in an index, whatever it believes of its tables.

It weighs by statistics of a moment that has passed, and keeps what it chose for a statement as long
as it knows no better: also for the checks of foreign keys, which no statement of ours can reach. A
table of a few dozen rows is best read whole, so a program that began beside a small table went on
reading it whole while it grew, several times at each step.
"""

from __future__ import annotations

from typing import Any

#: the ways to read a whole table, or all that an index finds before the first row is given: each is
#: taken only where there is no other; and no statement is worth translating for the processor
_NOT = ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "jit")
_LOOK_UP = "; ".join(f"SET {what} = off" for what in _NOT)


def look_up(connection: Any, record: object) -> None:  # noqa: ANN401, ARG001 - DBAPI
    """Tell a new connection so."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP)
    connection.commit()
