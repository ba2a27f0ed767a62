"""What is new to the post: which of it is worth a look, so that nobody looks at all that is kept.

A post is new when it is sent, and when it may be tried again: then it is marked. What is kept
becomes worth a look when somebody begins to wait for it, when a case goes on or is stopped that
held it, sent it or waits for it, when a process is deployed that it may start, or when a signal
comes that a start event needs beside it.
Each of these is a row of its own that is there from the moment at which it counts: who looks sees
it then or later, even if she looked at the post just before, and it stays until somebody looked in
vain.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, bindparam, insert, select

from engine import tables
from engine.store.looking_up import is_among
from engine.store.transaction import Transaction

#: what is worth a look since this moment is so whatever the clock says
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
NOW = "now"  #: how statements here call the moment of the transaction
MANY = 1_000  #: so many that are marked are looked at; the rest when these were sorted
_ALL = 2**31 - 1  #: a limit that is none, but keeps what is inside apart and in its order

_message, _waits = tables.message, tables.subscription
_instance, _awakening, _starts = tables.instance, tables.awakening, tables.process_start
_part = _starts.alias("beside")
is_fresh = _waits.c.fresh >= 1
is_marked = _message.c.look_at <= bindparam(NOW)


@dataclass(frozen=True, slots=True)
class New:
    """Whether there is post that is marked, who waits only now, and a case or process that woke."""

    marked: bool
    waits: bool
    woken: bool

    @property
    def any(self) -> bool:
        return self.marked or self.waits or self.woken


def awaken(tx: Transaction, *, case: str | None = None, process: str | None = None) -> None:
    """Let it be looked at what is of a case that goes on, or what a process may start with."""
    tx.change(insert(_awakening), {"case_number": case, "process_id": process})


def of(tx: Transaction) -> New:
    """Tell what there is to look at now."""
    row = tx.row(_anything, {NOW: tx.now})
    assert row is not None, "it has no condition"
    return New(*(one is not None for one in row))


def is_for(waits: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Match the post for which these wait."""
    return tuple(_message.c[one] == waits.c[one] for one in ("kind", "name", "key"))


def _apart(rows: Select[Any]) -> Subquery:
    """Keep rows apart, so that a database begins with them: there are few, and an index of them."""
    return rows.limit(_ALL).subquery()


def _first(column: Any, *which: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a column
    return select(column).where(*which).order_by(column).limit(1).scalar_subquery()


_anything = select(
    _first(_message.c.look_at, is_marked), _first(_waits.c.fresh, is_fresh), _first(_awakening.c.id)
)
#: who waits only now
waits = _apart(select(_waits).where(is_fresh).order_by(_waits.c.fresh))
#: cases that go on, and processes that were deployed
cases = _apart(select(_awakening.c.case_number).order_by(_awakening.c.id))
_of_cases = select(_instance.c.id).where(
    is_among(_instance.c.case_number, select(_awakening.c.case_number))
)
#: what belongs to these cases, ended or not
senders = _apart(_of_cases)
#: what they sent did not count for what starts with others; it may have been laid aside before
sent = _apart(select(_message).where(is_among(_message.c.sender, _of_cases)))
#: what they wait for
resumed = _apart(select(_waits).where(is_among(_waits.c.instance_id, _of_cases)))
processes = _apart(select(_awakening.c.process_id).order_by(_awakening.c.id))


def marked(*, most: int = MANY) -> Select[Any]:
    """Select what is marked, in the order of its index; what failed before comes last."""
    found = select(_message).where(is_marked)
    return found.order_by(_message.c.look_at, _message.c.id).limit(most)


def started() -> Select[Any]:
    """Select what starts the processes that were deployed: kind and name, each once."""
    named = select(_starts.c.kind, _starts.c.name)
    return named.where(_starts.c.process_id == processes.c[0]).distinct()


def needed_beside(signals: Select[Any]) -> Select[Any]:
    """Select what start events need beside signals kept for them: kind and name, each once."""
    signal = signals.subquery()
    kept_for = (
        signal.c.kind == "signal",
        _starts.c.kind == signal.c.kind,
        _starts.c.name == signal.c.name,
        _starts.c.together == 1,
        signal.c.key == _starts.c.process_id + "/" + _starts.c.element_id,
    )
    beside = (
        _part.c.process_id == _starts.c.process_id,
        _part.c.element_id == _starts.c.element_id,
        _part.c.kind == "message",
    )
    return select(_part.c.kind, _part.c.name).where(*kept_for, *beside).distinct()
