"""Event sub-processes: every start, interrupting and not, at the top, nested and in items."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.model import Place
from tests.engine.interpreter.behaviour.running import open_tasks, ran, waiting
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ERROR,
    ESCALATION,
    MESSAGE,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    end,
    go,
    handler,
    loop,
    many,
    mark,
    script,
    start,
    sub,
    throw,
    timer,
    user,
    when,
)

HOURLY = timer("PT1H")


def hurried(event, *, interrupting=True):
    """Draw a handler that marks `h`."""
    return handler("h", event, mark("x"), go("h_s x h_e"), interrupting=interrupting)


def happen(world, event):
    """Let the event that the handler waits for happen, by what comes from outside."""
    if event == MESSAGE:
        world.receive("h_s", "m1")
    elif event == HOURLY:
        world.tick(hours=1)
        world.fire("h_s")
    else:
        world.complete("t", n=Decimal(5))


EVENTS = [
    pytest.param(MESSAGE, mark("none"), id="message"),
    pytest.param(HOURLY, mark("none"), id="timer"),
    pytest.param(when("n = 5"), mark("none"), id="conditional"),
    pytest.param(SIGNAL, throw("none", SIGNAL), id="signal"),
    pytest.param(ESCALATION, throw("none", ESCALATION), id="escalation"),
]


def two_branches(event, last, *, interrupting, inside):
    """Draw two tasks side by side, `t` followed by what causes the event, with its handler."""
    parts = (both("g"), user("a"), user("t"), last, hurried(event, interrupting=interrupting))
    flows = go("g a") + go("g t none")
    if inside:
        return (sub("q", start("s1"), *parts, flows, go("s1 g")), mark("z"), go("s q z"))
    return (*parts, flows, go("s g"))


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize(("event", "last"), EVENTS)
def test_an_interrupting_start_takes_everything_else_in_its_scope_away(event, last, inside):
    world = waiting(*two_branches(event, last, interrupting=True, inside=inside))
    happen(world, event)

    assert world.trace() == (["x", "z"] if inside else ["x"])
    assert open_tasks(world) == []
    assert world.first.ended


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize(("event", "last"), EVENTS)
def test_a_start_that_does_not_interrupt_runs_beside_the_rest(event, last, inside):
    world = waiting(*two_branches(event, last, interrupting=False, inside=inside))
    happen(world, event)

    assert "x" in world.trace()
    assert "a" in open_tasks(world)
    world.run()
    assert world.trace().count("x") == 1
    assert world.trace().count("z") == inside


@pytest.mark.parametrize("event", [ERROR, ANY_ERROR])
def test_an_error_start_takes_over_and_the_sub_process_goes_on_as_usual(event):
    parts = (both("g"), user("a"), end("bad", ERROR))
    inner = sub("q", start("s1"), *parts, hurried(event), go("s1 g a"), go("g bad"))
    world = waiting(
        inner, boundary("b", "q", ERROR), mark("no"), mark("z"), go("s q z"), go("b no")
    )

    assert world.trace() == ["x", "z"]
    assert open_tasks(world) == []


def test_a_failing_script_may_start_one():
    endless = 'string join(for i in 1..9999 return "x") + string join(for i in 1..99999 return "x")'
    world = ran(script("a", f"n = {endless}"), mark("no"), hurried(ANY_ERROR), go("s a no"))

    assert world.trace() == ["x"]


def test_the_sub_process_goes_on_only_when_its_handler_is_done():
    esp = handler("h", ESCALATION, user("k"), go("h_s k h_e"), interrupting=False)
    inner = sub("q", start("s1"), throw("t", ESCALATION), esp, go("s1 t"))
    world = waiting(inner, mark("z"), go("s q z"))
    assert world.trace() == []

    world.complete("k")
    assert world.trace() == ["z"]


def test_an_event_that_comes_after_the_normal_flow_is_not_heard():
    world = waiting(
        sub("q", start("s1"), mark("y"), hurried(MESSAGE), go("s1 y")), user("a"), go("s q a")
    )

    assert not world.first.ears
    assert world.trace() == ["y"]


def test_one_that_runs_already_may_start_again():
    esp = handler("h", MESSAGE, user("k"), go("h_s k h_e"), interrupting=False)
    world = waiting(user("a"), esp, go("s a"))
    world.receive("h_s", "m1")
    world.receive("h_s", "m1")

    assert open_tasks(world) == ["a", "k", "k"]
    entered = sorted(place for place in world.first.tasks if place.element_id == "k")
    assert entered == [Place("k", 1), Place("k", 2)]


def test_the_inner_handler_hears_an_escalation_before_the_outer_one():
    inner = sub(
        "q",
        start("s1"),
        throw("t", ESCALATION),
        hurried(ESCALATION, interrupting=False),
        go("s1 t"),
    )
    outer = handler("o", ESCALATION, mark("out"), go("o_s out o_e"), interrupting=False)

    assert ran(inner, outer, go("s q")).trace() == ["x"]


def test_a_signal_reaches_the_handlers_of_every_level():
    inner = sub("q", start("s1"), user("u"), hurried(SIGNAL, interrupting=False), go("s1 u"))
    outer = handler("o", SIGNAL, mark("out"), go("o_s out o_e"), interrupting=False)
    world = waiting(both("g"), inner, throw("t", SIGNAL), outer, go("s g q"), go("g t"))

    assert world.trace() == ["out", "x"]


def test_an_outer_handler_that_interrupts_takes_the_inner_levels_away():
    deep = sub("r", start("s2"), user("u"), go("s2 u"))
    world = waiting(sub("q", start("s1"), deep, go("s1 r")), hurried(MESSAGE), go("s q"))
    world.receive("h_s", "m1")

    assert open_tasks(world) == []
    assert world.trace() == ["x"]


def test_a_handler_may_end_in_an_error_that_its_own_sub_process_lets_out():
    esp = sub("h", start("hs", MESSAGE), end("bad", ERROR), go("hs bad"), triggeredByEvent="true")
    inner = sub("q", start("s1"), user("u"), esp, go("s1 u"))
    world = waiting(inner, boundary("b", "q", ERROR), mark("out"), go("s q"), go("b out"))
    world.receive("hs", "m1")

    assert world.trace() == ["out"]


def test_terminate_in_a_handler_ends_only_the_handler():
    parts = (
        start("hs", MESSAGE, isInterrupting="false"),
        both("hg"),
        user("k"),
        end("ht", TERMINATE),
    )
    esp = sub("h", *parts, go("hs hg k"), go("hg ht"), triggeredByEvent="true")
    world = waiting(user("a"), esp, go("s a"))
    world.receive("hs", "m1")

    assert open_tasks(world) == ["a"]


def test_each_turn_of_a_loop_has_a_handler_of_its_own():
    inner = sub(
        "q", loop(loopMaximum="2"), start("s1"), end("bad", ERROR), hurried(ERROR), go("s1 bad")
    )

    assert ran(inner, mark("z"), go("s q z")).trace() == ["x", "x", "z"]


def test_a_handler_in_one_item_leaves_the_other_items_alone():
    inner = sub("q", many("2"), start("s1"), user("u"), hurried(MESSAGE), go("s1 u"))
    world = waiting(inner, mark("z"), go("s q z"))
    world.receive("h_s", "m1")
    assert (world.trace(), open_tasks(world)) == (["x"], ["u"])

    world.complete("u")
    assert world.trace() == ["x", "z"]


@pytest.mark.parametrize("often", [loop(loopMaximum="2"), many("2"), many("2", sequential=True)])
def test_an_event_sub_process_may_happen_several_times_for_one_event(often):
    first = start("h_s", ESCALATION, isInterrupting="false")
    inside = (often, first, mark("x"), end("h_e"), go("h_s x h_e"))
    parts = (throw("t", ESCALATION), mark("z"), sub("h", *inside, triggeredByEvent="true"))
    world = ran(*parts, go("s t z"))

    assert world.trace() == ["x", "x", "z"]
    assert world.first.ended
