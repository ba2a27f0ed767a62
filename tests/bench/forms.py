"""The three small forms of workload W."""

import json


def _form(form_id, properties):
    return json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": form_id,
            "title": {"nl": form_id, "en": form_id},
            "type": "object",
            "properties": properties,
            "required": list(properties),
        }
    ).encode()


def _label(text, **more):
    return {"label": {"nl": text, "en": text}, **more}


AMOUNT = {"type": "number", "minimum": 0, "ui": _label("Bedrag", widget="money")}
REASON = {"type": "string", "maxLength": 200, "ui": _label("Toelichting")}
FORMS = {
    "w_a": _form("w_a", {"bedrag": AMOUNT, "toelichting": REASON}),
    "w_b": _form("w_b", {"oordeel": REASON}),
    "w_c": _form("w_c", {"controle": REASON}),
}
ANSWERS = {
    "a": {"bedrag": "1250", "toelichting": "Voor het fietspad langs het kanaal"},
    "b": {"oordeel": "Past in de programmalijn"},
    "c": {"controle": "Akkoord"},
    "d": {"controle": "Akkoord"},
}
