"""Whoever changes, adds or sends elsewhere what is kept for delivery is found."""

# ruff: noqa: S608 - the forger writes SQL

import pytest
from sqlalchemy import insert

from engine import deployments, messages, store, tables
from engine.messages import Incoming
from engine.model import Sending
from engine.store.post import Letter
from tests.engine.forger import forge, said, swept
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    catch,
    diagram,
    go,
    start,
    throw,
    user,
)
from tests.engine.office import ANN, FRED

KEYED = MESSAGE.replace("/>", ' regie:key="voor"/>')
#: sends the message m1 to the case that it is told, then the signal s1
SENDS = diagram(
    start(), throw("bericht", KEYED), throw("sein", SIGNAL), user("u"), go("s bericht sein u")
)
FIELDS = "kind, name, key, sender, position, number, sent_at, payload"
NOT_SENT = "Bericht 1 ('{}') staat klaar, maar is volgens de geschiedenis zo niet verstuurd."
NOT_OPEN = "De inhoud van bericht {} ('{}') is niet te openen."


@pytest.fixture
def number(sqlite_office):
    """Give the number of a case that sent a message for which nobody waits."""
    with sqlite_office.store.begin() as tx:
        deployments.deploy(tx, SENDS, by=ANN)
    found = sqlite_office.open("p", voor="RD-2026-9999")
    messages.deliver(sqlite_office.store)
    assert said(sqlite_office, found) == []
    return found


def reasons(office, number):
    return [reason for _subject, _position, reason in said(office, number)]


@pytest.mark.parametrize(
    ("change", "name"),
    [("key = 'RD-2026-0001'", "m1"), ("name = 'm2'", "m2"), ("kind = 'signal'", "m1")],
)
def test_a_message_sent_to_another_is_found_and_opens_for_nobody(
    sqlite_office, number, change, name
):
    forge(sqlite_office, f"UPDATE message SET {change}")

    assert reasons(sqlite_office, number) == [NOT_SENT.format(name), NOT_OPEN.format(1, name)]


def test_another_moment_of_sending_is_found(sqlite_office, number):
    forge(sqlite_office, "UPDATE message SET sent_at = sent_at + 1")

    assert reasons(sqlite_office, number) == [NOT_SENT.format("m1")]


def test_a_message_that_stands_twice_is_found(sqlite_office, number):
    forge(sqlite_office, f"INSERT INTO message ({FIELDS}) SELECT {FIELDS} FROM message")

    assert reasons(sqlite_office, number) == [
        "Bericht 3 ('m1') staat vaker klaar dan het volgens de geschiedenis is verstuurd."
    ]


def test_a_message_that_was_dismissed_and_put_back_is_found(sqlite_office, number):
    office = sqlite_office
    forge(
        office,
        f"CREATE TABLE aside AS SELECT {FIELDS} FROM message",
        "UPDATE message SET reported_at = sent_at",
    )
    with office.store.begin() as tx:
        messages.dismiss(tx, 1, FRED)
    assert said(office, number) == []
    forge(office, f"INSERT INTO message ({FIELDS}) SELECT {FIELDS} FROM aside", "DROP TABLE aside")

    assert reasons(office, number) == [
        "Bericht 3 ('m1') staat vaker klaar dan het volgens de geschiedenis is verstuurd."
    ]


def test_the_content_of_another_message_of_the_same_sender_is_found(sqlite_office, number):
    with sqlite_office.store.begin() as tx:
        store.post.send(
            tx, Letter("message", "m1", "RD-2026-9999", Sending(f"{number}.1"), {"geld": 9})
        )
    forge(
        sqlite_office,
        "UPDATE message SET payload = (SELECT payload FROM message WHERE id = 3) WHERE id = 1",
        "DELETE FROM message WHERE id = 3",
    )

    assert reasons(sqlite_office, number) == [NOT_OPEN.format(1, "m1")]


def test_a_message_in_the_name_of_no_instance_is_found_in_the_sweep(sqlite_office, number):
    assert swept(sqlite_office) == []
    forge(sqlite_office, f"UPDATE message SET sender = '{number}.8'")

    assert swept(sqlite_office) == [
        "Bericht 1 ('m1') is verstuurd door een proces dat er niet is.",
        NOT_OPEN.format(1, "m1"),
    ]
    forge(sqlite_office, "UPDATE message SET sender = NULL")
    assert swept(sqlite_office) == [NOT_OPEN.format(1, "m1")]


def test_what_came_from_outside_is_right_until_it_is_sent_elsewhere(sqlite_office, number):
    with sqlite_office.store.begin() as tx:
        messages.keep(tx, Incoming("antwoord", number, {"ja": True}))
    assert swept(sqlite_office) == []
    forge(sqlite_office, "UPDATE message SET key = 'RD-2026-0002' WHERE id = 3")

    assert swept(sqlite_office) == [NOT_OPEN.format(3, "antwoord")]


def test_a_signal_that_waits_for_one_who_could_not_hear_it_is_right(sqlite_office):
    office = sqlite_office
    hears = diagram(start(), catch("c", SIGNAL), user("u"), go("s c u"))
    with office.store.begin() as tx:
        deployments.deploy(tx, hears.replace(b'id="p"', b'id="hoort"'), by=ANN)
        deployments.deploy(tx, SENDS, by=ANN)
    deaf = office.open("hoort")
    forge(office, f"UPDATE instance SET snapshot = x'00' WHERE id = '{deaf}.1'")
    sender = office.open("p", voor="RD-2026-9999")
    office.clock.tick(days=1)
    messages.deliver(office.store)
    with office.store.read() as tx:
        (posted,) = messages.failed(tx, FRED)
    assert (posted.name, posted.key) == ("s1", f"{deaf}.1")

    assert said(office, sender) == []
    forge(office, "UPDATE message SET key = 'RD-2026-0009.1' WHERE kind = 'signal'")
    assert reasons(office, sender) == [
        NOT_OPEN.format(posted.id, "s1"),
        f"Signaal 's1' ging uit naar {deaf}.1, maar kwam daar nooit aan.",
    ]


def test_what_an_older_version_kept_opens(sqlite_office):
    with sqlite_office.store.begin() as tx:
        sealed = tx.seal(None, b'{"ja":true}', "message:antwoord")
        kept = {"kind": "message", "name": "antwoord", "sent_at": tx.now, "payload": sealed}
        tx.change(insert(tables.message), kept)

    assert swept(sqlite_office) == []
