"""Migrating carries over all that stands open, or says what cannot come along; it can go back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import interpreter
from engine.events import (
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
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    COMPENSATE,
    MESSAGE,
    OTHER_MESSAGE,
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
    many,
    mark,
    start,
    sub,
    throw,
    timer,
    undo,
    user,
)
from tests.engine.interpreter.test_random import drawn
from tests.engine.interpreter.test_suspension import begun
from tests.engine.interpreter.world import World


def running(*parts, done=(), **variables):
    world = World(diagram(*parts))
    world.start(variables=variables)
    world.settle()
    for element_id in done:
        world.complete(element_id)
    return world


def read(*parts):
    return interpreter.read(diagram(*parts), "p", functions={})


def migrated(world, new, mapping=None):
    """Migrate the first instance, twice and with the same result; the world goes on with it."""
    one, cause = world.first, InstanceMigrated("other", mapping or {})
    outcome = interpreter.migrate(one.definition, one.snapshot, new, cause, at=world.now)
    assert outcome == interpreter.migrate(one.definition, one.snapshot, new, cause, at=world.now)
    one.definition, one.snapshot = new, outcome.snapshot
    for effect in outcome.effects:
        if isinstance(effect, TokenMigrated):
            for listed in (one.tasks, one.calls, one.incidents):
                if effect.place in listed:
                    listed[effect.into] = listed.pop(effect.place)
            for listed in (one.timers, one.ears):
                for place, event in list(listed):
                    if place == effect.place:
                        listed[effect.into, event] = listed.pop((place, event))
        one.project(effect)
    return outcome.effects


def told(world, new, mapping=None):
    one, cause = world.first, InstanceMigrated("other", mapping or {})
    fates = interpreter.plan(one.definition, one.snapshot, new, cause, at=world.now)
    return [(fate.kind, fate.change, fate.place.element_id) for fate in fates]


def said(world, new, mapping=None):
    one, cause = world.first, InstanceMigrated("other", mapping or {})
    fates = interpreter.plan(one.definition, one.snapshot, new, cause, at=world.now)
    return [(fate.words.nl, fate.words.en) for fate in fates]


LINE = (start(), user("a"), user("b"), end(), go("s a b e"))


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


REMINDED = (
    start(),
    user("a"),
    boundary("r", "a", timer("P7D"), interrupting=False),
    user("n"),
    end(),
    go("s a e"),
    go("r n"),
)


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


CANNOT = {
    "another kind": (
        LINE,
        (start(), mark("a"), end(), go("s a e")),
        "it is of another kind in that version",
    ),
    "another sub-process": (
        LINE,
        (start(), sub("q", start("qs"), user("a"), end("qe"), go("qs a qe")), end(), go("s q e")),
        "it lies in another sub-process",
    ),
    "another event": (
        (start(), catch("m", MESSAGE), end(), go("s m e")),
        (start(), catch("m", OTHER_MESSAGE), end(), go("s m e")),
        "it waits for something else",
    ),
    "another host": (
        (*REMINDED[:-1], user("b"), go("r n b")),
        (
            start(),
            user("a"),
            user("b"),
            boundary("r", "b", timer("P7D"), interrupting=False),
            end(),
            go("s a b e"),
        ),
        "that event belongs to another element",
    ),
    "another loop": (
        (start(), user("a", many("2")), end(), go("s a e")),
        (start(), user("a"), end(), go("s a e")),
        "it is repeated in another way",
    ),
    "many at once": (
        (start(), user("a"), end(), go("s a e")),
        (start(), user("a", many("2")), end(), go("s a e")),
        "it is repeated in another way",
    ),
    "other flows into a join": (
        (start(), both("f", "j"), mark("a"), user("b"), end(), go("s f a j e"), go("f b j")),
        (
            start(),
            both("f", "j"),
            mark("a"),
            user("b"),
            user("c"),
            end(),
            go("s f a j e"),
            go("f b j"),
            go("f c j"),
        ),
        "other flows arrive there",
    ),
    "what must be undone": (
        (
            start(),
            mark("a"),
            user("u", isForCompensation="true"),
            undo("a", "u"),
            user("b"),
            throw("t", COMPENSATE),
            end(),
            go("s a b t e"),
        ),
        (start(), user("b"), end(), go("s b e")),
        "what was done there cannot be undone",
    ),
}


@pytest.mark.parametrize("name", CANNOT)
def test_what_cannot_be_carried_over_rightly_is_named(name):
    before, after, sentence = CANNOT[name]
    world = running(*before)

    with pytest.raises(CannotMigrate, match=sentence):
        migrated(world, read(*after))


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


# --- laws


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), steps=st.integers(0, 8))
def test_migrating_to_the_same_diagram_changes_nothing(seed, steps):
    world = begun(seed, steps)
    if world.first.ended:
        return
    before = world.first.snapshot

    assert migrated(world, world.first.definition) == ()
    assert world.first.snapshot == before


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), steps=st.integers(0, 8), data=st.data())
def test_migrating_there_and_back_gives_the_first_snapshot(seed, steps, data):
    """Another version, in which elements have other names and stand in another order."""
    world = begun(seed, steps)
    if world.first.ended:
        return
    before, old = world.first.snapshot, world.first.definition
    names = [one for one in old.elements if one not in ("Start", "End")]
    chosen = data.draw(st.sets(st.sampled_from(names))) if names else set()
    there = {one: f"{one}_nieuw" for one in names if one in chosen}

    migrated(world, renamed(begun_source(seed), there), there)
    assert world.first.snapshot != before
    migrated(world, old, {new: one for one, new in there.items()})

    assert world.first.snapshot == before


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), steps=st.integers(0, 8))
def test_a_random_diagram_that_is_migrated_half_way_does_what_it_would_have_done(seed, steps):
    world = begun(seed, steps)
    if world.first.ended:
        return
    there = {one: f"{one}_nieuw" for one in world.first.definition.elements if one[0] == "n"}

    migrated(world, renamed(begun_source(seed), there), there)
    world.run(5000)

    block, _ = drawn(seed)
    assert sorted(one.removesuffix("_nieuw") for one in world.trace()) == sorted(block.trace)
    assert world.first.ended.outcome == "completed"


def begun_source(seed):
    block, _ = drawn(seed)
    ways = go(f"Start {block.first}") + go(f"{block.last} End")
    return diagram(start("Start"), block.xml, end("End"), ways).decode()


def renamed(source, there):
    """Give a diagram with other ids, and another way to the end in front of all elements."""
    for one, new in there.items():
        source = source.replace(f'"{one}"', f'"{new}"')
    extra = user("first_in_the_file") + go("Start first_in_the_file End")
    source = source.replace('<process id="p">', f'<process id="p">{extra}', 1)
    return interpreter.read(source.encode(), "p", functions={})
