"""What to look at for delivery, how far it came, to whom signals went, and lists in order."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from engine.migrations.append_only import keep_for_ever
from engine.tables import Moment

revision = "0010"
down_revision = "0009"

_IS_FRESH, _IS_HELD = sa.text("fresh IS NOT NULL"), sa.text("held_by IS NOT NULL")
_IS_OPEN = sa.text("done_at IS NULL")
_HAS_FAILED, _IS_REPORTED = sa.text("tries > 0"), sa.text("reported_at IS NOT NULL")
_GOES_ON = sa.text("suspended_at IS NULL")
_GOES_WRONG = sa.text("suspended_at IS NULL AND tries > 0")
#: what gave a list no more than part of its order, or was of no use to who knows the key alone
_GONE = (
    ("ix_task_open", "task"),
    ("ix_timer_due", "timer"),
    ("ix_service_call_due", "service_call"),
    ("ix_case_body_body", "case_body"),
    ("ix_subscription_kind_name_key", "subscription"),
)
_IN_ORDER = (
    ("ix_case_body_body", "case_body", ["body", "opened_at", "case_number"]),
    ("ix_subscription_kind_key_name", "subscription", ["kind", "key", "name"]),
    ("ix_draft_person_id", "draft", ["person_id", "task_id"]),
    ("ix_incident_raised_at", "incident", ["raised_at", "instance_id", "place"]),
)
_FIRST_DUE = ["due", "instance_id", "place"]
_MOST_FIRST = sa.text("priority DESC")
_URGENT = ("body", "due", _MOST_FIRST, "id", "assignee", "claimed_by", "done_at")

#: what waits for a moment in an instance that is suspended waits since that is so
_SUSPENDED = """UPDATE {table} SET suspended_at =
    (SELECT at FROM suspension WHERE suspension.instance_id = {table}.instance_id)"""
_OPENED = """UPDATE case_body SET opened_at = coalesce(
    (SELECT opened_at FROM "case" WHERE "case".number = case_body.case_number), 0)"""


def upgrade() -> None:
    """Add nine columns and two tables. All that is kept is looked at once more."""
    op.add_column("message", sa.Column("look_at", Moment(), server_default="0", nullable=True))
    op.add_column("message", sa.Column("held_by", sa.String(), nullable=True))
    op.add_column("subscription", sa.Column("fresh", sa.Integer(), nullable=True))
    op.add_column("subscription", sa.Column("opened_at", Moment(), nullable=True))
    for table in ("message", "subscription"):
        op.add_column(table, sa.Column("hops", sa.Integer(), server_default="0", nullable=False))
    _know_of_others()
    op.create_index("ix_message_look_at", "message", ["look_at", "id"], unique=False)
    op.create_index("ix_message_kind_name", "message", ["kind", "name", "id"], unique=False)
    op.create_index("ix_message_sender", "message", ["sender"], unique=False)
    _where("ix_message_held_by", "message", ["held_by"], _IS_HELD)
    _where("ix_message_failed", "message", ["id"], _HAS_FAILED)
    _where("ix_message_reported", "message", ["id"], _IS_REPORTED)
    _where("ix_subscription_fresh", "subscription", ["fresh"], _IS_FRESH)
    op.create_table(
        "awakening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("process_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awakening")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "broadcast",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_broadcast_instance_id")
        ),
        sa.PrimaryKeyConstraint(
            "instance_id", "position", "number", "key", name=op.f("pk_broadcast")
        ),
        sqlite_with_rowid=False,
    )
    keep_for_ever("broadcast")
    for name, table in _GONE:
        op.drop_index(name, table)
    _where("ix_task_open", "task", _URGENT, _IS_OPEN)
    _where("ix_timer_due", "timer", _FIRST_DUE, _GOES_ON)
    _where("ix_timer_tries", "timer", ["instance_id", "place", "event"], _GOES_WRONG)
    _where("ix_service_call_due", "service_call", _FIRST_DUE, _GOES_ON)
    for name, table, columns in _IN_ORDER:
        op.create_index(name, table, columns, unique=False)


def _know_of_others() -> None:
    """Let rows say what their instance or case says, so that they are found by it alone."""
    for table in ("timer", "service_call"):
        op.add_column(table, sa.Column("suspended_at", Moment(), nullable=True))
        op.execute(_SUSPENDED.format(table=table))
    opened = sa.Column[Moment]("opened_at", Moment(), server_default="0", nullable=False)
    op.add_column("case_body", opened)
    op.execute(_OPENED)


def _where(
    name: str, table: str, columns: Sequence[str | sa.TextClause], where: sa.TextClause
) -> None:
    """Make an index of some rows only; the model knows the condition of SQLite alone."""
    every = list(columns)
    op.create_index(name, table, every, unique=False, sqlite_where=where, postgresql_where=where)
