"""Every message that a history sent is somewhere: delivered, dismissed or kept."""

# ruff: noqa: S608 - the forger writes SQL

from pathlib import Path

import pytest
from sqlalchemy import text

from engine import cases, messages, openings
from engine.events import MessageReceived, SignalReceived
from engine.messages import Incoming
from engine.model import Sending, Who
from engine.openings import Opening
from engine.settings import Settings
from tests.engine.forger import CUT, forge, said
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    catch,
    diagram,
    end,
    go,
    start,
    throw,
    user,
)
from tests.engine.letters import ALONE, FAR, HEARS, KEYED, SENDS, WAITS, deploy, events, exchange
from tests.engine.office import FRED
from tests.proofs.judging import judge

MISSING = "Bericht 'm1' is hier verstuurd, maar nergens bezorgd. Het staat ook niet meer klaar."
TWICE = "Bericht 1 ('m1') staat vaker klaar dan het volgens de geschiedenis is verstuurd."
NO_LIST = "Dat {} dit hierheen verstuurde, ontbreekt in de lijst van wat is bezorgd."
NOT_TOLD = "Dat {} iets ontving wat hier is verstuurd, zegt de geschiedenis niet."
NOT_SENT = "Wat hier is ontvangen, is volgens de geschiedenis van {} daar niet verstuurd."
OTHER = "De inhoud die hier is ontvangen, is niet wat {} verstuurde."
#: waits for the message with key k, whatever its case
KEY_K = '<messageEventDefinition messageRef="M1" regie:key="&quot;k&quot;"/>'


def reasons(office, number):
    return [(position, reason) for _subject, position, reason in said(office, number)]


def nobody_waits(office):
    deploy(office, stuurt=ALONE)
    return office.open("stuurt", voor=FAR, geld=10)


def report(office):
    office.clock.tick(days=8)
    messages.report_unclaimed(office.store, Settings(data=Path()))


def two_wait(office):
    """Let a message fail, because two places wait for it."""
    keyed = catch("c", KEY_K)
    deploy(office, stuurt=ALONE, wacht=diagram(start(), keyed, end(), go("s c e")))
    for _ in range(2):
        office.open("wacht")
    number = office.open("stuurt", voor="k", geld=10)
    with office.store.read() as tx:
        assert messages.failed(tx, FRED)
    return number


def test_a_message_that_is_kept_reported_or_failed_is_right_until_it_is_taken_away(sqlite_office):
    office = sqlite_office
    kept = nobody_waits(office)
    report(office)
    failed = two_wait(office)
    assert said(office, kept) == said(office, failed) == []
    forge(office, "DELETE FROM message")

    assert reasons(office, kept) == reasons(office, failed) == [(1, MISSING)]


def test_of_two_messages_that_are_alike_in_all_but_their_number_one_is_missed(sqlite_office):
    office = sqlite_office
    alike = diagram(start(), throw("een", MESSAGE), throw("twee", MESSAGE), go("s een twee"))
    deploy(office, stuurt=alike)
    number = office.open("stuurt")
    forge(office, "DELETE FROM message WHERE number = 2")

    assert reasons(office, number) == [(1, MISSING)]


@pytest.mark.parametrize("prepare", [nobody_waits, two_wait])
def test_a_message_that_was_dismissed_is_right(office, prepare):
    number = prepare(office)
    report(office)
    with office.store.begin() as tx:
        (posted,) = (*messages.unclaimed(tx, FRED), *messages.failed(tx, FRED))
        messages.dismiss(tx, posted.id, FRED)

    assert said(office, number) == []


def test_a_message_that_was_offered_again_and_delivered_is_right(office):
    deploy(office, stuurt=ALONE)
    number = office.open("stuurt", voor="k", geld=10)
    report(office)
    with office.store.begin() as tx:
        (posted,) = messages.unclaimed(tx, FRED)
        messages.offer_again(tx, posted.id, FRED)
    keyed = catch("c", KEY_K)
    deploy(office, wacht=diagram(start(), keyed, end(), go("s c e")))
    receiver = office.open("wacht")

    (received,) = events(office, receiver, MessageReceived)
    assert received.sent == Sending(f"{number}.1", 1, 1)
    judge(office.store)


def test_a_message_taken_away_and_said_to_be_delivered_is_found(sqlite_office):
    office = sqlite_office
    sender, receiver = exchange(office)
    other = office.open("stuurt", voor=FAR, geld=9)
    said_so = f"INSERT INTO delivery VALUES ('{other}.1', 1, 1, '{receiver}.1', 2)"
    forge(office, "DELETE FROM message", said_so)

    assert reasons(office, other) == [(1, NOT_TOLD.format(f"{receiver}.1"))]
    assert reasons(office, sender) == reasons(office, receiver) == []


