"""Expressions of a form that must go wrong are told with their place, before it is used."""

import pytest

from engine import forms
from tests.engine.forms.examples import both, parsed, ui

ASKED = {
    "bedrag": {"type": "number", "ui": ui("Bedrag", order=0)},
    "naam": {"type": "string", "ui": ui("Naam", order=1)},
    "namen": {
        "type": "array",
        "items": {"type": "string"},
        "ui": ui("Namen", order=2),
    },
}


def told(**hints):
    form = parsed({**ASKED, "reden": {"type": "string", "ui": ui("Reden", order=3, **hints)}})
    return [(words.nl, excerpt.text) for words, excerpt in forms.misfits(form)]


@pytest.mark.parametrize(
    ("hint", "text", "said"),
    [
        ("show_if", "bedrag", "reden/ui/show-if: Dit geeft getal; hier hoort waar-of-onwaar."),
        ("required_if", '"ja"', "reden/ui/required-if: Dit geeft tekst; hier hoort waar-of-onwaar"),
        ("show_if", "bedrag > naam", "reden/ui/show-if: getal > tekst"),
        (
            "show_if",
            'list contains(namen, "a") and naam',
            "reden/ui/show-if: tekst is niet waar of onwaar",
        ),
    ],
)
def test_what_must_go_wrong_is_told(hint, text, said):
    ((words, quoted),) = told(**{hint: text})

    assert words.startswith(said)
    assert quoted == text


@pytest.mark.parametrize("text", ["bedrag > 3", "saldo", "saldo > bedrag", "count(namen) > 1"])
def test_what_may_be_right_is_not(text):
    assert told(show_if=text) == []


def test_every_expression_is_told_not_only_the_first():
    assert len(told(show_if="bedrag", required_if="naam")) == 2


def test_rules_and_computed_answers_are_looked_at_too():
    form = parsed(
        {**ASKED, "som": {"type": "number", "ui": ui("Som", widget="readonly", value='"drie"')}},
        rules=[{"feel": "bedrag + 1", "field": "bedrag", **both("te veel")}],
    )

    assert [words.nl.split(":")[0] for words, _ in forms.misfits(form)] == [
        "som/ui/value",
        "rules/0/feel",
    ]
