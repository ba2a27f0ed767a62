"""`regie work`: a worker, one of many, on the same PostgreSQL as the screens."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from engine.commands.speaking import Verbs, answer, command
from engine.errors import EngineError
from engine.settings import Settings
from engine.store import open_store

EXTRA = frozenset({"procrastinate", "psycopg", "psycopg_pool"})


class NeedsPostgresql(EngineError):
    """Several programs share the work only in PostgreSQL."""

    nl = (
        "Aparte workers vragen PostgreSQL (REGIE_DATABASE_URL); met SQLite doet 'regie serve' al"
        " het werk zelf."
    )
    en = (
        "Separate workers need PostgreSQL (REGIE_DATABASE_URL); with SQLite 'regie serve' does all"
        " the work itself."
    )


class ExtraMissing(EngineError):
    """What workers need is not installed."""

    nl = "Voor aparte workers ontbreekt een pakket; installeer het met: pip install 'regie[scale]'."
    en = "Separate workers need a package that is missing; install it: pip install 'regie[scale]'."


class KeyNotHere(EngineError):
    """A worker reads what the screens sealed, so it never makes a key of its own."""

    nl = "Het sleutelbestand {path} ontbreekt; kopieer dat van de machine met de schermen."
    en = "The key file {path} is missing; copy it from the machine with the screens."

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


def add_to(verbs: Verbs) -> None:
    """Add this command to the command line."""
    command(verbs, "work", work, "be a worker beside the screens, for PostgreSQL")


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Work until stopped."""
    require_postgresql(settings)
    try:
        from engine import worker  # noqa: PLC0415 - it stands on an extra that few install
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in EXTRA:
            raise
        raise ExtraMissing from missing
    if not settings.key_file.exists():
        raise KeyNotHere(settings.key_file)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    store = open_store(settings)
    worker.prepare(settings)
    answer(arguments, {"working": True}, ["Regie: worker"])
    sys.stdout.flush()
    try:
        worker.run(store, settings)
    finally:
        store.close()
    return 0


def require_postgresql(settings: Settings) -> None:
    """Raise NeedsPostgresql when the database is another one."""
    if not settings.url.startswith("postgresql"):
        raise NeedsPostgresql
