"""Cases, their instances and their history. `history` is append-only: triggers refuse the rest."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table

from engine.tables.common import LongText, Moment, Number, Text, metadata

case = Table(
    "case",
    metadata,
    Column("number", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("process_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("about", ForeignKey("case.number")),
    Column("instances", Number, nullable=False),
    Column("receipt", Text(64)),
    Index("ix_case_opened_at", "opened_at"),
)
Index("ix_case_about", case.c.about, sqlite_where=case.c.about.is_not(None))
Index(  # one receipt opens one case
    "uq_case_receipt", case.c.receipt, unique=True, sqlite_where=case.c.receipt.is_not(None)
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
    Column("body", Text, primary_key=True),
    Column("opened_at", Moment, nullable=False, server_default="0"),  # that of the case
    Index("ix_case_body_body", "body", "opened_at", "case_number"),
)

case_counter = Table(
    "case_counter",
    metadata,
    Column("series", Text, primary_key=True),
    Column("year", Number, primary_key=True),
    Column("last", Number, nullable=False),
)

instance = Table(  # snapshot is sealed; head is the hash of the last entry
    "instance",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_number", ForeignKey("case.number"), nullable=False),
    Column("process_id", Text, nullable=False),
    Column("digest", ForeignKey("bundle.digest"), nullable=False),
    Column("parent_id", ForeignKey("instance.id")),
    Column("parent_place", Text),
    Column("depth", Number, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("outcome", Text),
    Column("position", Number, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("snapshot", LargeBinary),
    Index("ix_instance_case_number", "case_number"),
)
Index(
    "ix_instance_parent_id",
    instance.c.parent_id,
    instance.c.parent_place,
    sqlite_where=instance.c.parent_id.is_not(None),
)

# What the snapshot of an instance with many tokens names; sealed, and a cache as that is.
page = Table(
    "page",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
)

# The primary key is also the lock: two writers cannot take one position. Append-only.
history = Table(
    "history",
    metadata,
    Column("instance_id", Text, primary_key=True),
    Column("position", Number, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("facts", LongText, nullable=False),
    Column("sealed", LargeBinary),
    Column("by", Text, nullable=False),
    Column("on_behalf_of", Text),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
