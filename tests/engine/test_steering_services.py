"""Steering beside services and kept messages: nothing is done twice, nothing is lost meanwhile."""

import pytest

from engine import cases, deployments, messages, store
from engine.deployments import CasesStay, Wish
from tests.engine.office import ANN, FRED
from tests.engine.postroom import ADDRESS, MELDING

MOVED = (
    MELDING.replace(b'id="verstuur"', b'id="bericht"')
    .replace(b'Ref="verstuur"', b'Ref="bericht"')
    .replace(b">verstuur<", b">bericht<")
)


def suspend(room, number):
    with room.store.begin() as tx:
        cases.suspend(tx, number, "wacht op advies", FRED)


def resume(room, number):
    with room.store.begin() as tx:
        cases.resume(tx, number, "advies is er", FRED)


def test_a_letter_of_a_suspended_case_leaves_after_it_is_resumed(room):
    number = room.send()
    suspend(room, number)

    assert room.perform() == 0
    assert room.mailbox.letters == []
    resume(room, number)
    assert room.perform() == 1
    assert len(room.mailbox.letters) == 1
    assert room.kinds(number)[-1] == "ServiceAnswered"


@pytest.mark.postgresql
def test_a_letter_of_a_case_that_is_being_suspended_is_passed_over_and_not_waited_for(two):
    office, other = two
    with office.store.begin() as tx:
        deployments.deploy(tx, MELDING, by=ANN)
    going, still = (office.open("melding", adres=ADDRESS) for _ in range(2))

    with office.store.begin() as tx:
        cases.suspend(tx, still, "wacht op advies", FRED)
        with other.begin_at_once() as worker:
            claimed = store.calls.claim(worker, until=office.clock.now, most=9)
    assert [one.instance_id for one in claimed] == [f"{going}.1"]


def test_an_answer_that_comes_while_the_case_is_suspended_is_kept_and_not_asked_again(room):
    number = room.send()
    asked = []

    def answers(request, settings):  # noqa: ARG001 - as every service
        asked.append(request.key)
        suspend(room, number)
        return "aangekomen"

    room.perform({"mail": answers})
    assert room.kinds(number)[-1] == "InstanceSuspended"
    room.perform({"mail": answers})
    resume(room, number)
    room.perform({"mail": answers})

    assert asked == [f"{number}.1/verstuur#1"]
    assert room.kinds(number)[-2:] == ["InstanceResumed", "ServiceAnswered"]
    assert room.office.case(number).status == "Gemeld"


def test_a_call_that_is_under_way_stays_and_does_not_move(room):
    number = room.send()
    with room.store.begin() as tx:
        (bundle,) = deployments.deploy(tx, MOVED, by=ANN)
    wish = Wish("melding", bundle.version, {"verstuur": "bericht"}, (number,))

    with pytest.raises(CasesStay, match="The service call at 'Verstuur bericht' cannot come along"):
        migrate(room, wish)
    with room.store.begin() as tx:
        (other,) = deployments.deploy(tx, MELDING.replace(b"Meld per mail", b"Meld"), by=ANN)
    migrate(room, Wish("melding", other.version, {}, (number,)))
    assert room.perform() == 1
    assert room.kinds(number) == ["InstanceStarted", "InstanceMigrated", "ServiceAnswered"]


def migrate(room, wish):
    with room.store.begin() as tx:
        return deployments.migrate(tx, wish, ANN)


def test_what_waits_for_a_suspended_case_is_not_late(room):
    number = room.office.open()
    room.office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=10)
    suspend(room, number)
    with room.store.begin() as tx:
        store.post.send(tx, store.post.Letter("message", "antwoord", number))
        store.post.send(tx, store.post.Letter("message", "antwoord", "nergens"))

    room.office.clock.tick(days=20)
    with room.store.begin() as tx:
        late = store.post.report(tx, tx.now)
    assert [one.key for one in late] == ["nergens"]
    resume(room, number)
    messages.deliver(room.store)
    assert room.office.open_tasks(number) == [f"{number}.1/beoordeel#2"]
