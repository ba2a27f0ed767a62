"""Fold history into the work lists it gives, and compare those with the lists that stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from engine import events, store
from engine.model import Place, Task, Words
from engine.replay.executing import Event, Examined
from engine.replay.verdicts import Difference, differs
from engine.store import Transaction
from engine.store.standing import Ear, Spot, Timer

T = TypeVar("T")
_COMPARED = {
    "id": Words("het kenmerk", "the id"),
    "case_number": Words("de zaak", "the case"),
    "name": Words("de naam", "the name"),
    "body": Words("het gremium", "the body"),
    "form_id": Words("het formulier", "the form"),
    "priority": Words("de voorrang", "the priority"),
    "assignee": Words("voor wie zij is", "whom it is for"),
    "offered_at": Words("wanneer zij kwam", "when it came"),
    "due": Words("de uiterste datum", "the due date"),
    "claimed_by": Words("wie haar oppakte", "who claimed it"),
    "claimed_at": Words("wanneer zij is opgepakt", "when it was claimed"),
    "done_at": Words("wanneer zij is afgerond", "when it was completed"),
    "done_by": Words("wie haar afrondde", "who completed it"),
    "done_for": Words("namens wie zij is afgerond", "on whose behalf it was completed"),
}
#: what a task takes from the diagram rather than from history
_FROM_DIAGRAM = {"name", "body", "form_id", "priority"}


@dataclass(slots=True)
class Lists:
    """What an instance waits for, as its history tells it."""

    tasks: dict[Place, Task] = field(default_factory=dict)
    timers: dict[Spot, Timer] = field(default_factory=dict)
    ears: dict[Spot, Ear] = field(default_factory=dict)
    incidents: dict[Place, tuple[datetime, int]] = field(default_factory=dict)


def compared(tx: Transaction, found: Examined) -> Iterator[Difference]:
    """Yield what stands in the work lists of an instance otherwise than history tells it."""
    told = _folded(found)
    yield from _tasks(found, told.tasks, store.standing.tasks(tx, found.running.id))
    timers = store.standing.timers(tx, found.running.id)
    yield from _listed(
        Words("De wekker", "The timer"),
        _named(found, told.timers),
        _named(found, {spot: _as_set(told.timers.get(spot), one) for spot, one in timers.items()}),
    )
    ears = store.standing.ears(tx, found.running.id)
    yield from _listed(
        Words("Het wachten op een bericht", "The waiting for a message"),
        _named(found, told.ears),
        _named(found, ears),
    )
    yield from _listed(
        Words("De storing", "The incident"),
        {_name(found, place): at for place, at in told.incidents.items()},
        {
            _name(found, place): at
            for place, at in store.standing.incidents(tx, found.running.id).items()
        },
    )


def _as_set(told: Timer | None, stands: Timer) -> Timer:
    """Give a timer as it was set: one that could not fire was set later, never earlier."""
    if told is not None and stands.tries and stands.due >= told.due:
        return told
    return replace(stands, tries=0)


def _tasks(
    found: Examined, told: Mapping[Place, Task], stand: Mapping[Place, Task]
) -> Iterator[Difference]:
    for place in sorted(told.keys() | stand.keys()):
        name = _name(found, place)
        if place not in stand:
            yield differs(
                "De taak '{name}' ontbreekt in de werklijst.",
                "The task '{name}' is missing from the work list.",
                name=name,
            )
        elif place not in told:
            yield differs(
                "De taak '{name}' staat in de werklijst, maar volgens de geschiedenis niet.",
                "The task '{name}' stands in the work list, but not according to history.",
                name=name,
            )
        else:
            yield from _task(found, name, told[place], stand[place])


def _task(found: Examined, name: str, told: Task, stands: Task) -> Iterator[Difference]:
    for one, what in _COMPARED.items():
        if one in _FROM_DIAGRAM and found.definition is None:
            continue
        if getattr(told, one) != getattr(stands, one):
            yield differs(
                "Van de taak '{name}' klopt {what} niet met de geschiedenis.",
                "Of the task '{name}', {what} is not as history tells it.",
                name=name,
                what=what,
            )


def _listed(
    what: Words, told: Mapping[str, object], stand: Mapping[str, object]
) -> Iterator[Difference]:
    for name in sorted(told.keys() | stand.keys()):
        if name not in stand:
            yield differs(
                "{what} bij '{name}' ontbreekt in de werklijst.",
                "{what} at '{name}' is missing from the work list.",
                what=what,
                name=name,
            )
        elif name not in told:
            yield differs(
                "{what} bij '{name}' staat in de werklijst, maar volgens de geschiedenis niet.",
                "{what} at '{name}' stands in the work list, but not according to history.",
                what=what,
                name=name,
            )
        elif told[name] != stand[name]:
            yield differs(
                "{what} bij '{name}' staat anders in de werklijst dan in de geschiedenis.",
                "{what} at '{name}' does not stand in the work list as in history.",
                what=what,
                name=name,
            )


def _named(found: Examined, spots: Mapping[Spot, Any]) -> dict[str, Any]:
    return {
        _name(found, place) + (f" ({event})" if event else ""): one
        for (place, event), one in spots.items()
    }


def _name(found: Examined, place: Place) -> str:
    """Name a place by its element and, for people who look it up, by its id."""
    element = found.definition.elements.get(place.element_id) if found.definition else None
    return f"{element.name} ({place})" if element and element.name else str(place)


# --- from history to the lists


def _folded(found: Examined) -> Lists:
    lists = Lists()
    for event in found.events:
        _cause(lists, event)
        for effect in event.told.effects:
            if apply := _APPLIED.get(type(effect)):
                apply(lists, found, event, effect)
    return lists


def _cause(lists: Lists, event: Event) -> None:
    """Let a cause or a record change the lists: a task is done, a timer has fired."""
    line, told = event.line, event.told.event
    match told:
        case events.TaskCompleted(place=place):
            _change(lists, place, done_at=line.at, done_by=line.by, done_for=line.on_behalf_of)
        case events.TaskClaimed(place=place):
            _change(lists, place, claimed_by=line.by, claimed_at=line.at)
        case events.TaskReleased(place=place):
            _change(lists, place, claimed_by=None, claimed_at=None)
        case (
            events.TimerFired(place=place, event=number)
            | events.TimerFailed(place=place, event=number)
        ):
            lists.timers.pop((place, number), None)
        case _:
            pass


def _change(lists: Lists, place: Place, **changes: Any) -> None:  # noqa: ANN401 - fields of a task
    if place in lists.tasks:
        lists.tasks[place] = replace(lists.tasks[place], **changes)


def _offered(lists: Lists, found: Examined, event: Event, effect: events.TaskOffered) -> None:
    running, place = found.running, effect.place
    element = event.definition.elements.get(place.element_id) if event.definition else None
    lists.tasks[place] = Task(
        id=f"{running.id}/{place}",
        instance_id=running.id,
        case_number=running.case_number,
        place=place,
        name=element.name if element else "",
        body=element.body if element else None,
        form_id=element.form_id if element else None,
        assignee=effect.assignee,
        priority=element.priority if element else 0,
        offered_at=event.line.at,
        due=effect.due,
        claimed_by=None,
        claimed_at=None,
        done_at=None,
        done_by=None,
        done_for=None,
        sent_back_at=event.line.at if isinstance(event.told.event, events.SentBack) else None,
    )


def _apply(
    change: Callable[[Lists, Any], object],
) -> Callable[[Lists, Examined, Event, Any], object]:
    return lambda lists, found, event, effect: change(lists, effect)  # noqa: ARG005 - one shape


def _incident(lists: Lists, found: Examined, event: Event, effect: events.IncidentRaised) -> None:  # noqa: ARG001
    lists.incidents[effect.place] = event.line.at, event.line.position


def _carried(lists: Lists, _found: Examined, event: Event, effect: events.TokenMigrated) -> None:
    """Let what stands at a place go on at another, and an open task be told as it is there."""
    was, now = effect.place, effect.into
    lists.timers = _at_another(lists.timers, was, now)
    lists.ears = _at_another(lists.ears, was, now)
    if was in lists.incidents:
        lists.incidents[now] = lists.incidents.pop(was)
    task = lists.tasks.get(was)
    if task is None or task.done_at is not None:
        return
    element = event.definition.elements.get(now.element_id) if event.definition else None
    del lists.tasks[was]
    lists.tasks[now] = replace(task, id=f"{task.instance_id}/{now}", place=now)
    if element is not None:
        _change(
            lists,
            now,
            name=element.name,
            body=element.body,
            form_id=element.form_id,
            priority=element.priority,
        )


def _at_another(spots: Mapping[Spot, T], was: Place, now: Place) -> dict[Spot, T]:
    return {(now if place == was else place, event): one for (place, event), one in spots.items()}


_APPLIED: dict[type, Callable[[Lists, Examined, Event, Any], object]] = {
    events.TaskOffered: _offered,
    events.TaskWithdrawn: _apply(lambda lists, one: lists.tasks.pop(one.place, None)),
    events.TokenMigrated: _carried,
    events.TimerSet: _apply(
        lambda lists, one: lists.timers.update({(one.place, one.event): Timer(one.due)})
    ),
    events.TimerCleared: _apply(lambda lists, one: lists.timers.pop((one.place, one.event), None)),
    events.SubscriptionOpened: _apply(
        lambda lists, one: lists.ears.update(
            {(one.place, one.event): Ear(one.kind, one.name, one.key)}
        )
    ),
    events.SubscriptionClosed: _apply(
        lambda lists, one: lists.ears.pop((one.place, one.event), None)
    ),
    events.IncidentRaised: _incident,
    events.IncidentResolved: _apply(lambda lists, one: lists.incidents.pop(one.place, None)),
    events.InstanceEnded: _apply(lambda lists, _one: lists.incidents.clear()),
}
