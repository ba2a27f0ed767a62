"""Cases, their instances and their history. `history` is append-only: triggers refuse the rest."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from engine.tables.common import Moment, metadata

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
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
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
