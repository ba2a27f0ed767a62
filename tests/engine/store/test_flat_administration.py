"""What an administrator looks at costs the same however much lies around that needs nothing."""

from functools import partial

import pytest
from sqlalchemy import insert

from engine import messages, tables
from engine.store.post import Letter
from tests.counting import steps
from tests.engine.interpreter.diagrams import MESSAGE, OTHER_MESSAGE, SIGNAL
from tests.engine.keeping import A_LITTLE, FEW, MANY, learn, needs, rows_of, send
from tests.engine.letters import deploy
from tests.engine.office import FRED

PAGE = 25
A_PAGE_OF_ROWS = 120


def failed(tx):
    assert messages.count_failed(tx, FRED, most=PAGE) == 1
    assert [one.name for one in messages.failed(tx, FRED, most=PAGE)] == ["mislukt"]


def unclaimed(tx):
    assert messages.count_unclaimed(tx, FRED, most=PAGE) == 1
    assert [one.name for one in messages.unclaimed(tx, FRED, most=PAGE)] == ["te laat"]


def gathered(tx):
    assert messages.count_gathered(tx, FRED) == 2
    found = messages.gathered(tx, FRED, most=PAGE)
    assert [one.posted.name for one in found] == ["m1", "s1"]


LOOKS = [failed, unclaimed, gathered]
LEARN = partial(learn, acts=LOOKS)


def prepare(office):
    """Let one thing stand in each list."""
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE, SIGNAL))
    send(office, Letter("message", "m1", "k"), Letter("signal", "s1", "samen/alles"))
    with office.store.begin() as tx:
        kept = {"kind": "message", "sent_at": tx.now, "look_at": None}
        for how in ({"name": "mislukt", "tries": 6}, {"name": "te laat", "reported_at": tx.now}):
            tx.change(insert(tables.message), kept | how)


def keep_in_vain(office, many):
    with office.store.begin() as tx:
        kept = {"kind": "message", "sent_at": tx.now, "look_at": None}
        rows = [kept | {"name": f"nergens {one % 7}", "key": f"k{one}"} for one in range(many)]
        tx.change(insert(tables.message), rows)


def within(office, act):
    def do():
        with office.store.read() as tx:
            act(tx)

    return do


@pytest.mark.parametrize("look", LOOKS)
def test_a_list_of_post_costs_the_same_however_much_is_kept(sqlite_office, look):
    office = sqlite_office
    prepare(office)
    keep_in_vain(office, FEW)
    do = within(office, look)
    do()
    few = steps(office.store, do)
    keep_in_vain(office, MANY)

    assert steps(office.store, do) < few + A_LITTLE


def keep(office):
    keep_in_vain(office, MANY)


@pytest.mark.postgresql
@pytest.mark.parametrize("then", [(LEARN, keep), (keep, LEARN)])
def test_a_list_of_post_reads_few_rows_however_much_is_kept(two, then):
    office, _ = two
    prepare(office)
    for do in then:
        do(office)

    read = rows_of(office, LOOKS)
    assert {name: rows for name, rows in read.items() if rows > A_PAGE_OF_ROWS} == {}
