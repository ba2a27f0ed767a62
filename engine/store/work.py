"""The work lists (tasks, timers, subscriptions, incidents) as a projection of effects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

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


_complete = (
    update(_task)
    .where(_task.c.id == bindparam("the_id"))
    .values(done_at=bindparam("at"), done_by=bindparam("who"), done_for=bindparam("whom"))
)
_add_task, _add_timer = insert(_task), insert(_timer)
_add_subscription = insert(_subscription)
_withdraw = delete(_task).where(_task.c.id == bindparam("the_id"))
_forget_drafts = delete(tables.draft).where(tables.draft.c.task_id == bindparam("the_id"))
_clear_timer = delete(_timer).where(_at_event(_timer))
_close_subscription = delete(_subscription).where(_at_event(_subscription))
_resolve = delete(_incident).where(_at(_incident))
_resolve_all = delete(_incident).where(_incident.c.instance_id == bindparam("i"))


def take(tx: Transaction, moved: Running, cause: Cause, who: Who) -> None:
    """Take from the lists what the cause itself used up: the task done, the timer fired."""
    match cause:
        case TaskCompleted(place=place):
            task_id = f"{moved.id}/{place}"
            tx.change(_forget_drafts, {"the_id": task_id})
            done = {"at": tx.now, "who": who.by, "whom": who.on_behalf_of}
            tx.change(_complete, done | {"the_id": task_id})
        case TimerFired(place=place, event=event) | TimerFailed(place=place, event=event):
            tx.change(_clear_timer, {"i": moved.id, "p": str(place), "n": event})
        case ServiceAnswered(place=place) | ServiceFailed(place=place):
            calls.done(tx, moved.id, place)
        case _:
            pass


def project(
    tx: Transaction, moved: Running, effects: Sequence[Effect], elements: Mapping[str, Element]
) -> None:
    """Bring the lists of one instance up to date with the effects of one step."""
    for effect in effects:
        if isinstance(effect, TaskOffered):
            _offer(tx, moved, effect, elements[effect.place.element_id])
        elif listed := _LISTED.get(type(effect)):
            listed(tx, moved, effect)


def _offer(tx: Transaction, moved: Running, offered: TaskOffered, element: Element) -> None:
    tx.change(
        _add_task,
        {
            "id": f"{moved.id}/{offered.place}",
            "instance_id": moved.id,
            "case_number": moved.case_number,
            "place": str(offered.place),
            "name": element.name,
            "body": element.body,
            "form_id": element.form_id,
            "assignee": offered.assignee,
            "priority": element.priority,
            "offered_at": tx.now,
            "due": offered.due,
        },
    )


def _withdrawn(tx: Transaction, moved: Running, effect: TaskWithdrawn) -> None:
    tx.change(_forget_drafts, {"the_id": f"{moved.id}/{effect.place}"})
    tx.change(_withdraw, {"the_id": f"{moved.id}/{effect.place}"})


def _timer_set(tx: Transaction, moved: Running, effect: TimerSet) -> None:
    at = {"i": moved.id, "p": str(effect.place), "n": effect.event}
    tx.change(_clear_timer, at)
    values = {"instance_id": moved.id, "place": str(effect.place), "event": effect.event}
    tx.change(_add_timer, values | {"due": effect.due})


def _timer_cleared(tx: Transaction, moved: Running, effect: TimerCleared) -> None:
    tx.change(_clear_timer, {"i": moved.id, "p": str(effect.place), "n": effect.event})


def _subscribed(tx: Transaction, moved: Running, effect: SubscriptionOpened) -> None:
    tx.moves_post = True
    tx.change(
        _add_subscription,
        {
            "instance_id": moved.id,
            "place": str(effect.place),
            "event": effect.event,
            "kind": effect.kind,
            "name": effect.name,
            "key": effect.key,
        },
    )


def _unsubscribed(tx: Transaction, moved: Running, effect: SubscriptionClosed) -> None:
    tx.change(_close_subscription, {"i": moved.id, "p": str(effect.place), "n": effect.event})


def _incident_raised(tx: Transaction, moved: Running, effect: IncidentRaised) -> None:
    values = {"instance_id": moved.id, "place": str(effect.place), "raised_at": tx.now}
    tx.change(insert(_incident), values | {"position": moved.position})


def _incident_resolved(tx: Transaction, moved: Running, effect: IncidentResolved) -> None:
    tx.change(_resolve, {"i": moved.id, "p": str(effect.place)})


def _ended(tx: Transaction, moved: Running, effect: InstanceEnded) -> None:  # noqa: ARG001 - one shape for all
    tx.change(_resolve_all, {"i": moved.id})


_LISTED: dict[type, Callable[[Transaction, Running, Any], None]] = {
    TaskWithdrawn: _withdrawn,
    TimerSet: _timer_set,
    TimerCleared: _timer_cleared,
    SubscriptionOpened: _subscribed,
    ServiceCalled: calls.called,
    ServiceWithdrawn: calls.withdrawn,
    SubscriptionClosed: _unsubscribed,
    IncidentRaised: _incident_raised,
    IncidentResolved: _incident_resolved,
    InstanceEnded: _ended,
}


# --- who waits for a message or a signal


@dataclass(frozen=True, slots=True)
class Waiting:
    instance_id: str
    place: Place
    event: int


def waiting_for(tx: Transaction, kind: str, name: str, key: str | None) -> list[Waiting]:
    """Give the places that wait for a message (by name and key) or a signal (by name)."""
    query = select(_subscription).where(_subscription.c.kind == kind, _subscription.c.name == name)
    if kind == "message":
        query = query.where(_subscription.c.key == key)
    query = query.order_by(_subscription.c.instance_id, _subscription.c.place)
    return [
        Waiting(row.instance_id, standing.place(row.place), row.event) for row in tx.rows(query)
    ]


def awaited_with(tx: Transaction, key: str) -> list[tuple[str, Waiting]]:
    """Give the messages that places wait for with this key: name and place, in that order."""
    query = (
        select(_subscription)
        .where(_subscription.c.kind == "message", _subscription.c.key == key)
        .order_by(_subscription.c.name, _subscription.c.instance_id, _subscription.c.place)
    )
    return [
        (row.name, Waiting(row.instance_id, standing.place(row.place), row.event))
        for row in tx.rows(query)
    ]
