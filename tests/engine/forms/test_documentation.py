"""The example in docs/forms.md is a form, and does what the page says."""

import json
from decimal import Decimal
from pathlib import Path

from engine import forms
from tests.engine.forms.examples import AROUND

DOCS = Path(__file__).resolve().parents[3] / "docs" / "forms.md"


def test_the_example_in_the_documentation_works():
    written = DOCS.read_text("utf-8").split("```json\n")[1].split("```")[0]
    form = forms.parse(written.encode())
    raw = {
        "soort": ["overheid"],
        "begroting.0.post": ["Inrichting"],
        "begroting.0.bedrag": ["1.250,50"],
        "gevraagd": ["2.000"],
    }
    reading = forms.read(form, raw, **AROUND)

    assert json.loads(written)["$id"] == form.form_id == "F99"
    assert reading.answers["totaal"] == Decimal("1250.5")
    assert {path: words.nl for path, words in reading.errors.items()} == {
        "organisatie": "Vul 'Organisatie' in.",
        "gevraagd": "€ 2.000,00 is hoger dan het totaal van € 1.250,50.",
    }
    assert forms.read(form, {}, **AROUND).errors["gevraagd"].nl == "Vul in hoeveel u vraagt."
