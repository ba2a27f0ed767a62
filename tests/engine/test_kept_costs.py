"""What is kept in vain costs nobody a look, however much it is."""

import pytest
from sqlalchemy import insert, select, update

from engine import cases, messages, store, tables
from engine.model import Sending
from engine.store.post import MOST_TRIES, Letter
from tests.counting import Counting, rows_read, rows_read_in_all, steps
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
)
from tests.engine.keeping import (
    A_FEW_ROWS,
    A_LITTLE,
    FEW,
    MANY,
    WAITS,
    begun,
    gather_statistics,
    needs,
    ring,
    send,
    steer,
)
from tests.engine.letters import deploy

A_THOUSAND = 1_000
#: the rows that may be read to lay aside a message, a signal and who begins to wait
EACH = 60
#: the rows that may be read because of one case that goes on
OF_A_CASE = 200


def crowd(office, many):
    """Keep so many messages and signals in vain, some of which failed, and let as many wait."""
    send_in_vain(office, many)
    ring(office)


def send_in_vain(office, many):
    waiting = office.open()
    with office.store.begin() as tx:
        for number in range(many):
            store.post.send(tx, Letter("message", f"nergens {number % 7}", f"k{number}"))
            store.post.send(tx, Letter("signal", "s2", "samen/alles", payload={}))
        one = {"instance_id": f"{waiting}.1", "event": 0, "kind": "message", "name": "later"}
        rows = [one | {"place": f"x#{n}", "key": f"k{n}", "fresh": 1} for n in range(1, many + 1)]
        tx.change(insert(tables.subscription), rows)
        failed = select(tables.message.c.id).order_by(tables.message.c.id).limit(many // 5)
        given_up = {"tries": MOST_TRIES, "failed_at": tx.now, "reason_nl": "-", "reason_en": "-"}
        mine = tables.message.c.id.in_(failed)
        tx.change(update(tables.message).where(mine).values(**given_up))


def look(tx):
    """Look as the clock does at each ring, and as a step that sent."""
    assert not store.news.of(tx).any
    tx.moves_post = True
    assert not messages.wait(tx)


def a_step(tx):
    """Take a step that sends, and look."""
    store.post.send(tx, Letter("message", "m9", "niemand"))
    assert not messages.wait(tx)


def within(office, act):
    def do():
        with office.store.begin() as tx:
            act(tx)

    return do


@pytest.mark.parametrize("act", [look, a_step])
def test_a_look_costs_the_same_however_much_is_kept_in_vain(sqlite_office, act):
    office = sqlite_office
    deploy(office, samen=needs(MESSAGE, OTHER_SIGNAL))
    crowd(office, FEW)
    within(office, act)()
    ring(office)
    few = steps(office.store, within(office, act)), Counting(office.store).of(act)
    crowd(office, MANY)
    many = steps(office.store, within(office, act)), Counting(office.store).of(act)

    assert many[0] < few[0] + A_LITTLE
    assert many[1] == few[1]


def resume_one(office):
    """Look what counts again because a case goes on that sent a part and waits for another."""
    deploy(office, wacht=WAITS)
    sender = office.open("wacht")
    send(office, Letter("signal", "s2", "samen/alles", Sending(f"{sender}.1")))
    steer(office, cases.suspend, sender)
    send(office, Letter("message", "m1", "nergens", Sending(f"{sender}.1")))
    steer(office, cases.resume, sender)


def test_a_case_that_goes_on_costs_the_same_however_much_is_kept_in_vain(sqlite_office):
    office = sqlite_office
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE, OTHER_SIGNAL))
    taken = []
    for many in (FEW, MANY):
        crowd(office, many)
        resume_one(office)
        with office.store.read() as tx:
            assert store.news.of(tx).woken
        look_once = steps(office.store, lambda: messages.deliver(office.store))
        sort = steps(office.store, lambda: messages.lay_aside(office.store))
        taken.append((look_once, sort))

    assert taken[1][0] < taken[0][0] + A_LITTLE
    assert taken[1][1] < taken[0][1] + A_LITTLE


@pytest.mark.postgresql
@pytest.mark.parametrize("then", [(gather_statistics, ring), (ring, gather_statistics)])
def test_a_case_that_goes_on_reads_few_rows_however_much_is_kept_in_vain(two, then):
    office, _ = two
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE, OTHER_SIGNAL))
    send_in_vain(office, A_THOUSAND)
    for do in then:
        do(office)
    resume_one(office)

    assert rows_read_in_all(office.store, lambda: ring(office)) < OF_A_CASE


@pytest.mark.postgresql
@pytest.mark.parametrize("then", [(gather_statistics, ring), (ring, gather_statistics)])
def test_a_look_reads_no_more_rows_however_much_is_kept_in_vain(two, then):
    office, _ = two
    deploy(office, samen=needs(MESSAGE, OTHER_SIGNAL))
    send_in_vain(office, A_THOUSAND)
    for do in then:
        do(office)
    for act in (look, a_step):
        with office.store.begin() as tx:
            assert rows_read(tx, act) < A_FEW_ROWS


@pytest.mark.postgresql
def test_laying_aside_reads_each_row_a_few_times_when_all_seemed_worth_a_look(two):
    office, _ = two
    deploy(office, samen=needs(MESSAGE, OTHER_SIGNAL))
    send_in_vain(office, A_THOUSAND)
    gather_statistics(office)

    assert rows_read_in_all(office.store, lambda: ring(office)) < A_THOUSAND * EACH


def test_all_that_is_kept_is_looked_at_once_and_not_again(sqlite_office):
    office = sqlite_office
    crowd(office, FEW)
    first = steps(office.store, lambda: send(office, Letter("message", "m9", "niemand")))
    crowd(office, MANY)
    again = steps(office.store, lambda: send(office, Letter("message", "m9", "niemand")))

    assert again < first + A_LITTLE


def test_a_start_with_several_events_costs_the_same_beside_many_that_lack_one(sqlite_office):
    office = sqlite_office
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE))

    def begin(many, first):
        lacking = range(first, first + many)
        send(office, *(Letter("message", "m1", f"k{number}") for number in lacking))
        send(office, Letter("message", "m1", "k"))
        with office.store.begin() as tx:
            store.post.send(tx, Letter("message", "m2", "k"))
        before = begun(office, "samen")
        taken = steps(office.store, lambda: messages.deliver(office.store))
        assert begun(office, "samen") == before + 1
        return taken

    begin(1, 1)
    few = begin(FEW, FEW)
    assert begin(MANY, MANY) < few + A_LITTLE
