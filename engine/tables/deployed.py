"""What is deployed: bundles, which of them is current, and what a new one may use."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table

from engine.tables.common import Moment, Number, Text, metadata

bundle = Table(
    "bundle",
    metadata,
    Column("digest", Text(64), primary_key=True),
    Column("process_id", Text, nullable=False),
    Column("version", Number, nullable=False),
    Column("name", Text, nullable=False),
    Column("diagram", LargeBinary, nullable=False),
    Index("uq_bundle_process_id_version", "process_id", "version", unique=True),
)

bundle_file = Table(  # kind is form, list or decision
    "bundle_file",
    metadata,
    Column("digest", ForeignKey("bundle.digest"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

process = Table(  # which bundle a new instance gets
    "process",
    metadata,
    Column("process_id", Text, primary_key=True),
    Column("digest", ForeignKey("bundle.digest"), nullable=False),
)

process_start = Table(  # starts of the current bundles; `together` is 1 for all of an element
    "process_start",
    metadata,
    Column("process_id", ForeignKey("process.process_id"), primary_key=True),
    Column("element_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("together", Number, nullable=False, server_default="0"),
    Index("ix_process_start_kind_name", "kind", "name"),
)

start_timer = Table(  # when the current bundles start by themselves; `moments` is in ISO 8601
    "start_timer",
    metadata,
    Column("process_id", ForeignKey("process.process_id"), primary_key=True),
    Column("element_id", Text, primary_key=True),
    Column("event", Number, primary_key=True, autoincrement=False),
    Column("set_at", Moment, nullable=False),
    Column("moments", Text, nullable=False),
    Column("due", Moment, nullable=False),
    Column("opened", Number, nullable=False, server_default="0"),
    Column("failed_at", Moment),
    Column("reason_nl", Text),
    Column("reason_en", Text),
    Column("stopped_at", Moment),
    Column("stopped_by", Text),
    Index("ix_start_timer_due", "due"),
)

start_steering = Table(  # append-only; `what` is stopped, resumed or retried; reason is sealed
    "start_steering",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("process_id", ForeignKey("process.process_id"), nullable=False),
    Column("element_id", Text, nullable=False),
    Column("event", Number, nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Index("ix_start_steering_process_id", "process_id"),
)

deployment = Table(  # append-only
    "deployment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("process_id", Text, nullable=False),
    Column("digest", ForeignKey("bundle.digest"), nullable=False),
)

library = Table(  # what a new bundle may use; kind is form, list (master data) or decision
    "library",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
