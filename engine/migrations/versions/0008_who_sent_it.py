"""Where a message or signal was sent and who received it; who offered it again or took it away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.migrations.append_only import keep_for_ever
from engine.tables import Moment

revision = "0008"
down_revision = "0007"


_BEFORE = (
    "id, kind, name, key, sender, sent_at, payload, reported_at, tries, failed_at, reason_nl,"
    " reason_en"
)


def upgrade() -> None:
    """Add two columns and two tables. Of what stands there only the instance is known."""
    if op.get_bind().dialect.name == "sqlite":
        _number_anew()
    else:
        op.add_column("message", sa.Column("position", sa.Integer(), nullable=True))
        op.add_column("message", sa.Column("number", sa.Integer(), nullable=True))
    op.create_table(
        "delivery",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_delivery_instance_id")
        ),
        sa.PrimaryKeyConstraint(
            "instance_id", "position", "number", "receiver", name=op.f("pk_delivery")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "post_steering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("sender", sa.String(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("reason_nl", sa.String(), nullable=True),
        sa.Column("reason_en", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_steering")),
    )
    keep_for_ever("delivery")
    keep_for_ever("post_steering")


def _number_anew() -> None:
    """Make the table of messages anew on SQLite, which gave the id of a taken one to the next.

    Who had read the one just before another program took it would then take the other.
    """
    op.drop_index("ix_message_kind_name_key", "message")
    op.rename_table("message", "message_before")
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("sender", sa.String(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("reported_at", Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed_at", Moment(), nullable=True),
        sa.Column("reason_nl", sa.String(), nullable=True),
        sa.Column("reason_en", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_kind_name_key", "message", ["kind", "name", "key"], unique=False)
    op.execute(f"INSERT INTO message ({_BEFORE}) SELECT {_BEFORE} FROM message_before")  # noqa: S608
    op.drop_table("message_before")
