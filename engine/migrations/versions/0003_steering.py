"""Suspended instances, answers that came meanwhile, and why a task was sent back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.tables import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make room for each."""
    op.create_table(
        "suspension",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_suspension_instance_id")
        ),
        sa.PrimaryKeyConstraint("instance_id", name=op.f("pk_suspension")),
    )
    op.add_column("service_call", sa.Column("answer", sa.LargeBinary(), nullable=True))
    op.add_column("task", sa.Column("sent_back_at", Moment(), nullable=True))
    op.add_column("task", sa.Column("sent_back_by", sa.String(), nullable=True))
    op.add_column("task", sa.Column("sent_back_why", sa.LargeBinary(), nullable=True))
