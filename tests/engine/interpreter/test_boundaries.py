"""Events on the edge of activities, and what interruption takes away."""

from __future__ import annotations

from decimal import Decimal

from engine.events import (
    ElementCancelled,
    ElementEntered,
    TaskWithdrawn,
    TimerCleared,
    TimerSet,
)
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    ERROR,
    MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    both,
    boundary,
    catch,
    diagram,
    end,
    go,
    mark,
    script,
    start,
    sub,
    throw,
    timer,
    user,
    when,
)
from tests.engine.interpreter.world import BEGIN, World


def ran(source, **variables):
    world = World(source)
    world.start(variables=variables)
    world.run()
    return world


def waiting(*more):
    return sub("q", start("s1"), catch("w", timer("PT9S")), *more, end("e1"), go("s1 w e1"))


def test_an_interrupting_timer_withdraws_the_task_and_goes_on_at_the_boundary():
    parts = (user("a"), boundary("b", "a", timer("PT1H")), mark("late"), mark("done"))
    world = World(diagram(start(), *parts, go("s a done"), go("b late")))
    world.start()
    assert world.first.timers == {(Place("b"), 0): BEGIN.replace(hour=1)}

    world.now = BEGIN.replace(hour=1)
    effects = world.fire("b")

    assert effects[:3] == (
        TaskWithdrawn(Place("a")),
        ElementCancelled(Place("a"), 1),
        ElementEntered(Place("b"), 3),
    )
    assert world.trace() == ["late"]
    assert world.first.ended


def test_a_task_that_is_done_in_time_clears_its_timer():
    parts = (user("a"), boundary("b", "a", timer("PT1H")), mark("late"))
    world = World(diagram(start(), *parts, go("s a"), go("b late")))
    world.start()
    world.complete("a")

    assert TimerCleared(Place("b"), 0) in world.first.effects
    assert world.first.ended


def test_an_interrupting_boundary_stops_automatic_work_in_the_same_step():
    parts = (both("a"), mark("x"), end("bad", ERROR), *map(mark, ("y1", "y2", "y3")), end("e1"))
    inner = sub("q", start("s1"), *parts, go("s1 a x bad"), go("a y1 y2 y3 e1"))
    world = ran(diagram(start(), inner, boundary("b", "q", ERROR), mark("h"), go("s q"), go("b h")))

    assert world.trace() == ["h", "x", "y1"]


def test_a_message_boundary_that_does_not_interrupt_happens_again_and_again():
    parts = (user("a"), boundary("b", "a", MESSAGE, interrupting=False), mark("z"))
    world = World(diagram(start(), *parts, go("s a"), go("b z")))
    world.start()
    for number in (1, 2, 3):
        world.receive("b", "m1", number=Decimal(number))
    world.complete("a")

    assert world.trace() == ["z", "z", "z"]
    entered = [one.place for one in world.first.effects if isinstance(one, ElementEntered)]
    assert [place for place in entered if place.element_id == "b"] == [
        Place("b", 1),
        Place("b", 2),
        Place("b", 3),
    ]


def test_a_signal_boundary_hears_every_signal_of_its_own_instance():
    parts = (both("a"), waiting(), boundary("b", "q", SIGNAL, interrupting=False), mark("h"))
    throws = (throw("t1", SIGNAL), throw("t2", SIGNAL))
    flows = (go("s a q"), go("a t1 t2"), go("b h"))
    world = ran(diagram(start(), *parts, *throws, *flows))

    assert world.trace() == ["h", "h"]


def test_a_boundary_with_two_signals_needs_only_one_or_all_when_parallel():
    for parallel in ("false", "true"):
        event = boundary("b", "q", SIGNAL + OTHER_SIGNAL, parallelMultiple=parallel)
        throws = (throw("t1", SIGNAL), throw("t2", OTHER_SIGNAL), mark("m"))
        flows = (go("s a q x"), go("a t1 m t2"), go("b h"))
        parts = (both("a"), waiting(), event, mark("h"), mark("x"))
        world = ran(diagram(start(), *parts, *throws, *flows))

        assert world.trace() == ["h", "m"]


def test_a_boundary_timer_that_repeats_gives_a_token_for_every_turn():
    event = boundary("b", "q", timer("R3/PT2S", "timeCycle"), interrupting=False)
    world = ran(diagram(start(), waiting(), event, mark("h"), go("s q"), go("b h")))

    assert world.trace() == ["h", "h", "h"]
    assert sum(isinstance(one, TimerSet) for one in world.first.effects) == 4


def test_a_condition_that_holds_already_interrupts_before_any_work_is_done():
    parts = (mark("a"), boundary("b", "a", when("n > 3")), mark("h"), mark("z"))
    world = ran(diagram(start(), *parts, go("s a z"), go("b h")), n=Decimal(4))

    assert world.trace() == ["h"]


def test_a_condition_is_looked_at_when_another_branch_writes():
    parts = (both("g"), user("a"), boundary("b", "a", when("n > 3")), mark("h"))
    others = (user("u"), script("x", "n = 4"))
    world = World(diagram(start(), *parts, *others, go("s g a"), go("g u x"), go("b h")))
    world.start(variables={"n": Decimal(0)})
    world.complete("u")

    assert world.trace() == ["h"]
    assert world.first.ended


def test_a_condition_that_does_not_interrupt_happens_each_time_it_becomes_true():
    parts = (user("a"), boundary("b", "a", when("x = 1"), interrupting=False), mark("z"))
    hears = boundary("n", "a", MESSAGE, interrupting=False)
    world = World(diagram(start(), *parts, hears, mark("y"), go("s a"), go("b z"), go("n y")))
    world.start(variables={"x": Decimal(0)})
    for value in (1, 1, 0, 1):
        world.receive("n", "m1", x=Decimal(value))

    assert world.trace().count("z") == 2
    assert world.trace().count("y") == 4


def test_a_whole_sub_process_is_interrupted_from_the_inside_out():
    deep = sub("r", start("s2"), user("u"), boundary("v", "u", timer("PT5H")), go("s2 u"))
    inner = sub("q", start("s1"), deep, go("s1 r"))
    world = World(diagram(start(), inner, boundary("b", "q", timer("PT1H")), go("s q")))
    world.start()
    world.now = BEGIN.replace(hour=1)
    effects = world.fire("b")

    cancelled = [one.place.element_id for one in effects if isinstance(one, ElementCancelled)]
    assert cancelled == ["u", "r", "q"]
    assert TaskWithdrawn(Place("u")) in effects
    assert TimerCleared(Place("v")) in effects
    assert world.first.ended
