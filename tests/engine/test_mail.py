"""The service `mail`: what leaves, what never does, and what a server may say about it."""

import pytest

from engine import cases, incidents, store
from engine.settings import InvalidSetting, from_environment
from tests.engine.office import FRED
from tests.engine.postroom import ADDRESS


def variables(room, number):
    with room.store.read() as tx:
        return cases.variables(tx, store.instances.find(tx, f"{number}.1"))


def reasons(room):
    with room.store.read() as tx:
        return [one.reason.en for one in incidents.listed(tx, FRED)]


def test_without_a_mail_server_nothing_leaves_and_an_administrator_is_told(sqlite_room):
    sqlite_room.send()

    assert sqlite_room.perform(smtp="") == 0
    assert sqlite_room.mailbox.letters == []
    (reason,) = reasons(sqlite_room)
    assert "No mail server is set (REGIE_SMTP)." in reason


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REGIE_SMTP", "http://mail.example"),
        ("REGIE_SMTP", "smtp://"),
        ("REGIE_MAIL_FROM", "regie"),
        ("REGIE_SERVICE_ATTEMPTS", "0"),
        ("REGIE_SERVICE_TIMEOUT", "601"),
        ("REGIE_MESSAGE_DAYS", "een week"),
    ],
)
def test_a_setting_that_is_wrong_is_named(name, value):
    with pytest.raises(InvalidSetting, match=name):
        from_environment({name: value})


def test_a_mail_server_needs_a_sender():
    with pytest.raises(InvalidSetting, match="REGIE_MAIL_FROM"):
        from_environment({"REGIE_SMTP": "smtp://localhost:25"})


def test_the_password_of_the_mail_server_is_never_shown():
    wrong = "smpt://user:geheim@mail.example"
    with pytest.raises(InvalidSetting) as refused:
        from_environment({"REGIE_SMTP": wrong})
    right = from_environment(
        {"REGIE_SMTP": wrong.replace("smpt", "smtp"), "REGIE_MAIL_FROM": "a@b"}
    )

    assert "geheim" not in f"{refused.value}{right}"


def test_an_address_that_is_refused_is_an_error_that_the_diagram_catches(room):
    number = room.send()
    room.mailbox.refuses[ADDRESS] = 550
    room.perform()

    assert room.office.open_tasks(number) == [f"{number}.1/bel#1"]
    assert reasons(room) == []


def test_an_address_that_is_refused_for_now_is_tried_again(sqlite_room):
    number = sqlite_room.send()
    sqlite_room.mailbox.refuses[ADDRESS] = 450
    sqlite_room.perform()
    assert sqlite_room.kinds(number) == ["InstanceStarted"]
    sqlite_room.mailbox.refuses.clear()
    sqlite_room.office.clock.tick(minutes=1)

    assert sqlite_room.perform() == 1


def test_of_several_addresses_those_that_are_refused_are_told(sqlite_room):
    number = sqlite_room.send(adres=[ADDRESS, "weg@voorbeeld.nl"])
    sqlite_room.mailbox.refuses["weg@voorbeeld.nl"] = 550
    sqlite_room.perform()

    assert variables(sqlite_room, number)["verzonden"]["geweigerd"] == ["weg@voorbeeld.nl"]


@pytest.mark.parametrize(
    "adres",
    [
        "",
        "noor",
        "noor@voorbeeld.nl\nBcc: iedereen@voorbeeld.nl",
        "Noor <noor@voorbeeld.nl>",
        "a@b.nl, c@d.nl",
        [],
        None,
        ["a@b.nl"] * 51,
    ],
)
def test_what_is_no_address_sends_nothing(sqlite_room, adres):
    sqlite_room.send(adres=adres)
    sqlite_room.perform()

    assert sqlite_room.mailbox.letters == []
    (reason,) = reasons(sqlite_room)
    assert "look at 'aan'" in reason


def test_a_server_that_says_nothing_is_left_after_the_time_out(sqlite_room):
    sqlite_room.send()
    sqlite_room.mailbox.is_deaf = True

    assert sqlite_room.perform(service_timeout_seconds=1, service_attempts=1) == 0
    (reason,) = reasons(sqlite_room)
    assert "within 1 seconds" in reason or "timed out" in reason
