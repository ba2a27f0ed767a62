"""Without an account: send an idea or an objection, get a receipt, follow it."""

from dataclasses import replace
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.processes import shipped
from tests.webui.pages import Page
from tests.webui.workplace import PDF

IDEA = {
    "actie": "rond-af",
    "titel": "Nachtbus voor ploegendiensten",
    "omschrijving": "Een bus om vijf uur in de ochtend, van de dorpen naar de fabriek.",
    "akkoord": "ja",
}
OBJECTION = {"actie": "rond-af", "naam": "Jan Oosting", "besluit_datum": "02-01-2026"}


def link(page):
    return next(a["href"] for a in page.all("a") if a.get("href", "").startswith("/volg/"))


def test_a_visitor_is_shown_the_ways_in(place):
    page = place.visitor().get("/welkom")

    addresses = {each["href"] for each in page.all("a")}
    assert {"/idee", "/bezwaar", "/aanmelden"} <= addresses


def test_an_idea_becomes_a_case_with_a_receipt(place):
    page = place.visitor().send("/idee", **IDEA)

    assert page.one("h1")["text"] == "Bedankt voor uw idee"
    assert "Wij hebben uw idee ontvangen op maandag 5 januari 2026." in page.text()
    assert "Uw nummer is RD-2026-0001." in page.text()
    case = place.as_("bob").get("/zaken/RD-2026-0001")
    assert case.one("h1")["text"] == "Nachtbus voor ploegendiensten"
    assert "Registreer idee" in place.as_("bob").get("/taken/gremium").text()


def test_the_sender_follows_her_idea_without_signing_in(place):
    followed = link(place.visitor().send("/idee", **IDEA))
    before = place.visitor().get(followed)
    place.go_on("RD-2026-0001")

    after = place.visitor().get(followed)

    assert "Nieuw" in before.text()
    assert "In ontwerp" in after.text()
    assert "Bob Bakker" not in after.text()
    assert after.one("meta", name="robots")["content"] == "noindex"


def test_a_secret_nobody_gave_shows_nothing(place):
    place.visitor().get(f"/volg/{'0' * 64}", status=404)
    place.visitor().get("/idee/bedankt/RD-2026-0001", status=404)


def test_files_that_came_with_an_idea_are_documents_of_its_case(place):
    place.visitor().send("/idee", **IDEA, idee_bijlagen=(BytesIO(PDF), "kaart.pdf"))

    page = place.as_("bob").get("/zaken/RD-2026-0001/stukken")

    assert "kaart.pdf" in page.text()
    assert "Van buiten" in page.text()
    assert "Document ontvangen: 'kaart.pdf'" in place.as_("bob").get("/zaken/RD-2026-0001").text()


def test_wrong_answers_are_named_kept_and_send_nothing(place):
    wrong = IDEA | {"titel": "Bus", "omschrijving": "Te <i>kort</i>"}

    page = place.visitor().send("/idee", **wrong)

    assert page.all("title")[0]["text"].startswith("Fout: ")
    assert "Dit is nog niet verstuurd" in page.by_id("fouten")["text"]
    assert page.by_id("titel")["value"] == "Bus"
    assert page.by_id("omschrijving")["text"].strip() == "Te <i>kort</i>"
    assert "checked" in page.by_id("akkoord")
    assert "Er zijn nog geen zaken." in place.as_("bob").get("/zaken").text()


def test_files_that_must_be_chosen_again_are_named(place):
    page = place.visitor().send(
        "/idee", **IDEA | {"titel": "Bus"}, idee_bijlagen=(BytesIO(PDF), "kaart.pdf")
    )

    assert "Kies uw bestanden nog een keer." in page.text()
    assert "kaart.pdf" in page.text()


def test_a_file_that_will_not_do_sends_nothing(place):
    page = place.visitor().send("/idee", **IDEA, idee_bijlagen=(BytesIO(b"MZ"), "kaart.exe"))

    assert "'kaart.exe' is geen soort bestand dat kan." in page.by_id("fouten")["text"]
    assert "Er zijn nog geen zaken." in place.as_("bob").get("/zaken").text()


def test_of_two_files_that_will_not_do_each_is_named_with_what_is_wrong(place):
    files = [(BytesIO(PDF), "plan: nieuw.pdf"), (BytesIO(b"MZ"), "kaart.exe")]

    page = place.visitor().send("/idee", **IDEA, idee_bijlagen=files)

    told = page.by_id("fouten")["text"]
    assert "In de naam 'plan: nieuw.pdf' staat : en dat kan niet." in told
    assert "'kaart.exe' is geen soort bestand dat kan." in told


def test_the_least_length_of_an_answer_is_told_beforehand(place):
    page = place.visitor().get("/idee")

    assert "Minstens 20 tekens." in page.by_id("omschrijving-h")["text"]


def test_sending_the_same_form_twice_opens_one_case(place):
    visitor = place.visitor()

    first = visitor.send("/idee", **IDEA, sleutel="een")
    second = visitor.send("/idee", **IDEA, sleutel="een")

    assert link(first) == link(second)
    assert "1 tot en met 1 van 1" in place.as_("bob").get("/zaken").text()


def test_the_same_words_from_somebody_else_are_another_idea(place):
    first = place.visitor().send("/idee", **IDEA, sleutel="een")
    second = place.visitor().send("/idee", **IDEA, sleutel="twee")

    assert link(first) != link(second)


def test_who_sends_very_much_has_to_wait_and_loses_nothing(place):
    visitor = place.visitor()
    for number in range(10):
        visitor.send("/idee", **IDEA, sleutel=str(number))

    page = visitor.send("/idee", 429, **IDEA, sleutel="te veel")

    assert "Probeer het over 15 minuten." in page.text()
    assert page.by_id("titel")["value"] == IDEA["titel"]
    place.tick(minutes=16)
    visitor.send("/idee", **IDEA, sleutel="later")


