"""Messages and signals that bring about each other for ever stop, and stand with the reason."""

from decimal import Decimal

import pytest

from engine import messages, store
from engine.events import SignalReceived
from engine.messages import Incoming
from engine.model import Who
from engine.store.post import LATER, MOST_TRIES
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    catch,
    diagram,
    element,
    end,
    flow,
    go,
    handler,
    script,
    start,
    throw,
    user,
    xor,
)
from tests.engine.office import FRED
from tests.engine.rounds import (
    ITSELF,
    MOST,
    ONE,
    OTHER,
    STARTS_ITSELF,
    at,
    circle,
    failed,
    heard,
    hops,
    sends,
    steer,
    waits,
)
from tests.engine.test_gathering import begun, deploy, named
from tests.proofs.judging import judge

pytestmark = pytest.mark.usefixtures("at_any_pace")


def rounds(*after):
    """Draw a process that sends itself messages `rondes` times, and then takes these steps."""
    steps = [script("x", "n = n + 1"), throw("t", MESSAGE), catch("c", MESSAGE)]
    last = " ".join(one.split('"')[1] for one in (*after, end()))
    ways = flow("g", last.split()[0], "n >= rondes") + flow("g", "x", flow_id="on")
    flows = go("s g") + ways + go("x t c g") + go(last)
    return named(diagram(start(), xor("g", "on"), *steps, *after, end(), flows), "rond")


# --- for ever


def test_a_case_that_sends_itself_messages_for_ever_stops_with_the_reason(office, under):
    deploy(office, ITSELF)
    under(hops=MOST)

    number = office.open("rond")
    messages.deliver(office.store)

    (found,) = failed(office)
    assert (found.name, found.key, found.sender, found.tries) == ("m1", number, f"{number}.1", 1)
    assert f"meer dan {MOST} bezorgingen" in found.reason.nl
    assert f"more than {MOST} deliveries" in found.reason.en
    assert heard(office, number) == MOST + 1
    assert len(hops(office)) == 1
    judge(office.store)


def test_others_go_on_beside_a_case_that_was_stopped(office, under):
    deploy(office, ITSELF, named(diagram(start(), user("u"), end(), go("s u e")), "ander"))
    under(hops=MOST)
    office.open("rond")

    other = office.open("ander")
    office.complete(f"{other}.1/u#1", by=FRED)

    assert office.case(other).closed_at is not None
    judge(office.store)


@pytest.mark.parametrize("further", [0, 1], ids=["within the limit", "one further"])
def test_what_ends_within_the_limit_is_delivered_whole(office, under, further):
    deploy(office, rounds())
    under(hops=MOST)

    number = office.open("rond", n=Decimal(0), rondes=Decimal(MOST + 1 + further))

    assert heard(office, number) == MOST + 1
    assert len(failed(office)) == further


def test_two_cases_that_send_each_other_messages_for_ever_stop(office, under):
    deploy(office, ONE, OTHER)
    under(hops=MOST)

    numbers = [office.open("een"), office.open("twee")]

    (found,) = failed(office)
    assert found.sender in {f"{number}.1" for number in numbers}
    assert heard(office, *numbers) == MOST + 1
    judge(office.store)


def test_two_cases_that_send_each_other_signals_for_ever_stop(office, under):
    deploy(
        office,
        circle("een", waits(SIGNAL), sends(OTHER_SIGNAL)),
        circle("twee", sends(SIGNAL), waits(OTHER_SIGNAL)),
    )
    under(hops=MOST)

    numbers = [office.open("een"), office.open("twee")]

    (found,) = failed(office)
    assert (found.kind, found.key) in {("signal", f"{number}.1") for number in numbers}
    assert heard(office, *numbers, kind=SignalReceived) == MOST + 1
    judge(office.store)


def test_a_process_that_starts_itself_by_a_message_stops(office, under):
    deploy(office, STARTS_ITSELF)
    under(hops=MOST)

    with office.store.begin() as tx:
        opened = messages.receive(tx, Incoming("m1"), Who("outside"))
    messages.deliver(office.store)

    with office.store.read() as tx:
        assert len(store.instances.of_case(tx, opened.number)) == MOST + 2
    assert len(failed(office)) == 1
    judge(office.store)


