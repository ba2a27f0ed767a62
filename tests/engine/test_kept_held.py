"""What did not count while a case was suspended counts again as soon as that goes on."""

import pytest

from engine import cases
from engine.model import Sending
from engine.store.post import Letter
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    SIGNAL,
    boundary,
    catch,
    diagram,
    end,
    go,
    start,
    sub,
    timer,
)
from tests.engine.keeping import BEGINS, KEYED, WAITS, begun, needs, send, steer
from tests.engine.letters import deploy

#: waits for an hour for the message m1 with key k
WAITS_AN_HOUR = diagram(
    start(),
    sub("deel", start("b"), catch("c", KEYED), end("f"), go("b c f")),
    boundary("te_laat", "deel", timer("PT1H")),
    end(),
    go("s deel e"),
    go("te_laat e"),
)
PARTS = [
    (needs(MESSAGE, OTHER_MESSAGE), Letter("message", "m1", "k")),
    (needs(SIGNAL, OTHER_MESSAGE), Letter("signal", "s1", "samen/alles")),
]
IDS = ["message", "signal"]
REST = Letter("message", "m2", "k")


def sent_by(number, letter):
    return Letter(letter.kind, letter.name, letter.key, Sending(f"{number}.1"))


@pytest.mark.parametrize("count", [1, 2])
def test_a_message_arrives_when_a_case_goes_on_while_another_that_sent_some_does_not(
    office, found, count
):
    deploy(office, wacht=WAITS)
    others = [office.open() for _ in range(count)]
    for other in others:
        send(office, sent_by(other, REST))
        steer(office, cases.suspend, other)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    send(office, sent_by(office.open(), Letter("message", "m1", "k")))
    steer(office, cases.resume, number)

    assert found() == count


@pytest.mark.parametrize(("begins", "part"), PARTS, ids=IDS)
def test_a_start_that_needs_more_begins_when_the_case_that_sent_a_part_goes_on(
    office, found, begins, part
):
    deploy(office, samen=begins)
    number = office.open()
    send(office, sent_by(number, part))
    steer(office, cases.suspend, number)
    send(office, REST)
    steer(office, cases.resume, number)

    assert found() == 0
    assert begun(office, "samen") == 1


@pytest.mark.parametrize(("begins", "part"), PARTS, ids=IDS)
def test_a_start_that_needs_more_begins_when_the_last_of_two_senders_goes_on(
    office, found, begins, part
):
    deploy(office, samen=begins)
    numbers = [office.open(), office.open()]
    send(office, sent_by(numbers[0], part))
    steer(office, cases.suspend, numbers[0])
    steer(office, cases.suspend, numbers[1])
    send(office, sent_by(numbers[1], REST))
    steer(office, cases.resume, numbers[0])
    assert found() == 2
    steer(office, cases.resume, numbers[1])

    assert found() == 0
    assert begun(office, "samen") == 1


def test_a_part_of_a_case_that_is_stopped_begins_nothing(office, found):
    begins, part = PARTS[0]
    deploy(office, samen=begins)
    number = office.open()
    send(office, sent_by(number, part))
    steer(office, cases.suspend, number)
    send(office, REST)
    steer(office, cases.cancel, number)

    assert found() == 2
    assert begun(office, "samen") == 0


def test_a_start_that_needs_more_begins_when_who_waited_for_a_part_is_stopped(office, found):
    begins, part = PARTS[0]
    deploy(office, samen=begins, wacht=WAITS)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    send(office, part)
    send(office, REST)
    assert found() == 2
    steer(office, cases.cancel, number)

    assert found() == 0
    assert begun(office, "samen") == 1


def test_a_start_that_needs_more_begins_when_nobody_waits_for_a_part_any_more(office, found):
    begins, part = PARTS[0]
    deploy(office, samen=begins, wacht=WAITS_AN_HOUR)
    sender = office.open()
    office.open("wacht")
    steer(office, cases.suspend, sender)
    send(office, sent_by(sender, part))
    send(office, REST)
    office.tick(hours=1)
    assert found() == 2
    steer(office, cases.resume, sender)

    assert found() == 0
    assert begun(office, "samen") == 1


@pytest.mark.parametrize("first", [0, 1])
def test_a_message_for_two_suspended_cases_is_looked_at_when_either_goes_on(office, found, first):
    deploy(office, wacht=WAITS)
    numbers = [office.open("wacht"), office.open("wacht")]
    for number in numbers:
        steer(office, cases.suspend, number)
    send(office, Letter("message", "m1", "k"))
    steer(office, cases.resume, numbers.pop(first))
    found()
    for number in numbers:
        steer(office, cases.cancel, number)
    found()
    office.clock.tick(minutes=5)

    assert found() == 0


def test_a_message_for_two_suspended_cases_starts_another_when_both_are_stopped(office, found):
    deploy(office, wacht=WAITS, begint=BEGINS)
    numbers = [office.open("wacht"), office.open("wacht")]
    for number in numbers:
        steer(office, cases.suspend, number)
    send(office, Letter("message", "m1", "k"))
    for number in numbers:
        steer(office, cases.cancel, number)
        left = found()

    assert left == 0
    assert begun(office, "begint") == 1
