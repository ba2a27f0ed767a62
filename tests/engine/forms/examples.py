"""Small forms that the tests fill in."""

import json
from datetime import UTC, datetime

from engine import forms
from engine.forms import Choice
from engine.model import Words

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
AROUND = {"known": {}, "at": AT, "functions": {}}


def both(nl, en=None):
    return {"nl": nl, "en": en or nl}


def ui(label, **hints):
    return {"label": both(label), **{name.replace("_", "-"): hint for name, hint in hints.items()}}


def choice(const, title):
    return {"const": const, "title": title, "title-en": title}


def form(properties, required=(), **members):
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "voorbeeld",
        "title": both("Voorbeeld", "Example"),
        "type": "object",
        "properties": properties,
        "required": list(required),
        **members,
    }


def parsed(properties, required=(), lists=None, functions=(), **members):
    written = json.dumps(form(properties, required, **members)).encode()
    return forms.parse(written, lists or {}, functions=functions)


GEMEENTEN = tuple(
    Choice(name, Words(name.title(), name.title())) for name in ("emmen", "coevorden", "hoogeveen")
)

IDEA = {
    "properties": {
        "titel": {
            "type": "string",
            "minLength": 5,
            "maxLength": 120,
            "ui": ui("Titel", order=1, missing=both("Vul een titel in.", "Fill in a title.")),
        },
        "omschrijving": {
            "type": "string",
            "minLength": 50,
            "maxLength": 5000,
            "ui": ui("Omschrijving", order=2),
        },
        "gemeenten": {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
            "ui": ui("Gemeenten", order=3, list="gemeenten"),
        },
        "soort": {
            "type": "string",
            "oneOf": [choice("inwoner", "Inwoner"), choice("overheid", "Overheid")],
            "ui": ui("U bent", order=4),
        },
        "organisatie": {
            "type": "string",
            "ui": ui(
                "Organisatie",
                order=5,
                show_if='soort = "overheid"',
                required_if='soort = "overheid"',
            ),
        },
        "email": {"type": "string", "format": "email", "ui": ui("E-mailadres", order=6)},
        "telefoon": {"type": "string", "format": "tel", "ui": ui("Telefoon", order=7)},
        "kosten": {
            "type": "number",
            "minimum": 0,
            "ui": ui("Geschatte kosten", order=8, widget="money"),
        },
        "start": {"type": "string", "format": "date", "ui": ui("Start", order=9)},
        "aanvang": {"type": "string", "format": "time", "ui": ui("Aanvang", order=10)},
        "eerder": {"type": "boolean", "ui": ui("Eerder gevraagd?", order=11)},
        "links": {"type": "array", "items": {"type": "string"}, "ui": ui("Links", order=12)},
        "bijlagen": {
            "type": "array",
            "items": {"type": "string"},
            "maxItems": 3,
            "ui": ui("Bijlagen", order=13, widget="file"),
        },
        "score": {
            "type": "integer",
            "oneOf": [choice(score, str(score)) for score in range(5)],
            "ui": ui("Score", order=14, widget="radio"),
        },
        "akkoord": {
            "type": "boolean",
            "const": True,
            "ui": ui("Akkoord met de privacyverklaring", order=15, widget="checkbox"),
        },
    },
    "required": ("titel", "omschrijving", "gemeenten", "soort", "email", "akkoord"),
}

BUDGET = {
    "properties": {
        "begroting": {
            "type": "array",
            "minItems": 1,
            "maxItems": 4,
            "items": {
                "type": "object",
                "properties": {
                    "soort": {"type": "string", "maxLength": 80, "ui": ui("Soort", order=1)},
                    "bedrag": {
                        "type": "number",
                        "minimum": 0,
                        "ui": ui("Bedrag", order=2, widget="money"),
                    },
                    "anders": {
                        "type": "string",
                        "ui": ui(
                            "Namelijk",
                            order=3,
                            show_if='soort = "anders"',
                            required_if='soort = "anders"',
                        ),
                    },
                },
                "required": ["soort", "bedrag"],
            },
            "ui": ui("Begroting", order=1),
        },
        "totaal": {
            "type": "number",
            "ui": ui(
                "Totaal",
                order=2,
                widget="readonly",
                value="sum(begroting.bedrag)",
                decimals=2,
                unit="€",
            ),
        },
        "gevraagd": {
            "type": "number",
            "minimum": 0,
            "ui": ui("Gevraagde bijdrage", order=3, widget="money"),
        },
    },
    "required": ("begroting", "gevraagd"),
    "rules": [
        {
            "feel": "gevraagd <= totaal",
            "field": "gevraagd",
            "nl": "{gevraagd} is hoger dan het totaal van {totaal}.",
            "en": "{gevraagd} is more than the total of {totaal}.",
        },
        {
            "feel": "bedrag <= budget",
            "field": "begroting.bedrag",
            "nl": "{bedrag} voor {soort} is meer dan er is: {budget}.",
            "en": "{bedrag} for {soort} is more than there is: {budget}.",
            "warning": True,
        },
    ],
}


def idea():
    return parsed(**IDEA, lists={"gemeenten": GEMEENTEN})


def budget():
    return parsed(**BUDGET)
