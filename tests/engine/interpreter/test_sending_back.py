"""Sending back begins earlier work once more, or says why that would not be right."""

import pytest

from engine import interpreter
from engine.events import SentBack, SignalReceived, TaskCompleted
from engine.interpreter import CannotSendBack
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    both,
    boundary,
    catch,
    diagram,
    end,
    first_of,
    flow,
    go,
    loop,
    many,
    mark,
    start,
    sub,
    timer,
    user,
    xor,
)
from tests.engine.interpreter.world import World


def running(*parts, done=()):
    world = World(diagram(*parts))
    world.start()
    world.settle()
    for element_id in done:
        world.complete(element_id)
    return world


def send_back(world, place, to, reason="nog eens kijken"):
    effects = world.step(world.first, SentBack(Place.parse(place), to, reason))
    world.settle()
    return effects


def places(world):
    return {str(place) for place in world.first.tasks}


LINE = (start(), user("a"), user("b"), user("c"), end(), go("s a b c e"))


def test_earlier_work_opens_once_more_and_what_stood_open_is_withdrawn():
    world = running(*LINE, done=["a", "b"])

    send_back(world, "c#1", "a")

    assert places(world) == {"a#2"}
    for element_id in "abc":
        world.complete(element_id)
    assert world.first.ended.outcome == "completed"


def test_what_listened_for_the_work_stops_with_it():
    world = running(
        *LINE, boundary("late", "c", timer("P7D")), user("x"), go("late x"), done=["a", "b"]
    )
    assert world.first.timers

    send_back(world, "c#1", "b")

    assert not world.first.timers
    assert places(world) == {"b#2"}


def test_a_sub_process_is_sent_back_as_a_whole():
    inside = sub("q", start("qs"), user("x"), user("y"), end("qe"), go("qs x y qe"))
    world = running(start(), user("a"), inside, end(), go("s a q e"), done=["a", "x"])

    send_back(world, "q#1", "a")

    assert places(world) == {"a#2"}
    world.complete("a")
    assert places(world) == {"x#2"}


def test_work_inside_a_sub_process_goes_back_inside_it():
    inside = sub("q", start("qs"), user("x"), user("y"), end("qe"), go("qs x y qe"))
    world = running(start(), user("a"), inside, end(), go("s a q e"), done=["a", "x"])

    send_back(world, "y#1", "x")

    assert places(world) == {"x#2"}


def test_a_choice_of_events_goes_back_and_forgets_what_it_waited_for():
    waits = (first_of("g"), catch("m", MESSAGE), catch("t", timer("P1D")), end(), end("e2"))
    world = running(start(), user("a"), *waits, go("s a g m e"), go("g t e2"), done=["a"])

    send_back(world, "g#1", "a")

    assert not world.first.ears
    assert not world.first.timers
    assert places(world) == {"a#2"}


def test_a_branch_goes_back_within_itself_while_the_other_waits():
    parts = (start(), both("f", "j"), user("a1"), user("a2"), user("b"), end())
    world = running(*parts, go("s f a1 a2 j e"), go("f b j"), done=["a1", "b"])

    send_back(world, "a2#1", "a1")
    world.complete("a1")
    world.complete("a2")

    assert world.first.ended.outcome == "completed"


def test_work_behind_branches_that_came_together_goes_back_before_them():
    parts = (start(), user("a"), both("f", "j"), user("b1"), user("b2"), user("c"), end())
    ways = (go("s a f b1 j c e"), go("f b2 j"))
    world = running(*parts, *ways, done=["a", "b1", "b2"])

    send_back(world, "c#1", "a")
    for element_id in ("a", "b1", "b2", "c"):
        world.complete(element_id)

    assert world.first.ended.outcome == "completed"


def test_work_around_a_loop_goes_back_to_what_came_before_it():
    parts = (start(), user("a"), xor("m"), user("b"), xor("again", "out"), end())
    ways = (go("s a m b again"), flow("again", "e", flow_id="out"), flow("again", "m", "more"))
    world = running(*parts, *ways, done=["a"])
    world.complete("b", more=True)

    send_back(world, "b#2", "a")

    assert places(world) == {"a#2"}


