"""Rows of cases, and of what people add to them: comments and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    bindparam,
    exists,
    insert,
    select,
    text,
    update,
)

from engine import tables
from engine.model import Case, Content, Person, Role
from engine.store.looking_up import is_found
from engine.store.tasks import each
from engine.store.transaction import Transaction

_case, _comment, _document = tables.case, tables.comment, tables.document
_first_number = text(
    "INSERT INTO case_counter (series, year, last) VALUES (:series, :year, 0) "
    "ON CONFLICT DO NOTHING"
)
_add_lane = text(
    "INSERT INTO case_body (case_number, body, opened_at) "
    'SELECT number, CAST(:body AS TEXT), opened_at FROM "case" WHERE number = :case_number '
    "ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Comment:
    """`content` says whether the text can be read; it is empty when it cannot."""

    id: str
    at: datetime
    by: str
    text: str
    content: Content = Content.OPEN


@dataclass(frozen=True, slots=True)
class Document:
    """`sha256` (hex) and `size` (bytes) are those of the file as it was sent.

    `readable` says whether its name can be read; it is empty when it cannot.
    """

    id: str
    case_number: str | None
    task_id: str | None
    at: datetime
    by: str
    name: str
    sha256: str
    size: int
    readable: Content = Content.OPEN


_COLUMNS = tuple(name for name in Document.__slots__ if name != "readable")

# --- queries, built once: building one takes longer than running it

_counter, _lane = tables.case_counter, tables.case_body
_in_series = (_counter.c.series == bindparam("the_series")) & (
    _counter.c.year == bindparam("the_year")
)
_next_number = (
    update(_counter).where(_in_series).values(last=_counter.c.last + 1).returning(_counter.c.last)
)
_add_case = insert(_case)
_by_number = select(_case).where(_case.c.number == bindparam("the_number"))
_by_receipt = select(_case).where(_case.c.receipt == bindparam("the_receipt"))
_set_status = (
    update(_case)
    .where(_case.c.number == bindparam("the_number"))
    .values(status=bindparam("the_status"))
)
_runs = is_found(
    tables.instance.c.case_number == _case.c.number, tables.instance.c.ended_at.is_(None)
)
_close_when_over = (
    update(_case)
    .where(_case.c.number == bindparam("the_number"), ~_runs)
    .values(closed_at=bindparam("the_moment"))
)
_count_instance = (
    update(_case)
    .where(_case.c.number == bindparam("the_number"))
    .values(instances=_case.c.instances + 1, closed_at=None)
    .returning(_case.c.instances)
)
_comments = (
    select(_comment)
    .where(_comment.c.case_number == bindparam("the_number"))
    .order_by(_comment.c.at, _comment.c.id)
)


def next_number(tx: Transaction, series: str, year: int) -> str:
    """Take the next case number of a series: `RD-2026-0042`."""
    mine = {"the_series": series, "the_year": year}
    row = tx.row(_next_number, mine)
    if row is None:  # the first of the year; others may want to be that at the same moment
        tx.change(_first_number, {"series": series, "year": year})
        row = tx.row(_next_number, mine)
    assert row is not None, "counters are never deleted"
    return f"{series}-{year}-{row.last:04d}"


def add(tx: Transaction, case: Case, receipt: str | None = None) -> None:
    """Add a case with a data key of its own. `receipt` is the digest of the sender's secret."""
    values = {name: getattr(case, name) for name in Case.__slots__}
    tx.claim(_add_case, values | {"instances": 0, "receipt": receipt}, what=case.number)
    tx.add_case_key(case.number)


def find(tx: Transaction, number: str) -> Case | None:
    """Find a case, whoever asks."""
    row = tx.row(_by_number, {"the_number": number})
    return None if row is None else as_case(row)


def find_for(tx: Transaction, number: str, by: Person) -> Case | None:
    """Find a case that this person may see."""
    query = _by_number if sees_all(by) else _by_number_for(by.all_bodies)
    row = tx.row(query, {"the_number": number})
    return None if row is None else as_case(row)


def find_by_receipt(tx: Transaction, receipt: str) -> Case | None:
    """Find the case that was opened with this receipt (a digest)."""
    row = tx.row(_by_receipt, {"the_receipt": receipt})
    return None if row is None else as_case(row)


def about(tx: Transaction, number: str, by: Person) -> list[Case]:
    """Give the cases that object to this one, as far as this person may see them."""
    query = select(_case).where(_case.c.about == number, seen_by(by)).order_by(_case.c.number)
    return [as_case(row) for row in tx.rows(query)]


