"""The alarm clock: rings when timers or service calls are due, and when post waits.

Holds no truth of its own.

The only module that knows APScheduler. Losing it costs time, never a timer: what was missed while
the program was off is due at the first ring.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from engine import messages, people, ringing, services, starts, store, timers
from engine.errors import EngineError
from engine.settings import Settings
from engine.store import Store

EVERY_SECONDS = 1
CLEAN_EVERY_SECONDS = 600
_NEXT = "The next ring finds the rest."


@dataclass(frozen=True, slots=True)
class Bell:
    """What is done when it rings; a bell that still rings is not rung again."""

    name: str
    ring: Callable[[], None]
    every_seconds: int = EVERY_SECONDS


def all_work(found_store: Store, settings: Settings) -> tuple[Bell, ...]:
    """Give the bells of a process that does all the work itself."""

    def fire() -> None:
        timers.fire_due(found_store)
        starts.open_due(found_store)
        messages.deliver(found_store)
        messages.lay_aside(found_store)

    def perform() -> None:
        if services.perform_due(found_store, settings):
            messages.deliver(found_store)

    # each in a thread of its own: a slow service must not keep timers waiting
    return Bell("tick", fire), Bell("services", perform), tidying(found_store, settings)


def tidying(found_store: Store, settings: Settings) -> Bell:
    """Give the bell that tidies up now and then."""

    def tidy() -> None:
        messages.look_over(found_store)
        messages.report_unclaimed(found_store, settings)
        with found_store.begin() as tx:
            people.forget_old_sessions(tx)
            store.answers.forget_before(tx, tx.now - people.LONGEST * 14)

    return Bell("tidy", tidy, CLEAN_EVERY_SECONDS)


logger = logging.getLogger(__name__)


def rung(bell: Bell) -> None:
    """Ring once; what the product refuses then, such as a database that is away, is logged."""
    try:
        bell.ring()
    except EngineError as refused:
        ringing.log(logger, f"'{bell.name}' was not finished", refused, _NEXT)


class AlarmClock:
    """Rings bells, each in a thread of its own: those of every second at once, then on and on."""

    def __init__(self, bells: Sequence[Bell]) -> None:
        self._clock = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1}
        )
        now = datetime.now(UTC)
        for bell in bells:
            first = {"next_run_time": now} if bell.every_seconds == EVERY_SECONDS else {}
            self._clock.add_job(
                rung, "interval", [bell], seconds=bell.every_seconds, id=bell.name, **first
            )

    def start(self) -> None:
        """Start ringing, in a thread of its own."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._clock.start()

    def stop(self) -> None:
        """Stop ringing; a ring that is going on is finished first."""
        self._clock.shutdown(wait=True)
