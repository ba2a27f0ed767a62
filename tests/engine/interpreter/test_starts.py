"""How an instance starts."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.events import ElementEntered, InstanceStarted
from engine.interpreter import NoPlainStart, NoSuchStart, NotWaitingHere, SeveralPlainStarts
from engine.model import Place, Start
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    diagram,
    element,
    go,
    mark,
    process,
    start,
    sub,
    user,
)
from tests.engine.interpreter.world import World


def test_the_plain_start_event_is_taken_by_hand():
    parts = (start("m", MESSAGE), start("n"), mark("a"), mark("b"))
    world = World(diagram(*parts, go("m a"), go("n b")))
    world.start()

    assert world.trace() == ["b"]


def test_a_start_event_that_happened_is_taken():
    parts = (start("m", MESSAGE), start("n"), mark("a"), mark("b"))
    world = World(diagram(*parts, go("m a"), go("n b")))
    world.start(start="m")

    assert world.trace() == ["a"]
    assert world.first.effects[0] == ElementEntered(Place("m"), 1, None)


def test_a_process_with_only_typed_starts_is_not_started_by_hand():
    world = World(diagram(start("m", MESSAGE), mark("a"), go("m a")))

    with pytest.raises(NoPlainStart) as refused:
        world.start()
    assert "niet met de hand" in refused.value.sentence("nl")


def two_starts(**names):
    events = (start(one, **({"name": names[one]} if one in names else {})) for one in "mn")
    return World(diagram(*events, mark("a"), mark("b"), go("m a"), go("n b")))


def test_one_of_several_plain_start_events_is_chosen():
    world = two_starts()
    world.start(start="n")

    assert world.trace() == ["b"]
    assert world.first.effects[0] == ElementEntered(Place("n"), 1, None)


def test_who_chooses_none_of_several_plain_start_events_is_told_which_there_are():
    with pytest.raises(SeveralPlainStarts) as refused:
        two_starts(m="Met de hand").start()

    assert refused.value.sentence("nl") == (
        "Het proces p kan op meer plaatsen beginnen. Kies er een: Met de hand (m), n."
    )


@pytest.mark.parametrize("chosen", ["n", "Later"])
def test_a_plain_start_event_is_chosen_by_its_id_or_its_name(chosen):
    (definition,) = two_starts(n="Later").definitions.values()

    assert interpreter.choose(definition, chosen) == "n"


@pytest.mark.parametrize(("names", "chosen"), [({}, "x"), ({"m": "Hier", "n": "Hier"}, "Hier")])
def test_what_is_no_plain_start_event_or_could_be_two_is_refused(names, chosen):
    (definition,) = two_starts(**names).definitions.values()

    with pytest.raises(NoSuchStart, match=f"does not begin at '{chosen}'"):
        interpreter.choose(definition, chosen)


def by_hand_or_message():
    events = (start("m", MESSAGE), start("n"))
    (definition,) = World(diagram(*events, user("a"), go("m a"), go("n a"))).definitions.values()
    return definition


def test_what_starts_on_an_event_cannot_be_chosen():
    with pytest.raises(NoSuchStart):
        interpreter.choose(by_hand_or_message(), "m")


def test_a_process_that_begins_in_one_way_needs_no_choice():
    assert interpreter.choose(by_hand_or_message()) is None
    assert interpreter.choose(by_hand_or_message(), "n") == "n"


def test_a_call_begins_at_the_start_event_that_it_names():
    called = process("k", start("m"), start("n"), mark("a"), mark("b"), go("m a"), go("n b"))
    call = element("callActivity", "c", calledElement="k", regie_start="n")
    world = World(diagram(start(), call, go("s c"), others=called))
    world.start("p")
    world.run()

    assert world.trace() == ["b"]
    assert all(one.ended for one in world.instances)


def test_an_unknown_start_event_is_refused():
    world = World(diagram(start(), mark("a"), go("s a")))

    with pytest.raises(NotWaitingHere):
        world.start(start="a")


def test_an_instance_starts_once():
    world = World(diagram(start(), user("a"), go("s a")))
    world.start()

    with pytest.raises(NotWaitingHere):
        world.step(world.first, InstanceStarted("p", "digest"))


def test_a_receive_task_may_start_a_process():
    task = element("receiveTask", "r", messageRef="M1", instantiate="true")
    world = World(diagram(task, mark("a"), go("r a")))
    (definition,) = world.definitions.values()
    assert definition.starts == (Start("r", "message", "m1"),)
    world.start(start="r")

    assert world.trace() == ["a"]


def test_all_ways_to_start_are_told():
    events = (start("n"), start("m", MESSAGE), start("g", SIGNAL))
    world = World(diagram(*events, mark("a"), *(go(f"{one} a") for one in "nmg")))
    (definition,) = world.definitions.values()

    assert definition.starts == (
        Start("n", "none"),
        Start("m", "message", "m1"),
        Start("g", "signal", "s1"),
    )


def test_without_a_start_event_everything_starts_that_nothing_leads_to():
    world = World(diagram(mark("a"), mark("b"), mark("c"), go("a b")))
    world.start()

    assert world.trace() == ["a", "b", "c"]


def test_a_sub_process_without_start_event_starts_in_the_same_way():
    world = World(diagram(start(), sub("q", mark("x"), mark("y")), mark("z"), go("s q z")))
    world.start()

    assert world.trace() == ["x", "y", "z"]


def test_an_empty_sub_process_is_done_at_once():
    world = World(diagram(start(), sub("q"), mark("z"), go("s q z")))
    world.start()

    assert world.trace() == ["z"]


def test_a_process_that_is_not_marked_executable_is_executed():
    world = World(diagram(start(), mark("a"), go("s a"), isExecutable="false"))
    world.start()

    assert world.trace() == ["a"]
