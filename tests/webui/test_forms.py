"""Forms work without a script: every kind of question, kept as typed, with what is wrong."""

import pytest

from engine import forms, terms
from tests.processes import shipped
from tests.webui.pages import Page, token
from tests.webui.proposal import ASKED, FORM, WRONG, read
from webui import sheets
from webui.revealing import Asked, reveals
from webui.sheets import computes


def post(bob, **fields):
    """Post the form as a browser does, tables with dots in their names."""
    data = {name.replace("__", "."): value for name, value in fields.items()}
    return Page(bob.post("/formulier", data={"csrf": token(bob), **data}))


def names(page):
    return [each["name"] for each in page.elements if each.get("name")]


@pytest.mark.parametrize(
    ("name", "tag", "attributes"),
    [
        ("titel", "input", {"value": "kort <b>vet</b>"}),
        ("verandering", "textarea", {}),
        ("start", "input", {"value": "31-02-2026"}),
        ("aanvang", "input", {"value": "25.00"}),
        ("inwoners", "input", {"inputmode": "numeric", "value": "250.000"}),
        ("begroting.0.omschrijving", "input", {"value": "Verbouwing dorpshuis"}),
        ("begroting.1.bedrag", "input", {"inputmode": "decimal", "value": "n.t.b."}),
        ("begroting.0.soort", "select", {}),
        ("begroting.0.zeker", "input", {"type": "checkbox", "value": "ja"}),
        ("gevraagd", "input", {"inputmode": "decimal", "value": "250.000,00"}),
        ("fonds", "input", {"type": "radio", "value": "ja"}),
        ("aanvrager", "select", {}),
        ("email", "input", {"inputmode": "email", "value": "geen adres"}),
        ("bijlagen", "input", {"type": "file"}),
        ("akkoord", "input", {"type": "checkbox", "value": "ja"}),
    ],
)
def test_every_kind_of_question_has_its_control_with_what_was_typed(bob, name, tag, attributes):
    control = Page(bob.get("/formulier?fout")).by_id(name)

    assert control["tag"] == tag
    assert control["name"] == name
    assert attributes.items() <= control.items()


def test_text_of_many_lines_is_kept_to_the_letter(bob):
    typed = "\nEerste regel\n  & <tweede>"
    page = post(bob, actie="bewaar", verandering=typed)

    assert page.by_id("verandering")["text"] == f"\n{typed}"  # browsers drop the first line end


def test_choices_are_kept(bob):
    page = Page(bob.get("/formulier?fout"))
    ticked = {each["value"] for each in page.elements if "checked" in each or "selected" in each}

    assert ticked == {"o", "deels", "bouw", "anders", "ja"}


def test_every_control_has_a_label(bob):
    page = Page(bob.get("/formulier?fout"))
    labelled = {each.get("for") for each in page.all("label")}

    for each in page.elements:
        if each["tag"] in ("input", "select", "textarea") and each.get("type") != "hidden":
            is_inside = each.get("type") in ("radio", "checkbox")
            assert is_inside or each.get("aria-label") or each["id"] in labelled, each


def test_a_wrong_answer_is_told_at_its_control_and_on_top(bob):
    page = Page(bob.get("/formulier?fout"))
    control = page.by_id("start")
    sentence = page.by_id("start-e")["text"]

    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "start-h start-e"
    assert "31-02-2026" in sentence
    assert page.one("div", role="alert")["id"] == "fouten"
    assert sentence.removeprefix("Fout: ") in page.one("a", href="#start")["text"]
    assert page.one("a", href="#begroting.1.bedrag")["text"].startswith("Bedrag, regel 2: ")
    assert page.one("title")["text"].startswith("Fout: ")


def test_a_long_question_that_is_named_in_short_is_not_named_twice(place):
    form = shipped.form("F01")
    reading = forms.read(form, {}, known={}, at=place.clock(), functions=terms.FUNCTIONS)
    asked = Asked(form, {}, place.clock(), terms.FUNCTIONS)
    with place.app.test_request_context():
        told = dict(sheets.draw(asked, reading, reading.errors).problems)

    assert told["privacy_akkoord"].startswith("Vink 'Ik ga akkoord dat mijn gegevens")
    assert told["privacy_akkoord"].count("Ik ga akkoord") == 1


def test_every_link_of_the_summary_leads_to_a_control(bob):
    page = Page(bob.get("/formulier?fout"))
    links = [each["href"][1:] for each in page.all("a") if each.get("href", "").startswith("#")]

    assert len(links) == 1 + len(read(WRONG).errors)
    for link in links:
        assert page.by_id(link)


def test_a_form_that_nobody_completed_yet_shows_nothing_wrong(bob):
    first = Page(bob.get("/formulier"))
    saved = post(bob, actie="bewaar", start="31-02-2026")

    for page in (first, saved):
        assert not page.all("div", role="alert")
        assert not any("aria-invalid" in each for each in page.elements)
    assert saved.by_id("start")["value"] == "31-02-2026"


def test_a_warning_is_shown_and_stops_nobody(bob):
    page = post(bob, actie="bewaar", inwoners="250.000")

    assert "meer mensen dan er in de regio wonen" in page.by_id("inwoners-w")["text"]
    assert "aria-invalid" not in page.by_id("inwoners")


