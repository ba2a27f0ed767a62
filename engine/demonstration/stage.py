"""The stage of a story: one case, and its people at work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine import cases, messages, people, starts, store, tasks, timers
from engine.demonstration.clock import HandClock, chance
from engine.errors import EngineError
from engine.messages import Incoming
from engine.model import Person, Task, Who
from engine.store import Store
from engine.terms import local_day
from engine.values import Variables

#: as what the pages for everybody send in
SENDER = Who("message")
TODAY, DAY_OF = "today", "day of "


class StoryStuck(EngineError):
    """A story of the demonstration cannot go on: its steps do not fit the diagrams."""

    nl = "Het voorbeeld '{title}' kan niet verder bij {step}: {reason}"
    en = "The example '{title}' cannot go on at {step}: {reason}"

    def __init__(self, title: str, step: object, reason: str) -> None:
        super().__init__(title=title, step=step, reason=reason)


class Stage:
    """One case, worked on by the people it is for; `name` decides which of equals works on it."""

    def __init__(self, found_store: Store, clock: HandClock, name: str) -> None:
        self._store = found_store
        self._clock = clock
        self._name = name
        self.number = ""
        self.title = ""
        #: on which day each task was done last, by element id
        self.done: dict[str, date] = {}
        #: the same of the case that this one is about
        self.before: Mapping[str, date] = {}

    def receive(self, name: str, payload: Mapping[str, Any], *, about: str | None = None) -> None:
        """Let a message come in from outside; a case that it opens is the one on stage."""
        key = None if about is not None or not self.number else self.number
        incoming = Incoming(name, key, self.typed(payload), about or None)
        with self._store.begin() as tx:
            opened = messages.receive(tx, incoming, SENDER)
        if opened is not None:
            self.number = opened.number
        self.settle()

    def settle(self) -> None:
        """Let everything happen that follows by itself."""
        messages.deliver(self._store)
        timers.fire_due(self._store)
        starts.open_due(self._store)
        messages.deliver(self._store)

    def open(self, element_id: str | None = None) -> list[Task]:
        """Give the open tasks of the case, or those at one element, in the order of offering."""
        with self._store.read() as tx:
            found = store.tasks.of_case(tx, self.number)
        return [
            task
            for task in found
            if task.done_at is None and element_id in {None, task.place.element_id}
        ]

    def complete(self, task: Task, answers: Mapping[str, Any]) -> None:
        """Let who the task is for complete it."""
        worker = self._worker(task)
        with self._store.begin() as tx:
            tasks.complete(tx, task.id, answers=self.typed(answers), by=worker)
            self.done[task.place.element_id] = local_day(tx.now)
        self.settle()

    def claim(self, task: Task, person_id: str | None) -> None:
        """Let this person claim it, or who works on the case."""
        with self._store.read() as tx:
            named = people.person(tx, person_id) if person_id else None
        worker = named or self._worker(task)
        with self._store.begin() as tx:
            tasks.claim(tx, task.id, worker)

    def draft(self, task: Task, answers: Mapping[str, str]) -> None:
        """Let who the task is for type something and leave it."""
        raw = {name: [typed] for name, typed in answers.items()}
        worker = self._worker(task)
        with self._store.begin() as tx:
            tasks.save_draft(tx, task.id, raw, worker)

    def comment(self, text: str, person_id: str) -> None:
        with self._store.begin() as tx:
            cases.comment(tx, self.number, text, people.person(tx, person_id))

    def typed(self, written: Mapping[str, Any]) -> Variables:
        """Turn JSON into answers: `today+3` counts from the clock, `{titel}` is the title.

        `day of leg_besluit_vast` is when that was done in the case this one is about.
        """
        return {name: self._value(value) for name, value in written.items()}

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - JSON in, a value out
        match value:
            case bool() | None | date():
                return value
            case int() | float():
                return Decimal(str(value))
            case str():
                return self._text(value)
            case list():
                return [self._value(item) for item in value]
            case _:
                return {key: self._value(item) for key, item in value.items()}

    def _text(self, value: str) -> str | date:
        if value.startswith(TODAY):
            days = int(value[len(TODAY) :] or 0)
            return local_day(self._clock.now) + timedelta(days=days)
        if value.startswith(DAY_OF):
            return self.before[value[len(DAY_OF) :]]
        return value.replace("{titel}", self.title)

    def _worker(self, task: Task) -> Person:
        """Find somebody for whom the task is: claimed, named, of the organisation, of the body."""
        with self._store.read() as tx:
            if task.claimed_by:
                return people.person(tx, task.claimed_by)
            members = store.people.members(tx, task.body or "")
        able = [one for one in members if task.assignee in {None, one.id, one.organisation_id}]
        if able:
            return able[chance(self._name) % len(able)]
        raise StoryStuck(self.title, task.place, f"nobody in {task.body} is {task.assignee}")
