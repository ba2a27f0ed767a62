"""Which rows belong to a case, and which tables stand beside all cases; for who looks at all of it.

Rows are found by what has an index, so that looking at one case costs the same among many.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, select

from engine import tables
from engine.store.looking_up import is_among

#: by the column that names the case
_BY_CASE = {
    tables.case: tables.case.c.number,
    tables.case_body: tables.case_body.c.case_number,
    tables.instance: tables.instance.c.case_number,
    tables.comment: tables.comment.c.case_number,
    tables.document: tables.document.c.case_number,
}
#: by the instance
LISTS = (
    tables.task,
    tables.timer,
    tables.subscription,
    tables.incident,
    tables.suspension,
    tables.service_call,
)
_BY_INSTANCE = (*LISTS, tables.delivery, tables.broadcast)
#: people, bodies, what was deployed, what starts by itself, who steered what was sent
BESIDE = (
    tables.person,
    tables.person_role,
    tables.membership,
    tables.organisation,
    tables.body,
    tables.substitution,
    tables.process,
    tables.process_start,
    tables.bundle,
    tables.bundle_file,
    tables.library,
    tables.deployment,
    tables.start_timer,
    tables.start_steering,
    tables.post_steering,
)


def by_case(number: str) -> dict[Table, ColumnElement[bool]]:
    """Give the tables with rows of a case, each with what says which those are; not history."""
    by_number = {table: column == number for table, column in _BY_CASE.items()}
    return by_number | {table: in_case(table, number) for table in _BY_INSTANCE}


def in_case(table: Table, number: str) -> ColumnElement[bool]:
    """Say in SQL that a row belongs to an instance of a case."""
    mine = select(tables.instance.c.id).where(tables.instance.c.case_number == number)
    return is_among(table.c.instance_id, mine)
