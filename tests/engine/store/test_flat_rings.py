"""A ring of the clock costs the same however many cases stand still in which something is due."""

from functools import partial

import pytest
from sqlalchemy import event, insert, select, update

from engine import cases, deployments, store, tables, timers
from tests.counting import steps
from tests.engine.crowd import alike
from tests.engine.keeping import A_LITTLE, gather_statistics, learn, rows_of, steer
from tests.engine.office import ANN, FRED
from tests.engine.postroom import ADDRESS, MELDING

FEW, MANY = 30, 1_000
MOST = 100
TIMERS = 2  #: of a case that waits
A_FEW_ROWS = 20
WAITS = {"volledig": False, "bedrag": 5}


def fire(tx):
    assert len(store.timers.due_timers(tx, most=MOST)) == TIMERS
    assert store.timers.next_due(tx) == tx.now


def perform(tx):
    assert store.calls.are_due(tx)
    assert len(store.calls.callers(tx, most=MOST)) == 1


def claim(tx):
    assert len(store.calls.claim(tx, until=tx.now, most=MOST)) == 1


def broken(tx):
    assert timers.broken(tx, FRED) == []


RINGS = [fire, perform, claim, broken]
LEARN = partial(learn, acts=RINGS)


class Standstill:
    """An office with a timer and a call that are due, and others that would be, but stand still."""

    def __init__(self, office):
        self.office = office
        self.store = office.store
        with self.store.begin() as tx:
            deployments.deploy(tx, MELDING, by=ANN)
        self._open()
        self.still = self._open()
        for number in self.still:
            steer(office, cases.suspend, number)
        self._let_all_be_due()

    def stand_still(self, many, series):
        for number in self.still:
            alike(self.store, number, many, series=f"{series}-{number}")
        self._let_all_be_due()

    def _open(self):
        asks, waits = self.office.open("melding", adres=ADDRESS), self.office.open()
        self.office.complete(f"{waits}.1/beoordeel#1", **WAITS)
        return waits, asks

    def _let_all_be_due(self):
        """Let it all be due, and what stands still have been tried as often as can be."""
        with self.store.begin() as tx:
            tx.change(update(tables.timer).values(due=tx.now))
            often = {"tries": timers.MOST_TRIES}
            mine = tables.timer.c.suspended_at.is_not(None)
            tx.change(update(tables.timer).where(mine).values(often))


@pytest.mark.parametrize("ring", RINGS)
def test_a_ring_costs_the_same_however_many_stand_still(sqlite_office, ring):
    office = Standstill(sqlite_office)
    office.stand_still(FEW, "A")

    def rung():
        with office.store.begin() as tx:
            ring(tx)

    rung()
    few = steps(office.store, rung)
    office.stand_still(MANY, "B")
    assert steps(office.store, rung) < few + A_LITTLE


def stand_still(office):
    office.stand_still(MANY, "B")


@pytest.mark.postgresql
@pytest.mark.parametrize("then", [(LEARN, stand_still), (stand_still, LEARN)])
def test_a_ring_reads_few_rows_however_many_stand_still(two, then):
    office = Standstill(two[0])
    for do in then:
        do(office)

    read = rows_of(office, RINGS)
    assert {name: rows for name, rows in read.items() if rows > A_FEW_ROWS} == {}


@pytest.mark.postgresql
def test_the_timers_of_one_instance_are_found_by_it_whatever_was_there_before(two):
    """A worker asks for these. Entries of an index are counted nowhere, so its way is looked at."""
    office = Standstill(two[0])
    with office.store.begin() as tx:
        one = store.timers.due_timers(tx, most=MOST)[0].instance_id
        timer = tx.row(select(tables.timer).where(tables.timer.c.instance_id == one))._asdict()
        tx.change(insert(tables.timer), [timer | {"place": f"x#{n}"} for n in range(MANY)])
    gather_statistics(office)

    said = []
    event.listen(office.store._engine, "before_cursor_execute", lambda *of: said.append(of[2:4]))
    with office.store.begin() as tx:
        assert len(store.timers.due_timers(tx, most=MOST, of=one)) == MOST
        statement, values = said[-1]
        plan = list(tx._connection.exec_driver_sql(f"EXPLAIN {statement}", values).scalars())
    assert "using pk_timer on timer" in "".join(plan)