def test_a_process_that_starts_itself_by_several_events_together_stops(office, under):
    together = start("alles", MESSAGE + SIGNAL, parallelMultiple="true")
    thrown = throw("t", MESSAGE) + throw("v", SIGNAL)
    deploy(office, named(diagram(together, thrown, end(), go("alles t v e")), "samen"))
    deploy(office, named(diagram(start(), thrown, end(), go("s t v e")), "begin"))
    under(hops=MOST)

    office.open("begin")
    messages.deliver(office.store)

    assert len(begun(office)) == MOST + 1
    assert [one.kind for one in failed(office)] == ["signal"]
    steer(office, messages.offer_again)
    assert len(begun(office)) == 2 * (MOST + 1)
    judge(office.store)


def answering(process_id, event, answer):
    """Draw a process that answers an event by another, and goes on hearing it: it stays open."""
    hears = handler("h", event, throw("w", answer), go("h_s w h_e"), interrupting=False)
    return named(diagram(start(), user("u"), hears, go("s u")), process_id)


def test_messages_for_a_place_that_stays_open_stop(office, under):
    """The first one lay there for a person, and what she let wait stays open for the rest."""
    deploy(office, answering("rond", at("k"), at("k")))
    under(hops=MOST)
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "k"))
    office.clock.tick(hours=1)

    number = office.open("rond")

    assert heard(office, number) == MOST + 1
    assert [one.key for one in failed(office)] == ["k"]
    judge(office.store, once=())


def test_signals_for_places_that_stay_open_stop(office, under):
    deploy(
        office,
        answering("een", SIGNAL, OTHER_SIGNAL),
        answering("twee", OTHER_SIGNAL, SIGNAL),
        named(diagram(start(), throw("t", SIGNAL), go("s t")), "roept"),
    )
    under(hops=MOST)
    numbers = [office.open("een"), office.open("twee")]

    office.open("roept")

    assert heard(office, *numbers, kind=SignalReceived) == MOST + 1
    assert len(failed(office)) == 1
    judge(office.store, once=())


def test_a_round_over_called_processes_stops(office, under):
    calls = element("callActivity", "{}", calledElement="kind").format
    child = named(diagram(start(), throw("t", MESSAGE), end(), go("s t e")), "kind")
    deploy(office, child, circle("rond", calls, waits(MESSAGE)))
    under(hops=MOST)

    number = office.open("rond")

    (found,) = failed(office)
    assert found.sender == f"{number}.{MOST + 3}"
    assert heard(office, number) == MOST + 1
    judge(office.store)


# --- what an administrator does


def test_what_is_offered_again_begins_at_nothing(office, under):
    deploy(office, ITSELF)
    under(hops=MOST)
    number = office.open("rond")
    office.clock.tick(hours=1)

    steer(office, messages.offer_again)

    (found,) = failed(office)
    assert found.tries == 1
    assert heard(office, number) == 2 * (MOST + 1)
    judge(office.store)


def test_what_is_dismissed_leaves_the_case_where_it_was(office, under):
    deploy(office, ITSELF)
    under(hops=MOST)
    number = office.open("rond")

    steer(office, messages.dismiss)

    assert (failed(office), hops(office)) == ([], [])
    assert heard(office, number) == MOST + 1
    assert office.case(number).closed_at is None
    judge(office.store)


def test_it_is_tried_again_by_itself_but_goes_no_further(office, under):
    deploy(office, ITSELF)
    under(hops=MOST)
    number = office.open("rond")

    for _ in range(MOST_TRIES + 1):
        office.tick(seconds=LATER.total_seconds())

    assert [one.tries for one in failed(office)] == [MOST_TRIES]
    assert heard(office, number) == MOST + 1


def test_who_came_that_far_is_still_given_what_was_sent_before(office, under):
    """Nobody sent it in reply, so it is no part of the round."""
    deploy(office, rounds(catch("laatst", at("k"))))
    under(hops=MOST)
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "k"))
    office.clock.tick(hours=1)

    number = office.open("rond", n=Decimal(0), rondes=Decimal(MOST + 1))

    assert failed(office) == []
    assert office.case(number).closed_at is not None
    judge(office.store)


def test_more_is_delivered_when_more_is_allowed_and_history_stays_true(office, under):
    deploy(office, ITSELF)
    under(hops=MOST)
    number = office.open("rond")

    under(hops=2 * MOST)
    office.tick(seconds=LATER.total_seconds())
    assert heard(office, number) == 2 * MOST + 1
    judge(office.store)

    under(hops=1)
    judge(office.store)
