"""Random diagrams do what their structure says; `tests.engine.interpreter.test_random N` does more.

The world around them takes every step twice, restores every snapshot, and keeps work lists that
must be empty in the end.
"""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from engine.events import InstanceStarted
from tests.engine.interpreter.blocks import Blocks
from tests.engine.interpreter.diagrams import (
    TERMINATE,
    both,
    boundary,
    catch,
    diagram,
    end,
    go,
    handler,
    mark,
    start,
    sub,
    timer,
)
from tests.engine.interpreter.world import World

SEEDS = 60
DEPTH = 3
LARGEST = 40_000  #: bytes of a diagram: larger ones say no more


def drawn(seed, depth=DEPTH):
    """Give a random block and the trace it must leave, of a size that can be read."""
    for more in range(100):
        blocks = Blocks(seed + more * 10**6)
        block = blocks.block(depth)
        if len(block.xml) < LARGEST and len(block.trace) < 60:
            return block, blocks
    raise AssertionError("every diagram is too large")


def finished(source):
    world = World(source)
    world.start()
    world.run(5000)
    return world


def does_what_its_structure_says(seed):
    block, _ = drawn(seed)
    source = diagram(
        start("Start"), block.xml, end("End"), go(f"Start {block.first}"), go(f"{block.last} End")
    )
    world = finished(source)

    assert world.trace() == sorted(block.trace)
    assert world.first.ended.outcome == "completed"
    replayed = World(source)
    for cause, at in world.first.causes:
        replayed.now = at
        if isinstance(cause, InstanceStarted):
            replayed.start(variables=cause.variables)
        else:
            replayed.step(replayed.first, cause)
    assert replayed.first.effects == world.first.effects
    assert replayed.first.snapshot == world.first.snapshot


def leaves_nothing_when_it_is_cut_off(seed):
    block, blocks = drawn(seed + 5000)
    moment = timer(f"PT{blocks.random.randint(0, 12)}S")
    how = blocks.random.choice(("boundary", "handler", "terminate"))
    inner = start("in") + block.xml + end("out")
    flows = go(f"in {block.first}") + go(f"{block.last} out")
    beside = ""
    if how == "boundary":
        beside = boundary("b", "q", moment) + mark("late") + go("b late")
    elif how == "handler":
        inner += handler("h", moment, mark("late"), go("h_s late h_e"))
    else:
        inner += both("g") + catch("c", moment) + end("t", TERMINATE) + go("g c t")
        flows = go(f"in g {block.first}") + go(f"{block.last} out")
    parts = (start("Start"), sub("q", inner, flows), beside, end("End"), go("Start q End"))
    world = finished(diagram(*parts))

    assert world.first.ended.outcome == "completed"
    assert not Counter(one for one in world.trace() if one != "late") - Counter(block.trace)
    assert not world.definitions["p"].behaviours.keys() & {"", None}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_random_diagram_does_what_its_structure_says(seed):
    does_what_its_structure_says(seed)


@pytest.mark.parametrize("seed", range(SEEDS // 2))
def test_a_random_diagram_leaves_nothing_when_it_is_cut_off(seed):
    leaves_nothing_when_it_is_cut_off(seed)


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        does_what_its_structure_says(number)
        leaves_nothing_when_it_is_cut_off(number)
    sys.stdout.write(f"{sys.argv[1]} seeds are right\n")
