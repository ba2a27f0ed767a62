"""Workload W through the verbs of the engine, durable after every step, full history kept."""

import resource
import statistics
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from engine import deployments, openings, store, tasks
from engine.model import Person, Role, Who
from engine.openings import Opening
from tests.bench.forms import ANSWERS, FORMS

DIAGRAM = (Path(__file__).parent / "w.bpmn").read_bytes()
ANN = Person("ann", "Ann Anema", roles=frozenset({Role.PROCESS_OWNER}))
BOB = Person("bob", "Bob Bakker", bodies=frozenset({"Kernteam"}))
ORDER = ("a", "b", "c", "d")
ROUNDS = 5


@dataclass(frozen=True)
class Row:
    """One line of the table. Times in milliseconds, sizes in bytes and megabytes."""

    name: str
    cases_per_s: float
    completion_p50_ms: float | None
    completion_p95_ms: float | None
    bytes_per_case: float | None
    rss_mb: float | None


def rate(cases, run):
    """Run so many cases in rounds; give the median of their cases a second."""
    share, rest = divmod(cases, ROUNDS)
    rates = []
    for many in (share + rest, *[share] * (ROUNDS - 1)):
        began = time.perf_counter()
        run(many)
        rates.append(many / (time.perf_counter() - began))
    return statistics.median(rates)


def row(name, cases_per_s, completions, bytes_per_case=None):
    ordered = sorted(completions)
    return Row(
        name,
        round(cases_per_s, 1),
        round(statistics.median(ordered) * 1000, 3),
        round(ordered[int(len(ordered) * 0.95)] * 1000, 3),
        bytes_per_case,
        round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


def prepare(found_store):
    """Deploy W with its forms, and add the body that does the work."""
    with found_store.begin() as tx:
        store.people.keep_bodies(tx, {"Kernteam": "KT"})
        store.bundles.keep_in_library(tx, "form", FORMS)
        deployments.deploy(tx, DIAGRAM, by=ANN)


def run_case(found_store, completions):
    """Open one case and complete its four tasks; note how long each completion took."""
    with found_store.begin() as tx:
        opened = openings.open_case(tx, Opening("w", {"titel": "Fietspad"}), Who("bob"))
    for element_id in ORDER:
        answers = dict(ANSWERS[element_id])
        if "bedrag" in answers:
            answers["bedrag"] = Decimal(answers["bedrag"])
        began = time.perf_counter()
        with found_store.begin() as tx:
            tasks.complete(tx, f"{opened.instance_id}/{element_id}#1", answers=answers, by=BOB)
        completions.append(time.perf_counter() - began)


def measure(found_store, cases, name, path=None):
    """Run W so many times."""
    for _ in range(20):
        run_case(found_store, [])
    before = size(found_store, path)
    completions = []
    cases_per_s = rate(cases, lambda many: _run(found_store, many, completions))
    grown = None if before is None else round((size(found_store, path) - before) / cases)
    return row(name, cases_per_s, completions, grown)


def _run(found_store, cases, completions):
    for _ in range(cases):
        run_case(found_store, completions)


def size(found_store, path):
    """Give the size of the SQLite file with everything in it; None for another database."""
    if path is None:
        return None
    checkpoint(found_store)
    return Path(path).stat().st_size


def checkpoint(found_store):
    """Let SQLite move all that was written into its file."""
    with found_store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
