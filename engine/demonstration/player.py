"""Play a story: messages, timers and tasks in order, on a clock that is moved by hand.

A story says when it starts (`days_ago`), the message it begins with, and steps. A step is one of
`{"until": element}` (complete what is open, with the usual answers, until that task is offered),
`{"do": element, "answers": {…}, "by": person}`, `{"send": message, "payload": {…}}`,
`{"wait": hours}`, `{"claim": element}`, `{"draft": element, "answers": {…}}` or
`{"comment": text, "by": person}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from engine import cases, messages, people, store, tasks, timers
from engine.errors import EngineError
from engine.messages import Incoming
from engine.model import Person, Task, Who
from engine.store import Store
from engine.values import Variables

Step = Mapping[str, Any]
PACE = timedelta(hours=7)
MOST_STEPS = 200


class StoryStuck(EngineError):
    """A story of the demonstration cannot go on: its steps do not fit the diagrams."""

    nl = "Het voorbeeld '{title}' kan niet verder bij {step}: {reason}"
    en = "The example '{title}' cannot go on at {step}: {reason}"

    def __init__(self, title: str, step: object, reason: str) -> None:
        super().__init__(title=title, step=step, reason=reason)


@dataclass(slots=True)
class HandClock:
    """Stands still until it is moved; never goes past `end`."""

    now: datetime
    end: datetime

    def __call__(self) -> datetime:
        return self.now

    def tick(self, by: timedelta) -> None:
        self.now = min(self.now + by, self.end)


class Player:
    """Plays stories one by one; `answers` holds the usual answers by element id."""

    def __init__(self, found_store: Store, today: datetime, answers: Mapping[str, Any]) -> None:
        self._clock = HandClock(today, today)
        self._today = today
        self._store = found_store.at_clock(self._clock)
        self._answers = answers
        self._numbers: dict[str, str] = {}
        self._story: Mapping[str, Any] = {}
        self._number = ""

    def play(self, stories: list[Mapping[str, Any]]) -> None:
        """Play every story, then let what is due by today happen."""
        for story in stories:
            self._begin(story)
            for step in story["steps"]:
                self._take(step)
        self._clock.now = self._today
        self._settle()

    def _begin(self, story: Mapping[str, Any]) -> None:
        self._story = story
        self._clock.now = self._today - timedelta(days=story["days_ago"])
        about = self._numbers.get(story.get("about", ""))
        payload = self._typed(story["payload"])
        incoming = Incoming(story["message"], None, payload, about)
        with self._store.begin() as tx:
            opened = messages.receive(tx, incoming, Who(story.get("by", "message")))
        if opened is None:
            raise StoryStuck(self._title, "start", "no case was opened")
        self._number = opened.number
        self._numbers[story["id"]] = opened.number
        self._settle()

    def _take(self, step: Step) -> None:
        kind = next(iter(step))
        takes: dict[str, Callable[[Step], None]] = {
            "until": self._until,
            "do": self._do,
            "send": self._send,
            "wait": lambda one: self._wait(timedelta(hours=one["wait"])),
            "claim": self._claim,
            "draft": self._draft,
            "comment": self._comment,
        }
        try:
            takes[kind](step)
        except EngineError as refused:
            if isinstance(refused, StoryStuck):
                raise
            raise StoryStuck(self._title, dict(step), str(refused)) from refused

    @property
    def _title(self) -> str:
        return str(self._story.get("id"))

    def _until(self, step: Step) -> None:
        """Complete open tasks in the order of their offering, until one at this element is open."""
        stop = step["until"]
        overrides = step.get("answers", {})
        for _ in range(MOST_STEPS):
            found = self._open()
            if any(task.place.element_id == stop for task in found):
                return
            if not found:
                raise StoryStuck(self._title, dict(step), "no task is open")
            self._wait(PACE)
            if found[0].id in {task.id for task in self._open()}:
                self._complete(found[0], overrides.get(found[0].place.element_id, {}))
        raise StoryStuck(self._title, dict(step), "too many steps")

    def _do(self, step: Step) -> None:
        """Complete every task that is open at this element."""
        self._wait(PACE)
        mine = [task for task in self._open() if task.place.element_id == step["do"]]
        if not mine:
            offered = ", ".join(str(task.place) for task in self._open())
            raise StoryStuck(self._title, dict(step), f"it is not open; open are: {offered}")
        for task in mine[: step.get("most", len(mine))]:
            self._complete(task, step.get("answers", {}), step.get("by"))

    def _send(self, step: Step) -> None:
        incoming = Incoming(step["send"], self._number, self._typed(step.get("payload", {})))
        with self._store.begin() as tx:
            messages.receive(tx, incoming, Who(step.get("by", "message")))
        self._settle()

    def _claim(self, step: Step) -> None:
        task = self._first(step["claim"])
        with self._store.begin() as tx:
            by = people.person(tx, step["by"]) if "by" in step else self._worker(task)
            tasks.claim(tx, task.id, by)

    def _draft(self, step: Step) -> None:
        task = self._first(step["draft"])
        raw = {name: [str(typed)] for name, typed in step["answers"].items()}
        with self._store.begin() as tx:
            tasks.save_draft(tx, task.id, raw, self._worker(task))

    def _comment(self, step: Step) -> None:
        with self._store.begin() as tx:
            cases.comment(tx, self._number, step["comment"], people.person(tx, step["by"]))

    def _first(self, element_id: str) -> Task:
        found = [task for task in self._open() if task.place.element_id == element_id]
        if not found:
            raise StoryStuck(self._title, element_id, "it is not open")
        return found[0]

    def _open(self) -> list[Task]:
        with self._store.read() as tx:
            found = store.tasks.of_case(tx, self._number)
        return [task for task in found if task.done_at is None]

    def _complete(self, task: Task, given: Mapping[str, Any], by: str | None = None) -> None:
        usual = self._answers.get(task.place.element_id, {})
        answers = self._typed({**usual, **given})
        with self._store.begin() as tx:
            worker = people.person(tx, by) if by else self._worker(task)
            tasks.complete(tx, task.id, answers=answers, by=worker)
        self._settle()

    def _worker(self, task: Task) -> Person:
        """Find somebody for whom the task is: claimed, named, of the organisation, of the body."""
        with self._store.read() as tx:
            if task.claimed_by:
                return people.person(tx, task.claimed_by)
            members = store.people.members(tx, task.body or "")
        fitting = [one for one in members if task.assignee in {None, one.id, one.organisation_id}]
        if not fitting:
            raise StoryStuck(self._title, str(task.place), f"nobody in {task.body} can do it")
        return fitting[0]

    def _wait(self, time: timedelta) -> None:
        self._clock.tick(time)
        self._settle()

    def _settle(self) -> None:
        messages.deliver(self._store)
        timers.fire_due(self._store)
        messages.deliver(self._store)

    def _typed(self, written: Mapping[str, Any]) -> Variables:
        """Turn JSON into answers; `today+3` style dates are counted from the story's clock."""
        return {name: self._value(value) for name, value in written.items()}

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - JSON in, a value out
        if isinstance(value, str) and value.startswith("today"):
            days = int(value[len("today") :] or 0)
            return (self._clock.now + timedelta(days=days)).date()
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return Decimal(str(value))
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if isinstance(value, dict):
            return {key: self._value(item) for key, item in value.items()}
        return value
