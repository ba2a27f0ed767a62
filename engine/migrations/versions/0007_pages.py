"""The tokens of an instance that has many lie on pages; what stands in one text stays there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add a table. An older snapshot is laid on pages by the next step of its instance."""
    op.create_table(
        "page",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_page_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "number", name=op.f("pk_page")),
    )
