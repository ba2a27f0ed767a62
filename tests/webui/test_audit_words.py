"""What an auditor reads: every kind of effect has its sentence, every kind of value its words."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import get_args

import pytest

from engine import events, interpreter, terms
from engine.events import Cause, Effect, Record
from engine.model import Place
from engine.values import YearsMonths
from tests.webui.proposal import FORM
from tests.webui.workplace import DIAGRAMS
from webui import telling
from webui.audit import effects
from webui.audit.values import said
from webui.audit.watched import Watched

AT = Place("werk_uit", 2)
DUE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
#: told on the page in another way: as steps passed, as choices, as data
TOLD_ELSEWHERE = {
    events.ElementEntered,
    events.ElementLeft,
    events.FlowChosen,
    events.VariableSet,
}


@pytest.fixture(autouse=True)
def reader(app):
    """Let a Dutch reader ask."""
    with app.test_request_context("/"):
        yield


@pytest.fixture(scope="module")
def seen():
    definition = interpreter.read(DIAGRAMS[2], "van_idee_naar_besluit", functions=terms.FUNCTIONS)
    return Watched(None, (), None, (), definition, {}, {"bob": "Bob Bakker"}, None)


def test_every_effect_is_told():
    assert set(get_args(Effect)) - effects._SAID.keys() == TOLD_ELSEWHERE


def test_every_cause_and_every_record_is_told():
    kinds = {kind.__name__ for kind in (*get_args(Cause), *get_args(Record))}

    assert kinds == telling._TOLD.keys()


@pytest.mark.parametrize(
    ("effect", "sentence"),
    [
        (events.TaskOffered(AT, 1, DUE), "voor Kernteam, uiterlijk 24 november 2026, 10.00 uur"),
        (events.TaskOffered(AT, 1, None, "bob"), "voor Bob Bakker"),
        (events.TaskWithdrawn(AT), "Taak ingetrokken: 'Werk voorstel uit (nummer 2)'"),
        (events.TimerSet(Place("te_lang"), DUE), "'Duurt te lang', op 24 november 2026"),
        (events.SubscriptionOpened(AT, "message", "antwoord"), "op bericht 'antwoord'"),
        (events.CallStarted(Place("toets"), "toets"), "'Toets het voorstel' riep proces 'toets'"),
        (
            events.CallStarted(Place("toets"), "toets", start="later"),
            "riep proces 'toets' aan, bij 'later'",
        ),
        (events.ErrorRaised(AT, "stuk"), "niets ving die op"),
        (events.ErrorRaised(AT, "stuk", "te_lang"), "opgevangen door 'Duurt te lang'"),
        (events.IncidentRaised(AT, 1, "Te groot.", "Too big."), "lukte niet. Te groot."),
        (
            events.DecisionMade(AT, "D4", "Wie beslist", "ab", {}, (2,), "directeur"),
            "Beslissing 'Wie beslist': regel 2 gold, uitkomst directeur",
        ),
        (events.DecisionMade(AT, "D4", "Wie", "ab", {}, (1, 3)), "'Wie': regels 1, 3 golden"),
        (events.DecisionMade(AT, "D4", "", "ab"), "Beslissing 'D4'"),
        (events.InstanceEnded("failed", "stuk"), "Het proces stopte door een fout"),
        (events.JoinStuck(Place("weg")), "Bij 'weg' kan niets meer aankomen"),
        (events.TokenMigrated(AT, Place("toets"), 1), "ging verder als 'Toets het voorstel'"),
        (events.TokenMigrated(AT, AT, 1), "zoals de andere versie zegt"),
    ],
)
def test_an_effect_says_what_where_and_when(seen, effect, sentence):
    assert sentence in effects._SAID[type(effect)](effect, seen)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "\N{EN DASH}"),
        ("", "\N{EN DASH}"),
        ([], "\N{EN DASH}"),
        (True, "ja"),
        (Decimal("1250.50"), "1.250,50"),
        (date(2026, 4, 13), "maandag 13 april 2026"),
        (time(14, 30), "14.30 uur"),
        (DUE, "dinsdag 24 november 2026, 10.00 uur"),
        (timedelta(days=1, hours=2), "1 dag, 2 uur"),
        (timedelta(), "0"),
        (timedelta(minutes=-5), "-5 minuten"),
        (YearsMonths(14), "14 maanden"),
        (["a", "b"], "a, b"),
        ({"naam": "Noor", "leden": [Decimal(2)]}, "naam: Noor; leden: 2"),
        ([{"a": Decimal(1)}, {"a": None}], "1. a: 1\n2. a: \N{EN DASH}"),
    ],
)
def test_a_value_that_no_question_asked_for_is_said_in_full(value, words):
    assert said(value, None, {}) == words


def test_a_table_is_said_row_by_row_as_its_questions_do():
    rows = [{"omschrijving": "Verbouwing", "soort": "bouw", "bedrag": Decimal(50000)}]

    told = said(rows, FORM.field("begroting"), {})

    assert told == "1. Omschrijving: Verbouwing; Soort: Verbouwing; Bedrag: € 50.000,00"


def test_a_term_is_said_by_its_last_day_and_its_rule():
    term = terms.objection(date(2026, 4, 13))

    assert said(term.as_context(), None, {}).startswith("tot en met dinsdag 26 mei 2026 (")


def test_documents_are_said_by_their_names():
    assert said(["d1"], FORM.field("bijlagen"), {"d1": "Schets.pdf"}) == "Schets.pdf"
