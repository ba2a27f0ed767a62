"""Messages and signals that something stops on their way: seen with the reason, tried again."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from engine import access, deployments, messages, replay, store, tables
from engine.messages import UnknownMessage
from engine.model import Sending
from engine.settings import Settings
from engine.store.post import LATER, MOST_TRIES, Letter
from tests.engine.forger import forge
from tests.engine.interpreter.diagrams import (
    SIGNAL,
    catch,
    diagram,
    end,
    first_of,
    flow,
    go,
    start,
    timer,
    user,
)
from tests.engine.office import ANN, BOB, EVE, FRED
from tests.proofs.judging import judge

KEYED = '<messageEventDefinition messageRef="M1" regie:key="&quot;k&quot;"/>'
#: waits for the message m1 with key k, for an hour
WAITS = diagram(
    start(),
    first_of("g"),
    catch("c", KEYED),
    catch("t", timer("PT1H")),
    user("u"),
    end(),
    go("s g c u e"),
    flow("g", "t"),
    go("t e"),
)
HEARS = diagram(start(), catch("c", SIGNAL), user("u"), end(), go("s c u e"))
STARTED = diagram(start("s", SIGNAL), user("u"), end(), go("s u e"))
STARTED = STARTED.replace(b'id="p"', b'id="begonnen"')


def deploy(office, source):
    with office.store.begin() as tx:
        deployments.deploy(tx, source, by=ANN)


def send(office, kind="message", name="m1", key=None, sent=None):
    with office.store.begin() as tx:
        store.post.send(tx, Letter(kind, name, key, sent))
    return messages.deliver(office.store)


def failed(office):
    with office.store.read() as tx:
        return messages.failed(tx, FRED)


def reasons(office):
    return [(one.name, one.key, one.tries, one.reason.nl) for one in failed(office)]


def later(office, by=LATER):
    office.clock.tick(seconds=by.total_seconds())
    return messages.deliver(office.store)


def set_snapshot(office, instance_id, sealed):
    """Write another snapshot, as a fault of a disk would; give what stood there."""
    row = tables.instance.c.id == instance_id
    with office.store.begin() as tx:
        found = tx.row(select(tables.instance.c.snapshot).where(row)).snapshot
        tx.change(update(tables.instance).where(row).values(snapshot=sealed))
    return found


def test_a_message_that_two_places_wait_for_stands_with_the_reason_until_one_is_left(office):
    deploy(office, WAITS)
    first = office.open("p")
    office.clock.tick(minutes=30)
    second = office.open("p")

    assert send(office, key="k") == 0
    ((name, key, tries, reason),) = reasons(office)
    assert (name, key, tries) == ("m1", "k", 1)
    assert f"wachten meer plaatsen tegelijk: {first}.1/c#1, {second}.1/c#1" in reason
    assert messages.deliver(office.store) == 0
    assert reasons(office)[0][2] == 1

    office.tick(minutes=40)
    assert office.open_tasks(first) == []
    assert office.open_tasks(second) == [f"{second}.1/u#1"]
    assert failed(office) == []
    judge(office.store)


def test_a_refusal_is_logged_as_a_sentence_and_a_fault_of_the_program_in_full(
    sqlite_office, caplog
):
    office = sqlite_office
    deploy(office, WAITS)
    office.open("p")
    office.clock.tick(minutes=30)
    office.open("p")
    send(office, key="k")
    assert "message 'm1' of outside was not delivered: More than one place waits" in caplog.text
    assert "see `regie incidents`." in caplog.text
    assert "Traceback" not in caplog.text

    with office.store.begin() as tx:
        (posted,) = messages.failed(tx, FRED)
        messages.dismiss(tx, posted.id, FRED)
    office.tick(minutes=40)
    with office.store.begin() as tx:
        sealed = tx.seal(None, b"no value", "message:m1")
        kept = {"kind": "message", "name": "m1", "key": "k", "sent_at": tx.now, "payload": sealed}
        tx.change(insert(tables.message), kept)
    messages.deliver(office.store)
    assert "fout" in reasons(office)[0][3]
    assert "Traceback" in caplog.text


def test_what_cannot_be_delivered_is_tried_six_times_and_then_stands(sqlite_office):
    office = sqlite_office
    deploy(office, WAITS.replace(b"PT1H", b"P1Y"))
    numbers = [office.open("p"), office.open("p")]
    send(office, key="k")
    for tries in range(2, MOST_TRIES + 1):
        assert later(office, LATER - timedelta(seconds=1)) == 0
        assert failed(office)[0].tries == tries - 1
        assert later(office, timedelta(seconds=1)) == 0
        assert failed(office)[0].tries == tries
    with office.store.read() as tx:
        assert not messages.wait(tx)
    later(office)
    assert failed(office)[0].tries == MOST_TRIES

    with office.store.begin() as tx:
        messages.offer_again(tx, failed(office)[0].id, FRED)
    assert messages.deliver(office.store) == 0
    assert failed(office)[0].tries == 1
    assert [office.open_tasks(number) for number in numbers] == [[], []]


def test_who_cannot_hear_a_signal_stops_nobody_else(office):
    deploy(office, HEARS)
    deploy(office, STARTED)
    deaf, hears = office.open("p"), office.open("p")
    kept = set_snapshot(office, f"{deaf}.1", b"damaged")

    send(office, "signal", "s1")
    assert office.open_tasks(hears) == [f"{hears}.1/u#1"]
    with office.store.read() as tx:
        started = [one.process_id for one in store.case_lists.listed(tx, FRED, most=9)]
    assert started.count("begonnen") == 1
    assert [one[:3] for one in reasons(office)] == [("s1", f"{deaf}.1", 1)]

    set_snapshot(office, f"{deaf}.1", kept)
    later(office)
    assert office.open_tasks(deaf) == [f"{deaf}.1/u#1"]
    assert failed(office) == []
    judge(office.store)


def test_a_signal_that_failed_is_heard_later_by_nobody_who_came_later(sqlite_office):
    office = sqlite_office
    deploy(office, HEARS)
    deaf = office.open("p")
    kept = set_snapshot(office, f"{deaf}.1", b"damaged")
    send(office, "signal", "s1")
    messages.deliver(office.store)
    assert [one[:3] for one in reasons(office)] == [("s1", f"{deaf}.1", 1)]

    set_snapshot(office, f"{deaf}.1", kept)
    newcomer = office.open("p")
    later(office)
    assert office.open_tasks(deaf) == [f"{deaf}.1/u#1"]
    assert office.open_tasks(newcomer) == []


def test_a_message_whose_content_was_damaged_stops_no_other(sqlite_office):
    office = sqlite_office
    deploy(office, WAITS)
    number = office.open("p")
    with office.store.begin() as tx:
        for _ in range(2):
            store.post.send(tx, Letter("message", "m1", "k"))
    forge(office, "UPDATE message SET payload = x'00' WHERE id = 1")

    assert messages.deliver(office.store) == 1
    assert office.open_tasks(number) == [f"{number}.1/u#1"]
    assert "kan niet worden geopend" in reasons(office)[0][3]


def test_what_failed_is_not_reported_as_what_nobody_waited_for(sqlite_office):
    office = sqlite_office
    deploy(office, WAITS.replace(b"PT1H", b"P1Y"))
    office.open("p")
    office.open("p")
    send(office, key="k")
    office.clock.tick(days=8)

    assert messages.report_unclaimed(office.store, Settings(data=Path())) == 0
    assert len(failed(office)) == 1


def test_who_dismisses_what_could_not_be_delivered_is_told_in_the_history_of_its_sender(office):
    deploy(office, WAITS)
    sender = office.open()
    office.open("p")
    office.open("p")
    send(office, key="k", sent=Sending(f"{sender}.1"))
    (posted,) = failed(office)
    with office.store.begin() as tx:
        messages.dismiss(tx, posted.id, FRED)

    assert failed(office) == []
    with office.store.read() as tx:
        last = replay.happenings(tx, f"{sender}.1", EVE)[-1]
    assert (last.kind, last.by, last.told.event.why) == (
        "MessageDismissed",
        "fred",
        "undeliverable",
    )
    judge(office.store)
    with pytest.raises(UnknownMessage), office.store.begin() as tx:
        messages.offer_again(tx, posted.id, FRED)


@pytest.mark.parametrize("person", [ANN, BOB, EVE], ids=lambda person: person.id)
def test_only_an_administrator_sees_what_could_not_be_delivered(sqlite_office, person):
    with pytest.raises(access.NotAllowed), sqlite_office.store.read() as tx:
        messages.failed(tx, person)
