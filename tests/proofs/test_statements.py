"""How many statements a step costs, written down, so that they cannot creep up unseen.

Everything is done once before it is counted, as in a program that has been running for a while.
"""

from collections import Counter
from decimal import Decimal

import pytest

from engine import deployments, services, starts, tasks, timers
from engine.messages import Incoming, receive
from engine.model import Who
from engine.openings import Opening, open_case
from tests.counting import Counting
from tests.engine.interpreter import diagrams as draw
from tests.engine.interpreter.diagrams import catch, diagram, go, many, sub, timer, user
from tests.engine.office import ANN, BOB, CAROL
from tests.engine.postroom import ADDRESS, MELDING
from tests.proofs.paths import SETTINGS, WAYS

WAITING = {"volledig": False, "bedrag": 10}
COMPLETE = {"volledig": True, "bedrag": 10}
MANY = 30

#: statements on SQLite and on PostgreSQL; the second locks rows and looks again
COUNTS = {
    "start": (11, 12),
    "completion": (9, 11),
    "completion with a key": (11, 13),
    "completion of the last task": (10, 12),
    "start of a child": (15, 16),
    "end of a child": (12, 14),
    "message": (8, 10),
    "timer": (12, 14),
    "tick with nothing due": (2, 2),
    "service answer": (14, 16),
    "inbox page": (5, 5),
    "claim": (5, 7),
}
ONE_WAITS = (draw.start("qs"), catch("c", timer("PT1H")), go("qs c"))
#: a timer that fires among many that wait, and ends its item: two pages are read and written
BESIDE_MANY = (10, 12)


def complete(task_id, by=BOB, key=None, **answers):
    def act(tx):
        tasks.complete(tx, task_id, answers=answers, by=by, key=key)

    return act


def start(process_id):
    return lambda tx: open_case(tx, Opening(process_id, {"titel": "Brug", "aantal": 1}), Who("bob"))


def inbox(tx):
    for shown in (tasks.mine, tasks.of_bodies):
        shown(tx, BOB)
    tasks.count_mine(tx, BOB)
    tasks.with_drafts(tx, BOB)


def tick(found_store):
    timers.fire_due(found_store)
    starts.open_due(found_store)


def counted(office):
    """Give how many statements each thing takes."""
    counting, found = Counting(office.store), {}
    number = office.open()
    found["inbox page"] = counting.of(inbox)
    found["start"] = counting.of(start("aanvraag"))
    found["claim"] = counting.of(lambda tx: tasks.claim(tx, f"{number}.1/beoordeel#1", BOB))
    found["completion"] = counting.of(complete(f"{number}.1/beoordeel#1", **COMPLETE))
    last = complete(f"{number}.1/besluit#1", by=CAROL, reden="Goed plan")
    found["completion of the last task"] = counting.of(last)
    number = office.open()
    keyed = complete(f"{number}.1/beoordeel#1", key=number, **WAITING)
    found["completion with a key"] = counting.of(keyed)
    answer = Incoming("antwoord", number, {"antwoord": "ja"})
    found["message"] = counting.of(lambda tx: receive(tx, answer, Who("bob")))
    office.complete(f"{number}.1/beoordeel#2", **WAITING)
    office.clock.tick(days=28)
    found["timer"] = counting.whole(lambda: tick(office.store))
    found["tick with nothing due"] = counting.whole(lambda: tick(office.store))
    found["start of a child"] = counting.of(start("ouder"))
    called = office.open("ouder", aantal=1)
    office.complete(f"{called}.2/werk#1", hoe="goed")
    found["end of a child"] = counting.of(complete(f"{called}.2/door#1"))
    office.open("melding", adres=ADDRESS)
    mail = {"mail": lambda request, _: request.key}
    found["service answer"] = counting.whole(
        lambda: services.perform_due(office.store, SETTINGS, mail)
    )
    return found


@pytest.fixture
def warm(office):
    """Give an office in which everything was done once, so that what is read once is read."""
    with office.store.begin() as tx:
        deployments.deploy(tx, MELDING, by=ANN)
    counted(office)
    for _ in range(MANY):  # more than a page of the inbox holds
        office.open()
    return office


def test_a_step_takes_as_many_statements_as_is_written_here(warm):
    column = 1 if warm.store._engine.dialect.name == "postgresql" else 0
    expected = {name: counts[column] for name, counts in COUNTS.items()}

    assert Counter(counted(warm)) == Counter(expected)


def test_a_step_takes_no_more_statements_when_there_are_many_cases(warm):
    before = counted(warm)
    for _ in range(MANY):
        warm.open()

    assert counted(warm) == before


def test_a_timer_beside_many_takes_a_few_statements_for_the_pages_they_are_on(office):
    way = WAYS["timer beside many"]
    way.act(office.store, way.prepare(office))
    number = way.prepare(office)

    found = Counting(office.store).whole(lambda: way.act(office.store, number))
    assert found == BESIDE_MANY[office.store._engine.dialect.name == "postgresql"]


@pytest.mark.parametrize("what", [user("u", many("n")), sub("q", *ONE_WAITS, many("n"))])
def test_a_step_in_which_many_begin_to_wait_takes_as_many_statements_as_one_of_two(office, what):
    name = "u" if "userTask" in what else "q"
    drawn = diagram(draw.start(), what, draw.end(), go(f"s {name} e"))
    with office.store.begin() as tx:
        deployments.deploy(tx, drawn, by=ANN)
    office.open("p", n=Decimal(2))
    counting = Counting(office.store)

    few, more = (counting.whole(lambda n=n: office.open("p", n=Decimal(n))) for n in (2, 100))
    assert more == few
