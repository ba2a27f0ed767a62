"""The alarm clock: rings when timers or service calls are due, and when post waits.

Holds no truth of its own.

The only module that knows APScheduler. Losing it costs time, never a timer: what was missed while
the program was off is due at the first ring.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from engine import messages, people, services, store, timers
from engine.settings import Settings
from engine.store import Store

EVERY_SECONDS = 1
CLEAN_EVERY_SECONDS = 600

logger = logging.getLogger(__name__)


class AlarmClock:
    """Rings every second, and now and then to tidy up."""

    def __init__(self, found_store: Store, settings: Settings) -> None:
        self._store = found_store
        self._settings = settings
        self._clock = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1}
        )
        now = datetime.now(UTC)
        self._clock.add_job(
            self._ring, "interval", seconds=EVERY_SECONDS, next_run_time=now, id="tick"
        )
        # in a thread of its own: a slow service must not keep timers waiting
        self._clock.add_job(
            self._perform, "interval", seconds=EVERY_SECONDS, next_run_time=now, id="services"
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

    def _perform(self) -> None:
        if services.perform_due(self._store, self._settings):
            messages.deliver(self._store)

    def _tidy(self) -> None:
        messages.report_unclaimed(self._store, self._settings)
        with self._store.begin() as tx:
            people.forget_old_sessions(tx)
            store.answers.forget_before(tx, tx.now - people.LONGEST * 14)
