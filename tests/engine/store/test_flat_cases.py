"""A list of the cases of a body: in order, each once, and as quick beside many of others."""

from functools import partial

import pytest
from sqlalchemy import insert, select, update

from engine import cases, tables
from engine.model import Person
from tests.counting import steps
from tests.engine.crowd import alike
from tests.engine.keeping import A_LITTLE, learn, rows_of
from tests.engine.office import BOB, CAROL, DAAN

HERS, FEW, MANY = 250, 30, 1_000
PAGE, COUNTED = 25, 1_000
#: who looks for something or counts reads hers, but not those of others
A_PAGE_OF_ROWS, ALL_OF_HERS = 4 * PAGE, 3 * HERS
_case, _lane = tables.case, tables.case_body


def open_for(office, bodies, many, series):
    """Let these bodies see so many cases that begin now, alike but for their numbers."""
    numbers = alike(office.store, office.open(), many, series=series)
    with office.store.begin() as tx:
        began = {"opened_at": tx.now}
        tx.change(update(_case).where(_case.c.number.in_(numbers)).values(began))
        tx.change(_lane.delete().where(_lane.c.case_number.in_(numbers)))
        for body in bodies:
            mine = [began | {"case_number": number, "body": body} for number in numbers]
            tx.change(insert(_lane), mine)


def first(tx):
    assert len(cases.listed(tx, DAAN)) == PAGE


def far(tx):
    assert len(cases.listed(tx, DAAN, skip=PAGE)) == PAGE


def searched(tx):
    assert [one.number for one in cases.listed(tx, DAAN, search="O-7")][-1] == "O-7"


def counted(tx):
    assert cases.count(tx, DAAN, most=COUNTED) == HERS


LISTS = [first, far, searched, counted]
LEARN = partial(learn, acts=LISTS)


def hers(office):
    open_for(office, ["Bezwarencommissie"], HERS, "O")
    office.clock.tick(days=1)


def younger(office, many=MANY, series="B"):
    open_for(office, ["Kernteam"], many, series)


@pytest.mark.parametrize("look", LISTS)
def test_a_body_with_old_cases_lists_them_as_quickly_beside_many_younger(sqlite_office, look):
    office = sqlite_office
    hers(office)
    younger(office, FEW, "A")

    def looked():
        with office.store.read() as tx:
            look(tx)

    looked()
    few = steps(office.store, looked)
    younger(office)
    assert steps(office.store, looked) < few + A_LITTLE


@pytest.mark.postgresql
@pytest.mark.parametrize("then", [(LEARN, younger), (younger, LEARN)])
def test_a_body_with_old_cases_reads_few_rows_beside_many_younger(two, then):
    office, _ = two
    hers(office)
    for do in then:
        do(office)

    read = rows_of(office, LISTS)
    assert max(read["first"], read["far"]) < A_PAGE_OF_ROWS
    assert max(read["searched"], read["counted"]) < ALL_OF_HERS


# --- what is listed


def everything(tx, by, search):
    """Turn all pages."""
    skip, numbers = 0, []
    while page := cases.listed(tx, by, search=search, most=7, skip=skip):
        numbers += [one.number for one in page]
        skip += 7
    return numbers


def expected(tx, by, search):
    rows = tx.rows(select(_case.c.opened_at, _case.c.number, _lane.c.body).join(_lane))
    found = {row[:2] for row in rows if row.body in by.all_bodies and search in row.number}
    return [number for _, number in sorted(found, reverse=True)]


@pytest.mark.parametrize("search", ["", "K-1"])
@pytest.mark.parametrize("by", [BOB, CAROL, DAAN], ids=lambda person: person.id)
def test_who_turns_pages_comes_to_each_case_once_the_youngest_first(office, by, search):
    for round_ in range(2):
        for number, bodies in enumerate((["Kernteam"], ["Kernteam", "Stuurgroep"], ["Stuurgroep"])):
            open_for(office, bodies, 4, f"K-{number}-{round_}")
            office.clock.tick(hours=1)
    with office.store.read() as tx:
        found = everything(tx, by, search)

        assert found == expected(tx, by, search)
        assert cases.count(tx, by, most=COUNTED, search=search) == len(found)


def test_who_is_of_no_body_sees_no_cases(office):
    office.open()
    nobody = Person("noor", "Noor")
    with office.store.read() as tx:
        assert cases.listed(tx, nobody) == []
        assert cases.count(tx, nobody, most=COUNTED) == 0
