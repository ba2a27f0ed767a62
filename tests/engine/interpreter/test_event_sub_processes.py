"""Event sub-processes: what starts them, what they interrupt, what they see."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.events import EscalationRaised, SubscriptionClosed, SubscriptionOpened
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ANY_ESCALATION,
    CODELESS_ESCALATION,
    ERROR,
    ESCALATION,
    MESSAGE,
    OTHER_ERROR,
    OTHER_ESCALATION,
    SIGNAL,
    boundary,
    data,
    diagram,
    end,
    flow,
    go,
    handler,
    many,
    mark,
    script,
    start,
    sub,
    throw,
    timer,
    user,
    when,
    xor,
)
from tests.engine.interpreter.world import World


def ran(source, **variables):
    world = World(source)
    world.start(variables=variables)
    world.run()
    return world


def failing(*more, event=ERROR):
    return sub("q", start("s1"), end("bad", event), go("s1 bad"), *more)


def test_an_interrupting_message_stops_the_process_and_goes_on_by_itself():
    parts = (user("a"), mark("z"), handler("h", MESSAGE, user("k"), go("h_s k h_e")))
    world = World(diagram(start(), *parts, go("s a z")))
    world.start()
    assert list(world.first.ears) == [(Place("h_s"), 0)]

    world.receive("h_s", "m1")
    assert [place.element_id for place in world.first.tasks] == ["k"]
    assert SubscriptionClosed(Place("h_s")) in world.first.effects
    world.complete("k")
    assert world.trace() == []
    assert world.first.ended


def test_one_that_does_not_interrupt_happens_for_every_signal():
    parts = (throw("t1", SIGNAL), throw("t2", SIGNAL))
    esp = handler("h", SIGNAL, mark("x"), go("h_s x h_e"), interrupting=False)
    world = ran(diagram(start(), *parts, end(), esp, go("s t1 t2 e")))

    assert world.trace() == ["x", "x"]
    opened = [one for one in world.first.effects if isinstance(one, SubscriptionOpened)]
    assert len(opened) == 1


def test_an_error_at_the_top_is_caught_there():
    esp = handler("h", ERROR, mark("x"), go("h_s x h_e"))
    world = ran(diagram(start(), end("bad", ERROR), esp, go("s bad")))

    assert world.trace() == ["x"]
    assert world.outcome() == "completed"


def test_an_error_inside_the_handler_of_errors_goes_up():
    esp = sub(
        "h", start("hs", ERROR), mark("x"), end("he", ERROR), go("hs x he"), triggeredByEvent="true"
    )
    parts = (failing(esp), boundary("b", "q", ERROR), mark("up"))
    world = ran(diagram(start(), *parts, go("s q"), go("b up")))

    assert world.trace() == ["up", "x"]


def test_an_escalation_thrown_in_a_handler_is_not_caught_by_that_same_handler():
    esp = handler(
        "h", ESCALATION, mark("x"), throw("t2", ESCALATION), go("h_s x t2 h_e"), interrupting=False
    )
    inner = sub("q", start("s1"), throw("t1", ESCALATION), esp, go("s1 t1"))
    outside = boundary("b", "q", ESCALATION, interrupting=False)
    world = ran(diagram(start(), inner, outside, mark("up"), go("s q"), go("b up")))

    assert world.trace() == ["up", "x"]


def test_a_handler_stands_inside_a_handler():
    nested = handler("k", ESCALATION, mark("y"), go("k_s y k_e"))
    esp = sub(
        "h",
        start("hs", ERROR),
        mark("x"),
        end("he", ESCALATION),
        go("hs x he"),
        nested,
        triggeredByEvent="true",
    )
    world = ran(diagram(start(), end("bad", ERROR), esp, go("s bad")))

    assert world.trace() == ["x", "y"]


@pytest.mark.parametrize(
    ("thrown", "exact", "every"),
    [(OTHER_ERROR, OTHER_ERROR, ANY_ERROR), (OTHER_ESCALATION, OTHER_ESCALATION, ANY_ESCALATION)],
)
def test_the_exact_code_goes_before_one_that_catches_every_code(thrown, exact, every):
    parts = (failing(event=thrown), boundary("b1", "q", every), boundary("b2", "q", exact))
    flows = (go("s q"), go("b1 any"), go("b2 exact"))
    world = ran(diagram(start(), *parts, mark("any"), mark("exact"), *flows))
    assert world.trace() == ["exact"]

    parts = (failing(event=thrown), boundary("b1", "q", every), mark("any"))
    world = ran(diagram(start(), *parts, go("s q"), go("b1 any")))
    assert world.trace() == ["any"]


def test_an_escalation_is_known_by_its_name_when_it_has_no_code():
    world = ran(diagram(start(), throw("t", CODELESS_ESCALATION), go("s t")))

    assert EscalationRaised(Place("t"), "x0", None, {}) in world.first.effects


def test_an_error_passes_two_levels_to_who_catches_it():
    inner = sub("o", start("s2"), failing(), mark("no"), go("s2 q no"))
    parts = (inner, boundary("b", "o", ERROR), mark("h"))
    world = ran(diagram(start(), *parts, go("s o"), go("b h")))

    assert world.trace() == ["h"]


def test_a_condition_starts_one_on_the_write_that_makes_it_true():
    esp = handler("h", when("ready = true"), mark("y"), go("h_s y h_e"))
    parts = (script("x", "ready = true"), mark("no"), user("u"), end())
    world = ran(diagram(start(), *parts, esp, go("s x no u e")))

    assert world.trace() == ["y"]


def test_one_whose_condition_holds_at_the_start_runs_instead_of_the_rest():
    esp = handler("h", when("n > 3"), mark("y"), go("h_s y h_e"))
    world = ran(diagram(start(), mark("no"), esp, go("s no")), n=Decimal(9))

    assert world.trace() == ["y"]
    assert world.first.ended


def test_a_condition_may_fall_and_rise_again():
    esp = handler("h", when("n > 3"), mark("y"), go("h_s y h_e"), interrupting=False)
    parts = (script("x1", "n = 5"), script("x2", "n = 1"), script("x3", "n = 6"))
    world = ran(diagram(start(), *parts, esp, go("s x1 x2 x3")), n=Decimal(0))

    assert world.trace() == ["y", "y"]


def test_it_sees_the_variables_of_the_sub_process_around_it():
    esp = handler("h", when("x > 5"), mark("k"), go("h_s k h_e"), interrupting=False)
    inner = sub("q", data("x"), start("s1"), user("a"), user("b"), esp, go("s1 a b"))
    world = World(diagram(start(), inner, go("s q")))
    world.start(variables={"x": Decimal(9)})
    assert world.trace() == []

    world.complete("a", x=Decimal(7))
    assert world.trace() == ["k"]
    world.complete("b", x=Decimal(8))
    assert world.trace() == ["k"]
    assert world.variables() == {"trace": ["k"], "x": Decimal(9)}


def test_each_item_of_many_has_its_own():
    choice = xor("g", "d") + flow("g", "bad", "x = 2") + flow("g", "ok", flow_id="d")
    esp = handler("h", ERROR, mark("y"), go("h_s y h_e"))
    inner = (start("s1"), choice, end("bad", ERROR), mark("ok"), end("e1"), go("s1 g"), go("ok e1"))
    each = sub("m", many(over="xs", item="x"), *inner, esp)
    world = ran(
        diagram(start(), each, mark("z"), go("s m z")), xs=[Decimal(1), Decimal(2), Decimal(3)]
    )

    assert world.trace() == ["ok", "ok", "y", "z"]


def test_an_interrupting_one_stops_those_that_run_and_closes_the_scope_to_others():
    slow = handler("h", SIGNAL, user("u"), go("h_s u h_e"), interrupting=False)
    last = handler("k", MESSAGE, user("v"), go("k_s v k_e"))
    world = World(
        diagram(start(), user("a"), throw("t", SIGNAL), user("b"), slow, last, go("s a t b"))
    )
    world.start()
    world.complete("a")
    assert {place.element_id for place in world.first.tasks} == {"u", "b"}

    world.receive("k_s", "m1")
    assert {place.element_id for place in world.first.tasks} == {"v"}
    assert not world.first.ears


def test_a_timer_that_repeats_starts_one_for_every_turn():
    event = timer("R2/PT2S", "timeCycle")
    esp = handler("h", event, mark("x"), go("h_s x h_e"), interrupting=False)
    inner = sub("q", start("s1"), user("u"), esp, go("s1 u"))
    world = World(diagram(start(), inner, go("s q")))
    world.start()
    world.tick(seconds=2)
    world.fire("h_s")
    world.tick(seconds=2)
    world.fire("h_s")

    assert world.trace() == ["x", "x"]
    assert not world.first.timers
    world.complete("u")
    assert world.first.ended
