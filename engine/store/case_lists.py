"""Lists of cases for a person, the youngest first, as quick beside many cases as beside few.

The cases of one body are a branch that an index gives in order; a page merges the first of her
branches. A query is built once per person, because building it takes longer than running it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    false,
    or_,
    select,
    union,
)

from engine import tables
from engine.model import Case, Person
from engine.store import cases, counting
from engine.store.looking_up import is_among, is_found, unindexed
from engine.store.transaction import Transaction

_KEPT = 1024
_case, _lane = tables.case, tables.case_body


def listed(
    tx: Transaction, by: Person, *, search: str = "", most: int = 25, skip: int = 0
) -> list[Case]:
    """Give the cases this person may see, the youngest first."""
    query = _all(search) if cases.sees_all(by) else _of_bodies(by.all_bodies, search)
    asked = {"most": most, "skip": skip, "upto": most + skip}
    return [cases.as_case(row) for row in tx.rows(query, asked)]


def count(tx: Transaction, by: Person, *, most: int, search: str = "") -> int:
    """Count the cases this person may see, `most` at most."""
    if cases.sees_all(by):
        return counting.count(tx, select(_case.c.number).where(*_holding(search)), most=most)
    hers = _firsts(by.all_bodies, search).params(upto=most)
    return counting.count(tx, hers, most=most)


def _holding(search: str) -> list[ColumnElement[bool]]:
    """Match what holds each word that somebody looks for."""
    columns = (_case.c.number, _case.c.title, _case.c.status)
    return [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in search.split()
    ]


@lru_cache(maxsize=_KEPT)
def _all(search: str) -> Select[Any]:
    query = select(_case).where(*_holding(search))
    return _page(query.order_by(_case.c.opened_at.desc(), _case.c.number.desc()))


@lru_cache(maxsize=_KEPT)
def _of_bodies(bodies: frozenset[str], search: str) -> Select[Any]:
    """Select a page of what these bodies may see, then look up each case that is on it."""
    hers = _firsts(bodies, search).subquery()
    page = _page(
        select(hers.c.case_number).order_by(hers.c.opened_at.desc(), hers.c.case_number.desc())
    )
    found = select(_case).where(is_among(_case.c.number, page))
    return found.order_by(unindexed(_case.c.opened_at).desc(), _case.c.number.desc())


def _page(query: Select[Any]) -> Select[Any]:
    return query.limit(bindparam("most")).offset(bindparam("skip"))


def _firsts(bodies: frozenset[str], search: str) -> Select[Any]:
    """Select the youngest of each body; one that several of them may see is one."""
    branches = [_youngest(_lane.c.body == body, search) for body in sorted(bodies)]
    each = (select(one.subquery()) for one in branches or [_youngest(false(), search)])
    return select(union(*each).subquery())


def _youngest(branch: ColumnElement[bool], search: str) -> Select[Any]:
    """Select the first of a branch with what is looked for, in the order of its index."""
    words = _holding(search)
    holds = [is_found(_case.c.number == _lane.c.case_number, *words)] if words else []
    upto: BindParameter[Any] = bindparam("upto")
    mine = select(_lane.c.case_number, _lane.c.opened_at).where(branch, *holds)
    return mine.order_by(_lane.c.opened_at.desc(), _lane.c.case_number.desc()).limit(upto)
