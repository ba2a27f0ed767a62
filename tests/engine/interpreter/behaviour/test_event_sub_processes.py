"""Event sub-processes: every start, interrupting and not, at the top, nested and in items."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.model import Place
from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    COMPENSATE,
    ERROR,
    ESCALATION,
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    catch,
    diagram,
    element,
    end,
    go,
    handler,
    loop,
    many,
    mark,
    process,
    script,
    start,
    sub,
    throw,
    timer,
    undo,
    user,
    when,
)
from tests.engine.interpreter.world import World

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
    world = waiting(inner, boundary("b", "q", ERROR), mark("no"), mark("z"), go("s q z"), go("b no"))

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
    world = waiting(sub("q", start("s1"), mark("y"), hurried(MESSAGE), go("s1 y")), user("a"), go("s q a"))

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
    inner = sub("q", start("s1"), throw("t", ESCALATION), hurried(ESCALATION, interrupting=False), go("s1 t"))
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
    parts = (start("hs", MESSAGE, isInterrupting="false"), both("hg"), user("k"), end("ht", TERMINATE))
    esp = sub("h", *parts, go("hs hg k"), go("hg ht"), triggeredByEvent="true")
    world = waiting(user("a"), esp, go("s a"))
    world.receive("hs", "m1")

    assert open_tasks(world) == ["a"]


def test_each_turn_of_a_loop_has_a_handler_of_its_own():
    inner = sub("q", loop(loopMaximum="2"), start("s1"), end("bad", ERROR), hurried(ERROR), go("s1 bad"))

    assert ran(inner, mark("z"), go("s q z")).trace() == ["x", "x", "z"]


def test_a_handler_in_one_item_leaves_the_other_items_alone():
    inner = sub("q", many("2"), start("s1"), user("u"), hurried(MESSAGE), go("s1 u"))
    world = waiting(inner, mark("z"), go("s q z"))
    world.receive("h_s", "m1")
    assert (world.trace(), open_tasks(world)) == (["x"], ["u"])

    world.complete("u")
    assert world.trace() == ["x", "z"]


def test_a_handler_may_stand_in_a_called_process():
    other = process("k", start("ks"), end("bad", ERROR), hurried(ERROR), go("ks bad"))
    parts = (element("callActivity", "c", calledElement="k"), boundary("b", "c", ERROR), mark("no"))
    world = ran(*parts, mark("z"), go("s c z"), go("b no"), others=other)

    assert world.trace() == ["x", "z"]


def test_a_handler_may_stand_in_an_ad_hoc_sub_process():
    inner = sub("q", user("a"), user("b"), hurried(MESSAGE), tag="adHocSubProcess")
    world = waiting(inner, mark("z"), go("s q z"))
    world.receive("h_s", "m1")

    assert world.trace() == ["x", "z"]
    assert open_tasks(world) == []


def test_a_handler_may_stand_in_a_transaction():
    inner = sub("q", start("s1"), end("bad", ERROR), hurried(ERROR), go("s1 bad"), tag="transaction")

    assert ran(inner, mark("z"), go("s q z")).trace() == ["x", "z"]


def test_one_of_several_events_starts_a_handler():
    esp = hurried(MESSAGE + SIGNAL + OTHER_MESSAGE, interrupting=False)
    world = waiting(user("a"), esp, go("s a"))
    world.receive("h_s", "m2")
    world.receive("h_s", "m1")

    assert world.trace() == ["x", "x"]


@pytest.mark.parametrize("interrupting", [True, False])
def test_all_of_several_events_start_a_handler_when_it_is_parallel(interrupting):
    first = start("hs", SIGNAL + OTHER_SIGNAL, parallelMultiple="true", isInterrupting=str(interrupting).lower())
    esp = sub("h", first, mark("x"), go("hs x"), triggeredByEvent="true")
    parts = (throw("t1", SIGNAL), mark("m"), throw("t2", OTHER_SIGNAL), user("a"))
    world = waiting(*parts, esp, go("s t1 m t2 a"))

    assert world.trace() == ["m", "x"]
    assert open_tasks(world) == ([] if interrupting else ["a"])


def test_an_interrupting_timer_that_repeats_starts_its_handler_once():
    world = ran(user("a", loop(loopMaximum="3")), go("s a"))
    assert world.first.ended

    world = waiting(user("a"), hurried(timer("R5/PT1H", "timeCycle")), go("s a"))
    world.tick(hours=1)
    world.fire("h_s")
    assert world.trace() == ["x"]
    assert world.first.ended


def test_a_handler_undoes_what_was_done_around_it_and_only_that():
    parts = (mark("a"), undo("a", "ua"), mark("ua", isForCompensation="true"), end("bad", ERROR))
    esp = handler("h", ERROR, throw("t", COMPENSATE), mark("x"), go("h_s t x h_e"))
    inner = sub("q", start("s1"), *parts, esp, go("s1 a bad"))
    before = mark("o") + undo("o", "uo") + mark("uo", isForCompensation="true")
    world = ran(before, inner, go("s o q"))

    assert order(world) == ["o", "a", "ua", "x"]


def test_a_handler_has_variables_of_its_own():
    inside = ('<dataObject id="dv" name="v"/>', script("x", "v = 1\nw = v"), go("h_s x h_e"))
    world = waiting(user("a"), handler("h", MESSAGE, *inside, interrupting=False), go("s a"))
    world.receive("h_s", "m1")

    assert world.variables()["w"] == Decimal(1)
    assert "v" not in world.variables()


def test_what_a_message_brings_is_there_for_its_handler():
    esp = handler("h", MESSAGE, script("x", "seen = bedrag"), go("h_s x h_e"))
    world = waiting(user("a"), esp, go("s a"))
    world.receive("h_s", "m1", bedrag=Decimal(3))

    assert world.variables()["seen"] == Decimal(3)


def test_a_handler_waits_with_an_event_gateway_inside():
    inside = (element("eventBasedGateway", "k"), catch("c", OTHER_MESSAGE), catch("d", timer("PT1H")))
    esp = handler("h", MESSAGE, *inside, mark("x"), go("h_s k c x h_e"), go("k d h_e"))
    world = waiting(user("a"), esp, go("s a"))
    world.receive("h_s", "m1")
    world.receive("c", "m2")

    assert world.trace() == ["x"]
    assert world.first.ended


def test_a_process_without_other_work_still_starts_its_handler_on_an_error_at_once():
    world = World(diagram(start(), end("bad", ERROR), hurried(ERROR), go("s bad")))
    world.start()

    assert world.trace() == ["x"]
    assert world.first.ended.outcome == "completed"
