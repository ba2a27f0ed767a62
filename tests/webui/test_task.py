"""One task: why it is here, its form, and nothing that was typed is ever lost."""

import json
from io import BytesIO

import pytest
from sqlalchemy import text, update

from engine import deployments, store, tables
from tests.webui.browser import follow, looking, serving
from tests.webui.workplace import ANN, DIAGRAMS, FORMS, PDF


@pytest.fixture
def number(place):
    return place.idea()


@pytest.fixture
def task(place, number):
    return place.address(place.task(number))


def test_a_task_says_what_why_and_until_when(place, number, task):
    page = place.as_("bob").get(task)

    assert page.one("h1")["text"] == "Registreer idee"
    assert page.all("title")[0]["text"].startswith(f"Registreer idee, {number} ")
    assert "Nog 5 dagen. De taak moet af zijn op zaterdag 10 januari 2026." in page.text()
    assert "Er is een nieuw idee binnen. De staf kijkt of het duidelijk is." in page.text()
    assert "Dit is werk van: Staf." in page.text()
    assert "Kijk of het idee duidelijk genoeg is om over te praten." in page.text()


def test_what_the_task_says_the_form_does_not_say_once_more(place):
    twice = "Kijk of het idee duidelijk genoeg is om over te praten."
    form = json.loads(FORMS["registreer"]) | {"intro": {"nl": twice, "en": "Look."}}
    with place.store.begin() as tx:
        store.bundles.keep_in_library(tx, "form", {"registreer": json.dumps(form).encode()})
        deployments.deploy_together(tx, DIAGRAMS, by=ANN)

    page = place.as_("bob").get(place.address(place.task(place.idea())))

    assert page.text().count(twice) == 1


def test_what_was_filled_in_before_stands_beside_the_form(place, task):
    page = place.as_("bob").get(task)

    facts = {
        name["text"]: said["text"]
        for name, said in zip(page.all("dt"), page.all("dd"), strict=True)
    }
    assert facts["Wat is uw idee?"] == "Huisarts en apotheek onder één dak."


def test_the_place_in_the_process_is_drawn_and_told_in_steps(place, task):
    page = place.as_("bob").get(task)

    at = [each["text"] for each in page.all("p", **{"aria-current": "step"})]
    assert at == ["Registreer idee", "Registreer idee"]
    assert page.all("g", **{"data-element": "registreer", "class": "g-el g-now"})
    assert "Hier is de zaak nu: 'Registreer idee'." in page.one("desc")["text"]


def test_completing_moves_the_case_on_and_says_so(place, number, task):
    page = place.as_("bob").send(task, actie="rond-af", duidelijk_genoeg="ja")

    assert "U heeft 'Registreer idee' afgerond." in page.text()
    assert "Werk voorstel uit" in place.as_("carol").get("/taken/gremium").text()
    assert page.one("a", href=f"/zaken/{number}")


def test_wrong_answers_are_named_and_everything_typed_stays(place, number):
    place.go_on(number)
    typed = {"titel": "kort", "gemeenten": "o", "begroting.0.bedrag": "n.t.b.", "fonds": "deels"}

    page = place.as_("bob").send(
        place.address(place.task(number, "werk_uit")), actie="rond-af", **typed
    )

    assert page.all("title")[0]["text"].startswith("Fout: Werk voorstel uit")
    summary = page.by_id("fouten")
    assert "U kunt deze taak nog niet afronden" in summary["text"]
    assert "Wat u invulde staat er nog." in summary["text"]
    links = [each["href"] for each in page.all("a") if each.get("href", "").startswith("#")]
    assert "#titel" in links
    assert "#begroting.0.bedrag" in links
    assert page.by_id("titel")["value"] == "kort"
    assert page.by_id("titel")["aria-invalid"] == "true"
    assert page.by_id("begroting.0.bedrag")["value"] == "n.t.b."
    assert "checked" in page.one("input", name="gemeenten", value="o")
    assert "checked" in page.one("input", name="fonds", value="deels")


