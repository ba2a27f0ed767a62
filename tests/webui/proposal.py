"""A form with every kind of question, as process owners write it."""

import json
from datetime import UTC, datetime

from engine import forms
from webui.revealing import Asked

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def question(dutch, english, order, section, **hints):
    words = {"nl": dutch, "en": english}
    told = {name.replace("_", "-"): hint for name, hint in hints.items()}
    return {"label": words, "order": order, "section": section, **told}


def choices(*pairs):
    return [
        {"const": const, "title": dutch, "title-en": english} for const, dutch, english in pairs
    ]


KINDS = choices(("bouw", "Verbouwing", "Building"), ("loon", "Loon", "Wages"))
FUNDS = choices(
    ("ja", "Ja, een ander fonds kan betalen", "Yes, another fund can pay"),
    ("deels", "Ja, voor een deel", "Yes, for a part"),
    ("nee", "Nee, nog niet onderzocht", "No, not looked into yet"),
)
ROLES = choices(("inwoner", "Inwoner", "Resident"), ("anders", "Iets anders", "Something else"))

ROWS = {
    "type": "object",
    "properties": {
        "omschrijving": {
            "type": "string",
            "maxLength": 80,
            "ui": {"order": 1, "label": {"nl": "Omschrijving", "en": "Description"}},
        },
        "soort": {
            "type": "string",
            "oneOf": KINDS,
            "ui": {"order": 2, "label": {"nl": "Soort", "en": "Kind"}, "widget": "select"},
        },
        "bedrag": {
            "type": "number",
            "minimum": 0,
            "ui": {"order": 3, "label": {"nl": "Bedrag", "en": "Amount"}, "widget": "money"},
        },
        "btw": {
            "type": "number",
            "ui": {
                "order": 4,
                "label": {"nl": "Btw", "en": "VAT"},
                "widget": "readonly",
                "value": "bedrag * 0.21",
                "decimals": 2,
                "unit": "€",
            },
        },
        "zeker": {
            "type": "boolean",
            "ui": {"order": 5, "label": {"nl": "Zeker", "en": "Sure"}, "widget": "checkbox"},
        },
    },
    "required": ["omschrijving", "bedrag"],
}

PROPERTIES = {
    "titel": {
        "type": "string",
        "minLength": 5,
        "maxLength": 120,
        "ui": question(
            "Titel", "Title", 1, "idee", help={"nl": "In één zin.", "en": "In one sentence."}
        ),
    },
    "verandering": {
        "type": "string",
        "minLength": 50,
        "ui": question("Wat verandert er?", "What changes?", 2, "idee", widget="textarea"),
    },
    "gemeenten": {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "string",
            "oneOf": choices(
                ("v", "Veldermond", "Veldermond"), ("o", "Oosterkanaal", "Oosterkanaal")
            ),
        },
        "ui": question(
            "Gemeenten",
            "Municipalities",
            3,
            "idee",
            help={"nl": "Kies er minstens één.", "en": "Choose at least one."},
        ),
    },
    "start": {"type": "string", "format": "date", "ui": question("Begin", "Start", 4, "idee")},
    "aanvang": {"type": "string", "format": "time", "ui": question("Aanvang", "Time", 5, "idee")},
    "inwoners": {
        "type": "integer",
        "ui": question("Bereikte inwoners", "Residents reached", 6, "idee", unit="mensen"),
    },
    "begroting": {
        "type": "array",
        "minItems": 1,
        "maxItems": 10,
        "items": ROWS,
        "ui": question("Begrotingsregels", "Lines of the budget", 7, "begroting"),
    },
    "totaal": {
        "type": "number",
        "ui": question(
            "Totaal",
            "Total",
            8,
            "begroting",
            widget="readonly",
            value="sum(begroting.bedrag)",
            decimals=2,
            unit="€",
        ),
    },
    "gevraagd": {
        "type": "number",
        "minimum": 0,
        "ui": question("Gevraagde bijdrage", "Requested amount", 9, "begroting", widget="money"),
    },
    "fonds": {
        "type": "string",
        "oneOf": FUNDS,
        "ui": question(
            "Kan een ander fonds dit betalen?",
            "Can another fund pay?",
            10,
            "fondsen",
            widget="radio",
        ),
    },
    "uitkomst": {
        "type": "string",
        "ui": question(
            "Wat kwam eruit?",
            "What came out?",
            11,
            "fondsen",
            widget="textarea",
            show_if='fonds = "ja" or fonds = "deels"',
            required_if='fonds = "ja" or fonds = "deels"',
        ),
    },
    "waarom_niet": {
        "type": "string",
        "ui": question("Waarom niet?", "Why not?", 12, "fondsen", show_if='fonds = "nee"'),
    },
    "aanvrager": {
        "type": "string",
        "oneOf": ROLES,
        "ui": question("Wie vraagt aan?", "Who asks?", 13, "fondsen", widget="select"),
    },
    "namelijk": {
        "type": "string",
        "ui": question("Namelijk", "Namely", 14, "fondsen", show_if='aanvrager != "inwoner"'),
    },
    "groot": {
        "type": "string",
        "ui": question(
            "Waarom zo veel?", "Why so much?", 15, "fondsen", show_if="gevraagd > 100000"
        ),
    },
    "email": {
        "type": "string",
        "format": "email",
        "ui": question("E-mail", "E-mail", 16, "slot"),
    },
    "bijlagen": {
        "type": "array",
        "items": {"type": "string"},
        "ui": question(
            "Bijlagen",
            "Attachments",
            17,
            "slot",
            widget="file",
            help={
                "nl": "Pdf, odt of docx, hoogstens 25 MB.",
                "en": "Pdf, odt or docx, at most 25 MB.",
            },
        ),
    },
    "akkoord": {
        "type": "boolean",
        "const": True,
        "ui": question(
            "Ik heb de privacyverklaring gelezen",
            "I have read the privacy statement",
            18,
            "slot",
            widget="checkbox",
        ),
    },
}

