"""Where the queue stands: a schema of its own in our database, made new whenever it is not ours.

What is in it may be thrown away at any moment, so it has no migrations: a queue that another
version of Procrastinate made is dropped and made again.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import LiteralString

import psycopg
from procrastinate.schema import SchemaManager
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Literal

from engine.store.locks import Alone

SCHEMA = "regie_queue"

_LOCK = SQL("SELECT pg_advisory_xact_lock({})").format(Literal(Alone.MAKING_THE_QUEUE.value))
_MADE_BY = SQL("SELECT obj_description(to_regnamespace({})::oid, 'pg_namespace')").format(
    Literal(SCHEMA)
)
_RENEW: LiteralString = "DROP SCHEMA IF EXISTS regie_queue CASCADE; CREATE SCHEMA regie_queue"


def reach(url: str) -> str:
    """Give the address by which psycopg connects to our database and finds the queue in it."""
    scheme, _, rest = url.partition("://")
    address = f"{scheme.partition('+')[0]}://{rest}"
    options = f"{conninfo_to_dict(address).get('options') or ''} -c search_path={SCHEMA}"
    return make_conninfo(address, options=options.strip())


def make(url: str) -> None:
    """Make the queue, unless it is there; of several programs that start at once, one makes it."""
    ours = f"procrastinate {version('procrastinate')}"
    with psycopg.connect(reach(url)) as connection:
        connection.execute(_LOCK)
        found = connection.execute(_MADE_BY).fetchone()
        if found == (ours,):
            return
        connection.execute(_RENEW)
        connection.execute(SchemaManager.get_schema())
        connection.execute(SQL("COMMENT ON SCHEMA regie_queue IS {}").format(Literal(ours)))
