"""Messages and signals that bring about each other for ever stop, and are told of with the reason.

What a person, time, a service or somebody outside does in between lets the counting begin again.
"""

from decimal import Decimal

import pytest
from sqlalchemy import select

from engine import cases, messages, services, store, tables
from engine.events import MessageReceived, SignalReceived
from engine.messages import Incoming
from engine.model import Who
from engine.store.post import LATER, MOST_TRIES
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    catch,
    diagram,
    element,
    end,
    flow,
    go,
    script,
    start,
    throw,
    timer,
    user,
    xor,
)
from tests.engine.letters import events
from tests.engine.office import FRED
from tests.engine.test_gathering import begun, deploy, named
from tests.proofs.judging import judge

MOST = 12
ROUNDS = 2 * MOST


def at(key, ref="M1"):
    """Draw the event of a message with a fixed key."""
    return f'<messageEventDefinition messageRef="{ref}" regie:key="&quot;{key}&quot;"/>'


def circle(process_id, *steps, first=()):
    """Draw a process that takes these steps again and again; it begins with others."""
    ids = ["g", *(f"x{n}" for n, _ in enumerate(steps))]
    before = [f"b{n}" for n, _ in enumerate(first)]
    drawn = [draw(name) for draw, name in zip([*first, *steps], [*before, *ids[1:]], strict=True)]
    flows = go(" ".join(["s", *before, *ids, "g"]))
    return named(diagram(start(), xor("g"), *drawn, flows), process_id)


def sends(event):
    return lambda name: throw(name, event)


def waits(event):
    return lambda name: catch(name, event)


ITSELF = circle("rond", sends(MESSAGE), waits(MESSAGE))
ONE = circle("een", waits(at("een")), sends(at("twee")))
OTHER = circle("twee", sends(at("een")), waits(at("twee")))
STARTS_ITSELF = named(diagram(start("s", MESSAGE), throw("t", MESSAGE), end(), go("s t e")), "rond")


def failed(office):
    with office.store.read() as tx:
        return messages.failed(tx, FRED)


def hops(office):
    """Give how far all is that is kept."""
    with office.store.read() as tx:
        return [row.hops for row in tx.rows(select(tables.message.c.hops))]


def heard(office, *numbers, kind=MessageReceived):
    return sum(len(events(office, number, kind)) for number in numbers)


def steer(office, verb):
    (found,) = failed(office)
    with office.store.begin() as tx:
        verb(tx, found.id, FRED)
    messages.deliver(office.store)


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


def test_others_go_on_beside_a_case_that_was_stopped(sqlite_office, under):
    office = sqlite_office
    deploy(office, ITSELF, named(diagram(start(), user("u"), end(), go("s u e")), "ander"))
    under(hops=MOST)
    office.open("rond")

    other = office.open("ander")
    office.complete(f"{other}.1/u#1", by=FRED)

    assert office.case(other).closed_at is not None
    judge(office.store)


@pytest.mark.parametrize("further", [0, 1], ids=["within the limit", "one further"])
def test_what_ends_within_the_limit_is_delivered_whole(sqlite_office, under, further):
    steps = [script("x", "n = n + 1"), throw("t", MESSAGE), catch("c", MESSAGE)]
    out = flow("g", "e", "n >= rondes") + flow("g", "x", flow_id="on")
    drawn = diagram(start(), xor("g", "on"), *steps, end(), go("s g"), out, go("x t c g"))
    deploy(sqlite_office, named(drawn, "rond"))
    under(hops=MOST)

    rounds = MOST + 1 + further
    number = sqlite_office.open("rond", n=Decimal(0), rondes=Decimal(rounds))

    assert heard(sqlite_office, number) == MOST + 1
    assert len(failed(sqlite_office)) == further


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


def test_each_who_hears_a_signal_is_one_further(sqlite_office, under):
    hears = named(
        diagram(start(), catch("c", SIGNAL), throw("t", MESSAGE), end(), go("s c t e")), "hoort"
    )
    deploy(sqlite_office, hears, named(diagram(start(), throw("t", SIGNAL), go("s t")), "roept"))
    under(hops=MOST)
    for _ in range(3):
        sqlite_office.open("hoort")

    sqlite_office.open("roept")

    assert hops(sqlite_office) == [1, 1, 1]


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
    assert {one.kind for one in failed(office)} <= {"message", "signal"}
    assert failed(office)
    judge(office.store)


def test_of_several_that_start_something_together_the_farthest_counts(sqlite_office, under):
    together = start("alles", MESSAGE + OTHER_MESSAGE, parallelMultiple="true")
    again = diagram(together, throw("t", MESSAGE), end(), go("alles t e"))
    deploy(sqlite_office, named(again, "samen"))
    under(hops=MOST)
    for name in ("m1", "m2", "m2"):
        with sqlite_office.store.begin() as tx:
            messages.keep(tx, Incoming(name, "AV-2026-0001"))
        messages.deliver(sqlite_office.store)

    assert [one.case_number for one in begun(sqlite_office)] == ["P-2026-0001"] * 2
    assert hops(sqlite_office) == [2]


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


