"""What is kept in vain is found as soon as somebody waits for it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from engine import cases, messages, store, tables
from engine.model import Sending
from engine.settings import Settings
from engine.store.post import LATER, MOST_TRIES, Letter
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    SIGNAL,
)
from tests.engine.keeping import (
    BEGINS,
    WAITS,
    aside,
    begun,
    keep,
    kept,
    needs,
    ring,
    send,
    steer,
)
from tests.engine.letters import HEARS, deploy
from tests.engine.office import FRED


def test_who_begins_to_wait_finds_what_came_before(office, found):
    deploy(office, wacht=WAITS)
    keep(office)
    office.open("wacht")

    assert found() == 0


def test_a_process_that_is_deployed_starts_with_what_came_before(office, found):
    keep(office)
    deploy(office, begint=BEGINS)

    assert found() == 0
    assert begun(office, "begint") == 1


def test_a_process_that_is_deployed_anew_starts_when_it_needs_less(office, found):
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE))
    keep(office)
    deploy(office, samen=needs(MESSAGE, SIGNAL))
    send(office, Letter("signal", "s1", "anders/alles"))
    assert begun(office, "samen") == 0
    deploy(office, samen=BEGINS)

    assert found() == 1
    assert begun(office, "samen") == 1


@pytest.mark.parametrize("last", ["message", "signal"])
def test_a_process_starts_with_a_message_and_a_signal_whichever_came_last(office, found, last):
    deploy(office, samen=needs(MESSAGE, SIGNAL))
    letters = [Letter("message", "m1", "k"), Letter("signal", "s1")]
    for letter in letters if last == "signal" else letters[::-1]:
        assert begun(office, "samen") == 0
        with office.store.begin() as tx:
            store.post.send(tx, letter)
        found()

    assert begun(office, "samen") == 1
    assert kept(office) == 0


def test_a_message_for_a_suspended_case_arrives_when_that_goes_on(office, found):
    deploy(office, wacht=WAITS)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    keep(office)
    steer(office, cases.resume, number)

    assert found() == 0


def test_a_message_for_a_suspended_case_starts_another_when_that_is_stopped(office, found):
    deploy(office, wacht=WAITS, begint=BEGINS)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    keep(office)
    steer(office, cases.cancel, number)

    assert found() == 0
    assert begun(office, "begint") == 1


def test_a_signal_for_a_suspended_case_is_heard_when_that_goes_on(office, found):
    deploy(office, hoort=HEARS)
    number = office.open("hoort")
    steer(office, cases.suspend, number)
    send(office, Letter("signal", "s1"))
    assert aside(office) == 1
    steer(office, cases.resume, number)

    assert found() == 0
    assert office.open_tasks(number) == [f"{number}.1/u#1"]


@pytest.mark.parametrize("first", ["sender", "receiver"])
def test_a_message_that_two_cases_hold_arrives_when_both_go_on(office, found, first):
    deploy(office, wacht=WAITS)
    numbers = {"receiver": office.open("wacht"), "sender": office.open()}
    for number in numbers.values():
        steer(office, cases.suspend, number)
    keep(office, sent=Sending(f"{numbers['sender']}.1"))
    steer(office, cases.resume, numbers.pop(first))
    assert found() == 1
    steer(office, cases.resume, *numbers.values())

    assert found() == 0


def test_what_a_suspended_case_sent_starts_a_process_when_it_goes_on(office, found):
    deploy(office, begint=BEGINS)
    number = office.open()
    steer(office, cases.suspend, number)
    keep(office, sent=Sending(f"{number}.1"))
    steer(office, cases.resume, number)

    assert found() == 0
    assert begun(office, "begint") == 1


def test_what_failed_is_tried_again_in_time_and_when_it_is_offered_again(office, found):
    deploy(office, wacht=WAITS)
    numbers = [office.open("wacht"), office.open("wacht")]
    send(office, Letter("message", "m1", "k"))
    for tries in range(1, MOST_TRIES + 1):
        with office.store.read() as tx:
            (posted,) = messages.failed(tx, FRED)
        assert posted.tries == tries
        assert found() == 1
        office.clock.tick(seconds=LATER.total_seconds())
        assert found() == 1
    steer(office, cases.cancel, numbers[0])
    assert found() == 1
    with office.store.begin() as tx:
        messages.offer_again(tx, posted.id, FRED)

    assert found() == 0


def test_what_failed_and_nobody_waits_for_any_more_is_there_for_who_waits_later(office, found):
    deploy(office, wacht=WAITS)
    numbers = [office.open("wacht"), office.open("wacht")]
    send(office, Letter("message", "m1", "k"))
    for number in numbers:
        steer(office, cases.cancel, number)
    office.clock.tick(seconds=LATER.total_seconds())
    assert found() == 1
    assert aside(office) == 1
    office.open("wacht")

    assert found() == 0


def test_what_was_reported_is_there_again_when_it_is_offered_again(office, found):
    keep(office)
    office.clock.tick(days=8)
    messages.report_unclaimed(office.store, Settings(data=Path()))
    deploy(office, begint=BEGINS)
    assert found() == 1
    with office.store.begin() as tx:
        (posted,) = messages.unclaimed(tx, FRED)
        messages.offer_again(tx, posted.id, FRED)

    assert found() == 0


def test_a_clock_that_goes_back_lets_nothing_lie(office, found):
    deploy(office, wacht=WAITS)
    office.clock.tick(days=2)
    keep(office)
    office.clock.tick(days=-1)
    office.open("wacht")

    assert found() == 0


@pytest.mark.parametrize("wrongly", [None, datetime(2099, 1, 1, tzinfo=UTC)])
def test_what_lies_aside_wrongly_is_found_by_who_tidies_up(office, caplog, wrongly):
    deploy(office, wacht=WAITS)
    office.open("wacht")
    with office.store.begin() as tx:
        store.post.send(tx, Letter("message", "m1", "k"))
        tx.change(update(tables.message).values(look_at=wrongly))
        tx.change(update(tables.subscription).values(fresh=None))
    ring(office)
    assert kept(office) == 1
    messages.look_over(office.store)
    assert "1 of what is kept for delivery lay aside wrongly" in caplog.text
    ring(office)

    assert kept(office) == 0


def test_what_somebody_made_fail_without_a_moment_stops_nobody(office):
    with office.store.begin() as tx:
        store.post.send(tx, Letter("message", "m1", "k"))
        tx.change(update(tables.message).values(tries=3, failed_at=None))
    ring(office)

    assert aside(office) == 1
