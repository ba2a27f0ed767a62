"""The tasks of an instance as they stood at some moment, told by its history alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engine import events
from engine.model import Place, Task
from engine.replay import Happening
from webui.audit.watched import Watched


def tasks(seen: Watched, history: Iterable[Happening]) -> tuple[Task, ...]:
    """Give the tasks that were offered and not withdrawn, in the order of their offering."""
    found: dict[Place, Task] = {}
    for one in history:
        if one.told is None:
            continue
        place = getattr(one.told.event, "place", None)
        if place in found:
            found[place] = _after(found[place], one)
        for effect in one.told.effects:
            if isinstance(effect, events.TaskOffered):
                found[effect.place] = _offered(seen, one, effect)
            elif isinstance(effect, events.TaskWithdrawn):
                found.pop(effect.place, None)
            elif isinstance(effect, events.TokenMigrated) and effect.place in found:
                task = found.pop(effect.place)
                found[effect.into] = _carried_over(seen, task, effect.into)
    return tuple(found.values())


def _after(task: Task, one: Happening) -> Task:
    """Give a task as it was after somebody claimed it, gave it back or completed it."""
    match one.kind:
        case "TaskClaimed":
            return replace(task, claimed_by=one.by, claimed_at=one.at)
        case "TaskReleased":
            return replace(task, claimed_by=None, claimed_at=None)
        case "TaskCompleted":
            return replace(task, done_at=one.at, done_by=one.by, done_for=one.on_behalf_of)
        case _:
            return task


def _carried_over(seen: Watched, task: Task, into: Place) -> Task:
    """Give an open task as another version has it."""
    element = seen.definition.elements.get(into.element_id)
    return replace(
        task,
        id=f"{seen.run.id}/{into}",
        place=into,
        name=seen.name(into),
        body=element.body if element else None,
        form_id=element.form_id if element else None,
    )


def _offered(seen: Watched, one: Happening, effect: events.TaskOffered) -> Task:
    element = seen.definition.elements.get(effect.place.element_id)
    return Task(
        id=f"{seen.run.id}/{effect.place}",
        instance_id=seen.run.id,
        case_number=seen.case.number,
        place=effect.place,
        name=seen.name(effect.place),
        body=element.body if element else None,
        form_id=element.form_id if element else None,
        assignee=effect.assignee,
        priority=0,
        offered_at=one.at,
        due=effect.due,
        claimed_by=None,
        claimed_at=None,
        done_at=None,
        done_by=None,
        done_for=None,
    )
