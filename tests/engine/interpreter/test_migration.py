"""Migrating carries over all that stands open, and the instance goes on in the other version."""

from decimal import Decimal

import pytest

from engine import interpreter
from engine.events import (
    IncidentRaised,
    InstanceMigrated,
    InstanceSuspended,
    SignalReceived,
    SubscriptionClosed,
    SubscriptionOpened,
    TimerCleared,
    TimerFired,
    TimerSet,
    TokenMigrated,
)
from engine.interpreter import CannotMigrate, Suspended
from engine.limits import DEFAULT, Limits
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    COMPENSATE,
    MESSAGE,
    SIGNAL,
    both,
    boundary,
    catch,
    diagram,
    element,
    end,
    first_of,
    flow,
    go,
    handler,
    mark,
    script,
    start,
    throw,
    timer,
    undo,
    user,
    when,
)
from tests.engine.interpreter.migrating import LINE, REMINDED, migrated, read, running, said, told
from tests.engine.interpreter.world import World


def test_what_has_the_same_id_stays_and_goes_on_in_the_other_version():
    world = running(*LINE)
    longer = read(start(), user("a"), user("n"), user("b"), end(), go("s a n b e"))

    assert told(world, longer) == [("task", "stays", "a")]
    assert migrated(world, longer) == ()
    for element_id in "anb":
        world.complete(element_id)
    assert world.first.ended.outcome == "completed"


def test_what_has_another_id_moves_by_the_mapping():
    world = running(*LINE)
    renamed = read(start(), user("x"), user("b"), end(), go("s x b e"))

    assert told(world, renamed, {"a": "x"}) == [("task", "moves", "a")]
    assert migrated(world, renamed, {"a": "x"}) == (TokenMigrated(Place("a"), Place("x"), 1),)
    world.complete("x")
    world.complete("b")
    assert world.first.ended.outcome == "completed"


def test_what_moves_to_work_that_was_done_before_gets_a_place_of_its_own():
    world = running(*LINE, done=["a"])
    shorter = read(start(), user("a"), end(), go("s a e"))

    migrated(world, shorter, {"b": "a"})

    assert set(world.first.tasks) == {Place("a", 2)}


def test_a_place_is_never_given_out_twice_however_often_versions_change():
    world = running(*LINE, done=["a"])
    without = read(start(), user("b"), end(), go("s b e"))
    again = read(start(), user("b"), user("a"), end(), go("s b a e"))

    migrated(world, without)
    migrated(world, again)
    world.complete("b")

    assert set(world.first.tasks) == {Place("a", 2)}


def test_what_is_not_there_cannot_come_along_and_nothing_changes():
    world = running(*LINE)
    other = read(start(), user("x"), end(), go("s x e"))

    assert said(world, other) == [
        (
            "Taak 'a' kan niet mee: dat element is er niet in die versie.",
            "Task 'a' cannot come along: that version has no such element.",
        )
    ]
    with pytest.raises(CannotMigrate, match="Task 'a' cannot come along"):
        migrated(world, other)


def test_a_suspended_instance_is_not_migrated():
    world = running(*LINE)
    world.step(world.first, InstanceSuspended("wacht"))

    with pytest.raises(Suspended):
        migrated(world, world.first.definition)


def test_a_timer_keeps_its_moment_whatever_the_other_version_says():
    world = running(*REMINDED)
    before = dict(world.first.timers)
    slower = read(
        *REMINDED[:2], boundary("r", "a", timer("P9D"), interrupting=False), *REMINDED[3:]
    )

    assert told(world, slower) == [("task", "stays", "a"), ("timer", "stays", "r")]
    assert said(world, slower)[1] == (
        "Wekker 'r' (08-01-2026 01:00) blijft.",
        "Timer 'r' (08-01-2026 01:00) stays.",
    )
    assert migrated(world, slower) == ()
    assert world.first.timers == before


def test_a_timer_that_the_other_version_does_not_have_lapses():
    world = running(*REMINDED)
    without = read(start(), user("a"), end(), go("s a e"))

    assert told(world, without) == [("task", "stays", "a"), ("timer", "lapses", "r")]
    assert migrated(world, without) == (TimerCleared(Place("r")),)
    world.complete("a")
    assert world.first.ended.outcome == "completed"


def test_a_timer_that_the_version_before_did_not_have_starts():
    world = running(start(), user("a"), end(), go("s a e"))
    reminded = read(*REMINDED)

    assert told(world, reminded) == [("task", "stays", "a"), ("timer", "starts", "r")]
    effects = migrated(world, reminded)
    assert [type(effect) for effect in effects] == [TimerSet]
    world.step(world.first, TimerFired(Place("r")))
    assert set(world.first.tasks) == {Place("a"), Place("n")}


def test_a_timer_that_has_fired_already_does_not_start_again():
    world = running(*REMINDED)
    world.step(world.first, TimerFired(Place("r")))

    assert migrated(world, read(*REMINDED)) == ()


