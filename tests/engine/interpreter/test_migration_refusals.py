"""What cannot be carried over rightly to another version is refused by name."""

import pytest

from engine.interpreter import CannotMigrate
from tests.engine.interpreter.diagrams import (
    COMPENSATE,
    MESSAGE,
    OTHER_MESSAGE,
    both,
    boundary,
    catch,
    end,
    go,
    many,
    mark,
    start,
    sub,
    throw,
    timer,
    undo,
    user,
)
from tests.engine.interpreter.migrating import (
    LINE,
    REMINDED,
    asking,
    migrated,
    read,
    running,
)

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
    "a service under another name": (
        (start(), asking("a", "kvk"), end(), go("s a e")),
        (start(), asking("b", "kvk"), end(), go("s b e")),
        "the service was asked already",
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

    mapping = {"a": "b"} if name == "a service under another name" else None
    with pytest.raises(CannotMigrate, match=sentence):
        migrated(world, read(*after), mapping)
