"""Whatever happens around a call, all that it called goes on, or stops at once and leaves nothing.

Diagrams are those of three processes that call each other, seen from the outermost one.
"""

from decimal import Decimal

import pytest

from tests.engine.family import ASKS, DEEP, FAILS, call, child
from tests.engine.interpreter.diagrams import (
    ERROR,
    ESCALATION,
    MESSAGE,
    OTHER_ERROR,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    catch,
    element,
    end,
    go,
    handler,
    loop,
    many,
    process,
    script,
    start,
    sub,
    timer,
    user,
    when,
)

#: what may be waited for, and how it happens
EVENTS = {
    "message": (MESSAGE, lambda family: family.receive("m1")),
    "timer": (timer("PT1H"), lambda family: family.tick(hours=1)),
    "signal": (SIGNAL, lambda family: family.broadcast("s1")),
    "condition": (when("v = 2"), lambda family: family.receive("m2", v=Decimal(2))),
    "one of several": (SIGNAL + timer("PT1H"), lambda family: family.tick(hours=1)),
}
RAISED = {
    "error": (ERROR, lambda family: family.complete("u")),
    "escalation": (ESCALATION, lambda family: family.complete("w")),
}
AROUND = EVENTS | RAISED
#: writes what a message brings
HEARS = catch("m", OTHER_MESSAGE)
#: waits for everything at once, and has an incident
ENDLESS = "for i in 1..1000000 return i"
MAIL = '{aan: "a@b.nl", onderwerp: "Uw aanvraag", tekst: "Dag"}'
BUSY = child(
    both("kg"),
    *(user("ku"), end("ke", ERROR), go("ks kg ku ke")),
    *(catch("kt", timer("PT1H")), catch("km", MESSAGE), catch("kc", SIGNAL), go("kg kt")),
    *(go("kg km"), go("kg kc"), script("kf", f"x = {ENDLESS}"), go("kg kf")),
    element("serviceTask", "kv", regie_service="mail", regie_inputs=MAIL) + go("kg kv"),
    *(call("kd", called="d"), go("kg kd"), user("kw"), go("kg kw")),
    boundary("kb", "kw", timer("PT2H"), interrupting=False) + user("kh") + go("kb kh"),
)
BUSY += process("d", start("ds"), user("du"), go("ds du"))


@pytest.mark.parametrize("kind", EVENTS)
def test_what_interrupts_a_call_stops_all_that_was_called_from_there(family, kind):
    event, happen = EVENTS[kind]
    edge = boundary("b", "c", event) + user("h") + go("b h")
    parts = (both("g"), call(called="t"), edge, HEARS, go("s g c"), go("g m"))
    family.begin(*parts, others=DEEP, v=Decimal(1))
    happen(family)

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "cancelled", "cancelled", "cancelled"]
    assert family.tick(hours=2) == 0


@pytest.mark.parametrize("kind", EVENTS)
def test_what_does_not_interrupt_a_call_lets_all_that_was_called_end_as_usual(family, kind):
    event, happen = EVENTS[kind]
    edge = boundary("b", "c", event, interrupting=False) + user("h") + go("b h")
    parts = (both("g"), call(called="t"), edge, HEARS, user("z"), go("s g c z"), go("g m"))
    family.begin(*parts, others=DEEP, v=Decimal(1))
    happen(family)
    assert family.tasks() == ["h", "ku"]
    family.complete("ku")

    assert family.tasks() == ["h", "z"]
    assert family.variables()["trace"] == ["kx", "dx", "tx"]


@pytest.mark.parametrize("kind", AROUND)
def test_an_event_sub_process_that_interrupts_stops_all_that_was_called_beside_it(family, kind):
    event, happen = AROUND[kind]
    others = (user("u"), end("eu", ERROR), user("w"), end("ew", ESCALATION), HEARS)
    flows = go("s g c") + go("g u eu") + go("g w ew") + go("g m")
    heard = handler("h", event, user("x"), go("h_s x h_e"))
    parts = (both("g"), call(called="t"), *others, flows, heard)
    family.begin(*parts, others=DEEP, v=Decimal(1))
    happen(family)

    assert family.tasks() == ["x"]
    assert family.outcomes() == [None, "cancelled", "cancelled", "cancelled"]
    family.complete("x")
    assert family.outcomes()[0] == "completed"


def test_an_error_goes_up_through_all_calls_to_the_edge_that_catches_it(family):
    deaf = boundary("b0", "dc", OTHER_ERROR) + user("no") + go("b0 no")
    others = FAILS + process("d", start("ds"), call("dc", called="f"), deaf, go("ds dc"))
    edge = boundary("b", "c", ERROR) + user("h") + go("b h")
    family.begin(call(called="d"), edge, go("s c"), others=others)
    family.complete("fu")

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "failed", "failed"]


@pytest.mark.parametrize("how", ["error", "signal"])
def test_nothing_of_a_called_process_stays_when_it_fails_or_is_stopped(family, how):
    family.begin(
        *(call(), boundary("b1", "c", ERROR), boundary("b2", "c", OTHER_SIGNAL), user("h")),
        *(go("s c"), go("b1 h"), go("b2 h")),
        others=BUSY,
    )
    assert family.tasks() == ["du", "ku", "kw"]
    assert family.incidents() == ["kf"]
    if how == "error":
        family.complete("ku")
    else:
        family.broadcast("s2")

    assert family.tasks() == ["h"]
    assert family.incidents() == []
    assert family.outcomes()[2] == "cancelled"
    assert family.tick(hours=3) == 0


