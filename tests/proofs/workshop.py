"""A process in which everything happens that a worker can do, and workers that do it until killed.

A case has four tasks, a timer, a service call, a child, and a message that starts an instance more.
"""

import os
import random
from contextlib import suppress
from itertools import count
from pathlib import Path
from threading import Event

from sqlalchemy import select

from engine import (
    deployments,
    messages,
    openings,
    people,
    services,
    starts,
    store,
    tables,
    tasks,
    timers,
    worker,
)
from engine.errors import EngineError
from engine.model import Person, Role, Who
from engine.openings import Opening
from engine.settings import Settings
from engine.store import DatabaseAway, open_store
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    both,
    catch,
    diagram,
    element,
    end,
    go,
    start,
    throw,
    timer,
    user,
)
from tests.engine.interpreter.diagrams import process as beside
from tests.engine.office import ANN, EVE
from tests.forks import FORKS

#: what is in no lane is for administrators
BOB = Person("bob", "Bob Bakker", roles=frozenset({Role.ADMINISTRATOR}))
TASKS, INSTANCES = 4, 3  #: of one case
OPEN_ENOUGH = 12
A_MOMENT = 0.02
PATIENCE = 6000  #: moments, on a machine that does much else

_instance = tables.instance

DIAGRAM = diagram(
    start(),
    user("a"),
    both("splits", "samen"),
    user("b"),
    element(
        "serviceTask",
        "meld",
        regie_service="mail",
        regie_inputs='{aan: "noor@example.nl", onderwerp: "x", tekst: "x"}',
    ),
    catch("even", timer("PT0.2S")),
    element("callActivity", "roep", calledElement="k"),
    throw("vertel", MESSAGE),
    end(),
    go("s a splits b samen roep vertel e"),
    go("splits meld samen"),
    go("splits even samen"),
    others=beside("k", start("ks"), user("kt"), end("ke"), go("ks kt ke"))
    + beside("r", start("rs", MESSAGE), user("rt"), end("re"), go("rs rt re")),
)


def furnish(found_store):
    """Let there be people and the process."""
    with found_store.begin() as tx:
        for person in (ANN, BOB, EVE):
            store.people.add(tx, person, people._nobody)
        deployments.deploy(tx, DIAGRAM, by=ANN)


class Workshop:
    """What happens in it. `sink` is a file to which the service writes the key it was asked with.

    `told` is given every (kind, id) that was acknowledged: the commit was made.
    """

    def __init__(self, found_store, sink, told=lambda *_: None):
        self.store = found_store
        self.settings = Settings(data=Path(), service_timeout_seconds=20)
        self.sink = sink
        self.told = told
        self.titles = count(1)

    def open(self):
        with self.store.begin() as tx:
            opening = Opening("p", {"titel": f"{os.getpid()}-{next(self.titles)}"})
            number = openings.open_case(tx, opening, Who("bob")).number
        self.told("opened", number)

    def open_tasks(self):
        done = tables.task.c.done_at
        with self.store.read() as tx:
            return [row.id for row in tx.rows(select(tables.task.c.id).where(done.is_(None)))]

    def complete(self, task_id):
        """Complete a task; send it again with the same key while nobody answers."""
        while True:
            with suppress(DatabaseAway):
                try:
                    with self.store.begin() as tx:
                        tasks.complete(tx, task_id, answers={}, by=BOB, key=task_id)
                except DatabaseAway:
                    raise
                except EngineError:
                    return  # somebody else was first
                self.told("done", task_id)
                return
            Event().wait(A_MOMENT)

    def ring(self):
        """Let all happen that waits for nobody."""
        timers.fire_due(self.store)
        starts.open_due(self.store)
        messages.deliver(self.store)
        messages.lay_aside(self.store)
        services.perform_due(self.store, self.settings, {"mail": self._noted})
        messages.deliver(self.store)
        messages.lay_aside(self.store)

    def _noted(self, request, _settings):
        with self.sink.open("a", encoding="ascii") as file:
            file.write(f"{request.key}\n")
        return request.key

    def is_busy(self):
        with self.store.read() as tx:
            return tx.row(select(_instance.c.id).where(_instance.c.ended_at.is_(None))) is not None

    def finish(self):
        """Do all that is left, until every instance has ended."""
        for _ in range(PATIENCE):
            for task_id in self.open_tasks():
                self.complete(task_id)
            self.ring()
            if not self.is_busy():
                return
            Event().wait(A_MOMENT)
        raise AssertionError("some instance never ends")


def work(data, url, sink, says):
    """Be a worker: do what can be done, for ever."""
    _keep_busy(data, url, sink, says, Workshop.ring)


def load(data, url, sink, says):
    """Do what people do, for ever, and leave the rest to others."""
    _keep_busy(data, url, sink, says, lambda _workshop: None)


def queue_worker(data, url, sink, says):
    """Be a worker with a queue, until it is killed; tell that it begins."""
    settings = Settings(data=data, database_url=url, service_timeout_seconds=20)
    found_store = open_store(settings)
    worker.prepare(settings)
    says.send(("begins", os.getpid()))
    worker.run(found_store, settings, {"mail": Workshop(found_store, sink)._noted})


def _keep_busy(data, url, sink, says, ring):
    told = lambda *what: says.send(what)  # noqa: E731 - shorter than its name
    workshop = Workshop(open_store(Settings(data=data, database_url=url)), sink, told)
    draw = random.Random()  # noqa: S311 - chooses work
    while True:
        try:
            left = workshop.open_tasks()
            if len(left) < OPEN_ENOUGH:
                workshop.open()
            else:
                workshop.complete(draw.choice(left))
            ring(workshop)
        except DatabaseAway:
            Event().wait(A_MOMENT)


class Worker:
    """A process that works until it is killed, and what it acknowledged so far."""

    def __init__(self, *where, does=work):
        self.hears, says = FORKS.Pipe(duplex=False)
        self.process = FORKS.Process(target=does, args=(*where, says), daemon=True)
        self.process.start()
        says.close()
        self.acknowledged = []

    def listen(self, seconds):
        """Wait for one thing it did; True when there was one."""
        if not self.hears.poll(seconds):
            return False
        self.acknowledged.append(self.hears.recv())
        return True

    def kill(self):
        """Kill it with SIGKILL; what it said until then still counts."""
        self.process.kill()
        self.process.join()
        with suppress(EOFError):
            while self.listen(0):
                pass
        self.hears.close()
        return self.acknowledged
