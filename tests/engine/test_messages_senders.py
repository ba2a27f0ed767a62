"""Who receives a message or signal tells which step of which instance sent it."""

from engine import messages, replay
from engine.events import (
    InstanceStarted,
    MessageReceived,
    MessageSent,
    SignalReceived,
    SignalSent,
)
from engine.messages import Incoming
from engine.model import Sending, Who
from tests.engine.interpreter.diagrams import MESSAGE, catch, diagram, go, start, throw, user
from tests.engine.letters import BEGINS, FAR, HEARS, SENDS, WAITS, deploy, events, exchange
from tests.engine.office import EVE
from tests.proofs.judging import judge


def test_who_receives_a_message_tells_which_step_of_which_instance_sent_it(office):
    sender, receiver = exchange(office)

    (received,) = events(office, receiver, MessageReceived)
    assert received.sent == Sending(f"{sender}.1", 1, 1)
    judge(office.store)


def test_of_two_messages_of_one_step_is_told_which_one_came(office):
    deploy(office, stuurt=SENDS, eerst=WAITS)
    first = office.open("eerst")
    sender = office.open("stuurt", voor=first, geld=10, plan="brug")

    (received,) = events(office, first, MessageReceived)
    assert (received.sent, received.payload) == (Sending(f"{sender}.1", 1, 1), {"geld": 10})
    with office.store.read() as tx:
        effects = replay.happenings(tx, f"{sender}.1", EVE)[0].told.effects
    assert [one.number for one in effects if isinstance(one, MessageSent | SignalSent)] == [1, 2, 3]
    judge(office.store)


def test_a_message_of_a_case_to_itself_tells_its_own_step(office):
    itself = diagram(
        start(), throw("een", MESSAGE), catch("c", MESSAGE), user("u"), go("s een c u")
    )
    deploy(office, zelf=itself)
    number = office.open("zelf")

    (received,) = events(office, number, MessageReceived)
    assert received.sent == Sending(f"{number}.1", 1, 1)
    judge(office.store)


def test_a_process_that_a_message_starts_tells_who_sent_it(office):
    stays = diagram(start(), throw("een", MESSAGE), user("u"), go("s een u"))
    deploy(office, begint=BEGINS, stuurt=stays)
    number = office.open("stuurt", voor=FAR, geld=10)

    with office.store.read() as tx:
        (started,) = replay.happenings(tx, f"{number}.2", EVE)
    assert isinstance(started.told.event, InstanceStarted)
    assert started.told.event.sent == Sending(f"{number}.1", 1, 1)
    judge(office.store)


def test_who_hears_a_signal_tells_who_sent_it(office):
    deploy(office, stuurt=SENDS, hoort=HEARS)
    listeners = [office.open("hoort") for _ in range(2)]
    sender = office.open("stuurt", voor=FAR)

    for number in listeners:
        (heard,) = events(office, number, SignalReceived)
        assert heard.sent == Sending(f"{sender}.1", 1, 3)
    judge(office.store)


def test_what_comes_from_outside_has_no_sender(office):
    deploy(office, wacht=WAITS)
    kept, received = office.open("wacht"), office.open("wacht")
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", kept))
        messages.receive(tx, Incoming("m1", received), Who("outside"))
    messages.deliver(office.store)

    for number in (kept, received):
        (event,) = events(office, number, MessageReceived)
        assert event.sent is None
    judge(office.store)
