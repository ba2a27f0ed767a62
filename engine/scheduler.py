"""The alarm clock: rings when timers are due and when post waits. Holds no truth of its own.

The only module that knows APScheduler. Losing it costs time, never a timer: what was missed while
the program was off is due at the first ring.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from engine import messages, people, store, timers
from engine.store import Store

EVERY_SECONDS = 1
CLEAN_EVERY_SECONDS = 600

logger = logging.getLogger(__name__)


class AlarmClock:
    """Rings every second, and now and then to tidy up."""

    def __init__(self, found_store: Store) -> None:
        self._store = found_store
        self._clock = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1}
        )
        now = datetime.now(UTC)
        self._clock.add_job(
            self._ring, "interval", seconds=EVERY_SECONDS, next_run_time=now, id="tick"
        )
        self._clock.add_job(self._tidy, "interval", seconds=CLEAN_EVERY_SECONDS, id="tidy")

    def start(self) -> None:
        """Start ringing, in a thread of its own."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._clock.start()

    def stop(self) -> None:
        """Stop ringing; a ring that is going on is finished first."""
        self._clock.shutdown(wait=True)

    def _ring(self) -> None:
        timers.fire_due(self._store)
        messages.deliver(self._store)

    def _tidy(self) -> None:
        with self._store.begin() as tx:
            people.forget_old_sessions(tx)
            store.answers.forget_before(tx, tx.now - people.LONGEST * 14)
