"""What items of many tell when they are done: behaviours with several events, and what may fail."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.events import ErrorRaised, MessageSent, SignalSent
from tests.engine.interpreter.behaviour.running import open_tasks, ran, waiting
from tests.engine.interpreter.diagrams import (
    CANCEL,
    ERROR,
    ESCALATION,
    MESSAGE,
    OTHER_ERROR,
    OTHER_SIGNAL,
    SIGNAL,
    boundary,
    diagram,
    element,
    go,
    mark,
    start,
    sub,
    timer,
    user,
)

TWO_DONE = "numberOfCompletedInstances = 2"
SHARED = '<messageEventDefinition id="shared" messageRef="M1"/>'


def complex_(*told, count="3"):
    """Draw a multi-instance that looks, per condition, at which events it throws."""
    inner = "".join(
        f"<complexBehaviorDefinition><condition>{condition}</condition>"
        f'<event id="told_{n}">{events}</event></complexBehaviorDefinition>'
        for n, (condition, events) in enumerate(told)
    )
    tag = "multiInstanceLoopCharacteristics"
    counted = f"<loopCardinality>{count}</loopCardinality>"
    return f'<{tag} behavior="Complex">{counted}{inner}</{tag}>'


def each(shared="shared"):
    tag = "multiInstanceLoopCharacteristics"
    counted = "<loopCardinality>2</loopCardinality>"
    return f'<{tag} behavior="None" noneBehaviorEventRef="{shared}">{counted}</{tag}>'


def told(world, kind):
    return [one for one in world.first.effects if isinstance(one, kind)]


def test_several_events_of_one_condition_are_all_thrown():
    edge = boundary("b", "a", SIGNAL) + boundary("c", "a", OTHER_SIGNAL)
    parts = (user("a", complex_((TWO_DONE, SIGNAL + OTHER_SIGNAL))), edge, *map(mark, "xyz"))
    world = waiting(*parts, go("s a z"), go("b x"), go("c y"))
    world.complete("a")
    assert world.trace() == []
    world.complete("a")

    assert world.trace() == ["x", "y", "z"]
    assert open_tasks(world) == []


@pytest.mark.parametrize("events", [ERROR + SIGNAL, SIGNAL + ERROR])
def test_what_ends_the_activity_from_outside_comes_after_the_other_events(events):
    inner = sub("q", start("s1"), user("a", complex_(("true", events))), go("s1 a"))
    world = waiting(inner, boundary("b", "q", ERROR), *map(mark, "xz"), go("s q z"), go("b x"))
    world.complete("a")

    assert [one.signal for one in told(world, SignalSent)] == ["s1"]
    assert [one.error for one in told(world, ErrorRaised)] == ["e1"]
    assert world.trace() == ["x"]


@pytest.mark.parametrize("event", [ERROR, ESCALATION])
def test_an_edge_further_out_is_interrupted_by_what_an_item_tells(event):
    shared = event.replace("EventDefinition ", 'EventDefinition id="shared" ')
    inner = sub("q", start("s1"), user("a", each()), user("k"), go("s1 a"), go("s1 k"))
    parts = (inner, boundary("b", "q", event), mark("x"), mark("z"))
    world = waiting(*parts, go("s q z"), go("b x"), others=shared)
    world.complete("a")

    assert open_tasks(world) == []
    assert world.trace() == ["x"]


def test_an_error_on_the_own_edge_lets_the_rest_be_told_and_the_activity_go_on():
    edge = boundary("b", "a", ERROR)
    parts = (user("a", complex_(("true", ERROR + SIGNAL))), edge, *map(mark, "xz"))
    world = waiting(*parts, go("s a z"), go("b x"))
    world.complete("a")

    assert [one.signal for one in told(world, SignalSent)] == ["s1"]
    assert world.trace() == ["x", "z"]


def test_two_events_that_would_each_end_it_are_an_incident_and_nothing_is_told():
    how = complex_(("true", SIGNAL + ERROR + OTHER_ERROR))
    world = waiting(user("a", how), mark("z"), go("s a z"))
    world.complete("a")

    assert [place.element_id for place in world.first.incidents] == ["a"]
    assert told(world, SignalSent) == []
    assert world.trace() == []


def test_items_that_were_done_while_one_could_not_tell_are_told_afterwards():
    message = '<messageEventDefinition id="shared" messageRef="M1" regie:key="sleutel"/>'
    world = waiting(user("a", each()), user("w"), mark("z"), go("s w"), go("s a z"), others=message)
    world.complete("a")
    world.complete("a")
    assert [place.element_id for place in world.first.incidents] == ["a"]
    assert told(world, MessageSent) == []
    world.complete("w", sleutel="K7")
    world.retry("a")

    sent = told(world, MessageSent)
    assert [one.key for one in sent] == ["K7", "K7"]
    assert len({one.place for one in sent}) == len(sent)
    assert world.trace() == ["z"]


def test_a_message_of_an_item_has_the_case_number_as_its_key():
    world = ran(mark("a", each()), go("s a"), others=SHARED, zaaknummer="RD-2026-0001")

    assert [one.key for one in told(world, MessageSent)] == ["RD-2026-0001"] * 2


def test_sending_for_many_may_tell_an_error_on_its_own_edge():
    shared = ERROR.replace("<errorEventDefinition", '<errorEventDefinition id="shared"')
    send = element("sendTask", "a", each(), messageRef="M1")
    parts = (send, boundary("b", "a", ERROR), mark("x"), mark("z"))

    assert ran(*parts, go("s a z"), go("b x"), others=shared).trace() == ["x", "x", "z"]


@pytest.mark.parametrize(
    "event",
    [timer("PT1H"), CANCEL, "<signalEventDefinition/>", SIGNAL.replace("S1", "S9")],
)
def test_what_no_edge_can_catch_is_refused_by_name(event):
    body = user("a", complex_(("true", event))) + go("s a")
    found = interpreter.problems(diagram(start(), body))

    assert ("behavior-event", "a") in {(one.code, one.element_id) for one in found}


@pytest.mark.parametrize("event", [MESSAGE, SIGNAL, ESCALATION, ERROR, "<errorEventDefinition/>"])
def test_what_an_edge_can_catch_may_be_told(event):
    body = user("a", complex_(("true", event)), regie_assignee='"ann"', regie_form="f") + go("s a")

    assert interpreter.problems(diagram(start(), body)) == ()
