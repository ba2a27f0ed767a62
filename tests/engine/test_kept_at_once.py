"""Who commits last is found by somebody, whatever was looked at meanwhile: on PostgreSQL."""

from threading import Thread

import pytest
from sqlalchemy import text

from engine import cases, messages, openings, store
from engine.model import Who
from engine.openings import Opening
from engine.store.post import Letter
from tests.engine.keeping import A_MOMENT, BLOCKED, WAITS, kept, ring, steer
from tests.engine.letters import deploy
from tests.engine.office import FRED
from tests.proofs.judging import judge


def wait(tx):
    openings.open_case(tx, Opening("wacht", {}), Who("bob"))


def post(tx):
    store.post.send(tx, Letter("message", "m1", "k"))


@pytest.mark.postgresql
@pytest.mark.parametrize(("slow", "quick"), [(wait, post), (post, wait)])
def test_who_commits_last_is_found_whatever_was_looked_at_meanwhile(two, slow, quick):
    office, other = two
    deploy(office, wacht=WAITS)
    with other.begin() as tx:
        slow(tx)
        with office.store.begin() as quicker:
            quick(quicker)
        ring(office)
        ring(office)
    ring(office)

    assert kept(office) == 0
    judge(office.store)


@pytest.mark.postgresql
def test_a_case_that_goes_on_while_somebody_looks_is_found(two):
    office, other = two
    deploy(office, wacht=WAITS)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    with other.begin() as tx:
        cases.resume(tx, number, "Daarom", FRED)
        with office.store.begin() as quicker:
            post(quicker)
        ring(office)
        ring(office)
    ring(office)

    assert kept(office) == 0


@pytest.mark.postgresql
def test_who_lays_aside_waits_for_nobody_who_delivers(two):
    office, other = two
    deploy(office, wacht=WAITS)
    office.open("wacht")
    with office.store.begin() as tx:
        post(tx)
    with other.begin() as tx:
        posted = store.wanted.deliverable(tx)
        assert store.wanted.take(tx, posted)
        messages.lay_aside(office.store)
    assert kept(office) == 0


@pytest.mark.postgresql
def test_what_one_lays_aside_while_another_forgets_why_is_found(two):
    office, other = two
    deploy(office, wacht=WAITS)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    with office.store.begin() as tx:
        post(tx)
    sorting = Thread(target=messages.lay_aside, args=(office.store,))
    with other.begin() as tx:
        store.aside.lay_aside(tx, [1])
        steer(office, cases.resume, number)
        sorting.start()
        while sorting.is_alive() and tx.row(text(BLOCKED)) is None:
            sorting.join(A_MOMENT)
    sorting.join()
    ring(office)

    assert kept(office) == 0