def test_questions_say_when_they_are_not_required(bob):
    labels = {each.get("for"): each["text"] for each in Page(bob.get("/formulier")).all("label")}

    assert "niet verplicht" in labels["gevraagd"]
    assert "niet verplicht" not in labels["titel"]


def test_a_row_can_be_added_and_what_was_typed_stays(bob):
    page = post(
        bob,
        actie="erbij:begroting",
        titel="Dorpsdokter",
        begroting__0__omschrijving="Verbouwing",
        begroting__0__bedrag="n.t.b.",
    )

    assert page.by_id("titel")["value"] == "Dorpsdokter"
    assert page.by_id("begroting.0.bedrag")["value"] == "n.t.b."
    assert page.by_id("begroting.1.omschrijving")["value"] == ""
    assert "autofocus" in page.by_id("begroting.1.omschrijving")


def test_rows_that_are_still_empty_are_not_lost_when_one_is_added(bob):
    page = post(
        bob, actie="erbij:begroting", begroting__0__omschrijving="", begroting__1__omschrijving=""
    )

    assert "begroting.2.omschrijving" in names(page)
    assert "begroting.3.omschrijving" not in names(page)


def test_a_row_can_be_removed_and_the_others_close_ranks(bob):
    page = post(
        bob,
        actie="eraf:begroting.0",
        begroting__0__omschrijving="Verbouwing",
        begroting__1__omschrijving="Loon",
        begroting__1__bedrag="1.250",
    )

    assert page.by_id("begroting.0.omschrijving")["value"] == "Loon"
    assert page.by_id("begroting.0.bedrag")["value"] == "1.250"
    assert "begroting.1.omschrijving" not in names(page)
    assert "autofocus" in page.by_id("begroting-erbij")


def test_totals_are_computed_by_the_server(bob):
    page = post(
        bob,
        actie="reken",
        begroting__0__omschrijving="Verbouwing",
        begroting__0__bedrag="1.000,00",
        begroting__1__omschrijving="Loon",
        begroting__1__bedrag="250,50",
    )

    assert "1.250,50" in page.by_id("totaal")["text"]
    assert "210,00" in page.text()


def test_pressing_enter_changes_nothing_but_the_sums(bob):
    first = Page(bob.get("/formulier")).all("button", name="actie")[0]

    assert first["value"] == "reken"
    assert first["tabindex"] == "-1"


def test_a_file_that_was_added_can_be_taken_away(bob):
    page = post(bob, actie="weg:bijlagen:b1", bijlagen=["b1"], titel="Dorpsdokter")

    assert page.by_id("titel")["value"] == "Dorpsdokter"
    assert not page.all("input", type="hidden", name="bijlagen")
    assert "Schetsontwerp" in Page(bob.get("/formulier?fout")).text()


@pytest.mark.parametrize(
    "action", ["eraf:begroting.9", "eraf:x", "erbij:titel", "weg:x:y", "??", ""]
)
def test_an_action_that_does_not_exist_shows_the_form_again(bob, action):
    page = post(bob, actie=action, titel="Dorpsdokter")

    assert page.by_id("titel")["value"] == "Dorpsdokter"


def test_choices_open_and_close_further_questions():
    found = reveals(ASKED, read({}).answers)

    assert found.of_choice["fonds", "ja"] == found.of_choice["fonds", "deels"] == ["o1"]
    assert found.of_field["uitkomst"] == ["if1"]
    assert found.of_choice["fonds", "nee"] == ["o2"]
    assert found.of_field["waarom_niet"] == ["if2"]
    assert found.of_choice["aanvrager", "inwoner"] == ["c1"]
    assert found.of_field["namelijk"] == ["un1"]
    assert "groot" not in found.of_field


def test_a_question_that_no_choice_opens_is_drawn_when_the_server_asks_it(bob):
    without = post(bob, actie="reken", gevraagd="1.000")
    with_it = post(bob, actie="reken", gevraagd="200.000")

    assert "groot" not in names(without)
    assert "groot" in names(with_it)


def test_a_complete_form_is_accepted(bob):
    answers = {
        "titel": "Dorpsdokter",
        "verandering": "Straks vinden inwoners huisarts en apotheek op één plek.",
        "gemeenten": "v",
        "start": "13 april 2026",
        "begroting.0.omschrijving": "Verbouwing",
        "begroting.0.bedrag": "1.250,50",
        "fonds": "nee",
        "akkoord": "ja",
    }
    data = {"csrf": token(bob), "actie": "rond-af", **answers}

    assert bob.post("/formulier", data=data).get_data(as_text=True) == "afgerond"


def test_a_form_is_english_for_who_reads_english(bob):
    page = Page(bob.get("/formulier?fout&taal=en"))

    assert page.one("h1")["text"] == "Work out the proposal"
    assert page.by_id("begroting-erbij")["text"].startswith("Add a line")
    assert "not a date that exists" in page.by_id("start-e")["text"]
    assert {each.name for each in FORM.fields} >= {"titel", "totaal"}


@pytest.mark.parametrize(
    ("form_id", "expected"),
    [("F03", True), ("plan_op_agenda", True), ("bevestig_bezwaar", False), ("F09", False)],
)
def test_only_a_form_that_computes_from_what_is_typed_offers_to_do_it_again(form_id, expected):
    assert computes(shipped.form(form_id)) is expected
