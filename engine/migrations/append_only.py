"""Triggers that refuse to change or delete what is kept for ever."""

from __future__ import annotations

from alembic import op


def keep_for_ever(table: str) -> None:
    """Let the database refuse UPDATE and DELETE on a table, and on PostgreSQL TRUNCATE too."""
    for statement in _refusals(op.get_bind().dialect.name, table):
        op.execute(statement)


def _refusals(dialect: str, table: str) -> list[str]:
    refuse = f"'{table} is append-only'"
    if dialect == "sqlite":
        before = f"CREATE TRIGGER {table}_refuses_{{verb}} BEFORE {{verb}} ON {table}"
        body = f"BEGIN SELECT RAISE(ABORT, {refuse}); END"
        return [f"{before.format(verb=verb)} {body}" for verb in ("update", "delete")]
    raises = f"RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION {refuse}; END $$"
    refuses = f"EXECUTE FUNCTION {table}_refuses()"
    rows = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
    all_rows = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
    return [
        f"CREATE FUNCTION {table}_refuses() {raises}",
        f"CREATE TRIGGER {table}_refuses_change {rows} {refuses}",
        f"CREATE TRIGGER {table}_refuses_truncate {all_rows} {refuses}",
    ]
