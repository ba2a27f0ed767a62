"""Why a message or signal could not be delivered, and how often that was tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.tables import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add four columns; what stands there has not failed."""
    op.add_column("message", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("message", sa.Column("failed_at", Moment(), nullable=True))
    op.add_column("message", sa.Column("reason_nl", sa.String(), nullable=True))
    op.add_column("message", sa.Column("reason_en", sa.String(), nullable=True))
