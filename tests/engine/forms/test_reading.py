"""What people type: read, judged, and shown back to them."""

from datetime import date, time
from decimal import Decimal

import pytest

from engine import feel, forms
from tests.engine.forms.examples import AROUND, AT, both, budget, choice, idea, parsed, ui

GOOD = {
    "titel": ["  Dorpsdokter dichtbij 🙂 "],
    "omschrijving": ["Eén regel.\r\nEn nog een regel, samen meer dan vijftig tekens lang."],
    "gemeenten": ["emmen", "coevorden", "emmen"],
    "soort": ["inwoner"],
    "organisatie": ["wordt niet gevraagd"],
    "email": ["ann@voorbeeld.nl"],
    "telefoon": ["(0592) 12 34 56"],
    "kosten": ["€ 1.250,50"],
    "start": ["13-4-2026"],
    "aanvang": ["14.30"],
    "eerder": ["nee"],
    "links": ["een\n\n twee \n"],
    "bijlagen": ["doc-1", "doc-2"],
    "score": ["3"],
    "akkoord": ["ja"],
}


def read(form, raw, **known):
    return forms.read(form, raw, **AROUND | {"known": known})


def errors(form, raw, **known):
    return {path: words.nl for path, words in read(form, raw, **known).errors.items()}


def test_answers_have_their_types():
    reading = read(idea(), GOOD)

    assert reading.errors == {}
    assert reading.complete
    assert reading.answers == {
        "titel": "Dorpsdokter dichtbij 🙂",
        "omschrijving": "Eén regel.\nEn nog een regel, samen meer dan vijftig tekens lang.",
        "gemeenten": ["emmen", "coevorden"],
        "soort": "inwoner",
        "organisatie": None,
        "email": "ann@voorbeeld.nl",
        "telefoon": "+31592123456",
        "kosten": Decimal("1250.5"),
        "start": date(2026, 4, 13),
        "aanvang": time(14, 30),
        "eerder": False,
        "links": ["een", "twee"],
        "bijlagen": ["doc-1", "doc-2"],
        "score": Decimal(3),
        "akkoord": True,
    }


def test_nothing_filled_in_names_what_is_missing_in_the_order_of_the_form():
    assert errors(idea(), {}) == {
        "titel": "Vul een titel in.",
        "omschrijving": "Vul 'Omschrijving' in.",
        "gemeenten": "Maak een keuze bij 'Gemeenten'.",
        "soort": "Maak een keuze bij 'U bent'.",
        "email": "Vul 'E-mailadres' in.",
        "akkoord": "Vink 'Akkoord met de privacyverklaring' aan om verder te gaan.",
    }


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("titel", "kort", "Schrijf minstens 5 tekens. U heeft er nu 4."),
        ("titel", "x" * 135, "Schrijf hoogstens 120 tekens. U heeft er nu 135."),
        ("titel", "een\0twee", "In de tekst zit een onzichtbaar teken (U+0000)."),
        ("titel", "regel een\nregel twee", "onzichtbaar teken (U+000A)"),
        ("titel", "\u202eEen fietspad", "onzichtbaar teken (U+202E)"),
        ("soort", "koning", "'koning' is geen keuze bij 'U bent'."),
        ("gemeenten", "assen", "'assen' is geen keuze bij 'Gemeenten'."),
        ("score", "9", "9 is geen keuze bij 'Score'."),
        ("email", "ann@", "'ann@' is geen e-mailadres. Schrijf bijvoorbeeld naam@voorbeeld.nl."),
        ("telefoon", "112", "112 is geen telefoonnummer."),
        ("kosten", "-5", "€ -5,00 is te laag. Vul minstens € 0,00 in."),
        ("kosten", "1.250,505", "€ 1.250,505 heeft te veel cijfers achter de komma. Hoogstens 2"),
        ("kosten", "n.t.b.", "'n.t.b.' is geen duidelijk getal. Schrijf bijvoorbeeld 12.500,00."),
        ("start", "31-02-2026", "31-02-2026 is geen bestaande datum. Schrijf bijvoorbeeld 13-04"),
        ("start", "morgen", "'morgen' is geen datum. Schrijf bijvoorbeeld 13-04-2026."),
        ("start", "1-1-0026", "Het jaar 26 kan niet kloppen."),
        ("aanvang", "25.00", "25.00 is geen tijd. Schrijf bijvoorbeeld 14.30."),
        ("eerder", "misschien", "'misschien' is geen ja of nee."),
    ],
)
def test_an_error_repeats_what_was_typed_and_says_how_to_mend_it(field, typed, said):
    found = errors(idea(), GOOD | {field: [typed]})

    assert list(found) == [field]
    assert said in found[field]


