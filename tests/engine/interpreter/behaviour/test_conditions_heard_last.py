"""Conditions that the very last work makes true: on its own edge, and around it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    boundary,
    data,
    element,
    end,
    given,
    go,
    handler,
    loop,
    many,
    mark,
    own_data,
    process,
    script,
    start,
    sub,
    user,
    when,
)

HOLDS = when("v = 2")
CALLED = process("k", start("ks"), script("kx", "w = 2"), go("ks kx"))
#: work that writes v and is done at once, each in another way
WRITES = {
    "script": script("a", "v = 2"),
    "one item of many": script("a", "v = loopCounter", many("2")),
    "one after the other": script("a", "v = loopCounter", many("2", sequential=True)),
    "a turn of a loop": script("a", "v = loopCounter", loop(loopMaximum="2")),
    "call": element("callActivity", "a", calledElement="k", regie_outputs="{v: w}"),
    "call that gives all": element("callActivity", "a", calledElement="l"),
}
OTHERS = CALLED + process("l", start("ls"), script("lx", "v = 2"), go("ls lx"))


@pytest.mark.parametrize("how", WRITES)
@pytest.mark.parametrize("interrupting", [True, False])
def test_work_that_makes_the_condition_on_its_own_edge_true_is_heard_there(how, interrupting):
    edge = boundary("b", "a", HOLDS, interrupting=interrupting) + mark("h") + go("b h")
    world = ran(WRITES[how], edge, mark("z"), go("s a z"), others=OTHERS, v=Decimal(0))

    assert sorted(order(world)) == (["h"] if interrupting else ["h", "z"])


def test_what_goes_out_as_the_activity_leaves_is_not_heard_on_its_own_edge():
    inner = own_data("", "o") + given("o", "data_v")
    edge = boundary("b", "a", HOLDS) + mark("h") + go("b h")
    heard = handler("e", HOLDS, mark("x"), go("e_s x e_e"), interrupting=False)
    parts = (data("v"), user("a", inner), edge, mark("z"), heard)
    world = waiting(*parts, go("s a z"))
    world.complete("a", o=Decimal(2))

    assert order(world) == ["z", "x"]


@pytest.mark.parametrize("how", WRITES)
@pytest.mark.parametrize("last", ["implicit", "end event"])
@pytest.mark.parametrize("interrupting", [True, False])
def test_a_condition_around_is_heard_before_what_it_stands_in_ends(how, last, interrupting):
    heard = handler("h", HOLDS, user("x"), go("h_s x h_e"), interrupting=interrupting)
    after = end("se") + go("a se") if last == "end event" else ""
    inner = sub("q", start("s1"), WRITES[how], heard, go("s1 a"), after)
    world = waiting(inner, mark("z"), go("s q z"), others=OTHERS, variables={"v": Decimal(0)})
    assert open_tasks(world) == ["x"]
    world.complete("x")

    assert order(world) == ["z"]


def test_so_it_is_before_a_whole_process_ends():
    heard = handler("h", HOLDS, user("x"), go("h_s x h_e"))
    world = waiting(script("a", "v = 2"), heard, go("s a"), variables={"v": Decimal(0)})
    assert world.first.ended is None
    world.complete("x")

    assert world.first.ended.outcome == "completed"


def test_a_condition_further_out_takes_over_from_the_last_work_inside():
    inner = sub("q", start("s1"), script("a", "v = 2"), go("s1 a"))
    edge = boundary("b", "q", HOLDS) + mark("h") + go("b h")

    assert ran(inner, edge, mark("z"), go("s q z"), v=Decimal(0)).trace() == ["h"]