REFUSED = {
    "another scope": (
        (
            start(),
            user("a"),
            sub("q", start("qs"), user("x"), end("qe"), go("qs x qe")),
            end(),
            go("s a q e"),
        ),
        ["a"],
        ("x#1", "a"),
        "not in the same process or sub-process",
    ),
    "into a sub-process": (
        (
            start(),
            sub("q", start("qs"), user("x"), end("qe"), go("qs x qe")),
            user("a"),
            end(),
            go("s q a e"),
        ),
        ["x"],
        ("a#1", "x"),
        "not in the same process or sub-process",
    ),
    "no work": (LINE, ["a"], ("b#1", "s"), "it is no task, sub-process or call"),
    "never visited": (
        (
            start(),
            xor("g", "yes"),
            user("a"),
            user("b"),
            user("c"),
            end(),
            flow("g", "a", flow_id="yes"),
            flow("g", "b", "false"),
            go("s g"),
            go("a c e"),
            go("b c"),
        ),
        ["a"],
        ("c#1", "b"),
        "has never been there",
    ),
    "later": (LINE, ["a", "b"], ("c#1", "c"), "does not come before it"),
    "beside it": (
        (
            start(),
            both("f", "j"),
            user("a"),
            user("b"),
            end(),
            go("s f a j e"),
            go("f b j"),
        ),
        [],
        ("a#1", "b"),
        "does not come before it",
    ),
    "twice": (
        (
            start(),
            user("z"),
            both("f", "j"),
            user("a"),
            user("b"),
            end(),
            go("s z f a j e"),
            go("f b j"),
        ),
        ["z"],
        ("a#1", "z"),
        "would start twice",
    ),
    "out of a reminder": (
        (
            start(),
            user("z"),
            user("a"),
            boundary("r", "a", SIGNAL, interrupting=False),
            user("b"),
            end(),
            go("s z a e"),
            go("r b"),
        ),
        ["z"],
        ("b#1", "z"),
        "would start twice",
    ),
    "into a branch": (
        (
            start(),
            both("f", "j"),
            user("a"),
            user("b"),
            user("c"),
            end(),
            go("s f a j c e"),
            go("f b j"),
        ),
        ["a", "b"],
        ("c#1", "a"),
        "beside others that are done",
    ),
    "one of several": (
        (start(), user("z"), user("a", many("2")), end(), go("s z a e")),
        ["z"],
        ("a#2", "z"),
        "done for several items",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_not_be_right_is_refused_by_name(name):
    parts, done, (place, to), sentence = REFUSED[name]
    world = running(*parts, done=done)
    if name == "out of a reminder":
        world.step(world.first, SignalReceived("s1"))
    before = world.first.snapshot

    with pytest.raises(CannotSendBack, match=sentence):
        send_back(world, place, to)
    assert world.first.snapshot == before


def test_work_for_several_items_goes_back_as_a_whole():
    world = running(start(), user("z"), user("a", many("2")), end(), go("s z a e"), done=["z", "a"])

    send_back(world, "a#1", "z")

    assert places(world) == {"z#2"}
    world.complete("z")
    assert places(world) == {"a#5", "a#6"}


def test_a_loop_that_goes_back_begins_anew():
    world = running(
        start(), user("z"), user("a", loop(loopMaximum="2")), end(), go("s z a e"), done=["z", "a"]
    )

    send_back(world, "a#1", "z")
    for element_id in ("z", "a", "a"):
        world.complete(element_id)

    assert world.first.ended.outcome == "completed"


def test_the_ways_back_are_just_those_that_are_not_refused():
    parts = (start(), user("a"), mark("m"), both("f", "j"), user("b"), user("c"), end())
    world = running(*parts, go("s a m f b j e"), go("f c j"), done=["a"])
    definition = world.first.definition

    assert interpreter.ways_back(definition, world.first.snapshot) == {}
    world.step(world.first, TaskCompleted(Place("b")))
    line = running(*LINE, done=["a", "b"])
    assert interpreter.ways_back(line.first.definition, line.first.snapshot) == {
        Place("c"): ("a", "b")
    }