DEFINITION = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "voorstel",
    "title": {"nl": "Werk voorstel uit", "en": "Work out the proposal"},
    "sections": [
        {"id": "idee", "nl": "Wat verandert er?", "en": "What changes?"},
        {
            "id": "begroting",
            "nl": "Begroting",
            "en": "Budget",
            "intro": {"nl": "In euro, zonder btw.", "en": "In euro, without VAT."},
        },
        {"id": "fondsen", "nl": "Andere fondsen", "en": "Other funds"},
        {"id": "slot", "nl": "Tot slot", "en": "Finally"},
    ],
    "type": "object",
    "properties": PROPERTIES,
    "required": ["titel", "verandering", "gemeenten", "start", "begroting", "fonds", "akkoord"],
    "rules": [
        {
            "feel": "gevraagd = null or gevraagd <= totaal",
            "field": "gevraagd",
            "nl": "{gevraagd} is hoger dan het totaal van {totaal}.",
            "en": "{gevraagd} is more than the total of {totaal}.",
        },
        {
            "feel": "inwoners = null or inwoners < 100000",
            "field": "inwoners",
            "nl": "Dat zijn meer mensen dan er in de regio wonen.",
            "en": "That is more people than live in the region.",
            "warning": True,
        },
    ],
}

FORM = forms.parse(json.dumps(DEFINITION).encode())
ASKED = Asked(FORM, {}, NOW, {})


def read(raw):
    return forms.read(FORM, raw, known={}, at=NOW, functions={})


WRONG = {
    "titel": ["kort <b>vet</b>"],
    "verandering": ["De huisarts vertrekt\nuit het dorp"],
    "gemeenten": ["o"],
    "start": ["31-02-2026"],
    "aanvang": ["25.00"],
    "inwoners": ["250.000"],
    "begroting.0.omschrijving": ["Verbouwing dorpshuis"],
    "begroting.0.soort": ["bouw"],
    "begroting.0.bedrag": ["186.000,00"],
    "begroting.0.zeker": ["ja"],
    "begroting.1.omschrijving": ["Projectleider (0,6 fte)"],
    "begroting.1.bedrag": ["n.t.b."],
    "gevraagd": ["250.000,00"],
    "fonds": ["deels"],
    "aanvrager": ["anders"],
    "namelijk": ["Een stichting"],
    "email": ["geen adres"],
    "bijlagen": ["b1"],
}
