"""What must be true after anything went wrong: judged from the database alone.

Every chain verifies, every snapshot equals its re-execution, the work lists are what history says
stands open, nothing happened twice, and nothing that can be delivered lies aside.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine import replay, store, tables
from engine.events import (
    ChildEnded,
    ChildFailed,
    InstanceStarted,
    MessageReceived,
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
from tests.engine.office import EVE

#: what happens at a place at most once, unless a timer repeats
ONCE = (ChildEnded, ChildFailed, MessageReceived, ServiceAnswered, TaskCompleted, TimerFired)
OPENED = {
    TaskOffered: "task",
    TimerSet: "timer",
    ServiceCalled: "service_call",
    SubscriptionOpened: "subscription",
}
CLOSED = {
    TaskCompleted: "task",
    TaskWithdrawn: "task",
    TimerCleared: "timer",
    TimerFailed: "timer",
    TimerFired: "timer",
    ServiceAnswered: "service_call",
    ServiceFailed: "service_call",
    ServiceWithdrawn: "service_call",
    SubscriptionClosed: "subscription",
}


@dataclass(frozen=True)
class Judged:
    """What a database holds, once it was proven right.

    `happened` counts (kind, instance/place); `cases` are the numbers of all cases, `entries` how
    many entries of history were executed again.
    """

    happened: Counter
    cases: frozenset
    entries: int

    def of_kind(self, kind):
        return {where for name, where in self.happened if name == kind.__name__}


def judge(found_store, once=ONCE):
    """Prove a database right, or fail with what is wrong with it.

    `once` are the kinds of events that may happen at a place only once.
    """
    happened = Counter()
    entries = 0
    with found_store.read() as tx:
        cases = frozenset(row.number for row in tx.rows(select(tables.case.c.number)))
        for number in sorted(cases):
            wrong = [one for one in replay.verify_case(tx, number, EVE) if not one.right]
            told = [f"{one.subject}: {each}" for one in wrong for each in one.differences]
            assert not told, told
            for running in store.instances.of_case(tx, number):
                told = replay.happenings(tx, running.id, EVE)
                entries += len(told)
                happened.update(_happened(running, told, once))
                _compare(tx, running, told)
        assert store.aside.overlooked(tx) == []
    doubled = {each: count for each, count in happened.items() if count > 1}
    assert doubled == {}
    return Judged(happened, cases, entries)


def _happened(running, told, once):
    for one in told:
        event = one.told.event
        if isinstance(event, InstanceStarted):
            yield InstanceStarted.__name__, running.id
        elif isinstance(event, once):
            yield type(event).__name__, f"{running.id}/{event.place}{_number(event)}"


def _compare(tx, running, told):
    """Compare what history says stands open with what the work lists say."""
    listed = {
        (name, row.place, getattr(row, "event", None))
        for name in set(OPENED.values())
        for row in tx.rows(_rows(tables.metadata.tables[name], running.id))
    }

    assert listed == _standing(told)
    assert running.ended_at is None or not listed


def _rows(table, instance_id):
    query = select(table).where(table.c.instance_id == instance_id)
    return query.where(table.c.done_at.is_(None)) if "done_at" in table.c else query


def _standing(told):
    standing = set()
    for one in told:
        for event in (one.told.event, *one.told.effects):
            if name := CLOSED.get(type(event)):
                standing.discard(_at(name, event))
            elif name := OPENED.get(type(event)):
                standing.add(_at(name, event))
    return standing


def _at(name, event):
    numbered = name in {"timer", "subscription"}
    return name, str(event.place), event.event if numbered else None


def _number(event):
    return f".{event.event}" if getattr(event, "event", 0) else ""


def fingerprint(found_store):
    """Give all that a database says happened and stands open, without secrets and moments."""
    with found_store.read() as tx:
        return {name: sorted(_said(tx, name, columns)) for name, columns in SAID.items()}


def _said(tx, name, columns):
    table = tables.metadata.tables[name]
    rows = tx.rows(select(*(table.c[one] for one in columns)))
    return [tuple(map(_plain, row)) for row in rows]


def _plain(value):
    return "a moment" if isinstance(value, datetime) else str(value)


SAID = {
    "case": ("number", "status", "closed_at", "instances"),
    "case_body": ("case_number", "body"),
    "instance": ("id", "position", "ended_at", "outcome"),
    "history": ("instance_id", "position", "kind", "by"),
    "page": ("instance_id", "number"),
    "task": ("id", "claimed_by", "done_by"),
    "timer": ("instance_id", "place", "event"),
    "start_timer": ("process_id", "element_id", "due", "opened"),
    "start_steering": ("process_id", "element_id", "what", "by"),
    "subscription": ("instance_id", "place", "event", "name", "key", "fresh"),
    "service_call": ("instance_id", "place", "service"),
    "message": ("kind", "name", "key", "look_at", "held_by"),
    "awakening": ("case_number", "process_id"),
    "delivery": ("instance_id", "position", "number", "receiver", "received"),
    "broadcast": ("instance_id", "position", "number", "key"),
    "post_steering": ("what", "name", "key", "by"),
    "incident": ("instance_id", "place"),
    "suspension": ("instance_id", "by"),
    "answered": ("actor", "key", "answer"),
}
