"""Service calls that stand; where incidents were raised; messages that nobody took in time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.tables import Moment

revision = "0002"
down_revision = "0001"

#: the last entry of history in which the incident of a place was raised
FIND_POSITIONS = """
    UPDATE incident SET position = coalesce((
        SELECT max(history.position) FROM history
        WHERE history.instance_id = incident.instance_id
        AND history.facts LIKE '%"IncidentRaised","' || incident.place || '",%'), 0)
"""


def upgrade() -> None:
    """Add one table and two columns, and look up what the new columns say."""
    op.create_table(
        "service_call",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("called_at", Moment(), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_service_call_instance_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_number"], ["case.number"], name=op.f("fk_service_call_case_number")
        ),
        sa.PrimaryKeyConstraint("instance_id", "place", name=op.f("pk_service_call")),
    )
    op.create_index("ix_service_call_due", "service_call", ["due"], unique=False)
    op.add_column(
        "incident", sa.Column("position", sa.Integer(), server_default="0", nullable=False)
    )
    op.execute(FIND_POSITIONS)
    op.add_column("message", sa.Column("reported_at", Moment(), nullable=True))
