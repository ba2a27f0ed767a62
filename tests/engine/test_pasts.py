"""A past holds what was there at that moment, and nothing that was there before."""

import pytest

from engine import pasts
from engine.entries import Told
from engine.events import IncidentRaised, IncidentResolved, InstanceStarted, TokenMigrated
from engine.model import Place
from tests.engine.interpreter.behaviour.running import waiting
from tests.engine.interpreter.diagrams import (
    data,
    go,
    many,
    own_data,
    script,
    start,
    sub,
    taken,
    user,
)


def past_of(world):
    """Fold all that happened in the first instance."""
    return pasts.fold([Told(InstanceStarted("p", "digest"), tuple(world.first.effects))])


@pytest.mark.parametrize(
    "host",
    [
        sub("q", data("w"), start("s1"), script("x", "w = 1"), user("a"), go("s1 x a")),
        user("q", own_data("w") + taken("data_v", "w")),
    ],
    ids=["sub-process", "task"],
)
def test_variables_of_an_activity_are_gone_when_its_token_has_left(host):
    world = waiting(data("v"), script("x0", "v = 1"), host, user("z"), go("s x0 q z"))
    assert [list(inner) for inner in past_of(world).inner.values()] == [["w"]]

    world.complete(next(iter(world.first.tasks)).element_id)
    assert past_of(world).inner == {}


def test_each_item_of_many_stands_there_with_what_it_has_of_its_own():
    world = waiting(script("x", 'v = ["a", "b"]'), user("q", many(over="v", item="w")), go("s x q"))
    past = past_of(world)
    own = [past.inner[token] for token in sorted(past.inner)]

    assert own == [{"loopCounter": n, "w": w} for n, w in ((1, "a"), (2, "b"))]
    assert all(past.tokens[token] == "q" for token in past.inner)


def test_what_is_stuck_stands_where_it_was_migrated_to_and_is_not_there_when_it_went_on():
    old, new = Place("g"), Place("h")
    raised = Told(InstanceStarted("p", "digest"), (IncidentRaised(old, 1, "", ""),))
    moved = Told(InstanceStarted("p", "digest"), (TokenMigrated(old, new, 1),))
    resolved = Told(InstanceStarted("p", "digest"), (IncidentResolved(new),))

    assert list(pasts.fold([raised, moved]).stuck) == [new]
    assert list(pasts.fold([raised, moved, resolved]).stuck) == []