def seen_by(by: Person) -> ColumnElement[bool]:
    """Say in SQL which cases a person may see: those her bodies work on.

    An auditor sees all, and an administrator too, who must be able to steer any of them.
    """
    if sees_all(by):
        return _case.c.number.is_not(None)
    return _worked_on_by(by.all_bodies)


def sees_all(by: Person) -> bool:
    """Tell whether somebody may see every case."""
    return bool(by.roles & {Role.AUDITOR, Role.ADMINISTRATOR})


def _worked_on_by(bodies: frozenset[str]) -> ColumnElement[bool]:
    mine = _lane.c.body.in_(each(sorted(bodies)))
    return exists().where(_lane.c.case_number == _case.c.number, mine)


@lru_cache(maxsize=1024)
def _by_number_for(bodies: frozenset[str]) -> Select[Any]:
    return _by_number.where(_worked_on_by(bodies))


def is_worked_on(tx: Transaction, number: str, by: Person) -> bool:
    """Tell whether one of this person's bodies works on a case."""
    return tx.row(_by_number_for(by.all_bodies), {"the_number": number}) is not None


def may_be_seen_by(tx: Transaction, number: str, bodies: Sequence[str]) -> None:
    """Let these bodies see the case from now on."""
    if bodies:
        tx.change(_add_lane, [{"case_number": number, "body": body} for body in bodies])


def set_status(tx: Transaction, number: str, status: str) -> None:
    """Say where the case is, in words people know."""
    tx.change(_set_status, {"the_number": number, "the_status": status})


def close_when_over(tx: Transaction, number: str) -> None:
    """Close a case when none of its instances runs any more."""
    tx.change(_close_when_over, {"the_number": number, "the_moment": tx.now})


def next_instance_id(tx: Transaction, number: str) -> str:
    """Take the next instance id of a case, `RD-2026-0042.3`; one that had closed opens again."""
    row = tx.row(_count_instance, {"the_number": number})
    assert row is not None, f"{number} is a case"
    return f"{number}.{row.instances}"


def add_comment(tx: Transaction, case_number: str, comment: Comment) -> None:
    """Keep a comment."""
    sealed = tx.seal(case_number, comment.text.encode(), f"comment:{comment.id}")
    values = {"id": comment.id, "case_number": case_number, "at": comment.at, "by": comment.by}
    tx.change(insert(_comment), values | {"text": sealed})


def comments(tx: Transaction, case_number: str) -> list[Comment]:
    """Give the comments on a case, oldest first."""
    return [
        Comment(row.id, row.at, row.by, *tx.opened(case_number, row.text, f"comment:{row.id}"))
        for row in tx.rows(_comments, {"the_number": case_number})
    ]


def add_document(tx: Transaction, document: Document, content: bytes) -> None:
    """Keep a document, sealed under the key of its case."""
    values = {name: getattr(document, name) for name in _COLUMNS}
    place = f"document:{document.id}"
    sealed = {
        "name": tx.seal(document.case_number, document.name.encode(), place),
        "content": tx.seal(document.case_number, content, place),
    }
    tx.change(insert(_document), values | sealed)


_listed = [column for column in _document.c if column.name != "content"]
_documents = (
    select(*_listed)
    .where(_document.c.case_number == bindparam("the_number"))
    .order_by(_document.c.at)
)


def documents(tx: Transaction, case_number: str) -> list[Document]:
    """Give the documents of a case, oldest first."""
    return [_as_document(tx, row) for row in tx.rows(_documents, {"the_number": case_number})]


def document(tx: Transaction, document_id: str) -> Document | None:
    """Find a document, without its content."""
    row = tx.row(select(*_listed).where(_document.c.id == document_id))
    return None if row is None else _as_document(tx, row)


def content(tx: Transaction, found: Document) -> bytes:
    """Give the bytes of a document."""
    row = tx.row(select(_document.c.content).where(_document.c.id == found.id))
    assert row is not None, "a document that was found has content"
    return tx.unseal(found.case_number, row.content, f"document:{found.id}")


def _as_document(tx: Transaction, row: Row[Any]) -> Document:
    values = {name: getattr(row, name) for name in _COLUMNS}
    name, readable = tx.opened(row.case_number, row.name, f"document:{row.id}")
    return Document(**values | {"name": name, "readable": readable})


def as_case(row: Row[Any]) -> Case:
    """Turn a row that begins as its table does into a case, which has the same order."""
    return Case(**dict(zip(Case.__slots__, row, strict=False)))
