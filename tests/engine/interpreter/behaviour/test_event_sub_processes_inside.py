"""Event sub-processes in calls, ad-hoc sub-processes and transactions: what they see and undo."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    COMPENSATE,
    ERROR,
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    boundary,
    catch,
    diagram,
    element,
    end,
    go,
    handler,
    loop,
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


def hurried(event, *, interrupting=True):
    """Draw a handler that marks `h`."""
    return handler("h", event, mark("x"), go("h_s x h_e"), interrupting=interrupting)


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
    inner = sub(
        "q", start("s1"), end("bad", ERROR), hurried(ERROR), go("s1 bad"), tag="transaction"
    )

    assert ran(inner, mark("z"), go("s q z")).trace() == ["x", "z"]


def test_one_of_several_events_starts_a_handler():
    esp = hurried(MESSAGE + SIGNAL + OTHER_MESSAGE, interrupting=False)
    world = waiting(user("a"), esp, go("s a"))
    world.receive("h_s", "m2")
    world.receive("h_s", "m1")

    assert world.trace() == ["x", "x"]


@pytest.mark.parametrize("interrupting", [True, False])
def test_all_of_several_events_start_a_handler_when_it_is_parallel(interrupting):
    first = start(
        "hs",
        SIGNAL + OTHER_SIGNAL,
        parallelMultiple="true",
        isInterrupting=str(interrupting).lower(),
    )
    esp = sub("h", first, mark("x"), go("hs x"), triggeredByEvent="true")
    parts = (throw("t1", SIGNAL), mark("m"), throw("t2", OTHER_SIGNAL), user("a"))
    world = waiting(*parts, esp, go("s t1 m t2 a"))

    assert world.trace() == ["m", "x"]
    assert open_tasks(world) == ([] if interrupting else ["a"])


def test_conditions_that_hold_together_already_start_a_handler_once():
    together = when("x = 1") + when("y = 1")
    first = start("hs", together, parallelMultiple="true", isInterrupting="false")
    esp = sub("h", first, mark("m"), go("hs m"), triggeredByEvent="true")
    world = waiting(user("a"), esp, go("s a"), variables={"x": 1, "y": 1})

    assert world.trace() == ["m"]
    assert open_tasks(world) == ["a"]


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
    inside = (
        element("eventBasedGateway", "k"),
        catch("c", OTHER_MESSAGE),
        catch("d", timer("PT1H")),
    )
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
