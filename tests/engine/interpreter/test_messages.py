"""Messages and signals: who waits for them, with which key, and what they bring."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.events import (
    ElementEntered,
    ElementLeft,
    IncidentRaised,
    MessageReceived,
    MessageSent,
    SignalReceived,
    SignalSent,
    SubscriptionClosed,
    SubscriptionOpened,
    TimerCleared,
)
from engine.interpreter import NotWaitingHere
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    both,
    catch,
    diagram,
    element,
    end,
    first_of,
    go,
    mark,
    process,
    start,
    throw,
    timer,
    user,
)
from tests.engine.interpreter.world import World

KEYED = '<messageEventDefinition messageRef="M1" regie:key="{key}" regie:payload="{payload}"/>'


def sent(world):
    return [one for one in world.first.effects if isinstance(one, MessageSent)]


def test_a_message_is_sent_with_the_case_number_as_its_key():
    world = World(diagram(start(), throw("t", MESSAGE), go("s t")))
    world.start(variables={"zaaknummer": "RD-2026-0001"})

    assert sent(world) == [MessageSent(Place("t"), "m1", "RD-2026-0001", {})]


def test_a_message_takes_the_named_variables_along_under_a_key_of_its_own():
    event = KEYED.format(key="nummer", payload="a, b")
    world = World(diagram(start(), throw("t", event), go("s t")))
    world.start(variables={"nummer": "K7", "a": Decimal(1)})

    assert sent(world) == [MessageSent(Place("t"), "m1", "K7", {"a": Decimal(1), "b": None})]


@pytest.mark.parametrize("value", [None, "", Decimal(7)])
def test_a_key_that_is_no_text_is_an_incident_and_nothing_is_sent(value):
    event = KEYED.format(key="nummer", payload="")
    world = World(diagram(start(), throw("t", event), go("s t")))
    world.start(variables={"nummer": value})

    assert not sent(world)
    assert list(world.first.incidents) == [Place("t")]


def test_a_send_task_sends_and_goes_on():
    world = World(
        diagram(start(), element("sendTask", "t", messageRef="M1"), mark("z"), go("s t z"))
    )
    world.start()

    assert [one.message for one in sent(world)] == ["m1"]
    assert world.trace() == ["z"]


def test_a_message_writes_what_it_brings_and_closes_its_subscription():
    world = World(diagram(start(), catch("c", MESSAGE), mark("z"), go("s c z")))
    world.start(variables={"zaaknummer": "RD-2026-0001"})
    opened = SubscriptionOpened(Place("c"), "message", "m1", "RD-2026-0001", 0)
    assert opened in world.first.effects

    world.receive("c", "m1", answer="yes")
    assert world.variables()["answer"] == "yes"
    assert SubscriptionClosed(Place("c")) in world.first.effects
    assert world.trace() == ["z"]


def test_a_receive_task_is_work_of_its_own():
    task = element("receiveTask", "c", messageRef="M1")
    world = World(diagram(start(), task, mark("z"), go("s c z")))
    world.start()
    world.receive("c", "m1")

    assert world.trace() == ["z"]


@pytest.mark.parametrize(
    "cause",
    [
        MessageReceived(Place("c"), "m2"),
        MessageReceived(Place("c", 2), "m1"),
        MessageReceived(Place("c"), "m1", 1),
        SignalReceived("s1"),
    ],
)
def test_a_message_or_signal_nobody_waits_for_is_refused(cause):
    world = World(diagram(start(), catch("c", MESSAGE), go("s c")))
    world.start()

    with pytest.raises(NotWaitingHere):
        world.step(world.first, cause)


def test_an_event_gateway_takes_the_first_event_and_forgets_the_others():
    events = (catch("c", timer("PT1H")), element("receiveTask", "r", messageRef="M1"))
    parts = (first_of("g"), *events, mark("a"), mark("b"))
    world = World(diagram(start(), *parts, go("s g c a"), go("g r b")))
    world.start()
    effects = world.receive("r", "m1")

    assert world.trace() == ["b"]
    assert TimerCleared(Place("c")) in effects
    assert ElementLeft(Place("g"), 1) in effects
    assert ElementEntered(Place("r"), 1, None) in effects
    assert world.first.ended


def test_the_flow_that_an_event_gateway_takes_is_noted():
    named = '<sequenceFlow id="to_c" sourceRef="g" targetRef="c"/>'
    parts = (first_of("g"), catch("c", SIGNAL), named, catch("d", MESSAGE))
    world = World(diagram(start(), *parts, go("s g d")))
    world.start()
    effects = world.step(world.first, SignalReceived("s1"))

    assert ElementEntered(Place("c"), 1, "to_c") in effects


def test_a_parallel_multiple_event_needs_all_of_them_in_any_order():
    event = catch("c", MESSAGE + SIGNAL, parallelMultiple="true")
    world = World(diagram(start(), event, mark("z"), go("s c z")))
    world.start()
    world.step(world.first, SignalReceived("s1"))
    assert list(world.first.ears) == [(Place("c"), 0)]
    with pytest.raises(NotWaitingHere):
        world.step(world.first, SignalReceived("s1"))
    world.receive("c", "m1")

    assert world.trace() == ["z"]


def test_a_multiple_event_needs_only_one_of_them():
    event = catch("c", MESSAGE + SIGNAL + timer("PT1H") + timer("PT2H"))
    world = World(diagram(start(), event, mark("z"), go("s c z")))
    world.start()
    assert [n for _, n in world.first.timers] == [2, 3]
    world.fire("c")

    assert world.trace() == ["z"]
    assert world.first.ended


def test_a_signal_reaches_its_own_instance_when_nothing_else_can_move():
    parts = (both("g"), throw("t", SIGNAL), mark("x"), catch("c", SIGNAL), mark("z"))
    world = World(diagram(start(), *parts, go("s g t"), go("g x c z")))
    world.start()

    assert world.trace() == ["x", "z"]
    assert SignalSent(Place("t"), "s1") in world.first.effects


def test_a_signal_starts_other_processes_and_reaches_their_instances():
    other = process("o", start("os", SIGNAL), mark("os_z"), go("os os_z"))
    waits = process("w", start("ws"), catch("wc", SIGNAL), mark("wz"), go("ws wc wz"))
    world = World(diagram(start(), throw("t", SIGNAL), go("s t"), others=other + waits))
    world.start("w")
    world.start("p")
    world.settle()

    assert world.trace() == ["os_z", "wz"]


def test_an_end_event_sends_too():
    world = World(diagram(start(), user("u"), end("e", SIGNAL + OTHER_SIGNAL), go("s u e")))
    world.start()
    world.complete("u")

    assert [one.signal for one in world.first.effects if isinstance(one, SignalSent)] == [
        "s1",
        "s2",
    ]


def test_a_listener_whose_key_fails_is_an_incident_while_the_work_goes_on():
    event = KEYED.format(key="nummer", payload="")
    boundary = element("boundaryEvent", "b", event, attachedToRef="a", cancelActivity="false")
    hears = element("boundaryEvent", "n", SIGNAL, attachedToRef="a", cancelActivity="false")
    fix = '<scriptTask id="x"><script>nummer = "K1"</script></scriptTask>'
    world = World(
        diagram(
            start(), user("a"), boundary, hears, fix, mark("z"), go("s a"), go("b z"), go("n x")
        )
    )
    world.start()
    assert [one.place for one in world.first.effects if isinstance(one, IncidentRaised)] == [
        Place("b")
    ]
    assert list(world.first.tasks) == [Place("a")]

    world.step(world.first, SignalReceived("s1"))
    world.retry("b")
    world.receive("b", "m1")
    assert world.trace() == ["z"]
