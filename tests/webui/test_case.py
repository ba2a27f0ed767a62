"""A case: where it is, whose move it is, what happened in plain words, what is in it."""

from io import BytesIO

import pytest

from engine import deployments, messages
from tests.engine.interpreter.diagrams import MESSAGE, diagram, go, start, throw, user
from tests.webui.workplace import ANN, PDF

#: words of the engine that no team member should meet
ENGINE_WORDS = ("instance", "token", "gateway", "element", "TaskCompleted", "registreer#1")


@pytest.fixture
def number(place):
    return place.idea()


def told(page):
    """Give the lines of a thread: what, and what stands under it."""
    lines = [each for each in page.all("li") if "done" in each.get("class", "").split()]
    return [" ".join(each["text"].split()) for each in lines]


def test_the_list_of_cases_shows_those_of_my_bodies(place, number):
    bob, daan = place.as_("bob").get("/zaken"), place.as_("daan").get("/zaken")

    assert bob.one("a", href=f"/zaken/{number}")["text"] == "Dorpsdokter dichtbij"
    assert "Nieuw" in bob.text()
    assert "Er zijn nog geen zaken." in daan.text()


def test_cases_are_found_by_number_title_and_status(place, number):
    place.idea("Nachtbus voor ploegendiensten")
    bob = place.as_("bob")

    for words in (number, "dokter", "nieuw dicht"):
        page = bob.get(f"/zaken?zoek={words}")
        assert "Dorpsdokter" in page.text()
        assert "Nachtbus" not in page.text()
    assert "Geen zaken gevonden." in bob.get("/zaken?zoek=zwembad").text()


def test_many_cases_come_in_pages(place):
    for which in range(26):
        place.idea(f"Idee nummer {which}")

    page = place.as_("bob").get("/zaken?pagina=2")

    assert "26 tot en met 26 van 26" in page.text()
    assert page.one("a", rel="prev")["href"] == "/zaken?pagina=1"


def test_a_case_says_whose_move_it_is_and_until_when(place, number):
    mine = place.as_("bob").get(f"/zaken/{number}")
    theirs = place.as_("carol").get(f"/zaken/{number}")

    assert "U bent aan zet" in mine.text()
    assert mine.one("a", href=place.address(place.task(number)))["text"] == (
        "Ga naar de taak: Registreer idee"
    )
    assert "U bent aan zet" not in theirs.text()
    assert "Nu aan zet Staf Registreer idee, uiterlijk zaterdag 10 januari 2026" in theirs.text()


def test_the_one_whom_a_task_is_for_is_named(place, number):
    place.decide(number)

    page = place.as_("bob").get(f"/zaken/{number}")

    assert "Neem besluit, Carol" in page.text()


def test_a_case_that_is_over_says_so(place, number):
    place.complete(place.task(number), "bob", duidelijk_genoeg=False)

    page = place.as_("bob").get(f"/zaken/{number}")

    assert "Niemand. De zaak is klaar." in page.text()
    assert "Gestopt" in page.text()
    assert "gesloten op 5 januari 2026" in page.text()


def test_what_happened_is_told_in_plain_sentences(place, number):
    task = place.task(number).replace("#", "%23")
    place.as_("bob").send(f"/taken/oppakken/{task}")
    place.substitute("bob", "daan")
    place.tick(hours=1)
    place.go_on(number, by="daan")

    lines = told(place.as_("carol").get(f"/zaken/{number}/verloop"))

    assert lines[0].startswith("Daan Dijk rondde 'Registreer idee' af")
    assert "voor Bob Bakker" in lines[0]
    assert lines[0].endswith("Daarna aan zet: Kernteam, 'Werk voorstel uit'")
    assert lines[1].startswith("Bob Bakker pakte 'Registreer idee' op")
    assert lines[2].startswith("De zaak kwam van buiten binnen")


