"""One story: the message it begins with, then its steps, with the time that each takes.

A story says when it starts (`days_ago`), how long each task takes (`pace_hours`), the message it
begins with, and its steps. A step is one
of `{"until": element}` (complete what is open, with the usual answers, until that task is there),
`{"do": element, "answers": {…}}` (every open task there; `most` limits how many, `by` gives other
answers per assignee), `{"send": message, "payload": {…}}`, `{"wait": days}`,
`{"claim": element, "by": person}`, `{"draft": element, "answers": {…}}` or
`{"comment": text, "by": person}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from engine.demonstration.clock import DAY
from engine.demonstration.stage import Stage, StoryStuck
from engine.errors import EngineError
from engine.model import Task

Step = Mapping[str, Any]
#: the stages of the stories by story id, so that one can be about another
Playing = dict[str, Stage]
Acts = Iterator[timedelta]

MOST_STEPS = 200
#: between two people who do the same, and before somebody looks at what came in
SOON, SHORTLY = timedelta(hours=3), timedelta(minutes=25)


class Story:
    """Plays one story; each act tells how long it takes until the next."""

    def __init__(
        self, told: Mapping[str, Any], stage: Stage, usual: Mapping[str, Any], playing: Playing
    ) -> None:
        self._told = told
        self._stage = stage
        self._usual = usual
        self._playing = playing
        self._pace = timedelta(hours=told["pace_hours"])

    def acts(self) -> Acts:
        """Play from the beginning to the end. Raises StoryStuck."""
        self._begin()
        for step in self._told["steps"]:
            try:
                yield from self._take(step)
            except EngineError as refused:
                detail = {name: words.en for name, words in getattr(refused, "errors", {}).items()}
                raise self._stuck(step, f"{refused} {detail or ''}") from refused

    def _begin(self) -> None:
        stage, payload = self._stage, self._told["payload"]
        stage.title = payload.get("titel", "")
        about = self._playing.get(self._told.get("about", ""))
        if about is not None:
            stage.before = about.done
        stage.receive(self._told["message"], payload, about=about.number if about else "")
        self._playing[self._told["id"]] = stage

    def _take(self, step: Step) -> Acts:
        takes: dict[str, Callable[[Step], Acts]] = {
            "until": self._until,
            "do": self._do,
            "send": self._send,
            "wait": self._wait,
            "claim": self._claim,
            "draft": self._draft,
            "comment": self._comment,
        }
        return takes[next(iter(step))](step)

    def _until(self, step: Step) -> Acts:
        """Complete open tasks in the order of offering, until one at this element is open."""
        more = step.get("answers", {})
        for _ in range(MOST_STEPS):
            if self._stage.open(step["until"]):
                return
            found = self._stage.open()
            yield self._pace if found else DAY
            if found and self._stands(found[0]):
                self._complete(found[0], more.get(found[0].place.element_id, {}))
        raise self._stuck(step, "it never comes")

    def _do(self, step: Step) -> Acts:
        yield self._pace
        found = self._stage.open(step["do"])
        if not found:
            offered = ", ".join(str(task.place) for task in self._stage.open())
            raise self._stuck(step, f"it is not open; open are: {offered}")
        for number, task in enumerate(found[: step.get("most", len(found))]):
            if number:
                yield SOON
            given = step.get("by", {}).get(task.assignee) or step.get("answers", {})
            self._complete(task, given)

    def _send(self, step: Step) -> Acts:
        self._stage.receive(step["send"], step.get("payload", {}))
        yield SHORTLY

    @staticmethod
    def _wait(step: Step) -> Acts:
        yield step["wait"] * DAY

    def _claim(self, step: Step) -> Acts:
        yield SOON
        self._stage.claim(self._first(step["claim"]), step.get("by"))

    def _draft(self, step: Step) -> Acts:
        yield SHORTLY
        self._stage.draft(self._first(step["draft"]), step["answers"])

    def _comment(self, step: Step) -> Acts:
        yield SOON
        self._stage.comment(step["comment"], step["by"])

    def _complete(self, task: Task, given: Mapping[str, Any]) -> None:
        self._stage.complete(task, {**self._usual.get(task.place.element_id, {}), **given})

    def _stands(self, task: Task) -> bool:
        return task.id in {one.id for one in self._stage.open()}

    def _first(self, element_id: str) -> Task:
        found = self._stage.open(element_id)
        if not found:
            raise self._stuck({"at": element_id}, "it is not open")
        return found[0]

    def _stuck(self, step: Step, reason: str) -> StoryStuck:
        return StoryStuck(str(self._told.get("id")), dict(step), reason)
