"""What is delivered goes on counting from what brought it about; people and time begin anew."""

import pytest
from sqlalchemy import select

from engine import cases, messages, services, tables
from engine.messages import Incoming
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    SIGNAL,
    both,
    catch,
    diagram,
    element,
    end,
    go,
    loop,
    many,
    start,
    throw,
    timer,
    user,
)
from tests.engine.office import FRED
from tests.engine.rounds import (
    MOST,
    ONE,
    ROUNDS,
    at,
    circle,
    failed,
    heard,
    hops,
    sends,
    waits,
)
from tests.engine.test_gathering import begun, deploy, named
from tests.proofs.judging import judge

pytestmark = pytest.mark.usefixtures("at_any_pace")
LETTER = '{aan: "a@b.nl", onderwerp: "Vraag", tekst: "Hoe gaat het?"}'


def asks(name):
    return element("serviceTask", name, regie_service="mail", regie_inputs=LETTER)


# --- what begins at nothing


def test_what_a_person_does_in_between_lets_the_counting_begin_again(office, under):
    deploy(office, circle("rond", sends(MESSAGE), user, waits(MESSAGE)))
    under(hops=MOST)
    number = office.open("rond")

    for n in range(1, ROUNDS + 1):
        office.clock.tick(hours=1)
        office.complete(f"{number}.1/x1#{n}", by=FRED)

    assert heard(office, number) == ROUNDS
    assert hops(office) == [1]
    judge(office.store)


def test_what_waits_for_time_in_between_lets_the_counting_begin_again(office, under):
    deploy(office, ONE, circle("twee", sends(at("een")), waits(timer("P1D")), waits(at("twee"))))
    under(hops=MOST)
    numbers = [office.open("een"), office.open("twee")]

    for _ in range(ROUNDS):
        assert office.tick(days=1) == 1

    assert failed(office) == []
    assert heard(office, *numbers) == 2 * ROUNDS + 1
    judge(office.store)


def test_what_a_service_answers_in_between_lets_the_counting_begin_again(room, under):
    office = room.office
    deploy(office, circle("rond", asks, sends(MESSAGE), waits(MESSAGE)))
    under(hops=MOST)
    number = office.open("rond")

    for _ in range(ROUNDS):
        services.perform_due(office.store, room.settings, {"mail": lambda *_: "aangekomen"})
        messages.deliver(office.store)

    assert failed(office) == []
    assert heard(office, number) == ROUNDS


def test_what_came_before_who_waits_for_it_goes_on_from_who_waits(office, under):
    """A message is kept for a person, and then brings about the next one."""
    deploy(office, circle("rond", user, waits(MESSAGE), sends(MESSAGE)))
    under(hops=MOST)
    number = office.open("rond")
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", number))

    for n in range(1, ROUNDS + 1):
        office.clock.tick(hours=1)
        office.complete(f"{number}.1/x0#{n}", by=FRED)

    assert heard(office, number) == ROUNDS
    assert hops(office) == [1]


def test_who_waits_from_far_is_no_further_by_a_message_that_came_from_near(office, under):
    waiting = circle("laat", waits(at("een")), sends(at("twee")), waits(at("drie")))
    deploy(office, waiting)
    under(hops=MOST)
    office.open("laat")
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "drie"))
    office.clock.tick(hours=1)

    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "een"))
    messages.deliver(office.store)

    waits_now = select(tables.subscription.c.hops)
    with office.store.read() as tx:
        assert [row.hops for row in tx.rows(waits_now)] == [1]


# --- what was sent before, and is taken one after another


@pytest.mark.parametrize("first", [(), ("hoort",)], ids=["a person", "a delivery"])
def test_what_one_step_sent_at_once_is_no_further_for_who_takes_it_in_turn(office, under, first):
    """A step that a person or a delivery brought about sends as many as a loop then takes."""
    sent = element("sendTask", "stuurt", many(str(ROUNDS)), messageRef="M1")
    taken = element("receiveTask", "neemt", loop(loopMaximum=str(ROUNDS)), messageRef="M1")
    caught = [catch(name, at("begin")) for name in first]
    flows = go(" ".join(["s", *first, "g", "stuurt"])) + go("g neemt klaar")
    parts = [*caught, both("g"), sent, taken, user("klaar")]
    deploy(office, named(diagram(start(), *parts, flows), "rij"))
    under(hops=MOST)
    number = office.open("rij")
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "begin"))
    messages.deliver(office.store)

    assert failed(office) == []
    assert heard(office, number) == ROUNDS + len(first)
    assert office.open_tasks(number) == [f"{number}.1/klaar#1"]
    judge(office.store)


def test_what_came_from_outside_is_no_further_for_who_takes_it_in_turn(office, under):
    deploy(office, circle("rij", waits(at("k"))))
    under(hops=MOST)
    for _ in range(ROUNDS):
        with office.store.begin() as tx:
            messages.keep(tx, Incoming("m1", "k"))
    office.clock.tick(hours=1)

    number = office.open("rij")

    assert failed(office) == []
    assert heard(office, number) == ROUNDS
    judge(office.store)


# --- what carries it on


def test_each_who_hears_a_signal_is_one_further(office, under):
    hears = named(
        diagram(start(), catch("c", SIGNAL), throw("t", MESSAGE), end(), go("s c t e")), "hoort"
    )
    deploy(office, hears, named(diagram(start(), throw("t", SIGNAL), go("s t")), "roept"))
    under(hops=MOST)
    for _ in range(3):
        office.open("hoort")

    office.open("roept")

    assert hops(office) == [1, 1, 1]


def test_of_several_that_start_something_together_the_last_counts(office, under):
    """Each time it sends itself the one, and somebody outside brings the other."""
    together = start("alles", MESSAGE + OTHER_MESSAGE, parallelMultiple="true")
    again = diagram(together, throw("t", at("k")), end(), go("alles t e"))
    deploy(office, named(again, "samen"))
    under(hops=MOST)
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "k"))

    for _ in range(ROUNDS):
        office.clock.tick(hours=1)
        with office.store.begin() as tx:
            messages.keep(tx, Incoming("m2", "k"))
        messages.deliver(office.store)

    assert len(begun(office)) == ROUNDS
    assert hops(office) == [1]


def test_a_suspended_case_hears_a_signal_later_as_far_as_it_was(office, under):
    hears = circle("een", waits(SIGNAL), sends(MESSAGE), user)
    deploy(office, hears, named(diagram(start(), throw("t", SIGNAL), go("s t")), "roept"))
    under(hops=MOST)
    number = office.open("een")
    with office.store.begin() as tx:
        cases.suspend(tx, number, "Wacht op advies", FRED)
    office.open("roept")
    assert hops(office) == [0]

    with office.store.begin() as tx:
        cases.resume(tx, number, "Er is advies", FRED)
    messages.deliver(office.store)
    assert hops(office) == [1]
