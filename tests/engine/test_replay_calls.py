"""Verification finds each called process where its caller asked for it, whatever happened since."""

from decimal import Decimal

import pytest

from engine import replay
from tests import counting
from tests.engine.family import ASKS, call, child
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    catch,
    flow,
    go,
    loop,
    process,
    script,
    start,
    user,
)
from tests.engine.office import EVE

NOT_BY_HAND = process("k", start("ks", MESSAGE), user("ku"), go("ks ku"))
FEW, MANY = 20, 80


@pytest.fixture
def refused(family):
    """Give a case whose call was refused, for what it calls begins in another way by now."""
    family.deploy(call(), user("z"), go("s c z"), others=ASKS)
    family.deploy_other(NOT_BY_HAND)
    family.open()
    assert family.incidents() == ["c"]
    return family


def test_a_call_that_was_refused_is_right_when_it_is_made_again_much_later(refused):
    refused.tick(hours=1)
    refused.retry("c")
    assert refused.incidents() == ["c"]
    refused.deploy_other(ASKS)
    refused.tick(hours=1)
    refused.retry("c")

    assert refused.tasks() == ["ku"]
    refused.complete("ku")
    assert refused.tasks() == ["z"]


def test_so_it_is_when_another_version_gave_the_call_another_id_meanwhile(refused):
    refused.deploy_other(ASKS)
    refused.deploy(call("roep"), user("z"), go("s roep z"))
    refused.migrate("p", 2, c="roep")
    refused.tick(hours=1)
    refused.retry("roep")

    assert refused.tasks() == ["ku"]


@pytest.mark.parametrize("stuck_at", ["outputs", "leaving"])
def test_what_came_back_before_the_call_got_another_id_is_found(family, stuck_at):
    def draw(name):
        outputs = {"regie_outputs": "{many: for i in 1..n return i}"}
        made = call(name, **outputs) if stuck_at == "outputs" else call(name)
        on = flow(name, "z", "n = 1" if stuck_at == "leaving" else "")
        return made, catch("w", MESSAGE), user("z"), go(f"s {name}"), on, go("s w")

    family.begin(*draw("c"), others=ASKS, n=Decimal(1_000_000))
    family.complete("ku")
    assert family.incidents() == ["c"]
    family.deploy(*draw("roep"), others=ASKS)
    family.migrate("p", 2, c="roep")
    family.receive("m1", n=Decimal(1))
    family.retry("roep")

    assert family.tasks() == ["z"]


def test_calls_of_a_loop_are_found_when_versions_come_and_go(family):
    def draw(name):
        return call(name, loop(loopMaximum="4")), user("z"), go(f"s {name} z")

    family.begin(*draw("c"), others=ASKS)
    family.complete("ku")
    family.deploy(*draw("roep"), others=ASKS)
    family.migrate("p", 2, c="roep")
    family.complete("ku")
    family.migrate("p", 1, roep="c")
    family.complete("ku", "ku")

    assert family.tasks() == ["z"]


def test_calls_that_change_places_keep_what_each_called(family):
    other = process("o", start("os"), user("ou"), go("os ou"))

    def draw(one, two):
        parts = (call(one), call(two, called="o"), user("y"), user("z"))
        return *parts, go(f"s {one} y"), go(f"s {two} z")

    family.begin(*draw("c1", "c2"), others=ASKS + other)
    family.deploy(*draw("c2", "c1"), others=ASKS + other)
    family.migrate("p", 2, c1="c2", c2="c1")
    family.complete("ku")
    assert family.tasks() == ["ou", "y"]
    family.complete("ou")

    assert family.tasks() == ["y", "z"]


def test_each_call_more_costs_verification_as_much(family):
    others = child(script("kx", "n = n + 1"), go("ks kx"))
    family.deploy(call(inner=loop("n < most")), user("z"), go("s c z"), others=others)
    costs = []
    for most in (FEW, FEW, MANY, 2 * MANY):
        number = family.office.open("p", n=Decimal(0), most=Decimal(most), trace=[])
        with family.store.read() as tx:
            costs.append(counting.calls(lambda n=number: replay.verify_case(tx, n, EVE)))
    _, few, many, more = costs

    each = (many - few) / (MANY - FEW)
    assert (more - many) / MANY < 1.1 * each