def test_too_many_files_are_counted():
    found = errors(idea(), GOOD | {"bijlagen": ["a", "b", "c", "d"]})

    assert found == {"bijlagen": "Hoogstens 3 bestanden mogelijk. Het zijn er nu 4."}


def test_a_question_that_is_not_asked_is_dropped_and_not_required():
    hidden = read(idea(), GOOD | {"organisatie": ["Stiekem"]})
    shown = read(idea(), GOOD | {"soort": ["overheid"], "organisatie": []})

    assert hidden.answers["organisatie"] is None
    assert hidden.hidden == {"organisatie"}
    assert hidden.raw["organisatie"] == ["Stiekem"]
    assert {path: words.nl for path, words in shown.errors.items()} == {
        "organisatie": "Vul 'Organisatie' in."
    }


def test_what_was_not_asked_cannot_be_posted():
    reading = read(idea(), GOOD | {"status": ["goedgekeurd"], "titel.0.x": ["1"], "_csrf": ["t"]})

    assert "status" not in reading.answers
    assert set(reading.raw) == set(GOOD)


def rows(*cells):
    return {
        f"begroting.{place}.{name}": [typed] for place, row in cells for name, typed in row.items()
    }


def test_a_sum_that_is_too_low_is_said_with_both_amounts():
    raw = rows((0, {"soort": "Bouw", "bedrag": "232.250,00"})) | {"gevraagd": ["250.000"]}
    reading = read(budget(), raw)

    assert reading.answers["totaal"] == 232250
    assert {path: (words.nl, words.en) for path, words in reading.errors.items()} == {
        "gevraagd": (
            "€ 250.000,00 is hoger dan het totaal van € 232.250,00.",
            "€ 250,000.00 is more than the total of € 232,250.00.",
        )
    }
    assert errors(budget(), raw | {"gevraagd": ["232.250,00"]}) == {}


def test_rows_are_renumbered_and_empty_ones_left_out():
    raw = rows(
        (7, {"soort": "Bouw", "bedrag": "10"}),
        (2, {"soort": "", "bedrag": " "}),
        (3, {"soort": "anders", "bedrag": "x"}),
    )
    reading = read(budget(), raw | {"gevraagd": ["1"]})

    assert [row["soort"] for row in reading.answers["begroting"]] == ["anders", "Bouw"]
    assert list(reading.errors) == ["begroting.0.bedrag", "begroting.0.anders"]
    assert reading.raw["begroting.1.soort"] == ["Bouw"]
    assert reading.hidden == {"begroting.1.anders"}


def test_a_rule_about_rows_may_warn_and_stop_nobody():
    raw = rows((0, {"soort": "Bouw", "bedrag": "2000"})) | {"gevraagd": ["1"]}
    reading = read(budget(), raw, budget=Decimal(1000))

    assert reading.complete
    assert reading.warnings["begroting.0.bedrag"].nl == (
        "€ 2.000,00 voor Bouw is meer dan er is: 1000."
    )


def test_too_few_and_too_many_rows_are_counted():
    five = rows(*((place, {"soort": "Bouw", "bedrag": "1"}) for place in range(5)))

    assert errors(budget(), {"gevraagd": ["1"]})["begroting"] == (
        "Vul minstens één regel in bij 'Begroting'."
    )
    assert errors(budget(), five | {"gevraagd": ["1"]}) == {
        "begroting": "Hoogstens 4 regels mogelijk. Het zijn er nu 5."
    }


