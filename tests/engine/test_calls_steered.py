"""Cases are suspended, sent back and led on to other versions while a called process waits."""

from decimal import Decimal

import pytest

from engine import cases
from tests.engine.family import ASKS, DEEP, MIDDLE, UNDOES, call, child
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    boundary,
    catch,
    go,
    handler,
    loop,
    many,
    mark,
    process,
    start,
    timer,
    user,
    when,
)

LATER = process("k", start("ks"), user("nieuw"), go("ks nieuw"))
NOT_BY_HAND = process("k", start("ks", MESSAGE), user("ku"), go("ks ku"))


def test_timers_of_a_caller_and_of_what_it_called_wait_until_the_case_is_resumed(family):
    others = child(catch("kt", timer("PT1H")), user("ku"), go("ks kt ku")) + MIDDLE
    late = boundary("b", "c", timer("PT2H"), interrupting=False) + user("h") + go("b h")
    family.begin(call(called="d"), late, user("z"), go("s c z"), others=others)
    family.steer(cases.suspend)
    assert family.tick(hours=3) == 0
    family.steer(cases.resume)
    assert family.tick(seconds=1) == 2

    assert family.tasks() == ["h", "ku"]
    family.complete("ku")
    assert family.tasks() == ["h", "z"]


def test_a_suspended_case_is_stopped_with_all_that_was_called(family):
    family.begin(call(called="t"), go("s c"), others=DEEP)
    family.steer(cases.suspend)
    family.steer(cases.cancel)

    assert family.outcomes() == ["cancelled"] * 4
    assert family.office.case(family.number).closed_at is not None


def test_a_call_that_is_sent_back_stops_what_it_called_and_calls_anew(family):
    family.begin(user("a"), call(called="t"), user("z"), go("s a c z"), others=DEEP)
    family.complete("a")
    family.send_back("c", "a")
    assert family.tasks() == ["a"]
    assert family.outcomes() == [None, "cancelled", "cancelled", "cancelled"]
    family.complete("a", "ku")
    assert family.tasks() == ["z"]
    family.send_back("z", "c")

    assert family.tasks() == ["ku"]


def test_what_is_sent_back_in_a_called_process_comes_back_to_its_caller_later(family):
    others = child(user("ka"), user("ku"), go("ks ka ku"))
    family.begin(call(), user("z"), go("s c z"), others=others)
    family.complete("ka")
    family.send_back("ku", "ka", which=2)
    assert family.tasks() == ["ka"]
    family.complete("ka", "ku")

    assert family.tasks() == ["z"]


@pytest.mark.parametrize("then", ["sent back", "interrupted"])
def test_a_call_that_was_refused_may_be_left_behind(family, then):
    edge = boundary("b", "c", timer("PT1H")) + user("h") + go("b h")
    family.deploy(user("a"), call(), edge, go("s a c"), others=ASKS)
    family.deploy_other(NOT_BY_HAND)
    family.open()
    family.complete("a")
    assert family.incidents() == ["c"]
    if then == "sent back":
        family.send_back("c", "a")
    else:
        family.tick(hours=1)

    assert family.incidents() == []
    assert family.tasks() == (["a"] if then == "sent back" else ["h"])


# --- versions


def test_a_turn_of_a_loop_calls_the_version_that_is_current_then(family):
    family.begin(call(inner=loop(loopMaximum="2")), user("z"), go("s c z"), others=ASKS)
    family.deploy_other(LATER)
    family.complete("ku")
    assert family.tasks() == ["nieuw"]
    family.complete("nieuw")

    assert family.tasks() == ["z"]


def test_a_called_process_that_ends_by_a_migration_lets_its_caller_go_on(family):
    heard = handler("kh", when("n = 1"), mark("km"), go("kh_s km kh_e"))
    family.begin(call(), user("z"), go("s c z"), others=ASKS, n=Decimal(1))
    family.deploy_other(process("k", start("ks"), user("ku"), heard, go("ks ku")))
    family.migrate("k", 2)

    assert family.tasks() == ["z"]
    assert family.variables()["trace"] == ["km"]


def test_a_migration_may_bring_an_edge_that_stops_the_call_at_once(family):
    family.begin(call(called="t"), user("z"), go("s c z"), others=DEEP, n=Decimal(1))
    edge = boundary("b", "c", when("n = 1")) + user("h") + go("b h")
    family.deploy(call(called="t"), edge, user("z"), go("s c z"))
    family.migrate("p", 2)

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "cancelled", "cancelled", "cancelled"]


def test_a_call_that_goes_on_under_another_id_is_interrupted_there(family):
    def draw(name):
        edge = boundary("b", name, SIGNAL) + user("h") + go("b h")
        return call(name), edge, go(f"s {name}")

    family.begin(*draw("c"), others=ASKS)
    family.deploy(*draw("roep"))
    family.migrate("p", 2, c="roep")
    family.broadcast("s1")

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "cancelled"]


def test_many_calls_go_on_under_another_id_each_where_it_was(family):
    def draw(name):
        return call(name, many("2")), user("z"), go(f"s {name} z")

    family.begin(*draw("c"), others=ASKS)
    family.complete("ku")
    family.deploy(*draw("roep"))
    family.migrate("p", 2, c="roep")
    family.complete("ku")

    assert family.tasks() == ["z"]


def test_each_in_a_chain_of_calls_follows_its_own_other_version(family):
    family.begin(call(called="d"), user("z"), go("s c z"), others=ASKS + MIDDLE)
    family.deploy(call("r", called="d"), user("z"), go("s r z"))
    family.deploy_other(process("d", start("ds"), call("dr"), mark("dx"), go("ds dr dx")))
    family.migrate("p", 2, c="r")
    family.migrate("d", 2, dc="dr")
    family.complete("ku")

    assert family.tasks() == ["z"]


def test_a_call_of_another_process_there_goes_on_with_what_was_called_before(family):
    family.begin(call(), user("z"), go("s c z"), others=ASKS + UNDOES)
    family.deploy(call(called="o"), user("z"), go("s c z"))
    family.migrate("p", 2)
    family.complete("ku")

    assert family.tasks() == ["z"]
