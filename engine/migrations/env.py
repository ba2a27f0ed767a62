"""Run the migrations on the connection that the store gives us."""

from __future__ import annotations

from alembic import context

from engine import tables

context.configure(
    connection=context.config.attributes["connection"], target_metadata=tables.metadata
)
with context.begin_transaction():
    context.run_migrations()
