"""Play stories side by side, as they would have happened, on a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Any

from engine import messages, starts, store, timers
from engine.demonstration.clock import HandClock, later, morning
from engine.demonstration.stage import Stage
from engine.demonstration.story import Playing, Story
from engine.model import HOME
from engine.store import Store

#: the processes were published this long before the first story begins
BEFORE = timedelta(days=14)


class Player:
    """Plays stories; `usual` holds the usual answers by element id.

    Whose next moment comes first goes on first, so cases are numbered in the order of their
    opening, and every timer fires at its own moment.
    """

    def __init__(
        self, found_store: Store, stories: list[Mapping[str, Any]], usual: Mapping[str, Any]
    ) -> None:
        with found_store.read() as tx:
            self._today = tx.now
        self.clock = HandClock(self._began(stories), self._today)
        self.store = found_store.at_clock(self.clock)
        self._stories = stories
        self._usual = usual

    def play(self) -> None:
        """Play every story, then let what is due by today happen."""
        acts: list[tuple[datetime, int, int, Iterator[timedelta]]] = []
        done: Playing = {}
        for number, told in enumerate(self._stories):
            story = Story(told, Stage(self.store, self.clock, told["id"]), self._usual, done)
            heappush(acts, (self._opening(told), number, 0, story.acts()))
        while acts:
            moment, number, turn, story_acts = heappop(acts)
            self._move_to(moment)
            wait = next(story_acts, None)
            if wait is not None:
                seed = f"{self._stories[number]['id']} {turn}"
                heappush(acts, (later(self.clock.now, wait, seed), number, turn + 1, story_acts))
        self._move_to(self._today)

    def _began(self, stories: list[Mapping[str, Any]]) -> datetime:
        return min(self._opening(told) for told in stories) - BEFORE

    def _opening(self, told: Mapping[str, Any]) -> datetime:
        day = (self._today - timedelta(days=told["days_ago"])).astimezone(HOME).date()
        return morning(day, told["id"]).astimezone(self._today.tzinfo)

    def _move_to(self, moment: datetime) -> None:
        """Move the clock on, and stop at each timer on the way."""
        while (due := self._next_due()) and self.clock.now < due < moment:
            self.clock.move_to(due)
            self._settle()
        self.clock.move_to(moment)
        self._settle()

    def _next_due(self) -> datetime | None:
        with self.store.read() as tx:
            due = (store.timers.next_due(tx), store.starts.next_due(tx))
        return min((one for one in due if one is not None), default=None)

    def _settle(self) -> None:
        timers.fire_due(self.store)
        starts.open_due(self.store)
        messages.deliver(self.store)
