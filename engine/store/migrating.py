"""Bring an older database up to date: the only module that knows Alembic, loaded when needed."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, select

from engine.store.locks import Alone
from engine.store.transaction import begin_writing

MIGRATIONS = Path(__file__).parent.parent / "migrations"
#: so that of several programs that start at once one migrates; SQLite has one writer anyway
_ALONE = select(func.pg_advisory_xact_lock(Alone.MIGRATING.value))


def revisions() -> list[str]:
    """Give the steps that this program knows, the latest first."""
    return [found.revision for found in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def upgrade(engine: Engine) -> None:
    """Take every step that the database has not taken yet, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        begin_writing(connection)
        if engine.dialect.name == "postgresql":
            connection.execute(_ALONE)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