# --- what begins at nothing


def test_what_a_person_does_in_between_lets_the_counting_begin_again(office, under):
    deploy(office, circle("rond", sends(MESSAGE), user, waits(MESSAGE)))
    under(hops=MOST)
    number = office.open("rond")

    for n in range(1, ROUNDS + 1):
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
    asks = '<serviceTask id="{}" regie:service="mail" regie:inputs="{{aan: titel}}"/>'
    deploy(office, circle("rond", asks.format, sends(MESSAGE), waits(MESSAGE)))
    under(hops=MOST)
    number = office.open("rond")

    for _ in range(ROUNDS):
        services.perform_due(office.store, room.settings, {"mail": lambda *_: "aangekomen"})
        messages.deliver(office.store)

    assert failed(office) == []
    assert heard(office, number) == ROUNDS


def test_what_came_before_who_waits_for_it_goes_on_from_who_waits(sqlite_office, under):
    """A message is kept for a person, and then brings about the next one."""
    deploy(sqlite_office, circle("rond", user, waits(MESSAGE), sends(MESSAGE)))
    under(hops=MOST)
    number = sqlite_office.open("rond")
    with sqlite_office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", number))

    for n in range(1, ROUNDS + 1):
        sqlite_office.clock.tick(hours=1)
        sqlite_office.complete(f"{number}.1/x0#{n}", by=FRED)

    assert heard(sqlite_office, number) == ROUNDS
    assert hops(sqlite_office) == [1]


def test_who_waits_from_far_counts_on_where_a_message_came_from_near(sqlite_office, under):
    deploy(sqlite_office, ITSELF.replace(b"</process>", b"</process>"))
    waiting = circle("laat", waits(at("een")), sends(at("twee")), waits(at("drie")))
    deploy(sqlite_office, waiting)
    under(hops=MOST)
    sqlite_office.open("laat")
    with sqlite_office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "drie"))
    sqlite_office.clock.tick(hours=1)

    with sqlite_office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "een"))
    messages.deliver(sqlite_office.store)

    waits_now = select(tables.subscription.c.hops)
    with sqlite_office.store.read() as tx:
        assert [row.hops for row in tx.rows(waits_now)] == [2]


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


def test_it_is_tried_again_by_itself_but_goes_no_further(sqlite_office, under):
    deploy(sqlite_office, ITSELF)
    under(hops=MOST)
    number = sqlite_office.open("rond")

    for _ in range(MOST_TRIES + 1):
        sqlite_office.tick(seconds=LATER.total_seconds())

    assert [one.tries for one in failed(sqlite_office)] == [MOST_TRIES]
    assert heard(sqlite_office, number) == MOST + 1


def test_who_waits_from_too_far_is_given_nothing_at_the_next_try_either(sqlite_office, under):
    """The message came from near: it was sent first, and who waits for it went far meanwhile."""
    rounds = circle("rond", sends(at("a")), waits(at("a")))
    deploy(sqlite_office, rounds)
    under(hops=MOST)
    number = sqlite_office.open("rond")
    with sqlite_office.store.begin() as tx:
        steps = tables.subscription.c.instance_id == f"{number}.1"
        tx.change(tables.subscription.update().where(steps).values(opened_at=tx.now, hops=MOST + 1))
        (found,) = messages.failed(tx, FRED)
        messages.dismiss(tx, found.id, FRED)
    with sqlite_office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "a"))
        tx.change(tables.message.update().values(sent_at=tx.now.replace(year=2025)))
    messages.deliver(sqlite_office.store)

    for _ in range(3):
        sqlite_office.tick(seconds=LATER.total_seconds())

    assert heard(sqlite_office, number) == MOST + 1
    steer(sqlite_office, messages.offer_again)
    assert heard(sqlite_office, number) == 2 * (MOST + 1)


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


def test_a_suspended_case_hears_a_signal_later_as_far_as_it_was(sqlite_office, under):
    hears = circle("een", waits(SIGNAL), sends(MESSAGE), user)
    deploy(sqlite_office, hears, named(diagram(start(), throw("t", SIGNAL), go("s t")), "roept"))
    under(hops=MOST)
    number = sqlite_office.open("een")
    with sqlite_office.store.begin() as tx:
        cases.suspend(tx, number, "Wacht op advies", FRED)
    sqlite_office.open("roept")
    assert hops(sqlite_office) == [0]

    with sqlite_office.store.begin() as tx:
        cases.resume(tx, number, "Er is advies", FRED)
    messages.deliver(sqlite_office.store)
    assert hops(sqlite_office) == [1]
