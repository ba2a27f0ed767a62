"""Events with several results: all of them are thrown, and the one that ends comes last."""

from __future__ import annotations

import pytest

from engine.events import EscalationRaised, IncidentRaised, MessageSent, SignalSent
from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    CANCEL,
    COMPENSATE,
    ERROR,
    ESCALATION,
    MESSAGE,
    OTHER_ESCALATION,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    end,
    go,
    handler,
    mark,
    start,
    sub,
    undo,
    user,
)

ASIDE = '<compensateEventDefinition waitForCompletion="false"/>'


def done(*ids):
    """Draw work with what undoes it: `ua` undoes `a`."""
    return "".join(
        mark(i) + undo(i, f"u{i}") + mark(f"u{i}", isForCompensation="true") for i in ids
    )


def thrown(world, *kinds):
    """Give which of these kinds of effects there were, in order."""
    return [type(one) for one in world.first.effects if isinstance(one, kinds)]


@pytest.mark.parametrize("results", [COMPENSATE + TERMINATE, TERMINATE + COMPENSATE])
def test_all_is_undone_before_the_process_is_terminated(results):
    parts = (done("a", "b"), both("g"), user("no"), end("e", results))
    world = waiting(*parts, go("s a b g e"), go("g no"))

    assert order(world) == ["a", "b", "ub", "ua"]
    assert world.first.ended.outcome == "completed"


def test_all_is_undone_before_a_sub_process_is_terminated():
    inner = sub("q", start("s1"), done("a"), end("x", COMPENSATE + TERMINATE), go("s1 a x"))

    assert order(ran(inner, mark("z"), go("s q z"))) == ["a", "ua", "z"]


def test_what_undoes_by_hand_is_waited_for_before_the_process_is_terminated():
    by_hand = undo("a", "ua") + user("ua", isForCompensation="true")
    world = waiting(mark("a"), by_hand, end("e", COMPENSATE + TERMINATE), go("s a e"))
    assert (open_tasks(world), world.first.ended) == (["ua"], None)

    world.complete("ua")
    assert world.first.ended.outcome == "completed"


def test_undoing_that_is_not_waited_for_is_when_the_process_is_terminated():
    assert order(ran(done("a"), end("e", ASIDE + TERMINATE), go("s a e"))) == ["a", "ua"]


def test_all_is_undone_before_a_transaction_is_cancelled():
    inner = (start("s1"), done("a"), end("x", COMPENSATE + CANCEL), go("s1 a x"))
    parts = (sub("q", *inner, tag="transaction"), boundary("b", "q", CANCEL), mark("y"))

    assert order(ran(*parts, go("s q"), go("b y"))) == ["a", "ua", "y"]


@pytest.mark.parametrize("results", [COMPENSATE + ERROR, ERROR + COMPENSATE])
def test_all_is_undone_before_an_error_is_raised(results):
    inner = sub("q", start("s1"), done("a"), end("x", results), go("s1 a x"))
    world = ran(inner, boundary("b", "q", ERROR), mark("h"), mark("no"), go("s q no"), go("b h"))

    assert order(world) == ["a", "ua", "h"]


def test_all_is_undone_before_an_error_nobody_catches():
    world = ran(done("a"), end("e", COMPENSATE + ERROR), go("s a e"))

    assert order(world) == ["a", "ua"]
    assert (world.first.ended.outcome, world.first.ended.error) == ("failed", "e1")


def test_an_error_comes_after_the_message_that_is_drawn_behind_it():
    world = ran(end("e", ERROR + MESSAGE), go("s e"))

    assert [one.message for one, _ in world.mail] == ["m1"]
    assert world.first.ended.error == "e1"


def test_an_escalation_that_interrupts_comes_after_the_signal_that_is_drawn_behind_it():
    inner = sub("q", start("s1"), end("x", ESCALATION + SIGNAL), go("s1 x"))
    world = ran(inner, boundary("b", "q", ESCALATION), mark("h"), go("s q"), go("b h"))

    assert thrown(world, SignalSent, EscalationRaised) == [SignalSent, EscalationRaised]
    assert world.trace() == ["h"]


def test_an_escalation_that_does_not_interrupt_keeps_its_place():
    inner = sub("q", start("s1"), end("x", ESCALATION + SIGNAL), go("s1 x"))
    on_edge = boundary("b", "q", ESCALATION, interrupting=False)
    world = ran(inner, on_edge, mark("h"), go("s q"), go("b h"))

    assert thrown(world, SignalSent, EscalationRaised) == [EscalationRaised, SignalSent]


@pytest.mark.parametrize("catcher", ["edge", "inside"])
def test_a_signal_that_interrupts_its_thrower_comes_after_the_message_behind_it(catcher):
    inside = handler("k", SIGNAL, mark("h"), go("k_s h k_e")) if catcher == "inside" else ""
    on_edge = boundary("b", "q", SIGNAL) + mark("h") + go("b h") if catcher == "edge" else ""
    inner = sub(
        "q", start("s1"), done("a"), end("x", SIGNAL + MESSAGE + COMPENSATE), inside, go("s1 a x")
    )
    world = ran(inner, on_edge, go("s q"))

    assert thrown(world, MessageSent, SignalSent) == [MessageSent, SignalSent]
    assert order(world) == ["a", "ua", "h"]


def test_two_results_that_would_each_interrupt_are_an_incident_and_nothing_happens():
    inner = sub("q", start("s1"), end("x", MESSAGE + ESCALATION + OTHER_ESCALATION), go("s1 x"))
    edges = boundary("b", "q", ESCALATION) + boundary("c", "q", OTHER_ESCALATION)
    world = waiting(inner, edges, mark("no"), mark("no2"), go("s q"), go("b no"), go("c no2"))
    (incident,) = (one for one in world.first.effects if isinstance(one, IncidentRaised))

    assert incident.place.element_id == "x"
    assert thrown(world, MessageSent, EscalationRaised) == []
