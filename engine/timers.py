"""Let due timers fire, each in its own transaction so that one failure stops no other."""

from __future__ import annotations

import logging
from datetime import timedelta

from engine import instances, starts, store
from engine.errors import EngineError
from engine.events import TimerFired
from engine.model import Who
from engine.store import DatabaseAway, Store
from engine.store.timers import DueTimer

MOST_AT_ONCE = 100
LATER = timedelta(minutes=5)
TIMER = Who("timer")

logger = logging.getLogger(__name__)


def fire_due(found_store: Store) -> int:
    """Fire every due timer, oldest first, then let processes start; return how many fired.

    A timer whose instance cannot move is logged and rings again later; the others still fire.
    Raises DatabaseAway; what did not fire is due at the next ring.
    """
    fired = 0
    while True:
        with found_store.read() as tx:
            due = store.timers.due_timers(tx, most=MOST_AT_ONCE)
        if not due:
            return fired + starts.open_due(found_store)
        fired += sum(_fire(found_store, timer) for timer in due)


def _fire(found_store: Store, timer: DueTimer) -> bool:
    try:
        with found_store.begin() as tx:
            running = instances.locked(tx, timer.instance_id)
            if not store.timers.timer_stands(tx, timer):
                return False
            instances.move(tx, running, TimerFired(timer.place, timer.event), TIMER)
    except DatabaseAway:
        raise  # that says nothing about this timer: the next ring finds it where it is
    except EngineError:
        logger.exception("timer %s of %s did not fire", timer.place, timer.instance_id)
        with found_store.begin() as tx:
            store.timers.postpone(tx, timer, tx.now + LATER)
        return False
    return True
