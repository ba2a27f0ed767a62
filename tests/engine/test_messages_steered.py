"""Who offered a message again or took it away is kept for whoever looks back."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine import deployments, messages, replay, store
from engine.access import NotAllowed
from engine.messages import Incoming
from engine.model import Sending, Words
from engine.settings import Settings
from tests.engine.interpreter.diagrams import MESSAGE, diagram, go, start, throw
from tests.engine.office import ANN, BOB, EVE, FRED
from tests.proofs.judging import judge

KEYED = MESSAGE.replace("/>", ' regie:key="voor"/>')
SENDS = diagram(start(), throw("roep", KEYED), go("s roep"))
FAR = "RD-2026-9999"
FAILED = Words("Twee plaatsen wachten erop.", "Two places wait for it.")


def nobody_waited(office):
    """Give a case that sent a message for which nobody waited in time."""
    with office.store.begin() as tx:
        deployments.deploy(tx, SENDS, by=ANN)
    number = office.open("p", voor=FAR)
    office.clock.tick(days=8)
    messages.report_unclaimed(office.store, Settings(data=Path()))
    return number


def from_outside(office):
    """Let a message from outside be one that could not be delivered."""
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("antwoord", FAR))
        (posted,) = store.post.sent_by_none(tx)
        store.post.fail(tx, posted, FAILED)


def act(office, verb):
    office.clock.tick(hours=1)
    with office.store.begin() as tx:
        (posted,) = (*messages.unclaimed(tx, FRED), *messages.failed(tx, FRED))
        verb(tx, posted.id, FRED)
    return office.clock.now


def steered(office, by=EVE):
    with office.store.read() as tx:
        return messages.steered(tx, by)


def test_who_offers_a_message_of_a_case_again_is_told_in_its_history_and_to_auditors(office):
    number = nobody_waited(office)
    at = act(office, messages.offer_again)

    (one,) = steered(office)
    assert (one.at, one.by, one.what, one.kind, one.name, one.key) == (
        *(at, "fred", "offered", "message", "m1", FAR),
    )
    assert (one.sender, one.reason) == (f"{number}.1", None)
    with office.store.read() as tx:
        last = replay.happenings(tx, f"{number}.1", EVE)[-1]
    assert (last.kind, last.by, last.at) == ("MessageOfferedAgain", "fred", at)
    assert (last.told.event.why, last.told.event.sent) == (
        "unclaimed",
        Sending(f"{number}.1", 1, 1),
    )
    judge(office.store)


def test_what_was_offered_again_and_dismissed_later_is_told_twice_the_latest_first(office):
    from_outside(office)
    act(office, messages.offer_again)
    with office.store.begin() as tx:
        (posted,) = store.post.sent_by_none(tx)
        store.post.fail(tx, posted, FAILED)
    act(office, messages.dismiss)

    assert [(one.what, one.sender, one.reason) for one in steered(office)] == [
        ("dismissed", None, FAILED),
        ("offered", None, FAILED),
    ]


def test_what_was_dismissed_is_kept_for_auditors_too(office):
    number = nobody_waited(office)
    act(office, messages.dismiss)

    assert [(one.what, one.sender) for one in steered(office)] == [("dismissed", f"{number}.1")]
    judge(office.store)


@pytest.mark.parametrize("verb", ["UPDATE post_steering SET by = 'x'", "DELETE FROM post_steering"])
def test_what_was_done_to_a_message_cannot_be_changed(office, verb):
    from_outside(office)
    act(office, messages.dismiss)

    with pytest.raises(DBAPIError, match="append-only"), office.store.begin() as tx:
        tx.change(text(verb))


@pytest.mark.parametrize("person", [ANN, BOB, FRED], ids=lambda person: person.id)
def test_only_an_auditor_reads_what_was_done_to_messages(sqlite_office, person):
    with pytest.raises(NotAllowed):
        steered(sqlite_office, person)
