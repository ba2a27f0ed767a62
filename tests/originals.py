"""Installations that are made once and then copied, which is faster than making each."""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from engine.settings import Settings
from engine.store import open_store
from tests.clock import Clock


@contextmanager
def opened(settings, clock):
    """Give the store of an installation, closed afterwards."""
    found = open_store(settings, clock)
    try:
        yield found
    finally:
        found.close()


def leave_empty(_store):
    """Add nothing to what a new installation has."""


def tell(url, command):
    """Tell the server of a PostgreSQL database something that no transaction may hold."""
    reach = {"host": make_url(url).query["host"], "user": "postgres", "dbname": "postgres"}
    with psycopg.connect(**reach, autocommit=True) as server:
        server.execute(command)


def create(url, **options):
    """Make the database at an address; what SQLite needs makes itself."""
    parts = make_url(url)
    if parts.get_backend_name() == "postgresql":
        chosen = " ".join(f"{name} {value}" for name, value in options.items())
        tell(url, f"CREATE DATABASE {parts.database} {chosen}")


@dataclass(frozen=True)
class Original:
    """An installation that nobody uses: what stands in its folder, and the name of its database."""

    folder: Path
    name: str


class Originals:
    """The installations of one run of the tests; `new_folder` gives a folder by its name."""

    def __init__(self, new_folder):
        self._new_folder = new_folder
        self._made = {}

    def install(self, fill, settings):
        """Make an installation where nothing is yet, as `fill` fills an empty store."""
        kind = (fill, make_url(settings.url).get_backend_name())
        if kind not in self._made:
            self._made[kind] = self._make(fill, settings)
        original = self._made[kind]
        shutil.copytree(original.folder, settings.data, dirs_exist_ok=True)
        create(settings.url, template=original.name)

    def _make(self, fill, settings):
        """Make the first one, on the server of the one that is asked for."""
        name = f"original_{len(self._made)}"
        folder = self._new_folder(name)
        url = ""
        if settings.database_url.startswith("postgresql"):
            place = make_url(settings.database_url).set(database=name)
            url = place.render_as_string(hide_password=False)
            create(url)
        with opened(Settings(data=folder, database_url=url), Clock()) as found_store:
            fill(found_store)
        return Original(folder, name)
