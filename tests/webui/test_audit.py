"""Looking back: any moment of a case as it was, in words and in the diagram of that time."""

import re

import pytest

from engine import deployments, tasks
from tests.webui.test_studio import CHANGED, cells, drawn
from tests.webui.workplace import ANN, BOB


@pytest.fixture
def told(place):
    """Give the number of a case: an idea came in, Bob claimed and judged it two days later."""
    number = place.idea()
    with place.store.begin() as tx:
        tasks.claim(tx, place.task(number), BOB)
    place.tick(days=2)
    place.complete(place.task(number), "bob", duidelijk_genoeg=True, toelichting="Helder plan")
    return number


def moment(place, number, query="", person="eve", status=200):
    return place.as_(person).get(f"/toezicht/{number}/{number}.1{query}", status)


def fact(page, name):
    """Give what stands beside a name in a list of facts."""
    names = [each["text"] for each in page.all("dt")]
    facts = [" ".join(each["text"].split()) for each in page.all("dd")]
    return dict(zip(names, facts, strict=True))[name]


def states(page):
    """Give the classes of the parts of the diagram that have been reached."""
    return {name: set(classes) & {"g-now", "g-done"} for name, classes in drawn(page).items()}


@pytest.mark.parametrize("person", ["ann", "bob"])
def test_only_for_an_auditor_there_is_looking_back(place, told, person):
    for address in ("/toezicht", f"/toezicht/{told}", f"/toezicht/{told}/{told}.1"):
        place.as_(person).get(address, 404)


def test_the_menu_leads_an_auditor_there(place):
    page = place.as_("eve").get("/toezicht")

    assert page.all("a", href="/toezicht")[0]["text"] == "Terugkijken"
    assert page.all("a", href="/toezicht")[0]["aria-current"] == "page"
    assert "Terugkijken" not in place.as_("ann").get("/processen").text()


def test_the_cases_can_be_searched_and_paged(place):
    for number in range(26):
        place.idea(f"Idee {number:02}")
    eve = place.as_("eve")

    first, found = eve.get("/toezicht"), eve.get("/toezicht?zoek=idee+07")

    assert "1 tot en met 25 van 26" in first.text()
    assert first.all("a", href="/toezicht?pagina=2")
    assert "Idee 07" in found.text()
    assert "Idee 08" not in found.text()
    assert "Geen zaken gevonden." in eve.get("/toezicht?zoek=niets").text()


def test_a_case_shows_its_instances_with_their_versions(place, told):
    page = place.as_("eve").get(f"/toezicht/{told}")

    assert f"Van idee naar besluit {told}.1 Versie 1 5 januari 2026, 09.00 uur Loopt 3" in cells(
        page
    )


def test_the_first_moment_shows_what_was_known_then_and_nothing_more(place, told):
    page = moment(place, told, "?g=1")

    assert page.all("title")[0]["text"].startswith(f"Gebeurtenis 1 van 3, {told}")
    assert "De zaak kwam van buiten binnen" in page.text()
    assert fact(page, "Wie") == "iemand van buiten"
    assert fact(page, "Wanneer") == "maandag 5 januari 2026, 09.00 uur"
    assert "Taak klaargezet: 'Registreer idee', voor Staf, uiterlijk 10 januari 2026" in page.text()
    assert states(page)["registreer"] == {"g-now"}
    assert states(page)["werk_uit"] == set()
    assert "Helder plan" not in page.text()
    assert not page.all("a", rel="prev")
    assert page.one("a", rel="next")["href"].endswith("?g=2")


def test_a_moment_in_the_middle_can_be_seen_with_both_its_neighbours(place, told):
    page = moment(place, told, "?g=2")

    assert "Bob Bakker pakte 'Registreer idee' op" in page.text()
    assert fact(page, "Wat volgde") == "Niets: dit is alleen genoteerd."
    assert page.one("a", rel="prev")["href"].endswith("?g=1")
    assert page.one("a", rel="next")["href"].endswith("?g=3")
    assert page.by_id("g")["value"] == "2"
    assert page.by_id("g")["aria-valuetext"].startswith("2 van 3, Bob Bakker pakte")


def test_the_last_moment_is_shown_when_none_is_asked_for(place, told):
    page = moment(place, told)

    assert page.all("title")[0]["text"].startswith("Gebeurtenis 3 van 3")
    assert states(page)["registreer"] == {"g-done"}
    assert states(page)["f3"] == {"g-done"}
    assert states(page)["werk_uit"] == {"g-now"}
    assert not page.all("a", rel="next")
    assert re.fullmatch("[0-9a-f]{64}", fact(page, "Controlegetal"))


def test_a_choice_says_which_way_by_which_rule_and_on_what(place, told):
    page = moment(place, told)

    assert page.all("h3", text="Duidelijk genoeg?")
    assert fact(page, "Gekozen") == "'ja' naar 'Werk voorstel uit'"
    assert fact(page, "Regel") == "duidelijk_genoeg = true"
    assert fact(page, "Bekeken") == "Is het idee duidelijk genoeg?: ja"


def test_data_says_what_changed_and_where_the_rest_came_from(place, told):
    rows = cells(moment(place, told))

    assert "Is het idee duidelijk genoeg? werd ja Nu" in rows
    assert "Toelichting werd Helder plan Nu" in rows
    assert "Titel Dorpsdokter dichtbij Bij 1" in rows


def test_a_value_that_was_replaced_says_what_it_was(place):
    number = place.idea()
    place.go_on(number)
    place.complete(
        place.task(number, "werk_uit"), "carol", **place.proposal | {"titel": "Een andere titel"}
    )

    rows = cells(moment(place, number))
    assert "Titel was Dorpsdokter dichtbij werd Een andere titel Nu" in rows