def test_what_a_message_started_in_a_case_did_not_come_in_from_outside(place):
    sends = diagram(start(), throw("roep", MESSAGE), go("s roep"))
    lane = '<laneSet><lane name="Kernteam"><flowNodeRef>lees</flowNodeRef></lane></laneSet>'
    hears = diagram(lane, start("hoor", MESSAGE), user("lees"), go("hoor lees"), name="Bijlage")
    with place.store.begin() as tx:
        deployments.deploy(tx, sends, by=ANN)
        deployments.deploy(tx, hears.replace(b'id="p"', b'id="bijlage"'), by=ANN)
    number = place.start("p")
    messages.deliver(place.store)

    for page in (
        place.as_("bob").get(f"/zaken/{number}/verloop"),
        place.as_("eve").get(f"/toezicht/{number}/{number}.2?g=1"),
    ):
        assert "'Bijlage' begon door een bericht" in page.text()
        assert "kwam van buiten binnen" not in page.text()


def test_time_that_ran_out_and_called_processes_are_told_too(place, number):
    place.decide(number)
    other = place.idea("Nachtbus")
    place.go_on(other)
    place.tick(days=31)

    whole = place.as_("carol").get(f"/zaken/{number}/verloop").text()
    late = place.as_("carol").get(f"/zaken/{other}/verloop").text()

    assert "'Toetsing' begon" in whole
    assert "'Toets het voorstel' was klaar" in whole
    assert "De tijd was om: 'Duurt te lang'" in late


def test_no_words_of_the_engine_are_on_the_pages(place, number):
    place.decide(number)
    carol = place.as_("carol")

    for part in ("", "/stappen", "/verloop", "/stukken", "/opmerkingen"):
        text = carol.get(f"/zaken/{number}{part}").text()
        assert not [word for word in ENGINE_WORDS if word in text], part


def test_the_steps_tell_who_did_what_and_why_it_went_that_way(place, number):
    place.go_on(number)

    page = place.as_("carol").get(f"/zaken/{number}/stappen")

    text = page.text()
    assert "Bob Bakker, Staf, 5 januari 2026, afgerond" in text
    assert "Staf, 'ja', afgerond" in text
    assert page.one("p", **{"aria-current": "step"})["text"] == "Werk voorstel uit"
    assert page.all("g", **{"data-element": "werk_uit", "class": "g-el g-now"})


def test_what_only_might_have_happened_is_no_step(place, number):
    place.go_on(number)
    carol = place.as_("carol")
    before = carol.get(f"/zaken/{number}/stappen")
    place.tick(days=31)

    after = place.as_("carol").get(f"/zaken/{number}/stappen")

    def steps(page):
        return [each["text"].strip() for each in page.all("p")]

    assert "Duurt te lang" not in steps(before)
    assert "Duurt te lang" in steps(after)


def test_a_called_process_has_its_own_steps_a_link_away(place, number):
    place.decide(number)
    carol = place.as_("carol")
    page = carol.get(f"/zaken/{number}/stappen")

    called = carol.get(page.all("a", href=f"/zaken/{number}/stappen/{number}.2")[0]["href"])

    assert called.by_id("pad")["text"] == "Toetsing"
    assert "Toets aan de criteria" in called.text()
    carol.get(f"/zaken/{number}/stappen/RD-2026-0099.1", status=404)


def test_a_comment_is_there_for_everybody_in_the_case(place, number):
    place.as_("bob").send(
        f"/zaken/{number}/opmerkingen", opmerking="Gebeld met\n<b>de</b> indiener"
    )

    page = place.as_("carol").get(f"/zaken/{number}/opmerkingen")

    assert "Gebeld met <b>de</b> indiener" in page.text()
    assert "Bob Bakker, vandaag om 09.00 uur" in page.text()
    assert "Bob Bakker plaatste een opmerking" in place.as_("carol").get(f"/zaken/{number}").text()


