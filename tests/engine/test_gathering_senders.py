"""What several instances sent together is found again where it started a process."""

# ruff: noqa: S608 - the forger writes SQL

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from engine import messages, replay
from engine.settings import Settings
from engine.store.deliveries import received
from tests.engine.forger import forge, said
from tests.engine.interpreter.diagrams import MESSAGE, OTHER_MESSAGE, SIGNAL
from tests.engine.office import EVE, FRED
from tests.engine.test_gathering import KEEPS, begun, deploy, needs, receive, throws
from tests.proofs.judging import judge

MISSING = "Bericht 'm1' is hier verstuurd, maar nergens bezorgd. Het staat ook niet meer klaar."


def start(office):
    """Let a message of one case and a signal of another start a process together."""
    deploy(office, needs(MESSAGE, SIGNAL), throws("een", MESSAGE), throws("twee", SIGNAL))
    first, second = office.open("een"), office.open("twee")
    [running] = begun(office)
    return first, second, running


def senders(office, running):
    with office.store.read() as tx:
        first = replay.happenings(tx, running.id, EVE)[0]
    return [one.instance_id for one in received(first.told.event)]


def test_who_starts_with_several_keeps_where_each_was_sent(office):
    first, second, running = start(office)

    assert senders(office, running) == [f"{first}.1", f"{second}.1"]
    judge(office.store)


def test_what_came_from_outside_has_no_sender_there(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE), throws("een", MESSAGE))
    number = office.open("een")
    receive(office, "m2", key=number, bedrag=3)
    [running] = begun(office)

    assert senders(office, running) == [f"{number}.1"]
    judge(office.store)


def test_one_of_them_that_is_taken_away_before_the_others_came_is_missed(sqlite_office):
    deploy(sqlite_office, needs(MESSAGE, SIGNAL), throws("een", MESSAGE))
    number = sqlite_office.open("een")

    forge(sqlite_office, "DELETE FROM message")

    assert [reason for *_, reason in said(sqlite_office, number)] == [MISSING]


@pytest.mark.parametrize("which", [0, 1], ids=["the message", "the signal"])
def test_that_one_of_them_came_cannot_be_taken_away(sqlite_office, which):
    *numbers, running = start(sqlite_office)
    sender = f"{numbers[which]}.1"

    forge(sqlite_office, f"DELETE FROM delivery WHERE instance_id = '{sender}'")

    told = [reason for *_, reason in said(sqlite_office, running.case_number)]
    assert told == [
        f"Dat {sender} dit hierheen verstuurde, ontbreekt in de lijst van wat is bezorgd."
    ]


def test_one_signal_that_is_put_back_after_it_started_something_is_found(sqlite_office):
    deploy(sqlite_office, needs(MESSAGE, SIGNAL), throws("twee", SIGNAL))
    number = sqlite_office.open("twee")
    forge(sqlite_office, "CREATE TABLE aside AS SELECT * FROM message")
    receive(sqlite_office, "m1", "a")
    forge(sqlite_office, "INSERT INTO message SELECT * FROM aside")

    (reason,) = [reason for *_, reason in said(sqlite_office, number)]
    assert "vaker klaar" in reason


def test_what_came_of_a_signal_goes_along_to_the_start_event_of_a_next_version(sqlite_office):
    first = needs(MESSAGE, SIGNAL)
    deploy(sqlite_office, first, throws("twee", SIGNAL))
    sqlite_office.open("twee")

    deploy(sqlite_office, first.replace(b'"alles"', b'"allebei"'))
    receive(sqlite_office, "m1", "a")

    assert len(begun(sqlite_office)) == 1
    judge(sqlite_office.store)


def test_what_was_reported_goes_along_too_and_starts_nothing_before_it_is_offered_again(
    sqlite_office,
):
    first = needs(MESSAGE, SIGNAL)
    deploy(sqlite_office, first, throws("twee", SIGNAL))
    sqlite_office.open("twee")
    sqlite_office.tick(seconds=KEEPS.total_seconds() + 1)
    messages.report_unclaimed(sqlite_office.store, Settings(data=Path()))

    deploy(sqlite_office, first.replace(b'"alles"', b'"allebei"'))
    receive(sqlite_office, "m1", "a")
    assert begun(sqlite_office) == []

    with sqlite_office.store.begin() as tx:
        messages.offer_again(tx, messages.unclaimed(tx, FRED)[0].id, FRED)
    messages.deliver(sqlite_office.store)
    assert len(begun(sqlite_office)) == 1
    judge(sqlite_office.store)


def test_the_list_of_deliveries_only_grows(sqlite_office):
    start(sqlite_office)

    for change in ("DELETE FROM delivery", "UPDATE delivery SET received = 2"):
        with pytest.raises(IntegrityError, match="append-only"), sqlite_office.store.begin() as tx:
            tx.change(text(change))
