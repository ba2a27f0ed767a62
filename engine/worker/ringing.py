"""The ring of a worker: look what is due in our tables, and put it into the queue."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from procrastinate.exceptions import ConnectorException

from engine import store
from engine.store import DatabaseAway, Store, Transaction
from engine.worker.queue import DELIVER, FIRE, PERFORM, START, Queue, Work

WINDOW = 1_000  #: of each kind, so that the queue stays short whatever is due

logger = logging.getLogger(__name__)


def ring(found_store: Store, queue: Queue, *, window: int = WINDOW) -> int:
    """Put into the queue what is due now and not in it; return how much that is.

    While the database does not answer nothing happens; the next ring finds all of it.
    """
    try:
        with found_store.read() as tx:
            wanted = list(_due(tx, window))
        return queue.fill(wanted) if wanted else 0
    except (DatabaseAway, ConnectorException) as problem:
        logger.warning("nothing was put into the queue now: %s", problem.__cause__ or problem)
        return 0


def _due(tx: Transaction, window: int) -> Iterator[Work]:
    timers = store.timers.due_timers(tx, most=window)
    for instance_id in dict.fromkeys(timer.instance_id for timer in timers):
        yield Work(FIRE, instance_id)
    for instance_id in store.calls.callers(tx, most=window):
        yield Work(PERFORM, instance_id)
    if store.starts.due(tx):
        yield Work(START)
    if store.news.of(tx).any:
        yield Work(DELIVER)
