"""What PostgreSQL believes was true once; for that nothing that happens often reads more rows."""

import pytest
from sqlalchemy import delete, update

from engine import cases, messages, openings, store, tables, tasks
from engine.messages import Incoming
from engine.model import Sending, Who
from engine.openings import Opening
from engine.store.post import Letter
from tests.counting import rows_read_in_all
from tests.engine.crowd import alike, crowd, family
from tests.engine.keeping import learn, ring, rows_of, steer
from tests.engine.office import BOB, DAAN

pytestmark = pytest.mark.postgresql

MANY = 500
EACH = 60  #: rows that may be read to judge one message
A_FEW_ROWS = 120  #: with all that belongs to a case, and a page of a list
WAITS = {"volledig": False, "bedrag": 5}


class Routine:
    """What happens often in an office; `waiting` is a case that waits for an answer, or a timer."""

    def __init__(self, office):
        self.office = office
        self.waiting = office.open()
        office.complete(f"{self.waiting}.1/beoordeel#1", **WAITS)

    def step(self, tx):
        number = openings.open_case(tx, Opening("aanvraag", {"titel": "Brug"}), Who("bob")).number
        tasks.complete(tx, f"{number}.1/beoordeel#1", answers=WAITS, by=BOB)
        messages.receive(tx, Incoming("antwoord", number, {"antwoord": "ja"}), Who("bob"))

    def call(self, tx):
        opening = Opening("ouder", {"titel": "Brug", "aantal": 1})
        number = openings.open_case(tx, opening, Who("bob")).number
        tasks.complete(tx, f"{number}.2/werk#1", answers={"hoe": "goed"}, by=BOB)
        tasks.complete(tx, f"{number}.2/door#1", answers={}, by=BOB)

    def ring(self, tx):
        assert len(store.timers.due_timers(tx, most=10)) == 10
        store.timers.next_due(tx)
        store.calls.are_due(tx)

    def case(self, tx):
        found = cases.view(tx, self.waiting, BOB)
        cases.timeline(tx, found, most=10)
        assert messages.awaited(tx, self.waiting, BOB) == ["antwoord"]

    def lists(self, tx):
        for who in (BOB, DAAN):
            tasks.mine(tx, who)
            tasks.count_mine(tx, who)
            tasks.with_drafts(tx, who)
        assert cases.listed(tx, DAAN) == []

    def all(self, tx):
        for act in (self.step, self.call, self.case, self.lists):
            act(tx)


@pytest.fixture
def routine(two):
    """Give what happens often in an office on PostgreSQL."""
    return Routine(two[0])


def few(routine):
    learn(routine.office, [routine.all])


def one_case_with_all_the_work(routine):
    number = routine.office.open()
    crowd(routine.office.store, number, MANY)
    family(routine.office.store, number, MANY)
    learn(routine.office, [routine.all])


def much_that_was_done_since(routine):
    others = alike(routine.office.store, routine.waiting, MANY, series="V")
    ids = [f"{number}.1" for number in others]
    with routine.office.store.begin() as tx:
        for table in (tables.timer, tables.subscription):
            tx.change(delete(table).where(table.c.instance_id.in_(ids)))
    learn(routine.office, [routine.all])


@pytest.mark.parametrize("before", [few, one_case_with_all_the_work, much_that_was_done_since])
def test_what_happens_often_reads_few_rows_whatever_was_there_before(routine, before):
    before(routine)
    office = routine.office
    alike(office.store, routine.waiting, MANY)
    with office.store.begin() as tx:
        tx.change(update(tables.timer).values(due=tx.now))

    acts = [routine.step, routine.call, routine.ring, routine.case, routine.lists]
    read = rows_of(office, acts)
    assert {name: rows for name, rows in read.items() if rows > A_FEW_ROWS} == {}


def test_post_of_many_that_are_suspended_is_judged_one_by_one(routine):
    office = routine.office
    one_case_with_all_the_work(routine)
    steer(office, cases.suspend, routine.waiting)
    others = alike(office.store, routine.waiting, MANY)
    with office.store.begin() as tx:
        for number in others:
            sent = Sending(f"{number}.1", 1, 1)
            store.post.send(tx, Letter("message", "nergens", number, sent))

    for do in (lambda: ring(office), lambda: messages.look_over(office.store)):
        assert rows_read_in_all(office.store, do) < MANY * EACH
