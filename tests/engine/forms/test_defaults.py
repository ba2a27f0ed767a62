"""What a form holds when somebody opens it again in a later round."""

import json
from datetime import UTC, datetime
from decimal import Decimal

from engine import forms

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
FORM = json.dumps(
    {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "ronde",
        "title": {"nl": "Ronde", "en": "Round"},
        "type": "object",
        "properties": {
            "begroting": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "soort": {
                            "type": "string",
                            "ui": {"label": {"nl": "Soort", "en": "Kind"}},
                        },
                        "bedrag": {
                            "type": "number",
                            "ui": {"label": {"nl": "Bedrag", "en": "Amount"}, "widget": "money"},
                        },
                    },
                    "required": ["soort"],
                },
                "ui": {
                    "label": {"nl": "Begroting", "en": "Budget"},
                    "widget": "table",
                    "default": "begroting",
                },
            }
        },
    }
).encode()


def held(**known):
    return forms.start(forms.parse(FORM), known=known, at=AT, functions={})


def test_a_table_holds_the_rows_of_the_round_before():
    rows = [{"soort": "Aanleg", "bedrag": Decimal(1250)}]

    raw = held(begroting=rows)

    assert raw["begroting.0.soort"] == ["Aanleg"]
    assert raw["begroting.0.bedrag"] == ["1.250,00"]


def test_a_table_is_empty_in_the_first_round():
    assert not any(typed for typed in held().values() if any(typed))
