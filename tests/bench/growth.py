"""What things cost when there is much of them: finished cases, open tasks, timers, events, post.

Rows are multiplied in SQL from one real case, on SQLite, so that a million of them take seconds to
make; what is measured goes through the engine. A completion among many cases is measured in turn
with one among few, so that both see the same machine.
"""

from __future__ import annotations

import os
import statistics
import time

from sqlalchemy import text

from engine import messages, replay, starts, tasks, timers
from engine.model import Person, Role
from tests.bench.engine_w import BOB, checkpoint, run_case
from tests.bench.http_w import Client, serving, sign_in

EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))
COMPLETIONS = 100  #: cases of four completions
LOOKS = 15
OPEN_TASKS = 100_000
TIMERS = 1_000_000
KEPT = 10_000
HISTORY_ROWS = (10_000, 1_000_000)
ROWS_PER_CASE = 5
ON_A_PAGE = 25

COUNT = """WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last)"""
COPY = (
    """INSERT INTO "case" SELECT 'CP-2026-' || i, title, process_id, status, opened_at, closed_at,
       about, instances, NULL FROM n, "case" WHERE number = :number""",
    """INSERT INTO case_body SELECT 'CP-2026-' || i, body, opened_at FROM n, case_body
       WHERE case_number = :number""",
    """INSERT INTO instance SELECT 'CP-2026-' || i || '.1', 'CP-2026-' || i, process_id, digest,
       parent_id, parent_place, depth, started_at, ended_at, outcome, position, head, snapshot
       FROM n, instance WHERE id = :number || '.1'""",
    """INSERT INTO history SELECT 'CP-2026-' || i || '.1', position, at, kind, facts, sealed, "by",
       on_behalf_of, previous, hash FROM n, history WHERE instance_id = :number || '.1'""",
    """INSERT INTO task SELECT 'CP-2026-' || i || '.1/' || place, 'CP-2026-' || i || '.1',
       'CP-2026-' || i, place, name, body, form_id, assignee, priority, offered_at, due, claimed_by,
       claimed_at, done_at, done_by, done_for, sent_back_at, sent_back_by, sent_back_why
       FROM n, task WHERE instance_id = :number || '.1'""",
)
OPEN = """INSERT INTO task SELECT instance_id || '/open#' || i, instance_id, case_number,
       'open#' || i, name, body, form_id, assignee, priority, offered_at + i, :due + i * 60, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM n, task WHERE id = :task"""
KEEP = """INSERT INTO message (kind, name, "key", sent_at, payload) SELECT 'message', 'nergens',
       'k' || i, 0, x'' FROM n"""
TIMER = """INSERT INTO timer (instance_id, place, event, due)
       SELECT :instance, 't#' || i, 0, :due + i FROM n"""


def measure(found_store, small_store, settings) -> dict[str, float]:
    """Give milliseconds (medians), by what was measured; rows are added to the first on the way."""
    found = {}
    number = _finished(found_store)
    found[f"verifying {ROWS_PER_CASE} events"] = _median(lambda: _verified(found_store, number))
    first = 1
    for rows in HISTORY_ROWS:
        last = rows // ROWS_PER_CASE
        _fill(found_store, COPY, first=first, last=last, number=number)
        first = last + 1
        many, few = _completions(found_store, small_store)
        found[f"completion beside {rows:,} rows of history"] = many
        found[f"completion beside few, in turn with {rows:,}"] = few
    now = int(time.time() * 1_000_000)
    task = {"task": f"{number}.1/a#1", "due": now, "first": 1, "last": OPEN_TASKS}
    _fill(found_store, (OPEN,), **task)
    found[f"inbox with {OPEN_TASKS:,} open tasks"] = _median(lambda: _inbox(found_store))
    found[f"its page over HTTP with {OPEN_TASKS:,} open tasks"] = _page(found_store, settings)
    waiting = {"instance": f"{number}.1", "due": now + 10**12, "first": 1, "last": TIMERS}
    _fill(found_store, (TIMER,), **waiting)
    found[f"ring of the clock with {TIMERS:,} timers"] = _median(lambda: _ring(found_store))
    _fill(found_store, (KEEP,), first=1, last=KEPT)
    began = time.perf_counter()
    messages.lay_aside(found_store)
    found[f"laying {KEPT:,} messages aside, once"] = (time.perf_counter() - began) * 1000
    found[f"look for post with {KEPT:,} kept in vain"] = _median(lambda: _look(found_store))
    return {name: round(value, 3) for name, value in found.items()}


def _look(found_store) -> None:
    assert messages.deliver(found_store) == 0


def _ring(found_store) -> None:
    timers.fire_due(found_store)
    starts.open_due(found_store)


def _completions(found_store, small_store) -> tuple[float, float]:
    """Complete in both stores, a case here and a case there."""
    many: list[float] = []
    few: list[float] = []
    for _ in range(COMPLETIONS):
        run_case(found_store, many)
        run_case(small_store, few)
    return statistics.median(many) * 1000, statistics.median(few) * 1000


def _finished(found_store) -> str:
    with found_store.read() as tx:
        row = tx.row(text('SELECT max(number) AS number FROM "case" WHERE closed_at IS NOT NULL'))
    return row.number


def _fill(found_store, statements, **values) -> None:
    with found_store.begin() as tx:
        for statement in statements:
            head, _, rest = statement.partition(" SELECT ")
            tx.change(text(f"{head} {COUNT} SELECT {rest}"), values)
    checkpoint(found_store)
    os.sync()  # what came over the years is on the disk; the disk is not still writing it


def _inbox(found_store) -> None:
    with found_store.read() as tx:
        assert tasks.of_bodies(tx, BOB).more
        tasks.count_mine(tx, BOB)


def _page(found_store, settings) -> float:
    with serving(found_store, settings) as port:
        browser = Client(port)
        sign_in(browser)
        return _median(lambda: _looked_at(browser))


def _looked_at(browser) -> None:
    status, text = browser.ask("GET", "/taken/gremium")
    assert (status, text.count('name="csrf"') > ON_A_PAGE) == (200, True)


def _verified(found_store, number) -> None:
    with found_store.read() as tx:
        assert replay.verify(tx, f"{number}.1", EVE).checked == ROWS_PER_CASE


def _median(work) -> float:
    taken = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)
