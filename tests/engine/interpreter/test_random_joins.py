"""Inclusive joins of random diagrams without structure wait for just what still comes.

Every element at which flows meet is an inclusive join and no flow leads back. Then each element
that a token can reach must be left exactly once, whatever waits for how long.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest

from engine.events import ElementLeft, TokensJoined
from tests.engine.interpreter.diagrams import (
    catch,
    diagram,
    element,
    flow,
    go,
    mark,
    start,
    timer,
    user,
)
from tests.engine.interpreter.world import World

SEEDS = 80
KINDS = ("task", "user", "timer", "parallel", "exclusive", "inclusive")


class Graph:
    """Flows forward only between a start and some elements; `left` are those a token reaches."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311 - the same for a seed
        self.names = ["s", *(f"n{n}" for n in range(self.chance.randint(4, 9)))]
        pairs = {(self.chance.choice(self.names[:n]), self.names[n]) for n in range(1, self.count)}
        for _ in range(self.chance.randint(2, 6)):
            one, two = sorted(self.chance.sample(range(self.count), 2))
            pairs.add((self.names[one], self.names[two]))
        arriving = Counter(target for _, target in pairs)
        self.after = {name: sorted(b for a, b in pairs if a == name) for name in self.names}
        self.kinds = {
            name: "inclusive" if arriving[name] > 1 else self.chance.choice(KINDS)
            for name in self.names[1:]
        }
        self.left = {"s"}
        self.parts = [self.element(name) for name in self.names]
        for name in self.names:
            self.flows(name)

    @property
    def count(self):
        return len(self.names)

    def element(self, name):
        kind = self.kinds.get(name)
        if kind is None:
            return start(name)
        if kind == "timer":
            return catch(name, timer(f"PT{self.chance.randint(1, 9)}S"))
        if kind in ("task", "user"):
            return mark(name) if kind == "task" else user(name)
        return element(f"{kind}Gateway", name)

    def flows(self, name):
        """Draw what leaves an element, and remember what a token that comes here reaches."""
        targets = self.after[name]
        chosen = self.chosen(name, len(targets))
        chooses = self.kinds.get(name) in ("exclusive", "inclusive") and len(targets) > 1
        for n, target in enumerate(targets):
            condition = str(n in chosen).lower()
            self.parts.append(flow(name, target, condition) if chooses else go(f"{name} {target}"))
        if name in self.left:
            self.left |= {targets[n] for n in chosen}

    def chosen(self, name, ways):
        kind = self.kinds.get(name)
        if kind == "exclusive" and ways:
            return {self.chance.randrange(ways)}
        if kind == "inclusive" and ways:
            return {n for n in range(ways) if self.chance.random() < 0.5} or {0}
        return set(range(ways))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_element_a_token_reaches_is_left_exactly_once(seed):
    graph = Graph(seed)
    world = World(diagram(*graph.parts))
    world.start()
    world.run()
    left = Counter(
        one.place.element_id for one in world.first.effects if isinstance(one, ElementLeft)
    )
    for one in world.first.effects:
        if isinstance(one, TokensJoined):
            left[one.place.element_id] -= len(one.tokens) - 1

    assert world.first.ended
    assert left == dict.fromkeys(graph.left, 1)
