"""What is deployed: bundles, which of them is current, and what a new one may use."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from engine.tables.common import Moment, Number, metadata

bundle = Table(
    "bundle",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("process_id", String, nullable=False),
    Column("version", Number, nullable=False),
    Column("name", String, nullable=False),
    Column("diagram", LargeBinary, nullable=False),
    Index("uq_bundle_process_id_version", "process_id", "version", unique=True),
)

bundle_file = Table(  # kind is form, list or decision
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

start_timer = Table(  # when the current bundles start by themselves; `moments` is in ISO 8601
    "start_timer",
    metadata,
    Column("process_id", ForeignKey("process.process_id"), primary_key=True),
    Column("element_id", String, primary_key=True),
    Column("event", Number, primary_key=True, autoincrement=False),
    Column("set_at", Moment, nullable=False),
    Column("moments", String, nullable=False),
    Column("due", Moment, nullable=False),
    Column("opened", Number, nullable=False, server_default="0"),
    Column("failed_at", Moment),
    Column("reason_nl", String),
    Column("reason_en", String),
    Column("stopped_at", Moment),
    Column("stopped_by", String),
    Index("ix_start_timer_due", "due"),
)

start_steering = Table(  # append-only; `what` is stopped, resumed or retried; reason is sealed
    "start_steering",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("process_id", ForeignKey("process.process_id"), nullable=False),
    Column("element_id", String, nullable=False),
    Column("event", Number, nullable=False),
    Column("what", String, nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Index("ix_start_steering_process_id", "process_id"),
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

library = Table(  # what a new bundle may use; kind is form, list (master data) or decision
    "library",
    metadata,
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