def test_a_condition_on_the_edge_that_holds_already_lets_nothing_be_called(family):
    edge = boundary("b", "c", when("true")) + user("h") + go("b h")
    family.begin(call(), edge, go("s c"), others=ASKS)

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None]


def test_what_a_non_interrupting_edge_leads_to_may_end_the_call_by_an_error(family):
    edge = boundary("b", "c", SIGNAL, interrupting=False) + end("bad", ERROR) + go("b bad")
    inner = sub("q", start("qs"), call(called="t"), edge, go("qs c"))
    family.begin(inner, boundary("b2", "q", ERROR), user("h"), go("s q"), go("b2 h"), others=DEEP)
    family.broadcast("s1")

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "cancelled", "cancelled", "cancelled"]


def test_terminate_ends_what_it_stands_in_and_all_that_was_called_from_there_alone(family):
    parts = (both("dg"), call("dc"), user("du"), end("dt", TERMINATE))
    middle = process("d", start("ds"), *parts, go("ds dg dc"), go("dg du dt"))
    family.begin(
        both("g"),
        call(called="d"),
        call("c2"),
        user("z"),
        go("s g c z"),
        go("g c2"),
        others=ASKS + middle,
    )
    family.complete("du")

    assert family.tasks() == ["ku", "z"]
    assert family.outcomes() == [None, "completed", None, "cancelled"]


def test_a_failed_call_fails_its_caller_and_the_case_closes_when_all_the_rest_is_stopped(family):
    parts = (both("g"), call("c1", called="f"), call("c2", called="t"))
    family.begin(*parts, go("s g c1"), go("g c2"), others=DEEP + FAILS)
    family.complete("fu")

    assert set(family.outcomes()) == {"failed", "cancelled"}
    assert family.office.case(family.number).closed_at is not None


# --- loops and many


def test_a_timer_on_a_loop_of_calls_stops_the_turn_that_runs(family):
    edge = boundary("b", "c", timer("PT1H")) + user("h") + go("b h")
    family.begin(call(inner=loop(loopMaximum="3")), edge, go("s c"), others=ASKS)
    family.complete("ku")
    family.tick(hours=1)

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "completed", "cancelled"]


def test_one_of_many_calls_that_fails_stops_the_others(family):
    edge = boundary("b", "c", ERROR) + user("h") + go("b h")
    family.begin(call(inner=many("3"), called="f"), edge, go("s c"), others=FAILS)
    family.complete("fu")

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "failed", "cancelled", "cancelled"]


def test_many_calls_that_all_fail_at_once_are_caught_once(family):
    edge = boundary("b", "c", ERROR) + user("h") + go("b h")
    others = child(end("ke", ERROR), go("ks ke"))
    family.begin(call(inner=many("3")), edge, go("s c"), others=others)

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "failed", "failed", "failed"]


def test_calls_of_an_inner_many_that_fail_stop_only_those_of_their_own_item(family):
    edge = boundary("b", "c", ERROR) + user("h") + go("b h")
    inner = sub("q", start("qs"), call(inner=many("2"), called="f"), edge, go("qs c"), many("2"))
    family.begin(inner, user("z"), go("s q z"), others=FAILS)
    family.complete("fu")
    assert family.tasks() == ["fu", "fu", "h"]
    family.complete("fu", "h", "h")

    assert family.tasks() == ["z"]


def test_many_calls_are_enough_when_their_condition_says_so_and_the_rest_is_stopped(family):
    how = many("3", enough="numberOfCompletedInstances = 2")
    family.begin(call(inner=how, called="t"), user("z"), go("s c z"), others=DEEP)
    family.complete("ku", "ku")

    assert family.tasks() == ["z"]
    assert family.outcomes().count("cancelled") == 3


def test_a_condition_of_many_that_fails_waits_and_the_edge_may_end_it(family):
    how = many("3", enough=f"count({ENDLESS}) = 2")
    edge = boundary("b", "c", timer("PT1H")) + user("h") + go("b h")
    family.begin(call(inner=how), edge, user("z"), go("s c z"), others=ASKS)
    family.complete("ku", "ku")
    assert family.incidents() == ["c"]
    family.tick(hours=1)

    assert family.tasks() == ["h"]
    assert family.incidents() == []
    assert family.outcomes() == [None, "completed", "completed", "cancelled"]


def test_hundreds_of_turns_of_a_call_that_never_waits_are_done_at_once(family):
    others = child(script("kx", "n = n + 1"), go("ks kx"))
    family.begin(call(inner=loop("n < 300")), user("z"), go("s c z"), others=others, n=Decimal(0))

    assert family.variables()["n"] == 300
    assert family.tasks() == ["z"]


@pytest.mark.parametrize("cancels", [True, False])
def test_an_ad_hoc_sub_process_that_is_enough_stops_its_calls_or_waits_for_them(family, cancels):
    enough = "<completionCondition>n = 1</completionCondition>"
    how = {"tag": "adHocSubProcess", "cancelRemainingInstances": str(cancels).lower()}
    others = child(user("ku"), script("kx", "n = n + 1"), go("ks ku kx"))
    inner = sub("q", call("c1"), call("c2"), enough, **how)
    family.begin(inner, user("z"), go("s q z"), others=others, n=Decimal(0))
    family.complete("ku")
    assert family.tasks() == (["z"] if cancels else ["ku"])
    if not cancels:
        family.complete("ku")

    assert family.tasks() == ["z"]
    assert family.outcomes() == [None, "completed", "cancelled" if cancels else "completed"]
