"""What people add to a case: comments and documents."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, Table

from engine.tables.common import Moment, Number, metadata

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
    Column("size", Number, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_document_case_number", "case_number"),
)
