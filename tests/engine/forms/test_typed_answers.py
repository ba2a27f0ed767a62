"""Answers that have types already, from the command line or a program, meet the same rules."""

from datetime import date
from decimal import Decimal

import pytest

from engine import forms
from tests.engine.forms.examples import AROUND, AT, budget, idea


def test_typed_answers_are_checked_by_the_same_rules():
    accepted = forms.accept(
        idea(),
        {
            "titel": "Dorpsdokter",
            "omschrijving": "x" * 50,
            "gemeenten": ["emmen"],
            "soort": "inwoner",
            "email": "ann@voorbeeld.nl",
            "kosten": 1250.5,
            "start": "2026-04-13",
            "score": 3,
            "akkoord": True,
        },
        **AROUND,
    )

    assert accepted.errors == {}
    assert accepted.answers["kosten"] == Decimal("1250.5")
    assert accepted.answers["start"] == date(2026, 4, 13)
    assert accepted.answers["links"] == []


@pytest.mark.parametrize(
    ("answers", "path", "said"),
    [
        ({"spook": 1}, "spook", "Dit formulier kent geen vraag 'spook'."),
        ({"titel": 3}, "titel", "3 is geen antwoord op 'Titel'."),
        ({"kosten": "3"}, "kosten", "3 is geen antwoord"),
        ({"kosten": True}, "kosten", "geen antwoord"),
        ({"kosten": float("nan")}, "kosten", "geen antwoord"),
        ({"kosten": Decimal("1e999")}, "kosten", "geen antwoord"),
        ({"eerder": 1}, "eerder", "geen antwoord"),
        ({"start": AT}, "start", "geen antwoord"),
        ({"gemeenten": "emmen"}, "gemeenten", "geen antwoord"),
        ({"links": [1]}, "links", "geen antwoord"),
        ({"organisatie": "x"}, "organisatie", "'Organisatie' wordt hier niet gevraagd."),
        ({"titel": "a\0bcdef"}, "titel", "onzichtbaar teken"),
    ],
)
def test_typed_answers_that_cannot_be_are_refused(answers, path, said):
    assert said in forms.check(idea(), answers, **AROUND)[path].nl


def test_a_computed_answer_cannot_be_given():
    answers = {"begroting": [{"soort": "Bouw", "bedrag": 5, "x": 1}, 3], "gevraagd": 1}
    found = forms.check(budget(), answers | {"totaal": 99}, **AROUND)

    assert found["totaal"].nl == "'Totaal' wordt berekend. U kunt dit niet zelf invullen."
    assert "begroting.0.x" in found
    assert "begroting.1" in found


def test_a_cell_that_is_not_asked_cannot_be_given():
    row = {"soort": "Bouw", "bedrag": 5, "anders": "stiekem"}
    found = forms.check(budget(), {"begroting": [row], "gevraagd": 1}, **AROUND)

    assert found["begroting.0.anders"].nl == (
        "'Namelijk' wordt hier niet gevraagd. Laat het antwoord weg."
    )
