"""The append-only, hash-chained history of each instance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, tuple_

from engine import seals, tables
from engine.entries import Entry
from engine.model import Who
from engine.store.instances import Running
from engine.store.looking_up import is_among
from engine.store.transaction import Transaction, blob
from engine.values import canonical

NOTHING_BEFORE = bytes(32)

_history = tables.history
_insert = insert(_history)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it stands in the database."""

    instance_id: str
    position: int
    at: datetime
    kind: str
    facts: str
    sealed: bytes | None
    by: str
    on_behalf_of: str | None
    previous: bytes
    hash: bytes

    def expected_hash(self) -> bytes:
        """Compute the hash that this line must have."""
        covered = canonical(
            [
                self.instance_id,
                self.position,
                self.at.isoformat(),
                self.kind,
                self.facts,
                seals.digest(self.sealed).hex() if self.sealed else None,
                self.by,
                self.on_behalf_of,
                self.previous.hex(),
            ]
        )
        return seals.digest(covered.encode())

    @property
    def is_unchanged(self) -> bool:
        """Whether the hash is the one that this line must have."""
        try:
            return self.hash == self.expected_hash()
        except TypeError:  # SQLite keeps bytes in a column of text, if somebody writes them
            return False


def append(tx: Transaction, before: Running, entry: Entry, who: Who) -> bytes:
    """Write the next entry of an instance, one position further; give its hash.

    Raises ConflictingChange when the position is taken.
    """
    position = before.position + 1
    sealed = None
    if entry.sealed:
        sealed = tx.seal(before.case_number, entry.sealed.encode(), f"{before.id}:{position}")
    values: dict[str, Any] = {
        "instance_id": before.id,
        "position": position,
        "at": tx.now,
        "kind": entry.kind,
        "facts": entry.facts,
        "sealed": sealed,
        "by": who.by,
        "on_behalf_of": who.on_behalf_of,
        "previous": before.head,
        "hash": b"",
    }
    head = Line(**values).expected_hash()
    tx.claim(_insert, values | {"hash": head}, what=before.id)
    return head


_of_instance = select(_history).order_by(_history.c.position)
_after = _of_instance.where(
    _history.c.instance_id == bindparam("the_id"), _history.c.position > bindparam("after")
)
_in_case = is_among(
    _history.c.instance_id,
    select(tables.instance.c.id).where(tables.instance.c.case_number == bindparam("the_case")),
)
_count = select(func.count()).select_from(_history).where(_in_case)
_order = (_history.c.at, _history.c.instance_id, _history.c.position)
_kinds = [column.type for column in _order]
_latest = (
    select(_history)
    .where(_in_case)
    .order_by(*(column.desc() for column in _order))
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)


def lines(tx: Transaction, instance_id: str, *, after: int = 0) -> Iterator[Line]:
    """Give the entries of an instance in order, from the position after `after`."""
    for row in tx.rows(_after, {"the_id": instance_id, "after": after}):
        yield line(row)


def portion(
    tx: Transaction, *, after: tuple[str, int | None], upto: str | None, most: int
) -> list[Line]:
    """Give entries of all instances, in the order of the instance's id and the position.

    They begin after an instance and a position in it, or after the whole instance for None, and go
    up to and including the instance `upto`, or to the end.
    """
    key, (instance_id, position) = _history.c, after
    if position is None:
        query = select(_history).where(key.instance_id > instance_id)
    else:
        place = tuple_(instance_id, position)
        query = select(_history).where(tuple_(key.instance_id, key.position) > place)
    if upto is not None:
        query = query.where(key.instance_id <= upto)
    query = query.order_by(key.instance_id, key.position).limit(most)
    return [line(row) for row in tx.rows(query)]


def count(tx: Transaction, case_number: str, *, upto: Line | None = None) -> int:
    """Count the entries of a case; up to and including this one, when it is given."""
    row = tx.row(_until(_count, upto), {"the_case": case_number})
    return 0 if row is None else int(row[0])


def latest(
    tx: Transaction, case_number: str, *, most: int, skip: int = 0, upto: Line | None = None
) -> list[Line]:
    """Give the last entries of a case, the latest first; those up to and including `upto`."""
    asked = {"the_case": case_number, "most": most, "skip": skip}
    return [line(row) for row in tx.rows(_until(_latest, upto), asked)]


def _until(query: Select[Any], last: Line | None) -> Select[Any]:
    if last is None:
        return query
    return query.where(
        tuple_(*_order) <= tuple_(last.at, last.instance_id, last.position, types=_kinds)
    )


def lines_of_kinds(tx: Transaction, instance_id: str, kinds: Sequence[str]) -> list[Line]:
    """Give the entries of an instance that are of these kinds, in order."""
    wanted = (_history.c.instance_id == instance_id, _history.c.kind.in_(kinds))
    return [line(row) for row in tx.rows(_of_instance.where(*wanted))]


def line_at(tx: Transaction, instance_id: str, position: int) -> Line | None:
    """Give one entry of an instance."""
    here = (_history.c.instance_id == instance_id) & (_history.c.position == position)
    row = tx.row(select(_history).where(here))
    return None if row is None else line(row)


def lines_of(tx: Transaction, instance_ids: Sequence[str]) -> list[Line]:
    """Give the entries of several instances, in the order in which they happened."""
    query = (
        select(_history)
        .where(_history.c.instance_id.in_(instance_ids))
        .order_by(_history.c.at, _history.c.instance_id, _history.c.position)
    )
    return [line(row) for row in tx.rows(query)]


def opened(tx: Transaction, case_number: str, found: Line) -> str:
    """Decrypt the sealed part of an entry; empty when there is none. Raises Erased, SealBroken."""
    if found.sealed is None:
        return ""
    return tx.unseal(case_number, found.sealed, f"{found.instance_id}:{found.position}").decode()


def line(row: Row[Any]) -> Line:
    """Turn a row into a line. A million of them pass when everything is verified."""
    values: Sequence[Any] = row
    *told, sealed, by, on_behalf_of, previous, head = values
    kept = None if sealed is None else blob(sealed)
    return Line(*(*told, kept, by, on_behalf_of, blob(previous), blob(head)))
