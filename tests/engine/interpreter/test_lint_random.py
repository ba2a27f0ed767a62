"""What lint says of the joins of random diagrams is just what happens when they are executed."""

from __future__ import annotations

import itertools
import random

import pytest

from engine import interpreter
from engine.events import JoinStuck
from engine.model import Severity
from tests.engine.interpreter.diagrams import diagram, element, flow, go, mark, start
from tests.engine.interpreter.world import World

SEEDS = 80
JOINS = {"join-never", "join-may-wait"}


def drawn(seed):
    """Draw tasks and gateways with flows forward only; give also how many ways each choice has."""
    chance = random.Random(seed)  # noqa: S311 - the same for a seed
    names = ["s", *(f"n{n}" for n in range(chance.randint(3, 6)))]
    kinds = {name: chance.choice(("exclusive", "parallel", "task", "task")) for name in names[1:]}
    pairs = {(chance.choice(names[:n]), names[n]) for n in range(1, len(names))}
    for _ in range(chance.randint(1, 3)):
        one, two = sorted(chance.sample(range(len(names)), 2))
        pairs.add((names[one], names[two]))
    after = {name: sorted(two for one, two in pairs if one == name) for name in names}
    parts, choices = [start()], {}
    parts += [_element(kinds[name], name, len(after[name])) for name in names[1:]]
    for name, targets in after.items():
        if kinds.get(name) == "exclusive" and len(targets) > 1:
            choices[f"c_{name}"] = len(targets)
            parts += [flow(name, one, f"c_{name} = {n}") for n, one in enumerate(targets[:-1])]
            parts.append(flow(name, targets[-1], flow_id=f"d_{name}"))
        else:
            parts += [go(f"{name} {one}") for one in targets]
    return diagram(*parts), choices


def _element(kind, name, ways):
    if kind == "task":
        return mark(name)
    default = {"default": f"d_{name}"} if kind == "exclusive" and ways > 1 else {}
    return element(f"{kind}Gateway", name, **default)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_joins_that_are_named_are_those_that_wait_for_ever(seed):
    source, choices = drawn(seed)
    problems = interpreter.problems(source)
    assert not [one for one in problems if one.severity is Severity.ERROR]
    waited = set()
    for taken in itertools.product(*map(range, choices.values())):
        world = World(source)
        world.start(variables=dict(zip(choices, taken, strict=True)))
        stuck = [one for one in world.first.effects if isinstance(one, JoinStuck)]
        assert bool(stuck) is not bool(world.first.ended)
        waited |= {one.place.element_id for one in stuck}

    assert {one.element_id for one in problems if one.code in JOINS} == waited
