"""The engine as it is, with one random diagram deployed; `check` compares it with its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy import select

from engine import (
    cases,
    deployments,
    incidents,
    messages,
    openings,
    starts,
    steps,
    store,
    tables,
    timers,
)
from engine import tasks as work
from engine.messages import Incoming
from engine.model import Person, Place, Role, Who
from engine.openings import Opening
from engine.settings import Settings
from engine.store import open_store
from tests.clock import Clock
from tests.machine import looking
from tests.machine.drawings import Drawing

ROLES = frozenset({Role.PROCESS_OWNER, Role.ADMINISTRATOR})
ANN = Person("ann", "Ann Anema", roles=ROLES, bodies=frozenset({"Kernteam"}))
OUTSIDE = Who("outside")
MOST_CASES = 2


class Floor:
    """What people, time and other systems do, one thing at a time."""

    def __init__(self, drawing: Drawing, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock()
        self.store = open_store(settings, self.clock)
        self.numbers: list[str] = []
        with self.store.begin() as tx:
            store.people.keep_bodies(tx, {"Kernteam": "Kernteam"})
            deployments.deploy(tx, drawing.source, by=ANN)

    def close(self) -> None:
        self.store.close()

    def reopen(self) -> None:
        """Forget all that is in memory and open the database again."""
        self.store.close()
        steps._definitions.clear()
        self.store = open_store(self.settings, self.clock)

    # --- what happens

    def start(self) -> None:
        with self.store.begin() as tx:
            opening = Opening("p", {"trace": []})
            self.numbers.append(openings.open_case(tx, opening, Who("ann")).number)
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    def complete(self, task_id: str, _claimed_by: str | None = None) -> None:
        with self.store.begin() as tx:
            work.complete(tx, task_id, answers={}, by=ANN)
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    def claim(self, task_id: str) -> None:
        with self.store.begin() as tx:
            work.claim(tx, task_id, ANN)

    def release(self, task_id: str) -> None:
        with self.store.begin() as tx:
            work.release(tx, task_id, ANN)

    def tick(self, seconds: int) -> None:
        self.clock.tick(seconds=seconds)
        self.fire()

    def wait(self) -> None:
        """Wait for the next timer."""
        self.pass_by()
        self.fire()

    def pass_by(self) -> None:
        """Let time pass until the next timer is due, which nobody fires."""
        self.clock.now = max(self.clock.now, self.next_due() or self.clock.now)

    def fire(self) -> None:
        timers.fire_due(self.store)
        starts.open_due(self.store)
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    def miss(self, instance_id: str) -> None:
        """Whoever fires the timers of an instance dies each time, until they are given up."""
        timers.give_up(self.store, instance_id, tries=timers.MOST_TRIES)

    def receive(self, name: str, key: str | None) -> None:
        with self.store.begin() as tx:
            messages.receive(tx, Incoming(name, key), OUTSIDE)
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    def retry(self, instance_id: str, place: str) -> None:
        with self.store.begin() as tx:
            incidents.retry(tx, instance_id, place, ANN)
        self.fire()

    def suspend(self, number: str) -> None:
        with self.store.begin() as tx:
            cases.suspend(tx, number, "even wachten", ANN)

    def resume(self, number: str) -> None:
        with self.store.begin() as tx:
            cases.resume(tx, number, "weer verder", ANN)
        self.fire()

    def cancel(self, number: str) -> None:
        with self.store.begin() as tx:
            cases.cancel(tx, number, "niet meer nodig", ANN)
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    def send_back(self, instance_id: str, place: Place, to: str) -> None:
        with self.store.begin() as tx:
            cases.send_back(tx, instance_id, place, to, reason="nog eens", by=ANN)
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    # --- what can happen

    def open_tasks(self) -> list[tuple[str, str | None]]:
        """Give the id of each open task, and who claimed it."""
        task = tables.task
        query = select(task.c.id, task.c.claimed_by).where(task.c.done_at.is_(None))
        return [(one.id, one.claimed_by) for one in self._rows(query.order_by(task.c.id))]

    def ways_on(self) -> list[tuple[Callable[[], None]]]:
        """Give what can be let happen: a task, a message, the next timer, or what is suspended."""
        ways: list[Callable[[], None]] = []
        ways += [partial(self.complete, *task) for task in self.open_tasks()]
        ways += [partial(self.receive, *message) for message in self.awaited()]
        ways += [partial(self.resume, one) for one in self.running() if self.is_suspended(one)]
        if self.next_due() is not None:
            ways.append(self.wait)
        return [(way,) for way in ways]

    def next_due(self) -> datetime | None:
        with self.store.read() as tx:
            return store.timers.next_due(tx)

    def awaited(self) -> list[tuple[str, str | None]]:
        """Give name and key of each message that just one place waits for."""
        ear = tables.subscription
        query = select(ear.c.name, ear.c.key).where(ear.c.kind == "message")
        counted = Counter((one.name, one.key) for one in self._rows(query))
        return sorted(one for one, places in counted.items() if places == 1)

    def late(self) -> list[tuple[str]]:
        """Give each instance with a timer that is due."""
        with self.store.read() as tx:
            due = store.timers.due_timers(tx, most=100)
        return sorted({(one.instance_id,) for one in due})

    def stuck(self) -> list[tuple[str, str]]:
        """Give instance and place of each incident."""
        one = tables.incident
        query = select(one.c.instance_id, one.c.place).order_by(one.c.instance_id, one.c.place)
        return [tuple(row) for row in self._rows(query)]

    def ways_back(self) -> list[tuple[str, Place, str]]:
        """Give instance and place of what can be sent back, and one element it can go to."""
        with self.store.read() as tx:
            found = [way for number in self.numbers for way in cases.ways_back(tx, number, ANN)]
        return [(way.instance_id, way.place, to.id) for way in found for to in way.targets]

    def running(self) -> list[str]:
        """Give the numbers of the cases in which something runs."""
        one = tables.instance
        query = select(one.c.case_number).where(one.c.ended_at.is_(None)).distinct()
        return [row.case_number for row in self._rows(query.order_by(one.c.case_number))]

    def is_suspended(self, number: str) -> bool:
        with self.store.read() as tx:
            return store.steering.suspension_of(tx, number) is not None

    def _rows(self, query):
        with self.store.read() as tx:
            return tx.rows(query)

    # --- what must be so

    def check(self) -> list[looking.Instance]:
        """Every instance is what its history tells, and no timer that is due was left."""
        with self.store.read() as tx:
            found = looking.instances(tx)
            for one in found:
                looking.check(tx, one)
            assert store.timers.due_timers(tx, most=1) == []
        return found
