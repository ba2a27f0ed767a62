"""A letter on its way: commands, a running server, a mail server, and an administrator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import insert

from engine import tables, timers
from engine.settings import Settings
from engine.store import open_store
from tests.acceptance.terminal import Terminal, free_port
from tests.mailbox import mailbox

MELDING = Path(__file__).parent.parent / "engine" / "diagrams" / "melding.bpmn"
VARIABLES = json.dumps({"titel": "Fietspad", "adres": "noor@voorbeeld.nl"})


@pytest.fixture
def regie(tmp_path):
    """Give a terminal at a new installation, with an administrator and the process that mails."""
    found = Terminal(tmp_path / "data")
    for person, role in (("ann", "process owner"), ("fred", "administrator"), ("eve", "auditor")):
        found("user", person, "--add", person.title(), "--role", role, typed="een lang wachtwoord")
    assert found("deploy", str(MELDING), "--as", "ann").code == 0
    return found


def opened(regie):
    return regie("start", "melding", "--variables", VARIABLES, "--as", "ann", "--json").facts[
        "case"
    ]


def test_the_server_sends_the_letter_and_the_case_goes_on(regie):
    number = opened(regie)
    with mailbox() as letters:
        settings = {"REGIE_SMTP": letters.address, "REGIE_MAIL_FROM": "regie@voorbeeld.nl"}
        with regie.service(free_port(), **settings) as server:
            server.wait_until(lambda: letters.letters)
            server.wait_until(lambda: replayed(regie, number)["event"] == "ServiceAnswered")

    assert letters.letters[0]["To"] == "noor@voorbeeld.nl"
    assert regie("verify", number, "--as", "eve").code == 0


def test_an_administrator_lists_retries_and_answers_incidents_by_commands(regie):
    number = opened(regie)
    incident = f"{number}.1/verstuur#1"

    def is_listed():
        return regie("incidents", "--as", "fred", "--json").facts != []

    with regie.service(free_port()) as server:  # without a mail server
        server.wait_until(is_listed)
        (listed,) = regie("incidents", "--as", "fred", "--json").facts
        assert (listed["incident"], listed["service"]) == (incident, "mail")
        assert regie("retry", incident, "--as", "fred").out == f"{incident} opnieuw geprobeerd.\n"
        server.wait_until(is_listed)

    assert "Eve mag dit niet" in regie("retry", incident, "--as", "eve").refusal
    words = ("answer", incident, "--as", "fred", "--because", "Gebeld.")
    assert "geen waarde in FEEL of JSON" in regie(*words, "gebeld").refusal
    assert regie(*words, '"gebeld"').out == f"{incident} beantwoord.\n"
    assert "niet (meer)" in regie(*words, '"gebeld"').refusal
    assert regie("incidents", "--as", "fred").out == "Geen incidenten.\n"


def test_a_timer_that_cannot_even_become_an_incident_is_listed(regie):
    number = opened(regie)
    store = open_store(Settings(data=regie.data))
    with store.begin() as tx:
        of = {"instance_id": f"{number}.1", "place": "wekker#1", "event": 0}
        tx.change(insert(tables.timer), of | {"due": tx.now, "tries": timers.MOST_TRIES})
    store.close()

    assert "staat in het logboek" in regie("incidents", "--as", "fred").out
    (listed,) = regie("incidents", "--as", "fred", "--json").facts
    assert (listed["incident"], listed["kind"]) == (f"{number}.1/wekker#1", "timer")


def test_a_message_may_be_kept_until_somebody_waits_for_it(regie):
    words = ("message", "antwoord", "--for", "ML-2026-0001", "--as", "ann")

    assert "Niemand wacht" in regie(*words).refusal
    assert regie(*words, "--keep").out == "Bewaard tot iemand erop wacht.\n"


def replayed(regie, number):
    return regie("replay", f"{number}.1", "--as", "eve", "--json").facts
