"""People, organisations and bodies; sessions; commands that were answered."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
)

from engine.tables.common import Day, LongText, Moment, Text, metadata

organisation = Table(
    "organisation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
)

body = Table(
    "body",
    metadata,
    Column("name", Text, primary_key=True),
    Column("code", Text, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("language", Text, nullable=False, server_default="nl"),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False),
)

person_role = Table(
    "person_role",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("role", Text, primary_key=True),
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
    Column("since", Day, primary_key=True),
    Column("until", Day, nullable=False),
    Index("ix_substitution_substitute_id", "substitute_id"),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", Text(64), primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("csrf", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("ix_session_seen_at", "seen_at"),
)

failed_sign_in = Table(
    "failed_sign_in",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("login", Text, nullable=False),
    Column("address", Text, nullable=False),
    Index("ix_failed_sign_in_login", "login", "at"),
    Index("ix_failed_sign_in_address", "address", "at"),
)

# A command that was carried out, so that sending it again does nothing twice.
answered = Table(
    "answered",
    metadata,
    Column("actor", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request", LargeBinary, nullable=False),
    Column("answer", LongText, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_answered_at", "at"),
)
