"""Messages nobody waits for yet: kept, given to who waits later, reported in the end."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from engine import access, deployments, messages, replay, store
from engine.messages import Incoming, NobodyWaits, UnknownMessage
from engine.model import Who
from engine.settings import Settings
from tests.engine.interpreter.diagrams import MESSAGE, catch, diagram, element, go, start, throw
from tests.engine.office import ANN, BOB, EVE, FRED

SETTINGS = Settings(data=Path())
SENDER = diagram(start(), throw("roep", MESSAGE.replace("/>", ' regie:key="voor"/>')), go("s roep"))
WAITING = {"volledig": False, "bedrag": 10}


@pytest.fixture(autouse=True)
def sender(request):
    """Let there be a process `p` that sends the message m1 to the case it is told."""
    found = request.getfixturevalue("office")
    with found.store.begin() as tx:
        deployments.deploy(tx, SENDER, by=ANN)


def deploy_listener(office):
    """Deploy a process that does something first and waits for m1 then."""
    first = element("userTask", "eerst")
    waits = diagram(start(), first, catch("wacht", MESSAGE), go("s eerst wacht"))
    with office.store.begin() as tx:
        deployments.deploy(tx, waits.replace(b'id="p"', b'id="luister"'), by=ANN)


def keep(office, name="antwoord", key=None):
    with office.store.begin() as tx:
        messages.keep(tx, Incoming(name, key, {"antwoord": "ja"}))
    messages.deliver(office.store)


def unclaimed(office):
    with office.store.read() as tx:
        return [one.name for one in messages.unclaimed(tx, FRED)]


def report(office, **settings):
    return messages.report_unclaimed(office.store, replace(SETTINGS, **settings))


def ended(office, number):
    with office.store.read() as tx:
        return store.instances.find(tx, f"{number}.1").outcome


def test_a_message_that_comes_too_early_is_given_when_somebody_waits(office):
    number = office.open()
    keep(office, key=number)
    assert office.case(number).status == "In behandeling"
    office.clock.tick(days=6)
    office.complete(f"{number}.1/beoordeel#1", **WAITING)

    assert office.open_tasks(number) == [f"{number}.1/beoordeel#2"]
    with office.store.read() as tx:
        assert [one.kind for one in replay.happenings(tx, f"{number}.1", EVE)][-1] == (
            "MessageReceived"
        )


def test_a_message_between_cases_waits_for_its_receiver(office):
    deploy_listener(office)
    number = office.open("luister")
    office.open("p", voor=number)
    assert ended(office, number) is None
    with office.store.begin() as tx:
        store.tasks.claim(tx, f"{number}.1/eerst#1", "bob")
    office.complete(f"{number}.1/eerst#1", by=BOB)

    assert ended(office, number) == "completed"


def test_a_message_is_given_once(office):
    number = office.open()
    keep(office, key=number)
    for visit in (1, 2):
        office.complete(f"{number}.1/beoordeel#{visit}", **WAITING)

    assert office.open_tasks(number) == []


def test_who_stands_there_is_told_at_once_that_nobody_waits(office):
    number = office.open()
    incoming = Incoming("antwoord", number)

    with pytest.raises(NobodyWaits), office.store.begin() as tx:
        messages.receive(tx, incoming, Who("bob"))


def test_what_nobody_waited_for_in_a_week_is_reported_and_stays(office, caplog):
    office.open("p", voor="RD-2026-9999")
    office.clock.tick(days=7)
    assert report(office) == 0
    office.clock.tick(seconds=1)

    with caplog.at_level(logging.WARNING):
        assert report(office) == 1
    assert "nobody waited for message 'm1' with key 'RD-2026-9999'" in caplog.text
    assert unclaimed(office) == ["m1"]
    assert report(office) == 0


def test_how_long_is_a_setting(office):
    keep(office)
    office.clock.tick(days=8)

    assert report(office, message_days=9) == 0
    assert report(office, message_days=8) == 0
    assert report(office, message_days=7) == 1


def test_what_was_reported_is_not_given_any_more_until_it_is_offered_again(office):
    number = office.open()
    keep(office, key=number)
    office.clock.tick(days=8)
    report(office)
    office.complete(f"{number}.1/beoordeel#1", **WAITING)
    assert office.open_tasks(number) == []

    with office.store.begin() as tx:
        (posted,) = messages.unclaimed(tx, FRED)
        messages.offer_again(tx, posted.id, FRED)
    messages.deliver(office.store)

    assert office.open_tasks(number) == [f"{number}.1/beoordeel#2"]
    assert unclaimed(office) == []


def test_what_is_offered_again_is_kept_anew_and_was_sent_when_it_was(office):
    number = office.open("p", voor="RD-2026-9999")
    with office.store.read() as tx:
        sent_at = replay.happenings(tx, f"{number}.1", EVE)[-1].at
    office.clock.tick(days=8)
    report(office)
    with office.store.begin() as tx:
        (posted,) = messages.unclaimed(tx, FRED)
        messages.offer_again(tx, posted.id, FRED)
    office.clock.tick(days=6)
    assert report(office) == 0
    office.clock.tick(days=2)
    assert report(office) == 1

    with office.store.begin() as tx:
        (posted,) = messages.unclaimed(tx, FRED)
        assert (posted.sent_at, posted.reason) == (sent_at, None)
        messages.dismiss(tx, posted.id, FRED)
    with office.store.read() as tx:
        assert replay.happenings(tx, f"{number}.1", EVE)[-1].told.event.sent_at == sent_at


def test_who_dismisses_a_message_is_told_in_the_history_of_its_sender(office):
    number = office.open("p", voor="RD-2026-9999")
    office.clock.tick(days=8)
    report(office)
    with office.store.begin() as tx:
        (posted,) = messages.unclaimed(tx, FRED)
        messages.dismiss(tx, posted.id, FRED)

    assert unclaimed(office) == []
    with office.store.read() as tx:
        last = replay.happenings(tx, f"{number}.1", EVE)[-1]
        assert replay.verify(tx, f"{number}.1", EVE).right
    assert (last.kind, last.by, last.told.event.message) == ("MessageDismissed", "fred", "m1")
    with pytest.raises(UnknownMessage), office.store.begin() as tx:
        messages.dismiss(tx, posted.id, FRED)


def test_what_is_still_kept_cannot_be_dismissed(office):
    keep(office)

    with pytest.raises(UnknownMessage), office.store.begin() as tx:
        messages.dismiss(tx, 1, FRED)


@pytest.mark.parametrize("person", [ANN, BOB, EVE])
def test_only_an_administrator_sees_and_dismisses(office, person):
    keep(office)
    office.clock.tick(days=8)
    report(office)

    for asked in (
        lambda tx: messages.unclaimed(tx, person),
        lambda tx: messages.offer_again(tx, 1, person),
        lambda tx: messages.dismiss(tx, 1, person),
    ):
        with pytest.raises(access.NotAllowed), office.store.begin() as tx:
            asked(tx)
    assert unclaimed(office) == ["antwoord"]
