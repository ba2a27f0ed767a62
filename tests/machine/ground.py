"""What the engine stands on: an empty installation for each diagram, on SQLite or PostgreSQL.

One is made and then copied, which is faster than making each.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg

from engine.settings import Settings
from engine.store import open_store

EMPTY = "machine_empty"


class OnFiles:
    """SQLite: the database is a file in the folder."""

    def __init__(self) -> None:
        self._folder = _folder()
        self._empty = self._settings(Path(self._folder.name))
        open_store(self._empty).close()

    @contextmanager
    def installed(self) -> Iterator[Settings]:
        """Give the settings of an empty installation, which is gone afterwards."""
        with _folder() as folder:
            shutil.copytree(self._empty.data, folder, dirs_exist_ok=True)
            yield self._settings(Path(folder))

    def _settings(self, data: Path) -> Settings:
        return Settings(data=data)


class OnServer(OnFiles):
    """PostgreSQL: `socket` is the folder in which a server listens."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._database = EMPTY
        self._tell(f"CREATE DATABASE {EMPTY}")
        super().__init__()

    @contextmanager
    def installed(self) -> Iterator[Settings]:
        self._database = f"machine_{next(self._numbers)}"
        self._tell(f"CREATE DATABASE {self._database} TEMPLATE {EMPTY}")
        with super().installed() as settings:
            yield settings
        self._tell(f"DROP DATABASE {self._database} WITH (FORCE)")

    def _settings(self, data: Path) -> Settings:
        url = f"postgresql+psycopg://postgres@/{self._database}?host={self._socket}"
        return Settings(data=data, database_url=url)

    def _tell(self, command: str) -> None:
        reach = {"host": str(self._socket), "user": "postgres", "dbname": "postgres"}
        with psycopg.connect(**reach, autocommit=True) as server:
            server.execute(command)


on_files = cache(OnFiles)  #: made when first asked for


def _folder() -> tempfile.TemporaryDirectory[str]:
    where = os.environ.get("PYTEST_DEBUG_TEMPROOT")
    return tempfile.TemporaryDirectory(prefix="regie-machine-", dir=where)
