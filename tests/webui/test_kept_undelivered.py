"""Who did something is told so when it was kept, also when the database fails after that."""

import pytest
from sqlalchemy import func, select, text

from engine import deployments, messages, store, tables
from engine.settings import Settings
from tests.engine.interpreter.diagrams import SIGNAL, catch, diagram, end, go, start, throw, user
from tests.originals import opened
from tests.webui import workplace
from tests.webui.workplace import ANN, FRED

pytestmark = pytest.mark.postgresql
#: a task, then a signal to all
SENDS = diagram(start(), user("u", name="Stuur"), throw("t", SIGNAL), end(), go("s u t e"))
HEARS = diagram(start(), catch("c", SIGNAL), end(), go("s c e")).replace(b'id="p"', b'id="q"')
#: as PostgreSQL breaks off one of two who wait for each other
BREAKS_OFF = (
    """CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'broken off' USING ERRCODE = '40P01'; END $$""",
    "CREATE TRIGGER break_off BEFORE DELETE ON message EXECUTE FUNCTION break_off()",
)
MENDED = ("DROP TRIGGER break_off ON message",)


@pytest.fixture
def served(installations, tmp_path, postgresql_url, clock):
    """Give the workplace on PostgreSQL, with a task that sends a signal and who hears it."""
    settings = Settings(data=tmp_path, database_url=postgresql_url)
    installations.install(workplace.furnish, settings)
    with opened(settings, clock) as found_store:
        with found_store.begin() as tx:
            store.people.add(tx, FRED, "no password")
            for drawn in (SENDS, HEARS):
                deployments.deploy(tx, drawn, by=ANN)
        yield workplace.Workplace(found_store, tmp_path, clock)


def change(place, statements):
    with place.store.begin() as tx:
        for one in statements:
            tx.change(text(one))


def running(place):
    query = select(func.count()).where(tables.instance.c.ended_at.is_(None))
    with place.store.read() as tx:
        return tx.row(query)[0]


def test_who_completes_a_task_is_told_so_though_what_it_sent_could_not_be_delivered(served, caplog):
    number = served.start("p")
    served.start("q")
    fred = served.as_("fred")
    change(served, BREAKS_OFF)

    page = fred.send(served.address(f"{number}.1/u#1"), actie="rond-af", sleutel="een")

    assert "U heeft 'Stuur' afgerond." in page.text()
    assert "What was kept is delivered at the next ring" in caplog.text
    assert running(served) == 1
    change(served, MENDED)
    messages.deliver(served.store)
    assert running(served) == 0