def test_a_comment_that_is_refused_is_kept_in_its_field(place, number):
    bob = place.as_("bob")

    empty = bob.send(f"/zaken/{number}/opmerkingen", 400, opmerking="  ")
    long = bob.send(f"/zaken/{number}/opmerkingen", 400, opmerking="x" * 5001)
    turned = bob.send(f"/zaken/{number}/opmerkingen", 400, opmerking="Gebeld \u202emet Jan")

    assert "Schrijf eerst iets in de opmerking." in empty.by_id("fouten")["text"]
    assert "De opmerking is te lang: 5001 tekens." in long.by_id("fouten")["text"]
    assert "onzichtbaar teken (U+202E)" in turned.by_id("fouten")["text"]
    assert long.by_id("opmerking")["text"].strip() == "x" * 5001


def test_a_document_is_added_listed_and_downloaded_as_a_file(place, number):
    bob = place.as_("bob")

    page = bob.send(f"/zaken/{number}/stukken", document=(BytesIO(PDF), "Schets é; v2.pdf"))
    link = page.all("a", download=None)
    address = next(each["href"] for each in link if each["href"].startswith("/stukken/"))
    answer = bob.client.get(address)

    assert "Het document is toegevoegd." in page.text()
    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    given = answer.headers["Content-Disposition"]
    assert (
        given
        == "attachment; filename=\"Schets_e_v2.pdf\"; filename*=UTF-8''Schets%20%C3%A9%3B%20v2.pdf"
    )
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_document_that_will_not_do_is_refused_in_words(place, number):
    page = place.as_("bob").send(
        f"/zaken/{number}/stukken", 400, document=(BytesIO(b"<html>"), "pagina.html")
    )

    assert "'pagina.html' is geen soort bestand dat kan." in page.by_id("fouten")["text"]


def test_who_adds_no_document_is_told_to_choose_one(place, number):
    page = place.as_("bob").send(f"/zaken/{number}/stukken", 400)

    assert "Kies eerst een bestand." in page.by_id("fouten")["text"]


def test_a_stranger_sees_nothing_of_a_case(place, number):
    bob, daan = place.as_("bob"), place.as_("daan")
    page = bob.send(f"/zaken/{number}/stukken", document=(BytesIO(PDF), "plan.pdf"))
    file = next(a["href"] for a in page.all("a") if a["href"].startswith("/stukken/"))

    for part in ("", "/stappen", f"/stappen/{number}.1", "/verloop", "/stukken", "/opmerkingen"):
        seen = daan.get(f"/zaken/{number}{part}", status=404)
        assert "Dorpsdokter" not in seen.text()
    daan.get(file, status=404)
    daan.send(f"/zaken/{number}/opmerkingen", 404, opmerking="Ik was hier")
    daan.send(f"/zaken/{number}/stukken", 404, document=(BytesIO(PDF), "x.pdf"))
    bob.get("/stukken/bestaat-niet", status=404)
    assert "Ik was hier" not in bob.get(f"/zaken/{number}/opmerkingen").text()


def test_a_visitor_is_asked_to_sign_in_for_every_page_of_a_case(place, number):
    visitor = place.visitor().client

    for part in ("", "/stappen", "/verloop", "/stukken", "/opmerkingen"):
        assert visitor.get(f"/zaken/{number}{part}").status_code == 302
    assert visitor.get("/stukken/x").status_code == 302


def test_an_auditor_sees_every_case_and_no_tasks_of_hers(place, number):
    page = place.as_("eve").get(f"/zaken/{number}")

    assert "Nu aan zet Staf" in page.text()
    assert "U bent aan zet" not in page.text()


def test_the_pages_of_a_case_are_there_in_english(place, number):
    carol = place.as_("carol")
    carol.get("/zaken?taal=en")

    assert "To act now Staf" in carol.get(f"/zaken/{number}").text()
    assert "The case came in from outside" in carol.get(f"/zaken/{number}/verloop").text()
