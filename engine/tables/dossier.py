"""What people add to a case: comments and documents."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table

from engine.tables.common import Moment, Number, Text, metadata

comment = Table(
    "comment",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_number", ForeignKey("case.number"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Index("ix_comment_case_number", "case_number"),
)

document = Table(
    "document",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_number", ForeignKey("case.number")),
    Column("task_id", Text),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("sha256", Text(64), nullable=False),
    Column("size", Number, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_document_case_number", "case_number"),
)
