"""A second opinion: SpiffWorkflow as it comes, on diagrams of elements that it executes rightly.

It gets the diagram with its scripts and conditions in Python, its own parser and its own script
engine. Both complete the same tasks in the same order; open work and trace must be the same.
"""

from __future__ import annotations

import random
from collections import Counter

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from tests.engine.interpreter import blocks
from tests.engine.interpreter.world import World
from tests.machine import drawings
from tests.machine.diagram import BPMN

MOST = 200


def _loop(made: drawings.Waits, name: str, depth: int) -> blocks.Block:
    """Draw a loop without a parallel join: the library lets that of a second round go too early."""
    kinds, made.kinds = made.kinds, tuple(one for one in made.kinds if one is not blocks._and)
    drawn = blocks._loop(made, name, depth)
    made.kinds = kinds
    return drawn


#: neither inclusive gateways: the library does not wait for a branch that goes round
LEAVES = (blocks._mark, drawings._user)
KINDS = (*LEAVES, blocks._seq, blocks._xor, blocks._and, _loop, blocks._sub, blocks._many)


class Stock:
    """A workflow of the library; what its scripts mark stands in `trace`."""

    def __init__(self, source: bytes) -> None:
        self.trace: list[str] = []
        parser = BpmnParser()
        root, counters = _in_python(source)
        parser.add_bpmn_xml(root)
        spec, inner = parser.get_spec("p"), parser.get_subprocess_specs("p")
        environment = TaskDataEnvironment({"mark": self.trace.append})
        engine = PythonScriptEngine(environment=environment)
        self.workflow = BpmnWorkflow(spec, inner, script_engine=engine)
        self.workflow.data.update(counters)
        self.workflow.task_tree.data.update(counters)
        self.workflow.do_engine_steps()

    def open(self) -> Counter:
        return Counter(task.task_spec.bpmn_id for task in self._ready())

    def complete(self, element_id: str) -> None:
        next(task for task in self._ready() if task.task_spec.bpmn_id == element_id).run()
        self.workflow.do_engine_steps()

    def _ready(self) -> list:
        return list(self.workflow.get_tasks(state=TaskState.READY, manual=True))


def agree(seed: int) -> int:
    """Let both do the same; give how many tasks that were. Raises AssertionError."""
    chance = random.Random(seed)  # noqa: S311 - the same for a seed
    source = _simple(drawings.draw(seed, KINDS, LEAVES).source)
    stock, ours = Stock(source), World(source)
    ours.start()
    for done in range(MOST):
        found = Counter(place.element_id for place in ours.first.tasks)
        assert found == stock.open(), f"seed {seed} after {done} tasks"
        assert ours.trace() == sorted(stock.trace), f"seed {seed} after {done} tasks"
        assert bool(ours.first.ended) == stock.workflow.is_completed(), f"seed {seed} after {done}"
        if not found:
            return done
        element_id = chance.choice(sorted(found))
        ours.complete(element_id)
        stock.complete(element_id)
    raise AssertionError(f"seed {seed} has no end")


def _simple(source: bytes) -> bytes:
    """Leave out what the library does otherwise: items side by side, transactions."""
    text = source.replace(b'isSequential="false"', b'isSequential="true"')
    return text.replace(b"<transaction ", b"<subProcess ").replace(
        b"</transaction>", b"</subProcess>"
    )


def _in_python(source: bytes) -> tuple[etree._Element, dict[str, None]]:
    """Translate scripts and conditions; give the counters that Python must know before."""
    root = etree.fromstring(source)
    for n, one in enumerate(root.iter(f"{BPMN}sequenceFlow")):
        one.set("id", one.get("id") or f"flow{n}")
    for one in root.iter(f"{BPMN}conditionExpression"):
        one.text = {"true": "True", "false": "False"}.get(one.text, one.text)
    counters = {}
    for one in root.iter(f"{BPMN}script"):
        if one.text.startswith("trace = "):
            one.text = f'mark("{one.getparent().get("id")}")'
            continue
        name, _, value = one.text.partition(" = ")
        counters[name] = None
        one.text = f"{name} = None" if value == "null" else f"{name} = ({name} or 0) + 1"
    for one in list(root.iter(f"{BPMN}dataObject")):
        one.getparent().remove(one)
    return root, counters
