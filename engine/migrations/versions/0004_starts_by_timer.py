"""When processes start by themselves and who steered that; one case at most for one receipt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.migrations.append_only import keep_for_ever
from engine.tables import Moment

revision = "0004"
down_revision = "0003"

#: of cases that were opened by one and the same form, the first keeps the receipt
FORGET_DOUBLES = """
    UPDATE "case" SET receipt = NULL
    WHERE receipt IS NOT NULL AND number > (
        SELECT min(other.number) FROM "case" AS other WHERE other.receipt = "case".receipt)
"""


def upgrade() -> None:
    """Add two tables, and an index that lets no receipt be used twice."""
    op.create_table(
        "start_timer",
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("moments", sa.String(), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.Column("opened", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed_at", Moment(), nullable=True),
        sa.Column("reason_nl", sa.String(), nullable=True),
        sa.Column("reason_en", sa.String(), nullable=True),
        sa.Column("stopped_at", Moment(), nullable=True),
        sa.Column("stopped_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.process_id"], name=op.f("fk_start_timer_process_id")
        ),
        sa.PrimaryKeyConstraint("process_id", "element_id", "event", name=op.f("pk_start_timer")),
    )
    op.create_index("ix_start_timer_due", "start_timer", ["due"], unique=False)
    op.create_table(
        "start_steering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.process_id"], name=op.f("fk_start_steering_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_steering")),
    )
    op.create_index("ix_start_steering_process_id", "start_steering", ["process_id"], unique=False)
    keep_for_ever("start_steering")
    op.execute(FORGET_DOUBLES)
    op.create_index("uq_case_receipt", "case", ["receipt"], unique=True)
