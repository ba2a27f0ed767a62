"""How long one step of the interpreter takes: load, move, save. Prints JSON, in microseconds.

`python -m tests.bench.interpreter` compares with SpiffWorkflow as it comes where that is quick.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

from engine import interpreter
from engine.events import (
    Effect,
    InstanceStarted,
    SubscriptionOpened,
    TaskCompleted,
    TaskOffered,
    TimerFired,
    TimerSet,
)
from engine.interpreter import snapshot as snapshots
from engine.snapshots import Snapshot
from tests.engine.interpreter.diagrams import (
    both,
    catch,
    diagram,
    end,
    flow,
    go,
    many,
    script,
    start,
    sub,
    timer,
    user,
    xor,
)

AT = datetime(2026, 1, 1, tzinfo=UTC)
ENDS = 100  #: how many steps at the beginning and at the end are compared


class Run:
    """One instance that is moved on by the oldest task or timer; every step is measured."""

    def __init__(self, source: bytes, **variables: object) -> None:
        self.definition = interpreter.read(source, "p")
        self.waiting: dict[object, Effect] = {}
        self.steps: list[float] = []
        self.snapshot: Snapshot | None = None
        self._step(InstanceStarted("p", "digest", None, dict(variables)))
        self.started, self.steps = self.steps[0], []

    def run(self, most: int = 10**6) -> list[float]:
        """Complete tasks and fire timers until nothing waits, or so many times."""
        while self.waiting and len(self.steps) < most:
            place, waits = next(iter(self.waiting.items()))
            del self.waiting[place]
            cause = TaskCompleted if isinstance(waits, TaskOffered) else TimerFired
            self._step(cause(waits.place))
        return self.steps

    def _step(self, cause: object) -> None:
        begin = time.perf_counter()
        outcome = interpreter.advance(self.definition, self.snapshot, cause, at=AT)
        self.steps.append((time.perf_counter() - begin) * 1e6)
        self.snapshot = outcome.snapshot
        for effect in outcome.effects:
            if isinstance(effect, (TaskOffered, TimerSet, SubscriptionOpened)):
                self.waiting[effect.place] = effect


def chain(length: int) -> bytes:
    ids = [f"t{n}" for n in range(length)]
    return diagram(start(), *map(user, ids), end(), go(" ".join(["s", *ids, "e"])))


def looping(times: int) -> bytes:
    again = flow("x", "m", f"n < {times}") + flow("x", "e", flow_id="out")
    parts = (xor("m"), user("u"), script("c", "n = n + 1"), xor("x", "out"), end())
    return diagram(start(), *parts, again, go("s m u c x"))


def diamonds(count: int) -> bytes:
    parts, ids = [], []
    for n in range(count):
        one = f"g{n} a{n} j{n}"
        parts += [both(f"g{n}", f"j{n}"), user(f"a{n}"), user(f"b{n}"), go(f"g{n} b{n} j{n}")]
        ids.append(one)
    return diagram(start(), *parts, end(), go(" ".join(["s", *ids, "e"])))


def timers(count: int) -> bytes:
    wait = (start("qs"), catch("c", timer("PT1H")), end("qe"), go("qs c qe"))
    return diagram(start(), sub("q", *wait, many(str(count))), end(), go("s q e"))


def items(count: int, *, sequential: bool) -> bytes:
    return diagram(start(), user("m", many(str(count), sequential=sequential)), end(), go("s m e"))


def ends(steps: list[float]) -> dict[str, float]:
    return {
        "first": round(statistics.median(steps[:ENDS]), 1),
        "last": round(statistics.median(steps[-ENDS:]), 1),
    }


def forty_tasks() -> dict[str, float]:
    """Measure the everyday case: 40 tasks, 20 of them done, a kilobyte of variables."""
    run = Run(chain(40), **{f"f{n}": "x" * 100 for n in range(10)})
    run.run(20)
    cause = TaskCompleted(next(iter(run.waiting.values())).place)
    steps, loads = [], []
    for _ in range(500):
        begin = time.perf_counter()
        interpreter.advance(run.definition, run.snapshot, cause, at=AT)
        steps.append((time.perf_counter() - begin) * 1e6)
        begin = time.perf_counter()
        snapshots.save(snapshots.load(run.definition, run.snapshot, AT))
        loads.append((time.perf_counter() - begin) * 1e6)
    return {
        "step": round(statistics.median(steps), 1),
        "best": round(min(steps), 1),
        "load and save": round(statistics.median(loads), 1),
        "snapshot bytes": len(run.snapshot.text),
    }


def as_it_comes(source: bytes, most: int) -> dict[str, float]:
    """Measure SpiffWorkflow on a chain of tasks, in memory, without saving anything."""
    parser = BpmnParser()
    root = etree.fromstring(source)
    for process in root.iter("{*}process"):
        process.set("isExecutable", "true")
    for number, node in enumerate(root.iter("{*}sequenceFlow")):
        node.set("id", f"f{number}")
    parser.add_bpmn_xml(root)
    workflow = BpmnWorkflow(parser.get_spec("p"))
    workflow.do_engine_steps()
    steps = []
    for _ in range(most):
        begin = time.perf_counter()
        workflow.get_next_task(state=TaskState.READY, manual=True).run()
        workflow.do_engine_steps()
        steps.append((time.perf_counter() - begin) * 1e6)
    return {"first": round(steps[0], 1), "last": round(steps[-1], 1)}


def measure() -> dict[str, object]:
    """Measure everything once."""
    parallel, waiting = Run(items(1000, sequential=False)), Run(timers(5000))
    return {
        "40 tasks": forty_tasks(),
        "chain of 100": ends(Run(chain(100)).run()),
        "chain of 1000": ends(Run(chain(1000)).run()),
        "loop of 10000": ends(Run(looping(10_000), n=Decimal(0)).run()),
        "1000 parallel items": {"start": round(parallel.started, 1), **ends(parallel.run())},
        "1000 items one after the other": ends(Run(items(1000, sequential=True)).run()),
        "40 diamonds in a row": ends(Run(diamonds(40)).run()),
        "5000 timers in one instance": {"start": round(waiting.started, 1), **ends(waiting.run())},
        "SpiffWorkflow, chain of 100": as_it_comes(chain(100), 99),
        "SpiffWorkflow, chain of 300": as_it_comes(chain(300), 299),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
