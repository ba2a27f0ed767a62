"""The work lists (tasks, timers, subscriptions, incidents) as a projection of effects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from engine import tables
from engine.events import (
    Cause,
    Effect,
    IncidentRaised,
    IncidentResolved,
    InstanceEnded,
    ServiceAnswered,
    ServiceCalled,
    ServiceFailed,
    ServiceWithdrawn,
    SubscriptionClosed,
    SubscriptionOpened,
    TaskCompleted,
    TaskOffered,
    TaskWithdrawn,
    TimerCleared,
    TimerFailed,
    TimerFired,
    TimerSet,
)
from engine.model import Element, Place, Who
from engine.store import calls, standing
from engine.store.instances import Running
from engine.store.transaction import Transaction

_task, _timer, _subscription = tables.task, tables.timer, tables.subscription
_incident = tables.incident


def _at(table: Any) -> Any:  # noqa: ANN401 - a table in, a condition out
    return (table.c.instance_id == bindparam("i")) & (table.c.place == bindparam("p"))


def _at_event(table: Any) -> Any:  # noqa: ANN401 - a table in, a condition out
    return _at(table) & (table.c.event == bindparam("n"))


_complete = update(_task).where(_task.c.id == bindparam("the_id"))
_add_task, _add_timer = insert(_task), insert(_timer)
_add_subscription = insert(_subscription)
_withdraw = delete(_task).where(_task.c.id == bindparam("the_id"))
_forget_drafts = delete(tables.draft).where(tables.draft.c.task_id == bindparam("the_id"))
_clear_timer = delete(_timer).where(_at_event(_timer))
_close_subscription = delete(_subscription).where(_at_event(_subscription))
_add_incident = insert(_incident)
_resolve = delete(_incident).where(_at(_incident))
_resolve_all = delete(_incident).where(_incident.c.instance_id == bindparam("i"))


def take(tx: Transaction, moved: Running, cause: Cause, who: Who) -> None:
    """Take from the lists what the cause itself used up: the task done, the timer fired."""
    match cause:
        case TaskCompleted(place=place):
            task_id = f"{moved.id}/{place}"
            tx.change(_forget_drafts, {"the_id": task_id})
            done = {"done_at": tx.now, "done_by": who.by, "done_for": who.on_behalf_of}
            tx.change(_complete, done | {"the_id": task_id})
        case TimerFired(place=place, event=event) | TimerFailed(place=place, event=event):
            tx.change(_clear_timer, {"i": moved.id, "p": str(place), "n": event})
        case ServiceAnswered(place=place) | ServiceFailed(place=place):
            calls.done(tx, moved.id, place)
        case _:
            pass


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of an instance, of which the lists are brought up to date."""

    tx: Transaction
    moved: Running
    elements: Mapping[str, Element]

    def at(self, effect: Any) -> dict[str, Any]:  # noqa: ANN401 - any effect at a place
        return {"i": self.moved.id, "p": str(effect.place)}

    def at_event(self, effect: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        return {**self.at(effect), "n": effect.event}

    def new(self, effect: Any, **values: object) -> dict[str, Any]:  # noqa: ANN401 - as above
        return {"instance_id": self.moved.id, "place": str(effect.place), **values}


def project(
    tx: Transaction, moved: Running, effects: Sequence[Effect], elements: Mapping[str, Element]
) -> None:
    """Bring the lists of one instance up to date with the effects of one step.

    The order of effects matters within a list, so those of one kind that follow each other there
    are written at once, however many they are.
    """
    step = _Step(tx, moved, elements)
    told = [effect for effect in effects if type(effect) in _LISTED]
    for kinds in _LISTS:
        for kind, some in groupby((one for one in told if type(one) in kinds), key=type):
            kinds[kind](step, list(some))


def _offered(step: _Step, offers: Sequence[TaskOffered]) -> None:
    step.tx.change(_add_task, [_task_of(step, one) for one in offers])


def _task_of(step: _Step, offered: TaskOffered) -> dict[str, Any]:
    element = step.elements[offered.place.element_id]
    return step.new(
        offered,
        id=f"{step.moved.id}/{offered.place}",
        case_number=step.moved.case_number,
        name=element.name,
        body=element.body,
        form_id=element.form_id,
        assignee=offered.assignee,
        priority=element.priority,
        offered_at=step.tx.now,
        due=offered.due,
    )


def _withdrawn(step: _Step, effects: Sequence[TaskWithdrawn]) -> None:
    ids = [{"the_id": f"{step.moved.id}/{one.place}"} for one in effects]
    step.tx.change(_forget_drafts, ids)
    step.tx.change(_withdraw, ids)


def _timers_set(step: _Step, effects: Sequence[TimerSet]) -> None:
    last = {(one.place, one.event): one for one in effects}.values()
    step.tx.change(_clear_timer, [step.at_event(one) for one in last])
    step.tx.change(_add_timer, [step.new(one, event=one.event, due=one.due) for one in last])


def _timers_cleared(step: _Step, effects: Sequence[TimerCleared]) -> None:
    step.tx.change(_clear_timer, [step.at_event(one) for one in effects])


def _subscribed(step: _Step, effects: Sequence[SubscriptionOpened]) -> None:
    step.tx.moves_post = True
    begun = {"fresh": step.moved.position, "opened_at": step.tx.now, "hops": step.tx.hops}
    opened = [
        step.new(one, event=one.event, kind=one.kind, name=one.name, key=one.key, **begun)
        for one in effects
    ]
    step.tx.change(_add_subscription, opened)


def _unsubscribed(step: _Step, effects: Sequence[SubscriptionClosed]) -> None:
    step.tx.change(_close_subscription, [step.at_event(one) for one in effects])


def _called(step: _Step, effects: Sequence[ServiceCalled]) -> None:
    calls.called(step.tx, step.moved, effects)


def _uncalled(step: _Step, effects: Sequence[ServiceWithdrawn]) -> None:
    calls.withdrawn(step.tx, step.moved, effects)


def _raised(step: _Step, effects: Sequence[IncidentRaised]) -> None:
    raised = {"raised_at": step.tx.now, "position": step.moved.position}
    step.tx.change(_add_incident, [step.new(one, **raised) for one in effects])


def _resolved(step: _Step, effects: Sequence[IncidentResolved]) -> None:
    step.tx.change(_resolve, [step.at(one) for one in effects])


def _ended(step: _Step, effects: Sequence[InstanceEnded]) -> None:  # noqa: ARG001 - one shape for all
    step.tx.change(_resolve_all, {"i": step.moved.id})


_Kinds = Mapping[type, Callable[[_Step, Any], None]]
#: what changes each list, by the kind of effect
_LISTS: tuple[_Kinds, ...] = (
    {TaskOffered: _offered, TaskWithdrawn: _withdrawn},
    {TimerSet: _timers_set, TimerCleared: _timers_cleared},
    {SubscriptionOpened: _subscribed, SubscriptionClosed: _unsubscribed},
    {ServiceCalled: _called, ServiceWithdrawn: _uncalled},
    {IncidentRaised: _raised, IncidentResolved: _resolved, InstanceEnded: _ended},
)
_LISTED = frozenset(kind for kinds in _LISTS for kind in kinds)


# --- who waits for a message or a signal


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place that waits, since `opened_at`; `hops` is 0 when no delivery brought that about."""

    instance_id: str
    place: Place
    event: int
    opened_at: datetime | None
    hops: int


def _waiting(row: Row[Any]) -> Waiting:
    place = standing.place(row.place)
    return Waiting(row.instance_id, place, row.event, row.opened_at, row.hops)


def _where(row: Row[Any]) -> tuple[str, str]:
    """Order by the instance and the place; asked for in SQL, that might be walked along instead."""
    return row.instance_id, row.place


def waiting_for(tx: Transaction, kind: str, name: str, key: str | None) -> list[Waiting]:
    """Give the places that wait for a message (by name and key) or a signal (by name)."""
    called = key if kind == "message" else None
    query = select(_subscription).where(
        _subscription.c.kind == kind,
        _subscription.c.key == called if called is not None else _subscription.c.key.is_(None),
        _subscription.c.name == name,
    )
    return [_waiting(row) for row in sorted(tx.rows(query), key=_where)]


def awaited_with(tx: Transaction, key: str) -> list[tuple[str, Waiting]]:
    """Give the messages that places wait for with this key: name and place, in that order."""
    mine = (_subscription.c.kind == "message", _subscription.c.key == key)
    query = select(_subscription).where(*mine)
    rows = sorted(tx.rows(query), key=lambda row: (row.name, *_where(row)))
    return [(row.name, _waiting(row)) for row in rows]
