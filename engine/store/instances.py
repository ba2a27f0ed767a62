"""Rows of instances: where each one is, locked while it moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from engine import tables
from engine.seals import SealBroken
from engine.snapshots import Snapshot
from engine.store import pages
from engine.store.portions import portions
from engine.store.transaction import ConflictingChange, Erased, Transaction

_instance = tables.instance


@dataclass(frozen=True, slots=True)
class Running:
    """An instance between two steps. `snapshot` is None before its first step and after its last.

    `parent_place` is the place of the call activity in the parent that waits for it.
    """

    id: str
    case_number: str
    process_id: str
    digest: str
    parent_id: str | None
    parent_place: str | None
    depth: int
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    position: int
    head: bytes
    snapshot: Snapshot | None


@dataclass(frozen=True, slots=True)
class Head:
    """Where the history of an instance ends according to its row: the last position and hash."""

    id: str
    case_number: str
    digest: str
    position: int
    head: bytes


_heads = (
    select(*(_instance.c[name] for name in Head.__slots__))
    .where(_instance.c.id >= bindparam("first"))
    .order_by(_instance.c.id)
    .limit(bindparam("most"))
)
_insert = insert(_instance)
_update = update(_instance).where(
    _instance.c.id == bindparam("the_id"), _instance.c.position == bindparam("was_at")
)
_wrapped = (  # the key of its case, which opens what it holds; each of the two is looked up alone
    select(tables.case_key.c.wrapped)
    .where(tables.case_key.c.case_number == _instance.c.case_number)
    .scalar_subquery()
)
_by_id = select(_instance, _wrapped.label("wrapped")).where(_instance.c.id == bindparam("the_id"))
_digests = (
    select(_instance.c.digest)
    .where(_instance.c.case_number == bindparam("the_case"))
    .order_by(_instance.c.started_at, _instance.c.id)
)
_of_case = (
    select(_instance)
    .where(_instance.c.case_number == bindparam("the_case"))
    .order_by(_instance.c.started_at, _instance.c.id)
)
_numbers = select(_instance.c.case_number).where(
    _instance.c.id.in_(bindparam("ids", expanding=True))
)
# not so that who adds something that names the case would wait for it: nobody renames a case
_locked_cases = (
    select(tables.case.c.number).order_by(tables.case.c.number).with_for_update(key_share=True)
)
_locked_case = _locked_cases.where(tables.case.c.number == bindparam("the_case"))


def lock_case(tx: Transaction, case_number: str) -> None:
    """Make others who want to move an instance of this case wait until this transaction is over."""
    if tx.waits_for_locks:
        tx.row(_locked_case, {"the_case": case_number})


def lock_cases_of(tx: Transaction, ids: Sequence[str]) -> None:
    """Lock the cases of several instances in the order of their numbers, as all who lock several.

    So no two who do that wait for each other.
    """
    if not tx.waits_for_locks:
        return
    numbers = {row[0] for some in portions(ids) for row in tx.rows(_numbers, {"ids": some})}
    for some in portions(sorted(numbers)):
        tx.rows(_locked_cases.where(tables.case.c.number.in_(some)))


def find(tx: Transaction, instance_id: str) -> Running | None:
    """Find an instance as it is now."""
    row = _found(tx, instance_id)
    return None if row is None else running(tx, row)


def add(tx: Transaction, new: Running) -> None:
    """Add an instance that has just made its first step."""
    values = {name: getattr(new, name) for name in Running.__slots__}
    tx.claim(_insert, values | {"snapshot": _sealed(tx, new)}, what=new.id)


def save(tx: Transaction, moved: Running, *, was_at: int) -> None:
    """Keep where the instance is now. Raises ConflictingChange when it is elsewhere already."""
    changed = tx.change(
        _update,
        {
            "the_id": moved.id,
            "was_at": was_at,
            "digest": moved.digest,
            "position": moved.position,
            "head": moved.head,
            "snapshot": _sealed(tx, moved),
            "ended_at": moved.ended_at,
            "outcome": moved.outcome,
        },
    )
    if changed != 1:
        raise ConflictingChange(moved.id)


def child_at(tx: Transaction, parent_id: str, place: str) -> str | None:
    """Find the running instance that was called from a place."""
    query = select(_instance.c.id).where(
        _instance.c.parent_id == parent_id,
        _instance.c.parent_place == place,
        _instance.c.ended_at.is_(None),
    )
    row = tx.row(query)
    return None if row is None else str(row.id)


def of_case(tx: Transaction, case_number: str) -> list[Running]:
    """Give the instances of a case, the first one first."""
    return [running(tx, row) for row in _rows_of_case(tx, case_number)]


def look_at(tx: Transaction, instance_id: str) -> Running | None:
    """Find an instance to read about it: a snapshot that cannot be opened is empty."""
    row = _found(tx, instance_id)
    return None if row is None else _readable(tx, row)


def look_at_case(tx: Transaction, case_number: str) -> list[Running]:
    """Give the instances of a case as `look_at` does, the first one first."""
    return [_readable(tx, row) for row in _rows_of_case(tx, case_number)]


def heads(tx: Transaction, *, first: str, most: int, upto: str | None = None) -> list[Head]:
    """Give where histories end, by the id of the instance, from `first` up to and including `upto`.

    Neither of the two needs to be there.
    """
    query = _heads if upto is None else _heads.where(_instance.c.id <= upto)
    rows: Sequence[Sequence[Any]] = tx.rows(query, {"first": first, "most": most})
    return [Head(*row) for row in rows]


def digests(tx: Transaction, case_number: str) -> list[str]:
    """Give the bundles that the instances of a case run, the first one first."""
    rows = tx.rows(_digests, {"the_case": case_number})
    return list(dict.fromkeys(row.digest for row in rows))


def running_process(
    tx: Transaction, process_id: str, cases: Sequence[str] | None = None
) -> list[Running]:
    """Give the running instances of a process, by case; of all cases, or of these."""
    query = select(_instance).where(
        _instance.c.process_id == process_id, _instance.c.ended_at.is_(None)
    )
    if cases is not None:
        query = query.where(_instance.c.case_number.in_(cases))
    rows = tx.rows(query.order_by(_instance.c.case_number, _instance.c.started_at, _instance.c.id))
    return [running(tx, row) for row in rows]


def count_running(tx: Transaction) -> dict[str, int]:
    """Tell how many instances run each bundle now, by its digest; none for a bundle without."""
    query = select(_instance.c.digest, func.count().label("many"))
    query = query.where(_instance.c.ended_at.is_(None)).group_by(_instance.c.digest)
    return {row.digest: int(row.many) for row in tx.rows(query)}


def running(tx: Transaction, row: Row[Any]) -> Running:
    """Turn a row into an instance, its snapshot opened."""
    values = _values(row)
    if values["snapshot"] is not None:
        instance_id, number = values["id"], values["case_number"]
        opened = tx.unseal(number, values["snapshot"], f"{instance_id}@{values['position']}")
        values["snapshot"] = Snapshot(opened.decode(), pages.of(tx, number, instance_id))
    return Running(**values)


def _found(tx: Transaction, instance_id: str) -> Row[Any] | None:
    row = tx.row(_by_id, {"the_id": instance_id})
    if row is not None and row.wrapped is not None:
        tx.hand_key(row.case_number, row.wrapped)
    return row


def _rows_of_case(tx: Transaction, case_number: str) -> Sequence[Row[Any]]:
    return tx.rows(_of_case, {"the_case": case_number})


def _values(row: Row[Any]) -> dict[str, Any]:
    """Read a row that begins as its table does; an instance has the same order."""
    return dict(zip(Running.__slots__, row, strict=False))


def _readable(tx: Transaction, row: Row[Any]) -> Running:
    try:
        return running(tx, row)
    except (Erased, SealBroken):
        return Running(**_values(row) | {"snapshot": Snapshot("")})


def _sealed(tx: Transaction, new: Running) -> bytes | None:
    if new.snapshot is None:
        return None
    return tx.seal(new.case_number, new.snapshot.text.encode(), f"{new.id}@{new.position}")
