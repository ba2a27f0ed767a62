"""Incidents: an administrator sees them with their reason, retries, or gives the answer herself."""

import pytest

from engine import cases, deployments, incidents, store
from engine.access import NotAllowed
from engine.forms import Unreadable
from engine.incidents import (
    Answering,
    InvalidAnswer,
    NothingToAnswer,
    ReasonMissing,
    UnknownIncident,
)
from engine.values import YearsMonths
from tests.engine.interpreter.diagrams import diagram, end, flow, go, start, xor
from tests.engine.office import ANN, BOB, CAROL, EVE, FRED

WHY = "De mailserver is weg; ik heb gebeld."


@pytest.fixture
def number(room):
    """Give a case that could not send its letter, because no mail server was set."""
    found = room.send()
    room.perform(smtp="")
    return found


def answer(room, number, text, reason=WHY, by=FRED):
    with room.store.begin() as tx:
        answering = Answering(text, reason)
        incidents.answer(tx, f"{number}.1", "verstuur#1", answering, by)


def retry(room, number, by=FRED):
    with room.store.begin() as tx:
        incidents.retry(tx, f"{number}.1", "verstuur#1", by)


def listed(room, by=FRED):
    with room.store.read() as tx:
        return incidents.listed(tx, by)


def test_an_administrator_sees_what_could_not_move_and_why(room, number):
    (found,) = listed(room)

    assert (found.case_number, found.process, found.name) == (
        number,
        "Meld per mail",
        "Verstuur bericht",
    )
    assert (found.service, found.raised_at) == ("mail", room.office.clock.now)
    assert found.reason.nl == (
        "De dienst mail gaf geen antwoord (pogingen: 1). "
        "Er is geen mailserver ingesteld (REGIE_SMTP)."
    )


@pytest.mark.parametrize("person", [ANN, BOB, CAROL, EVE])
def test_nobody_else_sees_or_handles_incidents(room, number, person):
    for asked in (
        lambda: listed(room, person),
        lambda: retry(room, number, person),
        lambda: answer(room, number, "1", by=person),
    ):
        with pytest.raises(NotAllowed):
            asked()
    assert len(listed(room)) == 1


def test_a_retry_asks_the_service_again_and_history_tells_who_did_it(room, number):
    retry(room, number)

    assert listed(room) == []
    assert room.perform() == 1
    assert room.office.case(number).status == "Gemeld"
    assert [(one.kind, one.by) for one in room.history(number)][2:] == [
        ("IncidentRetried", "fred"),
        ("ServiceAnswered", "service"),
    ]


def test_a_retry_counts_its_tries_anew(room, number):
    retry(room, number)
    room.perform(smtp="smtp://127.0.0.1:1")

    assert listed(room) == []


def test_an_administrator_answers_for_the_service_with_a_reason_that_history_keeps(room, number):
    answer(room, number, '{"bericht": "gebeld", "geweigerd": []}')

    assert listed(room) == []
    with room.store.read() as tx:
        known = cases.variables(tx, store.instances.find(tx, f"{number}.1"))
    assert known["verzonden"] == {"bericht": "gebeld", "geweigerd": []}
    last = room.history(number)[-1]
    assert (last.kind, last.by, last.told.event.reason) == ("ServiceAnswered", "fred", WHY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("null", None),
        ('"gebeld"', "gebeld"),
        ('duration("P1M")', YearsMonths(1)),
        ('{"a": [1, {"b": false}]}', {"a": [1, {"b": False}]}),
    ],
)
def test_an_answer_is_feel_or_json(room, number, text, value):
    answer(room, number, text)

    with room.store.read() as tx:
        known = cases.variables(tx, store.instances.find(tx, f"{number}.1"))
    assert known["verzonden"] == value


@pytest.mark.parametrize("text", ["", "gebeld", "{", "1 +", "onbekend(1)", "x" * 20_001])
def test_what_is_no_value_is_refused_and_nothing_changes(room, number, text):
    with pytest.raises(InvalidAnswer):
        answer(room, number, text)

    assert len(listed(room)) == 1


def test_the_reason_of_an_answer_holds_nothing_unseen(room, number):
    with pytest.raises(Unreadable, match="holds an invisible character"):
        answer(room, number, "1", "op \u202everzoek")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 2_001])
def test_an_answer_needs_a_reason(room, number, reason):
    with pytest.raises(ReasonMissing):
        answer(room, number, "1", reason)


def test_what_was_handled_is_not_there_any_more(room, number):
    retry(room, number)

    with pytest.raises(UnknownIncident):
        retry(room, number)
    with pytest.raises(UnknownIncident):
        answer(room, number, "1")


@pytest.fixture
def crossing(sqlite_office):
    """Give the id of an instance that stands where no way on is open."""
    closed = flow("kies", "e", "false")
    with sqlite_office.store.begin() as tx:
        drawing = diagram(start(), xor("kies"), end(), go("s kies"), closed)
        deployments.deploy(tx, drawing, by=ANN)
    return f"{sqlite_office.open('p')}.1"


def test_an_incident_that_is_no_service_call_cannot_be_answered(sqlite_office, crossing):
    answering = Answering("1", WHY)
    with pytest.raises(NothingToAnswer, match="kies"), sqlite_office.store.begin() as tx:
        incidents.answer(tx, crossing, "kies#1", answering, FRED)


def test_a_retry_that_does_not_help_is_the_same_incident_again(sqlite_office, crossing):
    sqlite_office.clock.tick(hours=1)
    with sqlite_office.store.begin() as tx:
        incidents.retry(tx, crossing, "kies#1", FRED)
        (found,) = incidents.listed(tx, FRED)

    assert found.raised_at == sqlite_office.clock.now
    assert found.reason.en.startswith("No condition of the outgoing flows holds")
