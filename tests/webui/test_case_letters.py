"""What came in from outside is passed on to a case that waits for it, by who may see the case."""

from io import BytesIO

import pytest

from engine import deployments, openings, store, tables
from engine.model import Who
from engine.openings import Opening
from tests.engine.office import AANVRAAG, FORMS, form, labelled
from tests.webui.workplace import ANN, PDF, files

QUESTIONS = {
    "antwoord": {"type": "string", "minLength": 5, "ui": labelled("Wat is het antwoord?")},
    "zaak": {
        "type": "string",
        "ui": labelled("Zaak", widget="readonly", value="zaaknummer"),
    },
}
LETTER = form("bericht_antwoord", **QUESTIONS)
WITH_SCAN = form("bericht_antwoord", **QUESTIONS, brief=files("Brief", "Letter"))
DONE = {"actie": "rond-af"}


@pytest.fixture
def waiting(place):
    """A case that waits for an answer."""
    with place.store.begin() as tx:
        store.bundles.keep_in_library(tx, "form", FORMS | {"bericht_antwoord": LETTER})
        deployments.deploy(tx, AANVRAAG, by=ANN)
    with place.store.begin() as tx:
        opening = Opening("aanvraag", {"titel": "Fietspad"})
        opened = openings.open_case(tx, opening, Who("bob")).number
    place.complete(f"{opened}.1/beoordeel#1", "bob", volledig=False, bedrag=10)
    return opened


@pytest.fixture
def scanned(place, waiting):
    """A case that waits for an answer with the letter in which it came."""
    with place.store.begin() as tx:
        store.bundles.keep_in_library(tx, "form", FORMS | {"bericht_antwoord": WITH_SCAN})
    return waiting


def test_the_case_says_what_may_be_passed_on(place, waiting):
    page = place.as_("bob").get(f"/zaken/{waiting}")

    assert page.one("a", href=f"/zaken/{waiting}/bericht/antwoord")["text"] == "Antwoord"


def test_passing_it_on_moves_the_case(place, waiting):
    bob = place.as_("bob")

    page = bob.send(
        f"/zaken/{waiting}/bericht/antwoord", antwoord="Langs het kanaal.", actie="rond-af"
    )

    assert "Beoordeel aanvraag" in page.text()
    assert place.as_("bob").get(f"/zaken/{waiting}/bericht/antwoord", status=404)


def test_the_form_shows_what_the_case_knows_already(place, waiting):
    page = place.as_("bob").get(f"/zaken/{waiting}/bericht/antwoord")

    assert f"Zaak {waiting}" in page.text()


def test_a_wrong_answer_is_told_and_kept(place, waiting):
    page = place.as_("bob").send(
        f"/zaken/{waiting}/bericht/antwoord", antwoord="ja", actie="rond-af"
    )

    assert "Dit is nog niet doorgegeven" in page.text()
    assert page.one("input", name="antwoord")["value"] == "ja"


def test_the_letter_itself_comes_along_to_the_case(place, scanned):
    bob = place.as_("bob")
    brief = (BytesIO(PDF), "antwoord.pdf")
    bob.send(
        f"/zaken/{scanned}/bericht/antwoord", antwoord="Langs het kanaal.", brief=brief, **DONE
    )

    assert "antwoord.pdf" in bob.get(f"/zaken/{scanned}/stukken").text()


def test_files_are_asked_again_when_an_answer_is_wrong(place, scanned):
    bob = place.as_("bob")
    brief = (BytesIO(PDF), "antwoord.pdf")
    page = bob.send(f"/zaken/{scanned}/bericht/antwoord", antwoord="ja", brief=brief, **DONE)

    assert "Kies uw bestanden nog een keer." in page.text()
    assert "De browser bewaart ze niet: antwoord.pdf." in page.text()
    assert "antwoord.pdf" not in bob.get(f"/zaken/{scanned}/stukken").text()


def test_a_file_that_is_refused_passes_nothing_on(place, scanned):
    bob, address = place.as_("bob"), f"/zaken/{scanned}/bericht/antwoord"
    brief = (BytesIO(b"MZ"), "antwoord.exe")
    page = bob.send(address, antwoord="Langs het kanaal.", brief=brief, **DONE)

    assert page.by_id("brief-e")
    assert page.one("input", name="antwoord")["value"] == "Langs het kanaal."
    bob.get(address)


def test_what_was_typed_is_given_back_when_somebody_was_first(place, waiting):
    bob, address = place.as_("bob"), f"/zaken/{waiting}/bericht/antwoord"
    bob.send(address, antwoord="Langs het kanaal.", actie="rond-af")
    late = bob.send(address, 409, antwoord="Over de brug.", actie="rond-af")

    assert late.one("h1")["text"] == "Iemand was u voor"
    assert "wacht niet meer op het bericht 'antwoord'" in late.text()
    assert (late.one("dt")["text"], late.one("dd")["text"]) == (
        "Wat is het antwoord?",
        "Over de brug.",
    )


def test_who_only_looks_is_told_nothing_but_that_it_is_not_there(place, waiting):
    eve = place.as_("eve")
    page = eve.send(f"/zaken/{waiting}/bericht/antwoord", 404, antwoord="x", actie="rond-af")

    assert page.one("h1")["text"] == "Deze pagina is er niet"
    assert not page.all("dd")


def test_somebody_outside_the_case_finds_nothing(place, waiting):
    place.as_("daan").get(f"/zaken/{waiting}/bericht/antwoord", status=404)
    place.as_("daan").send(f"/zaken/{waiting}/bericht/antwoord", status=404, actie="rond-af")


def test_a_message_that_brings_nothing_is_one_button(place, waiting):
    with place.store.begin() as tx:
        library = store.bundles.library(tx, "form")
        assert "bericht_antwoord" in library
        tx.change(tables.library.delete().where(tables.library.c.name == "bericht_antwoord"))

    page = place.as_("bob").send(f"/zaken/{waiting}/bericht/antwoord", actie="rond-af")

    assert "Beoordeel aanvraag" in page.text()