def test_wrong_answers_are_a_page_of_their_own_which_can_be_read_again(place, task):
    bob = place.as_("bob")
    typed = {"csrf": bob.get(task).token(), "actie": "rond-af", "toelichting": "Nog even bellen"}
    answer = bob.client.post(task, data=typed)

    assert answer.status_code == 302
    for _ in range(2):
        page = bob.get(answer.headers["Location"])
        assert "Kies ja of nee" in page.by_id("fouten")["text"]
        assert page.by_id("toelichting")["text"].strip() == "Nog even bellen"
    assert not bob.get(task).all("div", id="fouten")
    assert bob.get(task).by_id("toelichting")["text"].strip() == "Nog even bellen"


def test_what_no_draft_can_keep_is_still_said(place, task):
    page = place.as_("bob").send(task, actie="rond-af", duidelijk_genoeg="ja", toelichting="x\0x")

    assert "onzichtbaar teken (U+0000)" in page.by_id("fouten")["text"]


@pytest.mark.browser
def test_going_back_to_wrong_answers_asks_nothing_to_be_sent_again(place, task, browser):
    cookie = place.cookie("bob")
    with serving(place.app) as site, looking(browser, site, task, cookie=cookie) as page:
        page.get_by_label("Toelichting").fill("Nog even bellen")
        follow(page.get_by_role("button", name="Rond af"))
        assert "Kies ja of nee" in page.get_by_role("alert").inner_text()
        follow(page.get_by_role("link", name="Mijn taken").first)
        page.go_back()

        assert "Kies ja of nee" in page.get_by_role("alert").inner_text()
        assert page.get_by_label("Toelichting").input_value() == "Nog even bellen"
        page.reload()
        assert page.get_by_label("Toelichting").input_value() == "Nog even bellen"


def test_the_sentences_of_wrong_answers_are_in_the_language_of_the_reader(place, task):
    bob = place.as_("bob")
    dutch = bob.send(task, actie="rond-af")
    bob.get("/taken?taal=en")
    english = bob.send(task, actie="rond-af")

    assert "Kies ja of nee" in dutch.by_id("fouten")["text"]
    assert "Is it clear enough?" in english.by_id("fouten")["text"]


def test_a_draft_is_kept_with_its_time_and_seen_by_nobody_else(place, number):
    place.go_on(number)
    task = place.address(place.task(number, "werk_uit"))

    page = place.as_("bob").send(task, actie="bewaar", titel="Nog niet af", gevraagd="veel")

    assert "Uw concept is bewaard, vandaag om 09.00 uur. Niemand anders ziet het." in page.text()
    assert page.one("div", role="status")
    assert not page.all("div", id="fouten")
    assert page.by_id("titel")["value"] == "Nog niet af"
    assert page.by_id("gevraagd")["value"] == "veel"
    assert place.as_("carol").get(task).by_id("titel").get("value") == ""


@pytest.mark.parametrize("damaged", ["x'00'", "zeroblob(60)", "'tekst'"])
def test_a_draft_that_does_not_open_says_so_and_the_task_can_be_done(place, task, damaged):
    bob = place.as_("bob")
    bob.send(task, actie="bewaar", toelichting="Half af")
    with place.store.begin() as tx:
        tx.change(update(tables.draft).values(answers=text(damaged)))

    page = bob.get(task)
    kept = bob.send(task, actie="bewaar", toelichting="Opnieuw")
    done = bob.send(task, actie="rond-af", duidelijk_genoeg="ja", toelichting="Opnieuw")

    assert "Wat u eerder had opgeslagen, is niet meer te lezen." in page.text()
    assert "Uw concept is bewaard" not in page.text()
    assert page.by_id("toelichting")["text"].strip() == ""
    assert "niet meer te lezen" not in kept.text()
    assert "U heeft 'Registreer idee' afgerond." in done.text()


def test_a_draft_is_gone_when_the_task_is_done(place, task):
    bob = place.as_("bob")
    bob.send(task, actie="bewaar", toelichting="Later meer")

    page = bob.send(task, actie="rond-af", duidelijk_genoeg="ja")

    assert "concept" not in page.text()


def test_claiming_from_the_form_keeps_what_was_typed(place, task):
    page = place.as_("bob").send(task, actie="pak-op", toelichting="Half af")

    assert page.by_id("toelichting")["text"].strip() == "Half af"
    assert "Bij u" in page.text()
    assert page.one("button", value="geef-terug")