def test_sending_ideas_does_not_use_up_tries_to_sign_in(place):
    visitor = place.visitor()
    for number in range(10):
        visitor.send("/idee", **IDEA, sleutel=str(number))

    page = visitor.send("/aanmelden", naam="bob", wachtwoord="een lang wachtwoord")

    assert "Bob Bakker" in page.text()


def test_an_objection_gets_a_receipt_with_its_terms(place):
    page = place.visitor().send("/bezwaar", **OBJECTION)

    assert page.one("h1")["text"] == "Uw bezwaar is ontvangen"
    assert "Uw nummer is BZ-2026-0001." in page.text()
    assert "vrijdag 13 februari 2026" in page.text()
    assert "Zo is 13 februari 2026 berekend" in page.text().replace("zo is", "Zo is")
    assert "Bezwaar in behandeling" in place.visitor().get(link(page)).text()


def test_an_objector_reads_at_once_and_later_by_when_we_decide(place):
    received = place.visitor().send("/bezwaar", **OBJECTION)
    followed = place.visitor().get(link(received))

    promise = (
        "Wij beslissen uiterlijk op vrijdag 8 mei 2026. Een onafhankelijke commissie geeft advies."
    )
    assert promise in received.text()
    assert promise in followed.text()
    idea = place.visitor().send("/idee", **IDEA)
    assert "commissie" not in place.visitor().get(link(idea)).text()


def test_an_objection_that_came_too_late_is_promised_no_day(place):
    late = OBJECTION | {"besluit_datum": "01-06-2025"}
    received = place.visitor().send("/bezwaar", **late)
    followed = place.visitor().get(link(received))

    for page in (received, followed):
        assert "U kon bezwaar maken tot en met maandag 14 juli 2025." in page.text()
        assert "Wij beslissen uiterlijk" not in page.text()
        assert "Te laat" not in page.text()


def test_a_promise_that_was_not_kept_is_said(place):
    received = place.visitor().send("/bezwaar", **OBJECTION)
    place.tick(days=150)

    followed = place.visitor().get(link(received)).text()

    assert "Wij hadden op vrijdag 8 mei 2026 moeten beslissen. Dat is niet gelukt." in followed
    assert "Te laat" in followed


def test_an_objection_about_a_case_stands_with_that_case(place):
    number = place.idea()
    place.visitor().send("/bezwaar", **OBJECTION, besluit_kenmerk=f" {number} ")
    place.substitute("bob", "daan")

    page = place.as_("daan").get(f"/zaken/{number}")

    assert "Bezwaar van Jan Oosting" in page.text()
    assert number in place.as_("daan").get("/zaken/BZ-2026-0001").text()


def test_an_objection_about_something_we_do_not_know_is_taken_all_the_same(place):
    page = place.visitor().send("/bezwaar", **OBJECTION, besluit_kenmerk="SUB-2026-0117")

    assert "Uw nummer is BZ-2026-0001." in page.text()


def test_an_objector_does_not_learn_whether_a_case_exists(place):
    number = place.idea()

    known = place.visitor().send("/bezwaar", **OBJECTION, besluit_kenmerk=number, sleutel="a")
    unknown = place.visitor().send(
        "/bezwaar", **OBJECTION, besluit_kenmerk="RD-2099-1", sleutel="b"
    )

    assert "Dorpsdokter" not in known.text()
    assert len(known.text()) == len(unknown.text())


def test_the_public_pages_are_there_in_english(place):
    visitor = place.visitor()

    page = visitor.get("/idee?taal=en")
    received = visitor.send("/idee", **IDEA)

    assert page.one("h1")["text"] == "Tell us your idea for the region"
    assert received.one("h1")["text"] == "Thank you for your idea"


@pytest.mark.parametrize("address", ["/idee", "/bezwaar"])
def test_a_form_without_a_process_behind_it_is_not_offered(address, bare):
    assert bare.client.get(address).status_code == 404
    assert address not in {each["href"] for each in bare.get("/welkom").all("a")}


def test_a_file_that_is_too_large_is_named_and_nothing_typed_is_lost(place):
    visitor = place.visitor()
    large = FileStorage(BytesIO(PDF + bytes(27 * 1024 * 1024)), "kaart.pdf")
    fields = IDEA | {"csrf": visitor.get("/idee").token(), "idee_bijlagen": large}
    boundary, body = encode_multipart(fields)

    kind = f"multipart/form-data; boundary={boundary}"
    page = Page(visitor.client.post("/idee", data=body, content_type=kind))

    assert "'kaart.pdf' is 27,0 MB. Hoogstens 25 MB kan." in page.text()
    assert page.one("input", name="titel")["value"] == IDEA["titel"]


def test_the_privacy_statement_is_linked_where_somebody_agrees_and_at_the_foot(place):
    address = "https://voorbeeld.nl/privacy"
    without = place.visitor().get("/idee")
    place.app.extensions["settings"] = replace(place.app.extensions["settings"], privacy=address)
    on_form = place.visitor().get("/idee").all("a", href=address)
    on_welcome = place.visitor().get("/welkom").all("a", href=address)

    assert without.all("a", href=address) == []
    assert [each["text"] for each in on_form] == ["Lees de privacyverklaring", "Privacyverklaring"]
    assert [each["text"] for each in on_welcome] == ["Privacyverklaring"]


def test_nobody_is_asked_to_agree_with_a_document_that_is_not_there():
    question = shipped.form("F01").field("privacy_akkoord")

    assert "privacyverklaring" not in question.label.nl
    assert "bewaart" in question.help.nl