def test_a_moment_that_never_was_is_refused_in_words(place, told):
    for g in (0, 4, 999999999):
        page = moment(place, told, f"?g={g}", status=404)
        assert f"De geschiedenis van {told}.1 heeft geen gebeurtenis {g}." in page.text()


def test_what_is_no_number_leads_to_the_last_moment(place, told):
    for text in ("", "-1", "x", "1.5", "\u0663", "9" * 30):
        assert moment(place, told, f"?g={text}").by_id("g")["value"] == "3", text


def test_a_day_leads_to_its_last_moment(place, told):
    eve = place.as_("eve").client
    positions = {"2026-01-05": 2, "2026-01-06": 2, "2026-01-07": 3}
    odd = {"9999-12-31": 3, "gisteren": 3, "": 3}
    for day, position in (positions | odd).items():
        answer = eve.get(f"/toezicht/{told}/{told}.1?op={day}")
        assert answer.headers["Location"] == f"/toezicht/{told}/{told}.1?g={position}", day


@pytest.mark.parametrize("day", ["2026-01-04", "0001-01-01"])
def test_a_day_before_the_case_says_that_there_was_nothing_yet(place, told, day):
    answer = place.as_("eve").client.get(f"/toezicht/{told}/{told}.1?op={day}")
    page = place.as_("eve").get(answer.headers["Location"])

    assert page.by_id("g")["value"] == "1"
    assert "was dit proces nog niet begonnen." in page.text()
    assert "U ziet het begin, op maandag 5 januari 2026." in page.text()
    assert "nog niet begonnen" not in moment(place, told, "?g=1").text()


def test_an_answer_is_shown_where_it_was_given_by_the_labels_of_its_form(place, told):
    answers = moment(place, told)

    assert fact(answers, "Is het idee duidelijk genoeg?") == "ja"
    assert fact(answers, "Toelichting") == "Helder plan"
    assert "Antwoorden" not in moment(place, told, "?g=2").text()


def test_data_that_did_not_change_is_folded_under_the_step_that_wrote_it(place, told):
    place.complete(place.task(told, "werk_uit"), "bob", **place.proposal)
    page = moment(place, told)

    assert page.all("h3", text="Veranderd door deze gebeurtenis")
    folded = {each["text"].partition(" (")[0] for each in page.all("summary")}
    assert {"Bij het begin", "Registreer idee"} <= folded


def test_a_table_among_the_data_is_a_small_table_of_its_own(place, told):
    place.complete(place.task(told, "werk_uit"), "bob", **place.proposal)

    page = moment(place, told)

    assert "1 regel" in [each["text"] for each in page.all("summary")]
    assert "VerbouwingVerbouwing€ 50.000,00€ 10.500,00–" in cells(page)  # noqa: RUF001 - a dash


def test_who_sent_it_in_from_outside_is_said_in_words(place):
    for by in ("message", "public"):
        page = moment(place, place.idea(by=by), "?g=1")
        assert fact(page, "Wie") == "iemand van buiten"
        assert "De zaak kwam van buiten binnen" in page.text()


def test_what_is_not_there_is_not_there(place, told):
    for address in (f"{told}/{told}.9", f"{told}/RD-2026-9999.1", "RD-2026-9999", "x/y"):
        place.as_("eve").get(f"/toezicht/{address}", 404)


def test_an_instance_is_only_shown_in_its_own_case(place, told):
    other = place.idea()

    place.as_("eve").get(f"/toezicht/{other}/{told}.1", 404)


def test_the_diagram_is_that_of_the_time(place, told):
    with place.store.begin() as tx:
        deployments.deploy(tx, CHANGED, by=ANN)

    old, new = moment(place, told), moment(place, place.idea())

    assert "Werk voorstel uit" in old.one("svg")["text"]
    assert "Schrijf het voorstel" in new.one("svg")["text"]
    assert old.all("a", href="/processen/van_idee_naar_besluit/versie/1")
    assert new.all("a", href="/processen/van_idee_naar_besluit/versie/2")


def test_who_stood_in_is_told_with_for_whom(place):
    place.substitute("bob", "daan")
    number = place.idea()
    place.complete(place.task(number), "daan", duidelijk_genoeg=False)

    page = moment(place, number)

    assert fact(page, "Wie") == "Daan Dijk, voor Bob Bakker"
    assert fact(page, "Gekozen") == "'nee' naar 'Niet verder'"
    assert fact(page, "Regel") == "Geen van de andere voorwaarden gold."
    assert "Het proces was klaar" in page.text()


def test_the_steps_are_told_as_they_stood_then(place, told):
    early, late = moment(place, told, "?g=2").text(), moment(place, told).text()

    assert "Registreer ideeBob Bakker, uiterlijk 10 januari 2026" in early
    assert "Registreer ideeBob Bakker, Staf, 7 januari 2026" in late


def test_everything_is_said_in_english_too(place, told):
    page = moment(place, told, "?g=3&taal=en")

    assert page.all("title")[0]["text"].startswith("Event 3 of 3")
    assert fact(page, "Chosen") == "'ja' to 'Werk voorstel uit'"
    assert "Task offered: 'Werk voorstel uit', to Kernteam, due 21 January 2026" in page.text()


def test_nothing_on_the_page_changes_anything(place, told):
    page = moment(place, told)

    posting = [each for each in page.all("form") if each.get("method") == "post"]
    assert {each["action"] for each in posting} <= {"/afmelden"}
