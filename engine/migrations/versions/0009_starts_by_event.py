"""A start event has a row for each of its events, and may start with all of them together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_KEPT = sa.text(
    "SELECT process_id, element_id, kind, name FROM process_start ORDER BY process_id, element_id"
)


def upgrade() -> None:
    """Make the table anew with the wider key, and put what stood in it back.

    What an element started with besides its first event stood under its id and a number.
    """
    rows = [row._asdict() for row in op.get_bind().execute(_KEPT)]
    op.drop_table("process_start")
    table = op.create_table(
        "process_start",
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("together", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.process_id"], name=op.f("fk_process_start_process_id")
        ),
        sa.PrimaryKeyConstraint(
            "process_id", "element_id", "kind", "name", name=op.f("pk_process_start")
        ),
    )
    op.create_index("ix_process_start_kind_name", "process_start", ["kind", "name"], unique=False)
    known = {(row["process_id"], row["element_id"]) for row in rows}
    for row in rows:
        first, sign, number = row["element_id"].rpartition("#")
        if sign and number.isdigit() and (row["process_id"], first) in known:
            row["element_id"] = first
    if rows:
        op.bulk_insert(table, rows)
