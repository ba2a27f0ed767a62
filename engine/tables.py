"""The database schema, and nothing else.

Work lists (task, timer, subscription, incident) and snapshots are caches of history: they may be
dropped and rebuilt from it at any time. `history` and `deployment` are append-only; triggers
refuse UPDATE and DELETE there.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment, kept as microseconds since 1970: eight bytes, and it sorts."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- what is deployed

bundle = Table(
    "bundle",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("process_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("diagram", LargeBinary, nullable=False),
    Index("uq_bundle_process_id_version", "process_id", "version", unique=True),
)

bundle_file = Table(  # kind is form or list
    "bundle_file",
    metadata,
    Column("digest", ForeignKey("bundle.digest"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

process = Table(  # which bundle a new instance gets
    "process",
    metadata,
    Column("process_id", String, primary_key=True),
    Column("digest", ForeignKey("bundle.digest"), nullable=False),
)

process_start = Table(  # message and signal starts of the current bundles
    "process_start",
    metadata,
    Column("process_id", ForeignKey("process.process_id"), primary_key=True),
    Column("element_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Index("ix_process_start_kind_name", "kind", "name"),
)

deployment = Table(  # append-only
    "deployment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("process_id", String, nullable=False),
    Column("digest", ForeignKey("bundle.digest"), nullable=False),
)

library = Table(  # what a new bundle may use; kind is form or list (master data)
    "library",
    metadata,
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# --- cases and their instances

case = Table(
    "case",
    metadata,
    Column("number", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("process_id", String, nullable=False),
    Column("status", String, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("about", ForeignKey("case.number")),
    Column("instances", Integer, nullable=False),
    Column("receipt", String(64)),
    Index("ix_case_opened_at", "opened_at"),
    Index("ix_case_about", "about"),
)

case_key = Table(  # deleting this row erases what was sealed
    "case_key",
    metadata,
    Column("case_number", ForeignKey("case.number"), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

case_body = Table(  # the bodies that may see a case: the lanes of its processes
    "case_body",
    metadata,
    Column("case_number", ForeignKey("case.number"), primary_key=True),
    Column("body", String, primary_key=True),
    Index("ix_case_body_body", "body"),
)

case_counter = Table(
    "case_counter",
    metadata,
    Column("series", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

instance = Table(  # snapshot is sealed; head is the hash of the last entry
    "instance",
    metadata,
    Column("id", String, primary_key=True),
    Column("case_number", ForeignKey("case.number"), nullable=False),
    Column("process_id", String, nullable=False),
    Column("digest", ForeignKey("bundle.digest"), nullable=False),
    Column("parent_id", ForeignKey("instance.id")),
    Column("parent_place", String),
    Column("depth", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("outcome", String),
    Column("position", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("snapshot", LargeBinary),
    Index("ix_instance_case_number", "case_number"),
    Index("ix_instance_parent_id", "parent_id", "parent_place"),
)

# The primary key is also the lock: two writers cannot take one position. Append-only.
history = Table(
    "history",
    metadata,
    Column("instance_id", String, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("kind", String, nullable=False),
    Column("facts", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("by", String, nullable=False),
    Column("on_behalf_of", String),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

# --- what waits

task = Table(
    "task",
    metadata,
    Column("id", String, primary_key=True),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    Column("case_number", ForeignKey("case.number"), nullable=False),
    Column("place", String, nullable=False),
    Column("name", String, nullable=False),
    Column("body", String),
    Column("form_id", String),
    Column("assignee", String),
    Column("priority", Integer, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("due", Moment),
    Column("claimed_by", String),
    Column("claimed_at", Moment),
    Column("done_at", Moment),
    Column("done_by", String),
    Column("done_for", String),
    sqlite_with_rowid=False,
)
_open = task.c.done_at.is_(None)
Index("ix_task_open", task.c.body, task.c.due, sqlite_where=_open, postgresql_where=_open)
Index("ix_task_claimed", task.c.claimed_by, sqlite_where=_open, postgresql_where=_open)
Index("ix_task_done", task.c.done_by, task.c.done_at)
Index("ix_task_case", task.c.case_number)
Index("ix_task_instance", task.c.instance_id)

draft = Table(
    "draft",
    metadata,
    Column("task_id", ForeignKey("task.id"), primary_key=True),
    Column("person_id", String, primary_key=True),
    Column("saved_at", Moment, nullable=False),
    Column("answers", LargeBinary, nullable=False),
)

timer = Table(
    "timer",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("place", String, primary_key=True),
    Column("event", Integer, primary_key=True, autoincrement=False),
    Column("due", Moment, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Index("ix_timer_due", "due"),
    sqlite_with_rowid=False,
)

subscription = Table(
    "subscription",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("place", String, primary_key=True),
    Column("event", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("key", String),
    Index("ix_subscription_kind_name_key", "kind", "name", "key"),
    sqlite_with_rowid=False,
)

message = Table(  # sent and not delivered yet; kind is message or signal
    "message",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("key", String),
    Column("sender", String),
    Column("sent_at", Moment, nullable=False),
    Column("payload", LargeBinary),
    Index("ix_message_kind_name_key", "kind", "name", "key"),
)

incident = Table(
    "incident",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("place", String, primary_key=True),
    Column("raised_at", Moment, nullable=False),
)

# --- what people add to a case

comment = Table(
    "comment",
    metadata,
    Column("id", String, primary_key=True),
    Column("case_number", ForeignKey("case.number"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Index("ix_comment_case_number", "case_number"),
)

document = Table(
    "document",
    metadata,
    Column("id", String, primary_key=True),
    Column("case_number", ForeignKey("case.number")),
    Column("task_id", String),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_document_case_number", "case_number"),
)

# --- people

organisation = Table(
    "organisation",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
)

body = Table(
    "body",
    metadata,
    Column("name", String, primary_key=True),
    Column("code", String, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("language", String, nullable=False, server_default="nl"),
    Column("password_hash", String, nullable=False),
    Column("active", Boolean, nullable=False),
)

person_role = Table(
    "person_role",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("role", String, primary_key=True),
)

membership = Table(
    "membership",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("body", ForeignKey("body.name"), primary_key=True),
    Index("ix_membership_body", "body"),
)

substitution = Table(
    "substitution",
    metadata,
    Column("absent_id", ForeignKey("person.id"), primary_key=True),
    Column("substitute_id", ForeignKey("person.id"), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date, nullable=False),
    Index("ix_substitution_substitute_id", "substitute_id"),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("csrf", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("ix_session_seen_at", "seen_at"),
)

failed_sign_in = Table(
    "failed_sign_in",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("login", String, nullable=False),
    Column("address", String, nullable=False),
    Index("ix_failed_sign_in_login", "login", "at"),
    Index("ix_failed_sign_in_address", "address", "at"),
)

# A command that was carried out, so that sending it again does nothing twice.
answered = Table(
    "answered",
    metadata,
    Column("actor", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("request", LargeBinary, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_answered_at", "at"),
)
