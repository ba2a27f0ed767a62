"""What is listed costs the same however much of its kind others have."""

import pytest
from sqlalchemy import insert, update

from engine import cases, messages, store, tables, tasks
from tests.counting import steps
from tests.engine.crowd import alike, crowd
from tests.engine.keeping import A_LITTLE
from tests.engine.office import BOB, DAAN

FEW, MANY = 30, 600


def awaited(tx, number):
    assert messages.awaited(tx, number, BOB) == ["antwoord"]


def drafts(tx, _):
    assert len(tasks.with_drafts(tx, BOB)) == 1


def incidents(tx, _):
    assert len(store.incidents.listed(tx, most=FEW)) == FEW


def due(tx, _):
    assert len(store.timers.due_timers(tx, most=FEW)) == FEW


def seldom(tx, number):
    assert [case.number for case in cases.listed(tx, DAAN)] == [number]


def urgent(tx, _):
    assert len(store.lists._rows(tx, store.lists._of_bodies(BOB, ""), 1)) == store.lists.PAGE


def fill(office, number, many, series):
    """Let so many others wait, type, stand still, and have work for now and for some time."""
    beside = alike(office.store, number, many, series=series)
    crowd(office.store, office.open(), many)
    with office.store.begin() as tx:
        late = {"due": tx.now}
        tx.change(update(tables.timer).values(late))
        tx.change(update(tables.task).where(tables.task.c.due.is_not(None)).values(late))
        task_ids = [f"{one}.1/beoordeel#1" for one in beside]
        typed = {"person_id": "carol", "saved_at": tx.now, "answers": b""}
        tx.change(insert(tables.draft), [typed | {"task_id": one} for one in task_ids])
        stuck = {"place": "beoordeel#1", "raised_at": tx.now, "position": 1}
        tx.change(insert(tables.incident), [stuck | {"instance_id": f"{one}.1"} for one in beside])


@pytest.mark.parametrize("look", [awaited, drafts, incidents, due, seldom, urgent])
def test_a_list_costs_the_same_however_much_there_is_of_others(sqlite_office, look):
    office = sqlite_office
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=5)
    with office.store.begin() as tx:
        task = store.tasks.find(tx, f"{number}.1/beoordeel#1")
        store.tasks.save_draft(tx, task, "bob", "{}")
        store.cases.may_be_seen_by(tx, number, ["Bezwarencommissie"])

    def looked():
        with office.store.read() as tx:
            look(tx, number)

    other = office.open()
    office.complete(f"{other}.1/beoordeel#1", volledig=False, bedrag=5)
    fill(office, other, FEW, "A")
    looked()
    few = steps(office.store, looked)
    fill(office, other, MANY, "B")
    assert steps(office.store, looked) < few + A_LITTLE