def test_a_form_starts_with_its_defaults():
    form = parsed(
        {
            "datum": {
                "type": "string",
                "format": "date",
                "ui": ui("Datum", order=1, default="date(today())"),
            },
            "bedrag": {
                "type": "number",
                "ui": ui("Bedrag", order=2, widget="money", default="eerder"),
            },
            "leeg": {"type": "string", "ui": ui("Leeg", order=3, default="1 + 1")},
        }
    )

    assert forms.start(form, **AROUND | {"known": {"eerder": Decimal("1250.5")}}) == {
        "datum": ["21-11-2026"],
        "bedrag": ["1.250,50"],
    }


def test_a_stopped_condition_is_an_error_on_its_question_and_no_crash():
    def refuse(_value):
        raise feel.OutOfFuel

    form = parsed({"a": {"type": "string", "ui": ui("A", show_if="stop(1)")}}, functions=["stop"])
    functions = {"stop": feel.Function("stop", ("waarde",), refuse)}
    reading = forms.read(form, {"a": ["x"]}, known={}, at=AT, functions=functions)

    assert reading.errors["a"].nl.startswith("Dit kon niet worden nagekeken.")


def test_a_draft_keeps_anything_that_was_typed_in_the_form():
    kept = forms.draft(idea(), {"kosten": ["n.t.\0b."], "titel": [""], "spook": ["boe"]})

    assert kept == {"kosten": ["n.t.b."], "titel": [""]}


def test_answers_are_shown_the_way_people_write():
    form = idea()

    assert forms.show(form, "kosten", Decimal("1250.5"), "nl") == "€ 1.250,50"
    assert forms.show(form, "kosten", Decimal("1250.5"), "en") == "€ 1,250.50"
    assert forms.show(form, "start", date(2026, 4, 13), "nl") == "maandag 13 april 2026"
    assert forms.show(form, "aanvang", time(14, 30), "nl") == "14.30 uur"
    assert forms.show(form, "soort", "overheid", "nl") == "Overheid"
    assert forms.show(form, "akkoord", GOOD["akkoord"] == ["ja"], "nl") == "ja"
    assert forms.show(form, "gemeenten", ["emmen", "coevorden"], "nl") == "Emmen, Coevorden"
    assert forms.show(form, "bijlagen", ["x"], "nl") == "1 bestand"
    assert forms.show(form, "titel", None, "nl") == ""
    assert forms.show(budget(), "begroting.3.bedrag", Decimal(2), "nl") == "€ 2,00"


def test_a_computed_answer_that_is_not_one_is_an_error():
    form = parsed({"som": {"type": "number", "ui": ui("Som", value='"drie"')}})

    assert errors(form, {})["som"].startswith("'Som' kon niet worden berekend.")


def test_a_computed_answer_is_rounded_as_money_is():
    hints = ui("Deel", widget="readonly", value="bedrag / 3", decimals=2)
    reading = read(parsed({"deel": {"type": "number", "ui": hints}}), {}, bedrag=Decimal(100))

    assert reading.answers == {"deel": Decimal("33.33")}


def test_an_own_title_for_a_choice_of_numbers_is_kept():
    form = parsed(
        {"jaar": {"type": "integer", "oneOf": [choice(2026, "Dit jaar")], "ui": ui("Jaar")}}
    )

    assert forms.show(form, "jaar", Decimal(2026), "nl") == "Dit jaar"
    assert read(form, {"jaar": ["2026"]}).answers == {"jaar": 2026}
    assert forms.refill(form, {"jaar": Decimal(2026)}) == {"jaar": ["2026"]}
    assert both("x") == {"nl": "x", "en": "x"}


@pytest.mark.parametrize("text", ["1E30 / 3", "10 ** 400", "[1]", '"x"', "1 < 2"])
def test_a_number_too_large_or_of_another_kind_is_not_computed(text):
    form = parsed({"som": {"type": "number", "ui": ui("Som", value=text, decimals=2)}})

    assert list(errors(form, {})) == ["som"]


def test_a_form_names_the_variables_it_reads():
    assert budget().reads() == {"budget"}
