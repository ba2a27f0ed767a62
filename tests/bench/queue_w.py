"""Workload W by workers of the queue: `regie work` on PostgreSQL, more than one at once.

Nobody completes anything: where the tasks of W stand, timers of no time wait, each of them a job of
its own in the queue. The gateways, the scripts, the history and the durability are those of W.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from decimal import Decimal
from importlib.util import find_spec

from sqlalchemy import func, select

from engine import deployments, openings, tables
from engine.commands.working import EXTRA
from engine.model import Who
from engine.openings import Opening
from tests.acceptance.terminal import Terminal, free_port
from tests.bench.engine_w import ANN, Row
from tests.engine.interpreter.diagrams import (
    both,
    catch,
    diagram,
    end,
    flow,
    go,
    script,
    start,
    timer,
    xor,
)

WORKERS = 2
AT_ONCE = timer("PT0S")

DIAGRAM = diagram(
    start(),
    *(catch(place, AT_ONCE) for place in "abcd"),
    *(xor("keuze", "klein"), both("splits", "samen")),
    *(script("reken", "bijdrage = bedrag * 0.25"), script("klaar", "afgerond = true"), end()),
    *(go("s a keuze"), flow("keuze", "reken", "bedrag > 1000"), go("reken b")),
    flow("keuze", "b", flow_id="klein"),
    *(go("b splits c samen klaar e"), go("splits d samen")),
    regie_series="RIJ",
)


def missing() -> str | None:
    """Give a sentence when the workers cannot be measured here."""
    absent = sorted(name for name in EXTRA if find_spec(name) is None)
    if absent:
        return f"workers of the queue: not measured, install the extra scale ({', '.join(absent)})"
    return None


def measure(found_store, settings, cases) -> Row:
    """Let workers bring so many cases of W to their end."""
    with found_store.begin() as tx:
        deployments.deploy(tx, DIAGRAM, by=ANN)
    for _ in range(cases):
        with found_store.begin() as tx:
            openings.open_case(tx, Opening("p", {"bedrag": Decimal(1250)}), Who("bob"))
    terminal = Terminal(settings.data, REGIE_DATABASE_URL=settings.url)
    with ExitStack() as shift:
        workers = [
            shift.enter_context(terminal.service(free_port(), "work")) for _ in range(WORKERS)
        ]
        for worker in workers:
            assert worker.process.stdout.readline() == "Regie: worker\n"
        began = time.perf_counter()
        workers[0].wait_until(lambda: _ended(found_store) == cases)
        seconds = time.perf_counter() - began
    name = f"queue, PostgreSQL, {WORKERS} workers"
    return Row(name, round(cases / seconds, 1), None, None, None, None)


def _ended(found_store) -> int:
    instance = tables.instance
    ended = (instance.c.process_id == "p") & instance.c.ended_at.is_not(None)
    with found_store.read() as tx:
        return tx.rows(select(func.count().label("many")).where(ended))[0].many
