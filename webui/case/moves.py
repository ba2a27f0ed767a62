"""Whose move it is in a case: the reader's, somebody else's, or nobody's for now."""

from __future__ import annotations

from dataclasses import dataclass

from engine import tasks
from engine.cases import View
from engine.events import IncidentRaised, IncidentResolved
from engine.model import Person, Place, Task


@dataclass(frozen=True, slots=True)
class Moves:
    """`mine` are open tasks the reader may do, `others` those of others; `awaited` are names.

    `stuck` are the names of steps that could not be taken and wait for an administrator.
    """

    mine: tuple[Task, ...]
    others: tuple[Task, ...]
    awaited: tuple[str, ...]
    stuck: tuple[str, ...]


_WAITING = {"intermediateCatchEvent", "receiveTask", "eventBasedGateway", "serviceTask"}


def moves(found: View, by: Person) -> Moves:
    """Tell what the case waits for."""
    still = [task for task in found.tasks if task.done_at is None]
    own = {one.id for one in by.selves}
    mine = [one for one in still if tasks.may_do(one, by) and one.claimed_by in {None, *own}]
    others = [one for one in still if one not in mine]
    stuck = _stuck(found)
    awaited = [name for name in _awaited(found) if name not in stuck]
    return Moves(tuple(mine), tuple(others), tuple(awaited), tuple(stuck))


def _stuck(found: View) -> list[str]:
    names: dict[tuple[str, Place], str] = {}
    for path in found.paths:
        for moment in path.moments:
            for effect in moment.told.effects:
                if isinstance(effect, IncidentRaised):
                    element = path.definition.elements.get(effect.place.element_id)
                    names[path.instance.id, effect.place] = element.name if element else ""
                elif isinstance(effect, IncidentResolved):
                    names.pop((path.instance.id, effect.place), None)
        if path.instance.ended_at is not None:
            names = {key: name for key, name in names.items() if key[0] != path.instance.id}
    return [name for name in dict.fromkeys(names.values()) if name]


def _awaited(found: View) -> list[str]:
    names = [
        path.definition.elements[one].name
        for path in found.paths
        for one in sorted(path.past.current & path.definition.elements.keys())
        if path.definition.elements[one].kind in _WAITING
    ]
    return [name for name in dict.fromkeys(names) if name]
