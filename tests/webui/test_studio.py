"""The processes as their owner sees them: what applies, what a version holds, who may look."""

import pytest

from engine import deployments
from tests.webui.workplace import ANN, DIAGRAMS

IDEA = "van_idee_naar_besluit"
PROPOSAL = DIAGRAMS[2]
CHANGED = PROPOSAL.replace(b'name="Werk voorstel uit"', b'name="Schrijf het voorstel"')


def drawn(page):
    """Give the parts of the diagrams on a page: their BPMN id and their classes."""
    return {
        each["data-element"]: each["class"].split()
        for each in page.all("g")
        if "data-element" in each
    }


def cells(page):
    """Give the rows of the first table, as a reader sees them."""
    return [" ".join(each["text"].split()) for each in page.all("tr")]


def deploy(place, diagram=CHANGED):
    with place.store.begin() as tx:
        deployments.deploy(tx, diagram, by=ANN)


def test_the_list_says_what_applies_since_when_by_whom_and_how_much_runs(place):
    place.idea()
    place.idea()
    deploy(place)

    page = place.as_("ann").get("/processen")

    rows = cells(page)
    assert "Bezwaar versie 1 5 januari 2026 Ann Anema 0" in rows
    assert "Van idee naar besluit versie 2 van 2 5 januari 2026 Ann Anema 2" in rows


@pytest.mark.parametrize("person", ["bob", "daan"])
def test_for_team_members_the_processes_are_not_there(place, person):
    visitor = place.as_(person)
    for address in ("", f"/{IDEA}", f"/{IDEA}/versie/1/bpmn", "/aanbieden"):
        visitor.get(f"/processen{address}", 404)


def test_a_visitor_signs_in_first(place):
    answer = place.visitor().client.get("/processen")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/aanmelden")


def test_an_auditor_sees_the_processes_and_cannot_offer(place):
    eve = place.as_("eve")

    page = eve.get(f"/processen/{IDEA}")

    assert "Bied" not in page.text()
    eve.get("/processen/aanbieden", 404)
    eve.send("/processen/aanbieden/publiceren", 404)


def test_a_process_shows_its_diagram_its_steps_and_its_forms(place):
    page = place.as_("ann").get(f"/processen/{IDEA}")

    said = page.text()
    assert page.one("h1")["text"] == "Van idee naar besluit"
    assert "Versie 1, gepubliceerd op 5 januari 2026 door Ann Anema" in said
    assert page.all("svg")
    assert "Werk voorstel uitKernteam, formulier voorstel, termijn P14D" in said
    assert "'ja' naar 'Werk voorstel uit' als duidelijk_genoeg = true" in said
    assert "Duurt te langKernteam, hoort bij 'Werk voorstel uit'" in said
    assert "Neem besluit besluit1 vraag, bij: Neem besluit" in said


def test_a_called_process_is_one_click_away(place):
    page = place.as_("ann").get(f"/processen/{IDEA}")

    assert page.all("a", href="/processen/toets")[0]["text"] == "Toets het voorstel"


def test_an_older_version_stays_to_be_seen_and_says_that_it_is_old(place):
    deploy(place)
    ann = place.as_("ann")

    old, new = ann.get(f"/processen/{IDEA}/versie/1"), ann.get(f"/processen/{IDEA}")

    assert "Geldt niet meer" in old.text()
    assert "Werk voorstel uitKernteam" in old.text()
    assert "Schrijf het voorstelKernteam" in new.text()
    assert "Werk voorstel uitKernteam" not in new.text()


def test_any_version_can_be_downloaded_letter_for_letter(place):
    deploy(place)
    ann = place.as_("ann").client

    answers = [ann.get(f"/processen/{IDEA}/versie/{number}/bpmn") for number in (1, 2)]

    assert [answer.data for answer in answers] == [PROPOSAL, CHANGED]
    assert answers[1].headers["Content-Disposition"] == (
        f'attachment; filename="{IDEA}-versie-2.bpmn"'
    )
    assert "sandbox" in answers[1].headers["Content-Security-Policy"]


def test_the_viewer_gets_a_diagram_that_says_where_everything_stands(place):
    answer = place.as_("ann").client.get(f"/processen/{IDEA}/versie/1/tekening")

    assert b"BPMNShape" in answer.data


def test_what_is_not_there_is_said_to_be_not_there(place):
    ann = place.as_("ann")
    for address in ("nergens", "nergens/versie/1", f"{IDEA}/versie/9", f"{IDEA}/versie/9/bpmn"):
        page = ann.get(f"/processen/{address}", 404)
        assert page.one("h1")["text"] == "Deze pagina is er niet"


def test_the_pages_are_there_in_english(place):
    page = place.as_("ann").get(f"/processen/{IDEA}?taal=en")

    assert "Version 1, published on 5 January 2026 by Ann Anema" in page.text()
    assert "List of steps" in page.text()