def test_a_delivery_that_is_missing_from_the_list_is_found_from_both_sides(sqlite_office):
    office = sqlite_office
    sender, receiver = exchange(office)
    assert said(office, sender) == said(office, receiver) == []
    forge(office, "DELETE FROM delivery")

    assert reasons(office, sender) == [(1, MISSING)]
    assert reasons(office, receiver) == [(2, NO_LIST.format(f"{sender}.1"))]


def test_a_message_that_was_delivered_and_put_back_is_found(sqlite_office):
    office = sqlite_office
    deploy(office, stuurt=ALONE)
    sender = office.open("stuurt", voor="k", geld=10)
    forge(office, "CREATE TABLE aside AS SELECT * FROM message")
    keyed = catch("c", KEY_K)
    deploy(office, wacht=diagram(start(), keyed, end(), go("s c e")))
    office.open("wacht")
    assert said(office, sender) == []
    forge(office, "INSERT INTO message SELECT * FROM aside")
    assert reasons(office, sender) == [(None, TWICE)]

    again = office.open("wacht")
    assert reasons(office, sender) == [
        (1, "Bericht 'm1' is hier één keer verstuurd, en vaker bezorgd of afgevoerd.")
    ]
    assert said(office, again) == []


def test_a_signal_that_was_heard_and_put_back_is_found(sqlite_office):
    office = sqlite_office
    deploy(office, stuurt=SENDS, hoort=HEARS)
    listener = office.open("hoort")
    with office.store.begin() as tx:
        opened = Opening("stuurt", {"voor": FAR, "geld": 1, "plan": "x"})
        sender = openings.open_case(tx, opened, Who("bob")).number
    forge(office, "CREATE TABLE aside AS SELECT * FROM message WHERE kind = 'signal'")
    messages.deliver(office.store)
    assert said(office, sender) == said(office, listener) == []
    forge(office, "INSERT INTO message SELECT * FROM aside")

    assert reasons(office, sender) == [
        (None, "Bericht 3 ('s1') staat vaker klaar dan het volgens de geschiedenis is verstuurd.")
    ]


def test_a_sender_whose_history_was_cut_off_is_missed_by_who_received(sqlite_office):
    office = sqlite_office
    later = diagram(
        start(),
        catch("c", OTHER_MESSAGE),
        throw("een", KEYED.format(payload="geld")),
        user("u"),
        go("s c een u"),
    )
    deploy(office, stuurt=later, wacht=WAITS)
    receiver = office.open("wacht")
    sender = office.open("stuurt", voor=receiver, geld=10)
    with office.store.begin() as tx:
        messages.receive(tx, Incoming("m2", sender), Who("outside"))
    messages.deliver(office.store)
    assert said(office, receiver) == []
    forge(office, *(one.format(f"{sender}.1") for one in CUT))

    assert reasons(office, receiver) == [(2, NOT_SENT.format(f"{sender}.1"))]


def test_the_content_that_came_is_compared_with_what_was_sent(sqlite_office):
    office = sqlite_office
    sender, receiver = exchange(office)
    with office.store.begin() as tx:
        row = tx.row(
            text("SELECT sealed FROM history WHERE position = 1 AND instance_id = :i"),
            {"i": f"{sender}.1"},
        )
        was = tx.unseal(sender, row.sealed, f"{sender}.1:1")
        now = tx.seal(sender, was.replace(b"10", b"11"), f"{sender}.1:1")
    forge(office, f"UPDATE history SET sealed = x'{now.hex()}' WHERE instance_id = '{sender}.1'")

    assert reasons(office, receiver) == [(2, OTHER.format(f"{sender}.1"))]


def test_a_signal_that_waits_until_a_listener_is_resumed_is_right_all_the_time(office):
    deploy(office, stuurt=SENDS, hoort=HEARS)
    still, listener = office.open("hoort"), office.open("hoort")
    with office.store.begin() as tx:
        cases.suspend(tx, still, "Wacht op advies", FRED)
    sender = office.open("stuurt", voor=FAR)
    assert [said(office, number) for number in (sender, still, listener)] == [[], [], []]
    with office.store.begin() as tx:
        cases.resume(tx, still, "Advies is binnen", FRED)
    messages.deliver(office.store)

    for number in (still, listener):
        (heard,) = events(office, number, SignalReceived)
        assert heard.sent == Sending(f"{sender}.1", 1, 3)
    judge(office.store)


@pytest.mark.parametrize("erased", ["sender", "receiver"])
def test_nobody_is_accused_when_a_case_was_erased(office, erased):
    numbers = dict(zip(("sender", "receiver"), exchange(office), strict=True))
    with office.store.begin() as tx:
        tx.change(
            text("DELETE FROM case_key WHERE case_number = :number"), {"number": numbers[erased]}
        )

    assert [said(office, number) for number in numbers.values()] == [[], []]