def test_giving_back_keeps_the_draft_for_who_wrote_it(place, task):
    bob = place.as_("bob")
    bob.send(task, actie="pak-op")

    bob.send(task, actie="geef-terug", toelichting="Half af")

    page = bob.get(task)
    assert "Nog vrij" in page.text()
    assert page.by_id("toelichting")["text"].strip() == "Half af"


def test_adding_a_row_keeps_the_rest_and_completes_nothing(place, number):
    place.go_on(number)
    task = place.address(place.task(number, "werk_uit"))

    page = place.as_("bob").send(
        task, actie="erbij:begroting", titel="Dorpsdokter", **{"begroting.0.omschrijving": "Bouw"}
    )

    assert page.by_id("titel")["value"] == "Dorpsdokter"
    assert page.by_id("begroting.1.omschrijving")["value"] == ""
    assert not page.all("div", id="fouten")


def test_a_file_is_kept_at_once_and_stays_in_the_form(place, number, task):
    bob = place.as_("bob")

    page = bob.send(task, actie="bewaar", stukken=(BytesIO(PDF), "plan é.pdf"))
    kept = page.one("input", name="stukken", type="hidden")["value"]
    bob.send(task, actie="rond-af", duidelijk_genoeg="ja", stukken=kept)

    assert page.one("a", href=f"/stukken/{kept}")["text"] == "plan é.pdf"
    assert "plan é.pdf" in bob.get(f"/zaken/{number}/stukken").text()
    assert bob.client.get(f"/stukken/{kept}").data == PDF


def test_a_file_that_will_not_do_is_refused_by_name_and_the_rest_stays(place, task):
    page = place.as_("bob").send(
        task, actie="rond-af", toelichting="Zie bijlage", stukken=(BytesIO(b"MZ"), "virus.exe")
    )

    assert "'virus.exe' is geen soort bestand dat kan." in page.by_id("fouten")["text"]
    assert page.by_id("toelichting")["text"].strip() == "Zie bijlage"


def test_a_file_of_another_case_cannot_be_named_as_an_answer(place, task):
    elsewhere = place.idea("Een ander idee")
    bob = place.as_("bob")
    other = bob.send(
        place.address(place.task(elsewhere)), actie="bewaar", stukken=(BytesIO(PDF), "x.pdf")
    )
    foreign = other.one("input", name="stukken", type="hidden")["value"]

    page = bob.send(task, actie="bewaar", stukken=foreign)

    assert not page.all("input", name="stukken", type="hidden")


def test_a_removed_file_is_no_longer_in_the_form(place, task):
    bob = place.as_("bob")
    page = bob.send(task, actie="bewaar", stukken=(BytesIO(PDF), "plan.pdf"))
    kept = page.one("input", name="stukken", type="hidden")["value"]

    page = bob.send(task, actie=f"weg:stukken:{kept}", stukken=kept)

    assert not page.all("input", name="stukken", type="hidden")


def test_a_task_without_questions_can_just_be_completed(place, number):
    place.go_on(number)
    place.complete(place.task(number, "werk_uit"), "bob", **place.proposal)
    task = place.address(place.task(number, "toets_voorstel", instance=2))
    bob = place.as_("bob")

    page = bob.get(task)
    done = bob.send(task, actie="rond-af")

    assert "Hier hoeft u niets in te vullen." in page.text()
    assert "U heeft 'Toets aan de criteria' afgerond." in done.text()


def test_what_is_typed_is_shown_as_it_was_and_never_as_markup(place, task):
    bob = place.as_("bob")
    bob.send(task, actie="bewaar", toelichting='<script>alert("x")</script>')

    answer = bob.client.get(task).get_data(as_text=True)

    assert "<script>" not in answer
    assert "&lt;script&gt;" in answer


def test_the_form_is_there_in_english(place, task):
    page = place.as_("bob").get(f"{task}?taal=en")

    assert "Why do you get this?" in page.text()
    assert "Is it clear enough?" in page.text()
    assert page.one("button", value="rond-af")["text"] == "Complete"


def test_a_task_that_is_only_for_the_reader_is_not_there_to_be_claimed(place):
    number = place.idea()
    free = place.as_("bob").get(place.address(place.task(number)))
    place.decide(number)

    hers = place.as_("carol").get(place.address(place.task(number, "besluit")))

    assert free.all("button", value="pak-op")
    assert "Bij u" in hers.text()
    assert not hers.all("button", value="pak-op")
