"""Laws of migration on random diagrams: there and back, to the same, and half way."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import interpreter
from tests.engine.interpreter.diagrams import (
    diagram,
    end,
    go,
    start,
    user,
)
from tests.engine.interpreter.migrating import migrated
from tests.engine.interpreter.test_random import drawn
from tests.engine.interpreter.test_suspension import begun


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
