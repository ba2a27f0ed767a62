"""An instance of many tokens lies on pages in the database, and is as true as any other."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from engine import cases, deployments, interpreter, replay, steps, store, tables, tasks, timers
from engine.deployments import Wish
from engine.model import Place
from engine.snapshots import Snapshot
from engine.store import ConflictingChange
from tests.engine.forger import forge, said
from tests.engine.interpreter.diagrams import catch, diagram, end, go, many, start, sub, timer, user
from tests.engine.office import ANN, EVE, FRED

NUMBER = "RD-2026-0001"
INSTANCE = f"{NUMBER}.1"
ITEMS = 620
WAIT = "qs c u qe"
RIGHT = []


def waiting(way=WAIT):
    inside = (start("qs"), catch("c", timer("PT1H")), user("u"), end("qe"), go(way))
    return diagram(start(), sub("q", *inside, many(str(ITEMS))), end(), go("s q e"))


def opened(office):
    with office.store.begin() as tx:
        deployments.deploy(tx, waiting(), by=ANN)
    office.open("p")
    return office


@pytest.fixture
def crowd(office):
    """Give an office with a case in which so many timers wait that they lie on pages."""
    return opened(office)


@pytest.fixture
def sqlite_crowd(sqlite_office):
    return opened(sqlite_office)


def find(office):
    with office.store.read() as tx:
        return store.instances.find(tx, INSTANCE)


def rows(office):
    with office.store.read() as tx:
        return store.pages.numbers(tx, INSTANCE)


def fire_some(office, most):
    """Let timers fire that are due, so many of them; give where."""
    office.clock.tick(hours=1)
    with office.store.read() as tx:
        due = store.timers.due_timers(tx, most=most)
    assert sum(timers._fire(office.store, one) for one in due) == most
    return [one.place for one in due]


def complete(office, visit):
    with office.store.begin() as tx:
        tasks.complete(tx, f"{INSTANCE}/u#{visit}", answers={}, by=FRED)


def test_many_tokens_lie_on_pages_and_every_step_keeps_them_true(crowd):
    assert rows(crowd) == interpreter.page_numbers(find(crowd).snapshot)
    assert len(rows(crowd)) > 2

    fire_some(crowd, 5)
    complete(crowd, 2)

    assert rows(crowd) == interpreter.page_numbers(find(crowd).snapshot)
    assert said(crowd, NUMBER) == RIGHT


def test_a_step_writes_the_pages_of_what_moves_and_no_other(crowd):
    def sealed():
        with crowd.store.read() as tx:
            return {row.number: bytes(row.sealed) for row in tx.rows(select(tables.page))}

    before = sealed()
    fire_some(crowd, 1)

    assert sum(before[number] != now for number, now in sealed().items()) == 1


def test_what_is_on_a_page_stands_nowhere_in_the_clear(crowd):
    with crowd.store.read() as tx:
        for row in tx.rows(select(tables.page)):
            assert b"loopCounter" not in bytes(row.sealed)


def test_no_page_is_left_when_few_tokens_are(crowd):
    fire_some(crowd, 40)
    for visit in range(1, 40):
        complete(crowd, visit)
        if not rows(crowd):
            break

    assert interpreter.page_numbers(find(crowd).snapshot) == frozenset()
    assert said(crowd, NUMBER) == RIGHT


def test_no_page_is_left_when_the_case_is_cancelled(crowd):
    with crowd.store.begin() as tx:
        cases.cancel(tx, NUMBER, "Dubbel", FRED)

    assert rows(crowd) == frozenset()
    assert said(crowd, NUMBER) == RIGHT


def test_a_case_stands_still_and_goes_on_with_its_pages(crowd):
    before = find(crowd).snapshot
    with crowd.store.begin() as tx:
        cases.suspend(tx, NUMBER, "Overleg", FRED)
    with crowd.store.begin() as tx:
        cases.resume(tx, NUMBER, "Overlegd", FRED)

    assert find(crowd).snapshot == before
    assert said(crowd, NUMBER) == RIGHT


def test_a_case_follows_another_version_with_its_pages(crowd):
    fire_some(crowd, 3)
    renamed = waiting().replace(b'"c"', b'"wacht"').replace(b'"u"', b'"werk"')
    with crowd.store.begin() as tx:
        deployments.deploy(tx, renamed, by=ANN)
        deployments.migrate(tx, Wish("p", 2, {"c": "wacht", "u": "werk"}, None), ANN)
    fire_some(crowd, 2)

    assert rows(crowd) == interpreter.page_numbers(find(crowd).snapshot)
    assert said(crowd, NUMBER) == RIGHT


def test_an_erased_case_keeps_its_chain_and_its_pages_say_nothing(crowd):
    with crowd.store.begin() as tx:
        tx.change(text("DELETE FROM case_key"))

    assert said(crowd, NUMBER) == RIGHT
    with crowd.store.read() as tx:
        assert replay.verify(tx, INSTANCE, EVE).erased == 1
        pages = store.pages.of(tx, NUMBER, INSTANCE)
        with pytest.raises(store.Erased):
            pages[0]


def test_what_an_earlier_version_kept_in_one_text_is_true_and_goes_on_on_pages(crowd):
    fire_some(crowd, 2)
    with crowd.store.begin() as tx:
        running = store.instances.find(tx, INSTANCE)
        older = replace(running, snapshot=Snapshot(interpreter.whole(running.snapshot)))
        tx.change(text("DELETE FROM page"))
        store.instances.save(tx, older, was_at=running.position)
    assert said(crowd, NUMBER) == RIGHT
    assert rows(crowd) == frozenset()

    fire_some(crowd, 1)

    assert len(rows(crowd)) > 2
    assert said(crowd, NUMBER) == RIGHT


def test_who_looks_at_what_moves_on_meanwhile_is_told_to_look_again(crowd):
    """On PostgreSQL a transaction that writes may see the text of before and the page of after."""
    first, second = fire_some(crowd, 2)
    with ThreadPoolExecutor() as somebody_else, crowd.store.begin() as tx:
        if not tx.waits_for_locks:
            return  # SQLite shows a transaction one moment
        running = store.instances.find(tx, INSTANCE)
        somebody_else.submit(complete, crowd, first.visit).result()
        with pytest.raises(ConflictingChange):
            steps.known_at(tx, running, Place("u", second.visit))


# --- forgeries


#: give page 1 what stands on another page of the instance, or on page 1 of another instance
NEIGHBOUR = """UPDATE page SET sealed = (SELECT sealed FROM page AS other
    WHERE other.instance_id = page.instance_id AND other.number = 0) WHERE number = 1"""
STRANGER = """UPDATE page SET sealed = (SELECT sealed FROM page AS other
    WHERE other.instance_id <> page.instance_id AND other.number = 1) WHERE number = 1"""


@pytest.mark.parametrize(
    "forgery",
    [
        "DELETE FROM page WHERE number = 1",
        "UPDATE page SET sealed = zeroblob(60) WHERE number = 1",
        "UPDATE page SET sealed = 'x' WHERE number = 1",
        NEIGHBOUR,
        STRANGER,
        "INSERT INTO page SELECT instance_id, 99, sealed FROM page WHERE number = 1",
        "UPDATE page SET number = 99 WHERE number = 1",
    ],
)
def test_a_page_that_is_lost_changed_or_too_many_is_found(sqlite_crowd, forgery):
    sqlite_crowd.open("p")
    forge(sqlite_crowd, forgery)

    [(subject, _, reason)] = said(sqlite_crowd, NUMBER)
    assert subject == INSTANCE
    assert "stand" in reason


def test_a_page_of_before_is_found_and_nothing_moves_by_it(sqlite_crowd):
    forge(sqlite_crowd, "CREATE TABLE kept AS SELECT * FROM page")
    [place] = fire_some(sqlite_crowd, 1)
    position = find(sqlite_crowd).position
    forge(sqlite_crowd, "DELETE FROM page", "INSERT INTO page SELECT * FROM kept")

    assert "stand" in said(sqlite_crowd, NUMBER)[0][2]
    with pytest.raises(interpreter.SnapshotDamaged):
        complete(sqlite_crowd, place.visit)
    with sqlite_crowd.store.read() as tx:
        entries = tx.row(select(func.count()).select_from(tables.history))
    assert (find(sqlite_crowd).position, entries[0]) == (position, position)
