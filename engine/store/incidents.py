"""Incidents that stand: what could not move and waits for an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from engine import tables
from engine.model import Place
from engine.store import standing
from engine.store.transaction import Transaction

_incident, _instance = tables.incident, tables.instance


@dataclass(frozen=True, slots=True)
class Incident:
    """`position` is the entry of history in which it was raised, with its reason."""

    instance_id: str
    place: Place
    raised_at: datetime
    position: int
    case_number: str
    digest: str


def listed(tx: Transaction, *, most: int | None = None, skip: int = 0) -> list[Incident]:
    """Give everything that could not move, oldest first."""
    query = _joined().order_by(_incident.c.raised_at, _incident.c.instance_id, _incident.c.place)
    return [_as_incident(row) for row in tx.rows(query.limit(most).offset(skip))]


def count(tx: Transaction) -> int:
    """Count the incidents that stand."""
    row = tx.row(select(func.count()).select_from(_incident))
    return int(row[0]) if row is not None else 0


def find(tx: Transaction, instance_id: str, place: str) -> Incident | None:
    """Find the incident at a place, if it stands."""
    query = _joined().where(_incident.c.instance_id == instance_id, _incident.c.place == place)
    row = tx.row(query)
    return None if row is None else _as_incident(row)


def _joined() -> Select[Any]:
    return select(_incident, _instance.c.case_number, _instance.c.digest).join(
        _instance, _instance.c.id == _incident.c.instance_id
    )


def _as_incident(row: Row[Any]) -> Incident:
    return Incident(
        row.instance_id,
        standing.place(row.place),
        row.raised_at,
        row.position,
        row.case_number,
        row.digest,
    )
