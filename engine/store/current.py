"""Which versions are current, kept so while somebody starts what they say or replaces them.

They are held before any post and any case is, so that none waits for another in a ring.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from engine import tables
from engine.store import bundles
from engine.store.bundles import StartedBy
from engine.store.transaction import Overtaken, Transaction

_process = tables.process
#: in one order, for who holds several and who replaces several
_these_processes = (
    select(_process.c.process_id)
    .where(_process.c.process_id.in_(bindparam("ids", expanding=True)))
    .order_by(_process.c.process_id)
)


def hold_started_by(tx: Transaction, kind: str, name: str) -> list[StartedBy]:
    """Give what a message or signal starts, which stays so in this transaction. Raises Overtaken.

    Who deploys it meanwhile waits; and who deploys it now is waited for.
    """
    found = bundles.started_by(tx, kind, name)
    if not found or not tx.waits_for_locks:
        return found
    held = {one.process_id for one in found}
    hold(tx, held)
    again = bundles.started_by(tx, kind, name)
    if not held.issuperset(one.process_id for one in again):
        raise Overtaken(name)
    return again


def hold(tx: Transaction, process_ids: Iterable[str]) -> None:
    """Let the versions that are current stay so in this transaction, whoever holds them too."""
    if tx.waits_for_locks:
        tx.rows(_these_processes.with_for_update(read=True), {"ids": list(process_ids)})


def lock(tx: Transaction, process_ids: Iterable[str]) -> None:
    """Wait until nobody holds the versions that are current, to replace them."""
    if tx.waits_for_locks:
        tx.rows(_these_processes.with_for_update(key_share=True), {"ids": list(process_ids)})
