"""What is changed at random is refused by name, or executed without a crash: nothing in between."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from lxml import etree

from engine import interpreter
from engine.events import InstanceCancelled
from engine.interpreter.bpmn import FLOW_NODES, M
from engine.model import Severity
from tests.engine.interpreter.blocks import Blocks
from tests.engine.interpreter.diagrams import (
    CANCEL,
    COMPENSATE,
    ERROR,
    ESCALATION,
    MESSAGE,
    SIGNAL,
    TERMINATE,
    diagram,
    end,
    go,
    start,
    timer,
    when,
)
from tests.engine.interpreter.world import World

TAGS = sorted(FLOW_NODES)
EVENTS = (CANCEL, COMPENSATE, ERROR, ESCALATION, MESSAGE, SIGNAL, TERMINATE, timer("PT2S"))
EVENTS = (*EVENTS, when("count(trace) > 1"), '<linkEventDefinition name="L"/>')


def event(chance):
    text = chance.choice(EVENTS).replace("<", f'<x xmlns="{M[1:-1]}"><', 1) + "</x>"
    return etree.fromstring(text)[0]


def change(root, chance):
    """Take something away, call it something else, or add an event or a flow."""
    nodes = [node for node in root.iter(etree.Element) if node is not root]
    ids = [node.get("id") for node in nodes if node.get("id")]
    node = chance.choice(nodes)
    how = chance.randint(0, 5)
    if how == 0:
        node.getparent().remove(node)
    elif how == 1 and node.tag[len(M) :] in FLOW_NODES:
        node.tag = M + chance.choice(TAGS)
    elif how == 2 and node.attrib:
        node.set(chance.choice(sorted(node.attrib)), chance.choice([*ids, "true", "2", ""]))
    elif how == 3 and node.attrib:
        del node.attrib[chance.choice(sorted(node.attrib))]
    elif how == 4:
        node.append(event(chance))
    else:
        ends = {"sourceRef": chance.choice(ids), "targetRef": chance.choice(ids)}
        etree.SubElement(node.getparent(), f"{M}sequenceFlow", ends)


@pytest.mark.parametrize("seed", range(60))
def test_a_changed_diagram_is_refused_or_executed(seed):
    chance = random.Random(seed)  # noqa: S311 - the same every time
    block = Blocks(seed).block(2)
    flows = go(f"in {block.first}") + go(f"{block.last} out")
    root = etree.fromstring(diagram(start("in"), block.xml, end("out"), flows))
    for _ in range(chance.randint(1, 3)):
        change(root, chance)
    source = etree.tostring(root)
    found = interpreter.problems(source)
    if any(one.severity is Severity.ERROR for one in found):
        with suppress(interpreter.InvalidDiagram):  # another exception would be a crash
            assert interpreter.read(source, "p").process_id == "p"
        return

    world = World(source)
    try:
        world.start()
    except interpreter.NoPlainStart:
        return
    world.run()
    if not world.first.ended:
        world.step(world.first, InstanceCancelled("klaar"))
    assert world.first.ended
