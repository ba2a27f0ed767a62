"""Indexes hold what is there alone: less room for a case that ended, fewer pages for a step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

#: what is looked for by its value is never NULL, and most rows have nothing there
THERE = (
    ("ix_case_about", "case", ["about"], "about IS NOT NULL"),
    ("ix_instance_parent_id", "instance", ["parent_id", "parent_place"], "parent_id IS NOT NULL"),
    ("ix_task_assignee", "task", ["assignee"], "done_at IS NULL AND assignee IS NOT NULL"),
    ("ix_task_claimed", "task", ["claimed_by"], "done_at IS NULL AND claimed_by IS NOT NULL"),
    ("ix_task_done", "task", ["done_by", "done_at"], "done_by IS NOT NULL"),
    ("uq_case_receipt", "case", ["receipt"], "receipt IS NOT NULL"),
)


def upgrade() -> None:
    """Find the tasks of a case by its instances; leave rows without a value out of an index."""
    op.drop_index("ix_task_case", "task")
    for name, table, columns, condition in THERE:
        op.drop_index(name, table)
        where = sa.text(condition)
        op.create_index(
            name,
            table,
            columns,
            unique=name.startswith("uq"),
            sqlite_where=where,
            postgresql_where=where,
        )
