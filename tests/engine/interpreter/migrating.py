"""What the tests of migration share: versions, and the same small world on both sides."""

from __future__ import annotations

from engine import interpreter
from engine.events import InstanceMigrated, TokenMigrated
from tests.engine.interpreter.diagrams import (
    boundary,
    diagram,
    element,
    end,
    go,
    start,
    timer,
    user,
)
from tests.engine.interpreter.world import World

LINE = (start(), user("a"), user("b"), end(), go("s a b e"))
REMINDED = (
    start(),
    user("a"),
    boundary("r", "a", timer("P7D"), interrupting=False),
    user("n"),
    end(),
    go("s a e"),
    go("r n"),
)


def asking(element_id, service, **attributes):
    """Draw a task that a service does, and whose answer is kept in `got`."""
    vocabulary = {"regie_service": service, "regie_result": "got", **attributes}
    return element("serviceTask", element_id, **vocabulary)


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
