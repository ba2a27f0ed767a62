"""Play stories: messages, timers and tasks in order, on a clock that is moved by hand.

A story says when it starts (`days_ago`), how long each task takes (`pace_hours`), the message it
begins with, and its steps. A step is one
of `{"until": element}` (complete what is open, with the usual answers, until that task is there),
`{"do": element, "answers": {…}}` (every open task there; `most` limits how many, `by` gives other
answers per assignee), `{"send": message, "payload": {…}}`, `{"wait": days}`, `{"claim": element}`,
`{"draft": element, "answers": {…}}` or `{"comment": text, "by": person}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.demonstration.stage import Stage, StoryStuck
from engine.errors import EngineError
from engine.model import Task
from engine.store import Store

Step = Mapping[str, Any]
DAY = timedelta(days=1)
MOST_STEPS = 200


class Player:
    """Plays stories one by one; `usual` holds the usual answers by element id."""

    def __init__(self, found_store: Store, today: datetime, usual: Mapping[str, Any]) -> None:
        self._stage = Stage(found_store, today)
        self._today = today
        self._usual = usual
        self._numbers: dict[str, str] = {}
        self._story: Mapping[str, Any] = {}
        self._pace = DAY

    def play(self, stories: list[Mapping[str, Any]]) -> None:
        """Play every story, then let what is due by today happen."""
        for story in stories:
            self._begin(story)
            for step in story["steps"]:
                self._take(step)
        self._stage.clock.now = self._today
        self._stage.settle()

    def _begin(self, story: Mapping[str, Any]) -> None:
        stage = self._stage
        self._story = story
        self._pace = timedelta(hours=story["pace_hours"])
        stage.clock.now = self._today - timedelta(days=story["days_ago"])
        stage.title = story["payload"].get("titel", "")
        about = self._numbers.get(story.get("about", ""), "")
        stage.number = ""
        stage.receive(story["message"], story["payload"], about=about)
        self._numbers[story["id"]] = stage.number

    def _take(self, step: Step) -> None:
        takes: dict[str, Callable[[Step], None]] = {
            "until": self._until,
            "do": self._do,
            "send": lambda one: self._stage.receive(one["send"], one.get("payload", {})),
            "wait": lambda one: self._stage.wait(one["wait"] * DAY),
            "claim": lambda one: self._stage.claim(self._first(one["claim"])),
            "draft": lambda one: self._stage.draft(self._first(one["draft"]), one["answers"]),
            "comment": lambda one: self._stage.comment(one["comment"], one["by"]),
        }
        try:
            takes[next(iter(step))](step)
        except EngineError as refused:
            detail = {name: words.en for name, words in getattr(refused, "errors", {}).items()}
            raise self._stuck(step, f"{refused} {detail or ''}") from refused

    def _until(self, step: Step) -> None:
        """Complete open tasks in the order of offering, until one at this element is open."""
        more = step.get("answers", {})
        for _ in range(MOST_STEPS):
            if self._stage.open(step["until"]):
                return
            found = self._stage.open()
            self._stage.wait(self._pace if found else DAY)
            if found and found[0].id in {task.id for task in self._stage.open()}:
                self._complete(found[0], more.get(found[0].place.element_id, {}))
        raise self._stuck(step, "it never comes")

    def _do(self, step: Step) -> None:
        self._stage.wait(self._pace)
        found = self._stage.open(step["do"])
        if not found:
            offered = ", ".join(str(task.place) for task in self._stage.open())
            raise self._stuck(step, f"it is not open; open are: {offered}")
        for task in found[: step.get("most", len(found))]:
            given = step.get("by", {}).get(task.assignee) or step.get("answers", {})
            self._complete(task, given)

    def _complete(self, task: Task, given: Mapping[str, Any]) -> None:
        self._stage.complete(task, {**self._usual.get(task.place.element_id, {}), **given})

    def _first(self, element_id: str) -> Task:
        found = self._stage.open(element_id)
        if not found:
            raise self._stuck({"at": element_id}, "it is not open")
        return found[0]

    def _stuck(self, step: Step, reason: str) -> StoryStuck:
        return StoryStuck(str(self._story.get("id")), dict(step), reason)
