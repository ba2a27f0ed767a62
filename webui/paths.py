"""Where a process of a case is and has been: as a list of steps, and as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from engine import cases, drawing, interpreter
from engine.cases import Path
from engine.drawing import Marks
from engine.drawing import Step as Told
from engine.model import Task
from engine.store import Transaction
from webui import formats, language
from webui.language import gettext as _
from webui.pictures import picture

_DIAGRAMS_KEPT = 64
_PICTURES_KEPT = 128
_AT, _DONE, _TO_DO = "at", "done", "todo"  #: the states of a step, which templates know too


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a thread, as the macro draws it."""

    words: str
    state: str
    shape: str = ""
    note: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow of a diagram. `condition` is FEEL; empty when it has none."""

    id: str
    name: str
    source: str
    target: str
    condition: str


@dataclass(frozen=True, slots=True)
class Course:
    """What a page needs to tell a path: its diagram, the last task of each element, people's names.

    `elsewhere` gives the address of a called process, by the place that called it.
    """

    path: Path
    diagram: bytes
    tasks: Mapping[str, Task]
    names: Mapping[str, str]
    elsewhere: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Shown:
    """All that decides what a picture of a diagram shows."""

    process_id: str
    current: frozenset[str]
    done: frozenset[str]
    title: str
    description: str


def course(
    tx: Transaction,
    path: Path,
    tasks: Iterable[Task],
    names: Mapping[str, str],
    elsewhere: Mapping[str, str],
) -> Course:
    """Bring together what `steps` and `drawn` need; `tasks` in the order in which they came.

    Raises UnknownBundle.
    """
    diagram = cases.diagram(tx, path.instance.digest)
    last = {one.place.element_id: one for one in tasks}
    return Course(path, diagram, last, names, elsewhere)


def steps(found: Course) -> list[Step]:
    """Tell the path as a list of all its steps that have a name, in the order of the story."""
    told = story(found.diagram, found.path.definition.process_id)
    aside = _aside(found, told)
    return [_step(found, one) for one in told if one.name and one.id not in aside]


def so_far(told: Iterable[Step]) -> list[Step]:
    """Give the steps that were done or are being done."""
    return [one for one in told if one.state != _TO_DO]


def drawn(found: Course) -> Markup:
    """Draw the path, with what is done and where it is now."""
    title = _("Diagram %(name)s", name=found.path.definition.name)
    return illustrated(found, title, _where(found.path, _current(found.path)))


def illustrated(found: Course, title: str, description: str) -> Markup:
    """Draw the path under a title of its own."""
    past = found.path.past
    done = frozenset(past.finished | past.flows.keys())
    process_id = found.path.definition.process_id
    shown = _Shown(process_id, _current(found.path), done, title, description)
    return _drawn(found.diagram, shown)


def _current(path: Path) -> frozenset[str]:
    return frozenset(path.past.current & path.definition.elements.keys())


def _where(path: Path, current: Iterable[str]) -> str:
    names = sorted(path.definition.elements[one].name for one in current)
    if not names:
        return _("Dit proces is klaar. De stappenlijst zegt hetzelfde in woorden.")
    here = ", ".join(f"'{name}'" for name in names if name)
    return _("Hier is de zaak nu: %(here)s. De stappenlijst zegt hetzelfde in woorden.", here=here)


@lru_cache(maxsize=_PICTURES_KEPT)
def _drawn(diagram: bytes, shown: _Shown) -> Markup:
    return picture(
        diagram,
        title=shown.title,
        description=shown.description,
        marks=Marks(current=shown.current, done=shown.done),
        process_id=shown.process_id,
    )


@lru_cache(maxsize=_DIAGRAMS_KEPT)
def story(diagram: bytes, process_id: str) -> tuple[Told, ...]:
    """Tell a process as its steps in order, read once per diagram. Raises DiagramNotDrawn."""
    return drawing.steps(diagram, process_id)


@lru_cache(maxsize=_DIAGRAMS_KEPT)
def flows(diagram: bytes) -> dict[str, Flow]:
    """Give the flows of a diagram, by id."""
    found = interpreter.read_xml(diagram).iter("{*}sequenceFlow")
    return {flow.id: flow for flow in map(_flow, found)}


def _flow(node: Any) -> Flow:  # noqa: ANN401 - XML
    condition = (node.findtext("{*}conditionExpression") or "").split()
    return Flow(
        id=node.get("id", ""),
        name=node.get("name", ""),
        source=node.get("sourceRef", ""),
        target=node.get("targetRef", ""),
        condition=" ".join(condition),
    )


def _aside(found: Course, told: Iterable[Told]) -> set[str]:
    """Find what only might have happened: what begins with an event that nobody saw."""
    seen = found.path.past.finished | found.path.past.current
    reached = {flow.target for flow in flows(found.diagram).values()}
    aside: set[str] = set()
    for one in told:
        by_event = one.kind == "boundaryEvent" or (
            one.kind == "subProcess" and one.id not in reached
        )
        if one.id not in seen and (by_event or one.parent in aside):
            aside.add(one.id)
    return aside


def _step(found: Course, one: Told) -> Step:
    state = _state(found.path, one)
    return Step(one.name, state, shape(one), _note(found, one, state), _href(found, one))


def _state(path: Path, one: Told) -> str:
    if one.id in path.past.current:
        return _AT
    return _DONE if one.id in path.past.finished else _TO_DO


def shape(one: Told) -> str:
    """Give the shape a step has in a thread: that of the diagram."""
    if one.trigger == "timer":
        return "tm"
    if one.kind.endswith("Event"):
        return "ev"
    return "gw" if one.kind.endswith("Gateway") else ""


def _href(found: Course, one: Told) -> str | None:
    visit = found.path.past.visits.get(one.id, 0)
    return found.elsewhere.get(f"{one.id}#{visit}")


def _note(found: Course, one: Told, state: str) -> str | None:
    past = found.path.past
    parts = [_by_whom(found, one, state)]
    if one.kind.endswith("Gateway"):
        parts.append(_chosen(found, one))
    if past.visits.get(one.id, 0) > 1:
        parts.append(_("ronde %(number)s", number=past.visits[one.id]))
    if state == _TO_DO and found.path.instance.ended_at:
        parts.append(_("was niet nodig"))
    return ", ".join(part for part in parts if part) or None


def _by_whom(found: Course, one: Told, state: str) -> str:
    """Tell who did it and when, who is doing it and until when, or who will."""
    task = found.tasks.get(one.id)
    if task is None:
        return one.lane
    reader = language.chosen()
    if state == _DONE and task.done_at:
        who = found.names.get(task.done_by or "", "")
        return ", ".join(
            each for each in (who, one.lane, formats.date_short(task.done_at, reader)) if each
        )
    who = found.names.get(task.claimed_by or "", one.lane)
    if task.due is None:
        return who
    return _("%(who)s, uiterlijk %(day)s", who=who, day=formats.date_short(task.due, reader))


def _chosen(found: Course, one: Told) -> str:
    """Name the way a choice went, the last time."""
    flow = flows(found.diagram).get(found.path.past.chosen.get(one.id, ""))
    return f"'{flow.name}'" if flow and flow.name else ""
