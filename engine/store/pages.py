"""Rows of pages: what the snapshot of an instance with many tokens names, read when asked for."""

from __future__ import annotations

from functools import partial

from sqlalchemy import bindparam, delete, select, text

from engine import tables
from engine.snapshots import Pages
from engine.store.transaction import Transaction, blob

_page = tables.page
_of_instance = _page.c.instance_id == bindparam("i")
_one = _of_instance & (_page.c.number == bindparam("n"))
_sealed = select(_page.c.sealed).where(_one)
_numbers = select(_page.c.number).where(_of_instance)
_delete = delete(_page).where(_one)
_write = text(
    "INSERT INTO page (instance_id, number, sealed) VALUES (:i, :n, :sealed) "
    "ON CONFLICT (instance_id, number) DO UPDATE SET sealed = excluded.sealed"
)


def of(tx: Transaction, case_number: str, instance_id: str) -> Pages:
    """Give the pages of an instance; each is read when it is asked for, in this transaction."""
    return Pages(partial(_kept, tx, case_number, instance_id))


def keep(tx: Transaction, case_number: str, instance_id: str, pages: Pages) -> None:
    """Write the pages that changed, and take away those that are gone."""
    written, gone = [], []
    for number, page in pages.changed.items():
        if page is None:
            gone.append({"i": instance_id, "n": number})
        else:
            sealed = tx.seal(case_number, page.encode(), _place(instance_id, number))
            written.append({"i": instance_id, "n": number, "sealed": sealed})
    if written:
        tx.change(_write, written)
    if gone:
        tx.change(_delete, gone)


def numbers(tx: Transaction, instance_id: str) -> frozenset[int]:
    """Tell which pages there are of an instance, whatever they hold."""
    return frozenset(row.number for row in tx.rows(_numbers, {"i": instance_id}))


def _kept(tx: Transaction, case_number: str, instance_id: str, number: int) -> str:
    """Read one page. Raises LookupError, Erased, SealBroken."""
    row = tx.row(_sealed, {"i": instance_id, "n": number})
    if row is None:
        raise LookupError(number)
    return tx.unseal(case_number, blob(row.sealed), _place(instance_id, number)).decode()


def _place(instance_id: str, number: int) -> str:
    return f"page:{instance_id}/{number}"
