"""What an entry of history says is read alike in the words of every version."""

import json

from engine import entries
from engine.events import (
    ElementEntered,
    ElementLeft,
    InstanceEnded,
    TaskCompleted,
    TaskOffered,
    VariableSet,
)
from engine.model import Place

A, B = Place("a"), Place("b")
CAUSE = TaskCompleted(A, {"bedrag": "5"})
EFFECTS = (
    VariableSet("bedrag", after="5"),
    ElementLeft(A, 1),
    ElementEntered(B, 1, "f1"),
    TaskOffered(B, 1),
    InstanceEnded("completed", None, "einde"),
)


def test_the_words_of_today_and_the_names_of_before_tell_the_same():
    today, before = entries.write(CAUSE, EFFECTS), entries.write_in_full(CAUSE, EFFECTS)

    for written in (today, before):
        told = entries.read(written.kind, written.facts, written.sealed)
        assert (told.event, told.effects) == (CAUSE, EFFECTS)


def test_no_word_ever_gets_another_meaning():
    [*words] = (one[0] for one in json.loads(entries.write(CAUSE, EFFECTS).facts)["e"])

    assert words == ["set", "out", "in", "task", "end"]
    assert '["ElementLeft","a#1",1]' in entries.write_in_full(CAUSE, EFFECTS).facts
