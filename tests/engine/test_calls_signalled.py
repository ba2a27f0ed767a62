"""What callers and those that they call tell each other by signals and messages."""

import pytest

from engine import cases
from tests.engine.family import ASKS, MIDDLE, call, child
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    both,
    boundary,
    catch,
    end,
    flow,
    go,
    many,
    process,
    start,
    throw,
    user,
    xor,
)

EDGE = boundary("b", "c", SIGNAL) + user("h") + go("b h")
#: a called process that waits for the signal, and one beside it that sends it
HEARS = child(catch("kc", SIGNAL), user("ku"), go("ks kc ku"))
SENDS = process("elders", start("es"), throw("et", SIGNAL), user("eu"), go("es et eu"))


def outside(family):
    family.broadcast("s1")


def elsewhere(family):
    family.office.open("elders")


@pytest.mark.parametrize("send", [outside, elsewhere])
@pytest.mark.parametrize("meanwhile", ["running", "suspended"])
def test_a_signal_that_stops_a_call_passes_over_what_waited_for_it_there(
    family, caplog, send, meanwhile
):
    family.begin(call(), EDGE, go("s c"), others=HEARS + SENDS)
    if meanwhile == "suspended":
        family.steer(cases.suspend)
    send(family)
    if meanwhile == "suspended":
        family.steer(cases.resume)

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "cancelled"]
    assert family.kept() == []
    assert caplog.messages == []


def test_a_signal_that_every_caller_waits_for_stops_all_below_the_outermost(family, caplog):
    own = boundary("kb", "kc", SIGNAL) + user("kh") + go("kb kh")
    others = child(user("ku"), call("kc"), own, go("ks ku kc"))
    family.begin(call(), EDGE, go("s c"), others=others)
    family.complete("ku", "ku")
    family.broadcast("s1")

    assert family.tasks() == ["h"]
    assert family.outcomes() == [None, "cancelled", "cancelled", "cancelled"]
    assert caplog.messages == []


def test_a_signal_for_many_passes_over_those_that_the_first_one_made_superfluous(family, caplog):
    how = many("3", enough="numberOfCompletedInstances = 1")
    others = child(catch("kc", SIGNAL), go("ks kc"))
    parts = (both("g"), call(inner=how), user("z"), user("u"), throw("t", SIGNAL))
    family.begin(*parts, go("s g c z"), go("g u t"), others=others)
    family.complete("u")

    assert family.tasks() == ["z"]
    assert family.outcomes() == [None, "completed", "cancelled", "cancelled"]
    assert family.kept() == []
    assert caplog.messages == []


@pytest.mark.parametrize("interrupting", [True, False])
@pytest.mark.parametrize("event", [SIGNAL, MESSAGE])
def test_what_a_process_far_below_sends_is_heard_on_the_edge_of_the_call(
    family, event, interrupting
):
    others = child(user("ku"), throw("kt", event), user("kw"), go("ks ku kt kw")) + MIDDLE
    edge = boundary("b", "c", event, interrupting=interrupting) + user("h") + go("b h")
    family.begin(call(called="d"), edge, go("s c"), others=others)
    family.complete("ku")

    assert family.tasks() == (["h"] if interrupting else ["h", "kw"])


@pytest.mark.parametrize("event", [SIGNAL, MESSAGE])
def test_what_a_called_process_sends_as_it_ends_comes_after_its_caller_went_on(family, event):
    others = child(user("ku"), end("ke", event), go("ks ku ke"))
    edge = boundary("b", "c", event) + user("h") + go("b h")
    family.begin(call(), edge, user("z"), go("s c z"), others=others)
    family.complete("ku")

    assert family.tasks() == ["z"]
    assert family.kept() == (["m1"] if event == MESSAGE else [])


def test_calls_side_by_side_hear_the_signal_of_one_of_them(family):
    first, rest = flow("kg", "ku", "loopCounter = 1"), flow("kg", "kc", flow_id="kd")
    parts = (xor("kg", "kd"), user("ku"), throw("kt", SIGNAL), catch("kc", SIGNAL), user("kw"))
    others = child(*parts, go("ks kg"), first, rest, go("ku kt"), go("kc kw"))
    family.begin(call(inner=many("3")), go("s c"), others=others)
    family.complete("ku")

    assert family.tasks() == ["kw", "kw"]


def test_a_message_with_a_key_goes_from_a_called_process_to_its_caller(family):
    keyed = '<messageEventDefinition messageRef="M1" regie:key="&quot;a&quot;"/>'
    others = child(throw("kt", keyed), user("ku"), go("ks kt ku"))
    parts = (both("g"), call(), catch("w", keyed), user("x"))
    family.begin(*parts, go("s g c"), go("g w x"), others=others)

    assert family.tasks() == ["ku", "x"]


def test_a_message_goes_from_a_caller_to_what_it_called(family):
    others = child(catch("kc", MESSAGE), user("ku"), go("ks kc ku"))
    parts = (both("g"), call(), user("u"), throw("t", MESSAGE))
    family.begin(*parts, go("s g c"), go("g u t"), others=others)
    family.complete("u")

    assert family.tasks() == ["ku"]


def test_what_a_called_process_started_by_a_message_goes_on_when_the_call_is_stopped(family):
    begun = process("n", start("ns", MESSAGE), user("nu"), go("ns nu"))
    others = child(throw("kt", MESSAGE), user("ku"), go("ks kt ku")) + begun
    family.begin(call(), EDGE, go("s c"), others=others)
    assert family.tasks() == ["ku", "nu"]
    family.broadcast("s1")

    assert family.tasks() == ["h", "nu"]


def test_a_handler_beside_a_call_may_call_the_same_process(family):
    edge = boundary("b", "c", SIGNAL, interrupting=False) + call("c2") + go("b c2")
    family.begin(call(), edge, user("z"), go("s c z"), others=ASKS)
    family.broadcast("s1")
    assert family.tasks() == ["ku", "ku"]
    family.complete("ku", "ku")

    assert family.tasks() == ["z"]
