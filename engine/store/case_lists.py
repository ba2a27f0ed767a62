"""Lists of cases for a person, the youngest first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from engine import tables
from engine.model import Case, Person
from engine.store import cases, counting
from engine.store.looking_up import is_among, is_found, unindexed
from engine.store.tasks import each
from engine.store.transaction import Transaction

FEW = 200  #: so many cases are sooner put in order than found among all others
_case, _lane = tables.case, tables.case_body


def listed(
    tx: Transaction, by: Person, *, search: str = "", most: int = 25, skip: int = 0
) -> list[Case]:
    """Give the cases this person may see, the youngest first."""
    seen, opened_at = _quickly_seen_by(tx, by)
    query = select(_case).where(seen, *_holding(search))
    query = query.order_by(opened_at.desc(), _case.c.number.desc())
    return [cases.as_case(row) for row in tx.rows(query.limit(most).offset(skip))]


def count(tx: Transaction, by: Person, *, most: int, search: str = "") -> int:
    """Count the cases this person may see, `most` at most."""
    found = select(_case.c.number).where(cases.seen_by(by), *_holding(search))
    return counting.count(tx, found, most=most)


def _holding(search: str) -> list[ColumnElement[bool]]:
    """Match what holds each word that somebody looks for."""
    columns = (_case.c.number, _case.c.title, _case.c.status)
    return [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in search.split()
    ]


def _quickly_seen_by(
    tx: Transaction, by: Person
) -> tuple[ColumnElement[bool], ColumnElement[datetime]]:
    """Match what `seen_by` does, for a list of which only the youngest are shown; give their order.

    Of a few all are looked up, to be put in an order that no index seems to have; else all are
    looked at, the youngest first, until enough are hers. A database would choose by what it
    believes, or always the same.
    """
    if cases.sees_all(by):
        return cases.seen_by(by), _case.c.opened_at
    her_lanes = _lane.c.body.in_(each(sorted(by.all_bodies)))
    mine = select(_lane.c.case_number).where(her_lanes)
    if tx.row(mine.limit(1).offset(FEW)) is None:
        return is_among(_case.c.number, mine), unindexed(_case.c.opened_at)
    is_hers = is_found(_lane.c.case_number == _case.c.number, her_lanes)
    return is_hers, _case.c.opened_at
