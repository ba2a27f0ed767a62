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


_WAITING = {"intermediateCatchEvent", "receiveTask", "eventBasedGateway", "serviceTask"}


def moves(found: View, by: Person) -> Moves:
    """Tell what the case waits for."""
    still = [task for task in found.tasks if task.done_at is None]
    own = {one.id for one in by.selves}
    mine = [one for one in still if tasks.may_do(one, by) and one.claimed_by in {None, *own}]
    return Moves(
        tuple(mine), tuple(one for one in still if one not in mine), tuple(_awaited(found))
    )


def _awaited(found: View) -> list[str]:
    names = [
        path.definition.elements[one].name
        for path in found.paths
        for one in sorted(path.past.current & path.definition.elements.keys())
        if path.definition.elements[one].kind in _WAITING
    ]
    return [name for name in dict.fromkeys(names) if name]
