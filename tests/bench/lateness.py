"""How late timers fire by the clock of the program, while many instances wait.

The program's own alarm clock rings in a thread, as in a server; each timer tells in history when it
fired.
"""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Event

from sqlalchemy import select

from engine import deployments, entries, instances, openings, tables
from engine.errands import Beginning
from engine.model import Who
from engine.openings import Opening
from engine.scheduler import AlarmClock, all_work
from engine.settings import Settings
from tests.bench.engine_w import ANN
from tests.engine.interpreter.diagrams import catch, diagram, end, go, start, timer

WAITING = 5_000
DUE = 500  #: of these, so many fall due one after the other
WITHIN_SECONDS = 10
AHEAD_SECONDS = 2
SHARE = 100  #: instances in one case
PATIENCE_SECONDS = 60

WAITS = diagram(start(), catch("c", timer("wacht")), end(), go("s c e"), regie_series="WACHT")


def measure(found_store, settings: Settings) -> dict[str, float]:
    """Give the lateness in milliseconds, p50 and p95."""
    with found_store.begin() as tx:
        deployments.deploy(tx, WAITS, by=ANN)
    _open(found_store, [timedelta(days=400)] * (WAITING - DUE))
    first = timedelta(seconds=AHEAD_SECONDS)
    step = timedelta(seconds=WITHIN_SECONDS) / DUE
    _open(found_store, [first + step * turn for turn in range(DUE)])
    late = sorted(_late(found_store, settings))
    name = f"timer lateness, {DUE} due in {WITHIN_SECONDS} s, {WAITING:,} waiting"
    return {
        f"{name}, p50": round(late[len(late) // 2] * 1000, 1),
        f"{name}, p95": round(late[int(len(late) * 0.95)] * 1000, 1),
    }


def _open(found_store, spans) -> None:
    """Let an instance wait for each span; a hundred of them share a case."""
    for first in range(0, len(spans), SHARE):
        with found_store.begin() as tx:
            opening = Opening("p", {"wacht": spans[first]})
            number = openings.open_case(tx, opening, Who("bob")).number
            for span in spans[first + 1 : first + SHARE]:
                instances.start(tx, Beginning("p", number, {"wacht": span}), Who("bob"))


def _late(found_store, settings) -> list[float]:
    """Let the alarm clock ring until all fired; give the seconds each came after its moment."""
    clock = AlarmClock(all_work(found_store, settings))
    clock.start()
    pause, until = Event(), time.monotonic() + PATIENCE_SECONDS
    try:
        while len(fired := _fired(found_store)) < DUE:
            assert time.monotonic() < until, f"only {len(fired)} of {DUE} timers fired"
            pause.wait(0.5)
    finally:
        clock.stop()
    due = _due(found_store, fired)
    return [(at - due[instance_id]).total_seconds() for instance_id, at in fired.items()]


def _fired(found_store) -> dict:
    history = tables.history
    query = select(history.c.instance_id, history.c.at).where(history.c.kind == "TimerFired")
    with found_store.read() as tx:
        return {row.instance_id: row.at for row in tx.rows(query)}


def _due(found_store, fired) -> dict:
    """Read in history for when each timer was set."""
    history = tables.history
    query = select(history).where(history.c.kind == "InstanceStarted")
    with found_store.read() as tx:
        lines = [row for row in tx.rows(query) if row.instance_id in fired]
    return {row.instance_id: _set(row) for row in lines}


def _set(row):
    effects = entries.read(row.kind, row.facts).effects
    return next(one.due for one in effects if type(one).__name__ == "TimerSet")
