"""Whose move it is in a case: the reader's, somebody else's, or nobody's for now."""

from __future__ import annotations

from dataclasses import dataclass

from engine import tasks
from engine.cases import View
from engine.model import Person, Task


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
    own = {one.id for one in by.selves}
    mine = [one for one in found.tasks if tasks.may_do(one, by) and one.claimed_by in {None, *own}]
    others = [one for one in found.tasks if one not in mine]
    stuck = _stuck(found)
    awaited = [name for name in _awaited(found) if name not in stuck]
    return Moves(tuple(mine), tuple(others), tuple(awaited), tuple(stuck))


def _stuck(found: View) -> list[str]:
    names = [
        path.definition.elements[place.element_id].name
        for path in found.paths
        if path.instance.ended_at is None
        for place in path.past.stuck
        if place.element_id in path.definition.elements
    ]
    return [name for name in dict.fromkeys(names) if name]


def _awaited(found: View) -> list[str]:
    names = [
        path.definition.elements[one].name
        for path in found.paths
        for one in sorted(path.past.current & path.definition.elements.keys())
        if path.definition.elements[one].kind in _WAITING
    ]
    return [name for name in dict.fromkeys(names) if name]