def test_an_event_sub_process_that_is_new_listens_from_then_on():
    world = running(*LINE)
    heard = read(*LINE, handler("h", SIGNAL, mark("m"), go("h_s m h_e")))

    assert told(world, heard) == [("task", "stays", "a"), ("signal", "starts", "h_s")]
    assert [type(effect) for effect in migrated(world, heard)] == [SubscriptionOpened]
    world.step(world.first, SignalReceived("s1"))
    assert world.trace() == ["m"]


def test_an_event_sub_process_that_is_gone_listens_no_more():
    world = running(*LINE, handler("h", SIGNAL, mark("m"), go("h_s m h_e")))

    assert migrated(world, read(*LINE)) == (SubscriptionClosed(Place("h_s")),)


def test_a_choice_of_events_listens_for_a_way_that_is_new():
    parts = (start(), first_of("g"), catch("m", MESSAGE), end(), go("s g m e"))
    world = running(*parts)
    wider = read(*parts, catch("t", timer("P1D")), end("e2"), go("g t e2"))

    assert told(world, wider) == [("message", "stays", "m"), ("timer", "starts", "t")]
    migrated(world, wider)
    world.step(world.first, TimerFired(Place("t")))
    assert world.first.ended.end == "e2"


def test_a_called_process_goes_on_for_the_call_it_was_started_by():
    child = '<process id="q"><userTask id="x"/></process>'

    def version(name):
        call = element("callActivity", name, calledElement="q")
        return diagram(start(), call, end(), go(f"s {name} e"), others=child)

    world = World(version("c"))
    world.start("p")
    world.settle()
    renamed = interpreter.read(version("d"), "p", functions={})

    assert told(world, renamed, {"c": "d"}) == [("call", "moves", "c")]
    migrated(world, renamed, {"c": "d"})
    world.instances[1].parent = (world.first, Place("d"))
    world.complete("x")
    assert world.first.ended.outcome == "completed"


def test_an_incident_stays_and_can_be_retried_in_the_version_that_repairs_it():
    def version(condition):
        parts = (start(), element("exclusiveGateway", "g"), end(), go("s g"))
        return (*parts, flow("g", "e", condition))

    world = running(*version("1 = 2"))
    repaired = read(*version("1 = 1"))

    assert told(world, repaired) == [("incident", "stays", "g")]
    migrated(world, repaired)
    world.retry("g")
    assert world.first.ended.outcome == "completed"


def test_what_must_be_undone_later_is_undone_as_the_other_version_calls_it():
    def version(name):
        return (
            start(),
            mark(name),
            mark("u", isForCompensation="true"),
            undo(name, "u"),
            user("b"),
            throw("t", COMPENSATE),
            end(),
            go(f"s {name} b t e"),
        )

    world = running(*version("a"))
    migrated(world, read(*version("x")), {"a": "x", "b_a": "b_x"})
    world.complete("b")

    assert world.trace() == ["a", "u"]


def test_branches_that_wait_for_each_other_come_together_in_the_other_version():
    def version(join):
        parts = (start(), both("f", join), mark("a"), user("b"), end())
        return (*parts, go(f"s f a {join} e"), go(f"f b {join}"))

    world = running(*version("j"))

    assert told(world, read(*version("k")), {"j": "k"}) == [
        ("join", "moves", "j"),
        ("task", "stays", "b"),
    ]
    migrated(world, read(*version("k")), {"j": "k"})
    world.complete("b")
    assert world.first.ended.outcome == "completed"


def test_a_task_that_looks_different_is_told_anew_without_losing_its_place():
    world = running(*LINE)
    other = read(start(), user("a", name="Beoordeel", regie_form="F9"), end(), go("s a e"))

    assert said(world, other)[0][0] == (
        "Taak 'a' blijft, heet voortaan 'Beoordeel', vraagt voortaan formulier F9."
    )
    assert migrated(world, other) == (TokenMigrated(Place("a"), Place("a"), 1),)


def test_a_migration_goes_no_further_than_is_allowed():
    esp = handler("h", when("n = 1"), script("x", "m = 1"), go("h_s x h_e"), interrupting=False)
    new = read(*LINE, esp)
    world = running(*LINE, n=Decimal(1))
    one, cause, limits = world.first, InstanceMigrated("other", {}), Limits(moves=1)

    def migrated_under(limits):
        return interpreter.migrate(
            one.definition, one.snapshot, new, cause, at=world.now, limits=limits
        )

    stopped = migrated_under(limits)
    (incident,) = [each for each in stopped.effects if isinstance(each, IncidentRaised)]
    assert incident.limit == ("moves", 1)
    assert migrated_under(interpreter.limits_reached(stopped.effects)) == stopped
    assert IncidentRaised not in map(type, migrated_under(DEFAULT).effects)
