"""Which timers of a next version stay stopped, because somebody stopped those before them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from engine import store
from engine.store import Transaction
from engine.store.starts import StartTimer


@dataclass(frozen=True, slots=True)
class Stop:
    """Who stopped it, and when."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Stops:
    """The stops in force: of each timer that stands, and the last word on each start event.

    A timer that did not stand before, because it is new or had no moment left, follows the last
    word on its start event: so a version in between without that start undoes no stop.
    """

    standing: dict[tuple[str, int], Stop | None]
    last_words: dict[str, Stop | None]

    @classmethod
    def before(cls, tx: Transaction, process_id: str, standing: Iterable[StartTimer]) -> Self:
        """Find what holds for a process, with the timers that stand before its next version."""
        words = reversed(store.start_steering.noted(tx, process_id))
        return cls(
            {(one.element_id, one.event): _stop(one) for one in standing},
            {
                one.element_id: Stop(one.at, one.by) if one.what == "stopped" else None
                for one in words
                if one.what != "retried"
            },
        )

    def of(self, element_id: str, event: int) -> Stop | None:
        """Give the stop that holds for a timer in the next version; None when it may start."""
        if (element_id, event) in self.standing:
            return self.standing[element_id, event]
        return self.last_words.get(element_id)


def _stop(timer: StartTimer) -> Stop | None:
    if timer.stopped_at is None or timer.stopped_by is None:
        return None
    return Stop(timer.stopped_at, timer.stopped_by)
