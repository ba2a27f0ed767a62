"""Rows of the work lists and of the case as they stand, for who compares them with history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, select, union_all

from engine import tables
from engine.model import Place, Task
from engine.store import owned
from engine.store.transaction import Transaction

Spot = tuple[Place, int]  #: a place, and which of its events

_timed = union_all(
    *(
        select(table.c.suspended_at).where(table.c.instance_id == bindparam("i"))
        for table in (tables.timer, tables.service_call)
    )
)


@dataclass(frozen=True, slots=True)
class Timer:
    """`tries` counts how often it could not fire and was set later."""

    due: datetime
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Ear:
    """What a place waits for: a message by name and key, or a signal by name."""

    kind: str
    name: str
    key: str | None


def place(written: str) -> Place:
    """Read a place; one that somebody changed so that it is none has never been visited."""
    try:
        return Place.parse(written)
    except (ValueError, TypeError):  # SQLite keeps bytes there too
        return Place(str(written), 0)


def tasks(tx: Transaction, instance_id: str) -> dict[Place, Task]:
    """Give all tasks of an instance, open and done."""
    table = tables.task
    rows = tx.rows(select(table).where(table.c.instance_id == instance_id))
    return {task.place: task for task in map(_task, rows)}


def _task(row: Row[Any]) -> Task:
    values = {name: getattr(row, name) for name in Task.__slots__}
    return Task(**(values | {"place": place(row.place)}))


def timers(tx: Transaction, instance_id: str) -> dict[Spot, Timer]:
    """Give the timers that stand."""
    table = tables.timer
    rows = tx.rows(select(table).where(table.c.instance_id == instance_id))
    return {(place(row.place), row.event): Timer(row.due, row.tries) for row in rows}


def ears(tx: Transaction, instance_id: str) -> dict[Spot, Ear]:
    """Give what an instance waits to hear."""
    table = tables.subscription
    rows = tx.rows(select(table).where(table.c.instance_id == instance_id))
    return {(place(row.place), row.event): Ear(row.kind, row.name, row.key) for row in rows}


def calls(tx: Transaction, instance_id: str) -> list[Place]:
    """Give the places that wait for a service."""
    table = tables.service_call
    rows = tx.rows(select(table.c.place).where(table.c.instance_id == instance_id))
    return [place(row.place) for row in rows]


def case_of_call(tx: Transaction, instance_id: str, at: Place) -> str | None:
    """Tell of which case a call says that it is."""
    table = tables.service_call
    here = (table.c.instance_id == instance_id, table.c.place == str(at))
    row = tx.row(select(table.c.case_number).where(*here))
    return None if row is None else row.case_number


def suspended(tx: Transaction, instance_id: str) -> tuple[datetime, str] | None:
    """Tell since when an instance is suspended, and by whom.

    All that waits for a moment says since when too. What says it otherwise is told, as by nobody.
    """
    table = tables.suspension
    row = tx.row(select(table.c.at, table.c.by).where(table.c.instance_id == instance_id))
    since = None if row is None else row.at
    for said in (one.suspended_at for one in tx.rows(_timed, {"i": instance_id})):
        if said != since:
            return None if said is None else (said, "")
    return None if row is None else (row.at, row.by)


def incidents(tx: Transaction, instance_id: str) -> dict[Place, tuple[datetime, int]]:
    """Give where an instance could not move, since when, and by which entry of its history."""
    table = tables.incident
    rows = tx.rows(select(table).where(table.c.instance_id == instance_id))
    return {place(row.place): (row.raised_at, row.position) for row in rows}


def count_instances(tx: Transaction, number: str) -> int:
    """Tell how many instances a case has begun."""
    table = tables.case
    row = tx.row(select(table.c.instances).where(table.c.number == number))
    return row.instances if row is not None and isinstance(row.instances, int) else 0


def numbers(tx: Transaction, *, after: str, most: int) -> list[str]:
    """Give the numbers of cases in their order, from the one after `after`."""
    number = tables.case.c.number
    rows = tx.rows(select(number).where(number > after).order_by(number).limit(most))
    return [row.number for row in rows]


def has_history(tx: Transaction, instance_id: str) -> bool:
    """Tell whether there is any entry of history of an instance."""
    table = tables.history
    query = select(table.c.position).where(table.c.instance_id == instance_id).limit(1)
    return tx.row(query) is not None


def of_nobody(tx: Transaction) -> list[tuple[str, str]]:
    """Give the lists with rows of instances that are not there, and the ids of those."""
    found = []
    for table in owned.LISTS:
        missing = ~exists().where(tables.instance.c.id == table.c.instance_id)
        rows = tx.rows(select(table.c.instance_id).distinct().where(missing))
        found += [(table.name, str(row.instance_id)) for row in rows]
    return found


def bodies(tx: Transaction, number: str) -> frozenset[str]:
    """Give the bodies that may see a case; with the moment, where it is not that of the case."""
    table, case = tables.case_body, tables.case
    columns = (table.c.body, table.c.opened_at, case.c.opened_at.label("began_at"))
    rows = tx.rows(select(*columns).join(case).where(table.c.case_number == number))
    return frozenset(
        row.body if row.opened_at == row.began_at else f"{row.body} ({row.opened_at})"
        for row in rows
    )
