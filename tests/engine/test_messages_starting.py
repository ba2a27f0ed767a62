"""What a case sent starts a process in it; not while it stands still, after a stop, for ever."""

from pathlib import Path

import pytest

from engine import cases, messages, store
from engine.messages import Incoming
from engine.model import Who
from engine.settings import Settings
from tests.engine.forger import forge
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    catch,
    diagram,
    element,
    end,
    go,
    start,
    throw,
    user,
)
from tests.engine.office import FRED
from tests.engine.test_gathering import begun, deploy, named, needs, receive
from tests.proofs.judging import judge

CALLED = named(diagram(start(), throw("t", MESSAGE), end(), go("s t e")), "kind")
CALLS = diagram(
    start(), element("callActivity", "roep", calledElement="kind"), user("w"), go("s roep w")
)
BY_MESSAGE = named(diagram(start("s", MESSAGE), user("u"), go("s u")), "samen")
AT_K = '<messageEventDefinition messageRef="M1" regie:key="&quot;k&quot;"/>'
WHY = "Wacht op de rechter"


def steer(office, verb, number):
    with office.store.begin() as tx:
        verb(tx, number, WHY, FRED)
    messages.deliver(office.store)


@pytest.mark.parametrize("receiver", [BY_MESSAGE, needs(MESSAGE, OTHER_MESSAGE)])
def test_what_an_ended_part_of_a_suspended_case_sent_starts_after_it_is_resumed(office, receiver):
    deploy(office, CALLED, CALLS)
    number = office.open("p")
    steer(office, cases.suspend, number)

    deploy(office, receiver)
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m2", number))
    messages.deliver(office.store)
    assert begun(office) == []

    steer(office, cases.resume, number)
    assert [one.case_number for one in begun(office)] == [number]
    judge(office.store)


def test_what_an_ended_part_of_a_suspended_case_sent_reaches_another_after_it_is_resumed(office):
    waits = named(diagram(start(), catch("c", AT_K), user("u"), go("s c u")), "wacht")
    sends = named(diagram(start(), throw("t", AT_K), end(), go("s t e")), "kind")
    deploy(office, sends, CALLS)
    number = office.open("p")
    steer(office, cases.suspend, number)

    deploy(office, waits)
    other = office.open("wacht")
    assert office.open_tasks(other) == []

    steer(office, cases.resume, number)
    assert office.open_tasks(other) == [f"{other}.1/u#1"]
    judge(office.store)


def test_what_an_ended_part_of_a_suspended_case_sent_is_late_only_after_it_is_resumed(office):
    deploy(office, CALLED, CALLS)
    number = office.open("p")
    steer(office, cases.suspend, number)
    office.clock.tick(days=8)
    assert messages.report_unclaimed(office.store, Settings(data=Path())) == 0

    steer(office, cases.resume, number)
    assert messages.report_unclaimed(office.store, Settings(data=Path())) == 1
    judge(office.store)


def test_what_a_stopped_case_sent_starts_nothing_in_it(office):
    deploy(office, CALLED, CALLS)
    number = office.open("p")
    steer(office, cases.cancel, number)

    deploy(office, BY_MESSAGE)
    messages.deliver(office.store)

    assert begun(office) == []
    assert office.case(number).closed_at is not None
    judge(office.store)


def test_what_a_suspended_case_waits_for_is_not_taken_by_a_start(office):
    waits = named(diagram(start(), catch("c", MESSAGE), user("u"), go("s c u")), "wacht")
    deploy(office, waits, needs(MESSAGE, OTHER_MESSAGE))
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", number))
        messages.keep(tx, Incoming("m2", number))
    messages.deliver(office.store)
    assert begun(office) == []

    steer(office, cases.resume, number)
    assert office.open_tasks(number) == [f"{number}.1/u#1"]
    judge(office.store)


def test_what_starts_itself_stops_and_is_told_of(office, under):
    itself = named(diagram(start("s", MESSAGE), throw("t", MESSAGE), end(), go("s t e")), "kring")
    deploy(office, itself)
    under(instances=20)

    with office.store.begin() as tx:
        opened = messages.receive(tx, Incoming("m1"), Who("outside"))
    messages.deliver(office.store)

    with office.store.read() as tx:
        (failed,) = messages.failed(tx, FRED)
        assert len(store.instances.of_case(tx, opened.number)) == 20
    assert "20 processes have begun in case" in failed.reason.en
    judge(office.store)


def test_one_part_that_does_not_open_keeps_no_other_from_starting(sqlite_office):
    deploy(sqlite_office, needs(MESSAGE, OTHER_MESSAGE))
    receive(sqlite_office, "m1", "k")
    forge(sqlite_office, "UPDATE message SET payload = x'00112233445566778899aabbccddeeff0011'")
    receive(sqlite_office, "m1", "k")

    receive(sqlite_office, "m2", "k")

    assert len(begun(sqlite_office)) == 1
    with sqlite_office.store.read() as tx:
        (failed,) = messages.failed(tx, FRED)
    assert failed.name == "m1"
