"""How often the proofs do what they do: a few times with the other tests, `--times` by hand."""

import psycopg
import pytest

from tests import postgresql

FIGURES = pytest.StashKey[list]()


def pytest_addoption(parser):
    parser.addoption("--times", type=int, help="how often a proof kills: 1000 in the long form")


def pytest_configure(config):
    config.stash[FIGURES] = []


@pytest.fixture
def times(request):
    """Give how often to do it: as was asked, or as often as every test run can bear."""

    def chosen(short, share=1):
        asked = request.config.getoption("--times", default=None)
        return max(1, round(asked * share)) if asked else short

    return chosen


@pytest.fixture
def figures(request):
    """Keep the figures of a proof, to be told at the end of the long form."""

    def keep(**found):
        told = ", ".join(f"{name} {count}" for name, count in found.items())
        request.config.stash.setdefault(FIGURES, []).append(f"{request.node.name}: {told}")

    return keep


@pytest.fixture
def server():
    """Give a server of its own, whose commits are as durable as they come."""
    with postgresql.server(postgresql.programs(), postgresql.SAFE) as found:
        with psycopg.connect(
            host=str(found.folder), user="postgres", dbname="postgres", autocommit=True
        ) as first:
            first.execute("CREATE DATABASE proof")
        yield found


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash.get(FIGURES, []):
        terminalreporter.write_line(line)
