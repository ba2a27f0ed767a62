"""Tokens are written in one text, or many on pages; to what happens that makes no difference."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.events import (
    ElementEntered,
    IncidentRaised,
    InstanceCancelled,
    InstanceMigrated,
    InstanceStarted,
    MessageReceived,
    SignalReceived,
    TaskCompleted,
    TimerFired,
)
from engine.interpreter import SnapshotDamaged, page_numbers, whole
from engine.interpreter import snapshot as snapshots
from engine.interpreter.paging import LONG, page_of
from engine.model import Place
from engine.snapshots import Pages, Snapshot
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    boundary,
    catch,
    diagram,
    end,
    go,
    many,
    start,
    sub,
    timer,
    user,
    when,
)
from tests.engine.interpreter.world import BEGIN, World

ITEMS = LONG // 100  #: each is a token with one inside it, and they take more letters than that
CONDITION = when("n = 1")


def crowd(*inside, way="qs u qe", beside="", count=ITEMS):
    """Draw a sub-process that happens many times at the same time."""
    parts = (start("qs"), *inside, end("qe"), go(way), many(str(count)))
    return diagram(start(), sub("q", *parts), end(), go("s q e"), beside)


WORK = crowd(user("u"), catch("c", timer("PT1H")), way="qs u c qe")


class Cupboard:
    """Keeps an instance as a store does, and counts the pages that a step reads and writes."""

    def __init__(self, source, **variables):
        self.definition = interpreter.read(source, "p")
        self.pages, self.read, self.wrote = {}, [], []
        self.text = None
        self.step(InstanceStarted("p", "digest", None, variables))

    @property
    def snapshot(self):
        return None if self.text is None else Snapshot(self.text, Pages(self._kept))

    def step(self, cause):
        self.read.clear()
        outcome = interpreter.advance(self.definition, self.snapshot, cause, at=BEGIN)
        self.keep(outcome.snapshot)
        return outcome.effects

    def keep(self, snapshot):
        self.text, self.wrote = snapshot.text, list(snapshot.pages.changed)
        for number, text in snapshot.pages.changed.items():
            if text is None:
                del self.pages[number]
            else:
                self.pages[number] = text

    def _kept(self, number):
        self.read.append(number)
        return self.pages[number]


def done(visit):
    return TaskCompleted(Place("u", visit), {})


def fired(visit):
    return TimerFired(Place("c", visit))


def test_few_tokens_are_written_in_one_text():
    kept = Cupboard(crowd(user("u"), count=9))

    assert kept.pages == {}
    assert kept.text.count('"u",') == 9


def test_many_tokens_lie_on_pages_and_the_text_only_names_them():
    kept = Cupboard(WORK)

    assert page_numbers(kept.snapshot) == kept.pages.keys()
    assert len(kept.pages) == page_of(2 * ITEMS) + 1
    assert '"u",' not in kept.text
    assert len(kept.text) < LONG / 50


def test_a_step_reads_and_writes_only_the_pages_of_what_moves():
    kept = Cupboard(WORK)
    for visit in (1, ITEMS, ITEMS // 2):
        kept.step(done(visit))

        assert len(kept.read) == len(set(kept.read)) <= 3
        assert set(kept.wrote) <= set(kept.read)


def test_a_token_is_found_on_its_page_in_whatever_order_the_others_moved():
    kept = Cupboard(WORK)
    for visit in range(ITEMS, 0, -10):
        kept.step(done(visit))

    for visit in (1, 2, ITEMS // 20, ITEMS // 10):
        left = {one.place for one in kept.step(fired(visit)) if not isinstance(one, ElementEntered)}
        assert Place("c", visit) in left
        assert len(kept.read) < len(kept.pages)


def until_one_text(kept):
    """Complete tasks until no page is left; give how many."""
    visit = 0
    while kept.pages:
        visit += 1
        kept.step(done(visit))
    return visit


def test_when_few_are_left_they_are_in_one_text_again_and_no_page_is_left():
    kept = Cupboard(crowd(user("u")))

    visit = until_one_text(kept)
    assert kept.text.count('"u",') == ITEMS - visit

    kept.step(done(visit + 1))
    assert kept.text.count('"u",') == ITEMS - visit - 1
    assert kept.read == kept.wrote == []


def test_an_instance_that_grows_and_shrinks_goes_on_pages_and_back_again():
    beside = user("a") + user("u2", many("20")) + go("s a u2 e")
    kept = Cupboard(crowd(user("u"), beside=beside))
    visit = until_one_text(kept)

    kept.step(TaskCompleted(Place("a"), {}))
    assert page_numbers(kept.snapshot) == kept.pages.keys() != frozenset()
    for again in range(2, 22):
        kept.step(TaskCompleted(Place("u2", again), {}))

    assert kept.pages == {}
    known = interpreter.variables(kept.definition, kept.snapshot, Place("u", visit + 1))
    assert known["loopCounter"] == visit + 1


@pytest.mark.parametrize("cause", [done(7), InstanceCancelled("no")])
def test_what_an_earlier_version_wrote_in_one_text_goes_on_as_from_pages(cause):
    kept = Cupboard(WORK)
    for visit in (3, ITEMS - 1, 5):
        kept.step(done(visit))
    older = Snapshot(whole(kept.snapshot))
    assert page_numbers(older) == frozenset()
    assert snapshots.save(snapshots.load(kept.definition, older, BEGIN)) == kept.snapshot

    before = interpreter.advance(kept.definition, older, cause, at=BEGIN)
    after = interpreter.advance(kept.definition, kept.snapshot, cause, at=BEGIN)

    assert before == after
    assert whole(before.snapshot) == whole(after.snapshot)


def test_what_may_be_asked_is_the_same_from_pages_and_from_one_text():
    kept = Cupboard(WORK, titel="Fietspad")
    older = Snapshot(whole(kept.snapshot))

    for ask in (interpreter.variables, interpreter.ways_back):
        assert ask(kept.definition, kept.snapshot) == ask(kept.definition, older)
    place = Place("u", ITEMS)
    known = interpreter.variables(kept.definition, kept.snapshot, place)
    assert known == interpreter.variables(kept.definition, older, place)
    assert known["loopCounter"] == ITEMS


# --- what looks at all tokens


def test_a_signal_reaches_those_on_every_page():
    world = World(crowd(catch("c", SIGNAL), way="qs c qe"))
    world.start()

    world.step(world.first, SignalReceived("s1"))

    assert world.outcome() == "completed"


def test_a_condition_is_looked_at_on_every_page():
    beside = user("a") + go("s a e")
    world = World(crowd(catch("c", CONDITION), way="qs c qe", beside=beside))
    world.start(variables={"n": 0})

    world.step(world.first, TaskCompleted(Place("a"), {"n": 1}))

    assert world.outcome() == "completed"


def test_an_interruption_takes_those_on_every_page_away():
    beside = boundary("b", "q", MESSAGE) + user("z") + go("b z e")
    world = World(crowd(user("u"), beside=beside))
    world.start()
    assert len(world.first.tasks) == ITEMS

    world.step(world.first, MessageReceived(Place("b"), "m1"))

    assert set(world.first.tasks) == {Place("z")}
    assert page_numbers(world.first.snapshot) == frozenset()


# --- another version


def test_migrating_there_and_back_gives_the_same_pages():
    kept = Cupboard(WORK)
    kept.step(done(5))
    before, pages = kept.text, dict(kept.pages)
    renamed = WORK.replace(b'"u"', b'"werk"').replace(b'"f_qs_u"', b'"f_qs_werk"')
    there = interpreter.read(renamed, "p")

    for old, new, mapping in (
        (kept.definition, there, {"u": "werk"}),
        (there, kept.definition, {"werk": "u"}),
    ):
        cause = InstanceMigrated("other", mapping)
        kept.keep(interpreter.migrate(old, kept.snapshot, new, cause, at=BEGIN).snapshot)

    assert (kept.text, kept.pages) == (before, pages)


# --- pages that are not what they were


@pytest.mark.parametrize("forgery", ["missing", "changed", "of another", "of before"])
def test_a_page_that_is_not_the_one_is_no_incident_but_damage(forgery):
    kept = Cupboard(WORK)
    number = page_of(ITEMS + 3)  # where the second task stands
    before = kept.pages[number]
    kept.step(done(1))
    if forgery == "missing":
        del kept.pages[number]
    else:
        other = kept.pages[number].replace('"u",2,', '"u",9,')
        others = {"changed": other, "of another": kept.pages[1], "of before": before}
        assert others[forgery] != kept.pages[number]
        kept.pages[number] = others[forgery]

    for asking in (
        lambda: interpreter.advance(kept.definition, kept.snapshot, done(2), at=BEGIN),
        lambda: interpreter.variables(kept.definition, kept.snapshot, Place("u", 2)),
        lambda: interpreter.ways_back(kept.definition, kept.snapshot),
        lambda: whole(kept.snapshot),
    ):
        with pytest.raises(SnapshotDamaged):
            asking()


def test_what_does_not_touch_a_lost_page_goes_on():
    kept = Cupboard(WORK)
    del kept.pages[1]

    assert not any(isinstance(one, IncidentRaised) for one in kept.step(done(1)))
