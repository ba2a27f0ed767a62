"""The part Beheer of a case: an administrator suspends, resumes, stops and sends back."""

import pytest

from engine import replay, store
from engine.model import Person, Role
from tests.webui.workplace import EVE

FEMKE = Person("femke", "Femke Feenstra", roles=frozenset({Role.ADMINISTRATOR}))
WHY = "Wacht op advies van de provincie"


@pytest.fixture
def femke(place):
    """Give the browser of an administrator who works in no body."""
    with place.store.begin() as tx:
        store.people.add(tx, FEMKE, "!")
    return place.as_("femke")


@pytest.fixture
def number(place):
    return place.idea()


def steer(femke, number, wish, reason=WHY, status=200, **more):
    return femke.send(f"/zaken/{number}/beheer", status, actie=wish, reden=reason, **more)


def test_only_an_administrator_has_the_part(place, number, femke):
    assert "Beheer" in femke.get(f"/zaken/{number}").text()
    for person in ("bob", "carol", "eve"):
        page = place.as_(person).get(f"/zaken/{number}")
        assert not page.all("a", href=f"/zaken/{number}/beheer")
        place.as_(person).get(f"/zaken/{number}/beheer", 404)
        place.as_(person).send(f"/zaken/{number}/beheer", 404, actie="stop", reden=WHY)


def test_a_suspended_case_says_so_to_everybody_and_lets_nobody_complete(place, number, femke):
    page = steer(femke, number, "leg-stil")
    assert "De zaak is stilgelegd." in page.text()
    bob = place.as_("bob")

    case, mine = bob.get(f"/zaken/{number}"), bob.get("/taken/gremium")
    task = bob.get(place.address(place.task(number)))

    assert "Deze zaak is stilgelegd door Femke Feenstra, vandaag om 09.00 uur." in case.text()
    assert WHY in case.text()
    assert "Stilgelegd" in mine.text()
    assert "U kunt wel opslaan, maar niet afronden." in task.text()
    assert not task.all("button", value="rond-af")
    fields = {"actie": "rond-af", "sleutel": "x", "duidelijk_genoeg": "ja"}
    refused = bob.send(place.address(place.task(number)), 409, **fields)
    assert f"stilgelegd door Femke Feenstra op 05-01-2026 om 09.00 uur: {WHY}" in refused.text()


def test_a_resumed_case_goes_on(place, number, femke):
    steer(femke, number, "leg-stil")

    page = steer(femke, number, "hervat", "Advies is binnen")

    assert "De zaak gaat weer verder." in page.text()
    place.go_on(number)
    told = place.as_("bob").get(f"/zaken/{number}/verloop").text()
    assert "Femke Feenstra legde 'Van idee naar besluit' stil" in told
    assert "Femke Feenstra hervatte 'Van idee naar besluit'" in told
    assert "Advies is binnen" in told


def test_work_is_sent_back_with_a_reason_that_its_doer_reads(place, number, femke):
    place.go_on(number)
    page = femke.get(f"/zaken/{number}/beheer")
    (way,) = [one for one in page.all("option") if one.get("value")]
    assert way["text"] == "'Werk voorstel uit' terug naar 'Registreer idee'"

    steer(femke, number, "stuur-terug", "De titel klopt niet", waarheen=way["value"])

    again = place.as_("bob").get(f"/taken/{number}.1/registreer%232")
    assert "Teruggestuurd door Femke Feenstra, vandaag om 09.00 uur." in again.text()
    assert "De titel klopt niet" in again.text()
    told = place.as_("bob").get(f"/zaken/{number}/verloop").text()
    assert "Femke Feenstra stuurde 'Werk voorstel uit' terug naar 'Registreer idee'" in told
    with place.store.read() as tx:
        assert all(one.right for one in replay.verify_case(tx, number, EVE))


def test_a_stopped_case_is_over(place, number, femke):
    page = steer(femke, number, "stop")

    assert "De zaak is gestopt." in page.text()
    assert "De zaak is klaar. Er valt niets meer te sturen." in page.text()
    assert "Gestopt" in place.as_("bob").get(f"/zaken/{number}").text()
    told = place.as_("bob").get(f"/zaken/{number}/verloop").text()
    assert "Femke Feenstra stopte 'Van idee naar besluit'" in told


@pytest.mark.parametrize("wish", ["leg-stil", "stop"])
def test_without_a_reason_nothing_happens_and_the_page_says_where_to_write_it(number, femke, wish):
    page = steer(femke, number, wish, "", 400)

    assert page.one("a", href=f"#reden-{wish}")["text"].startswith("Schrijf op waarom.")
    assert page.one("textarea", id=f"reden-{wish}")


def test_what_was_typed_stays_when_no_way_was_chosen(place, number, femke):
    place.go_on(number)

    page = steer(femke, number, "stuur-terug", "De titel klopt niet", 400, waarheen="")

    assert "Kies eerst wat terug moet, en waarheen." in page.text()
    assert page.one("textarea", id="reden-stuur-terug")["text"].strip() == "De titel klopt niet"


def test_a_way_that_is_no_longer_there_is_refused(place, number, femke):
    place.go_on(number)
    made_up = f"{number}.1/werk_uit#1 > besluit"

    page = steer(femke, number, "stuur-terug", WHY, 400, waarheen=made_up)

    assert "Kies eerst wat terug moet, en waarheen." in page.text()


@pytest.mark.parametrize(
    ("first", "then"), [("leg-stil", "leg-stil"), ("leg-stil", "stuur-terug"), ("stop", "leg-stil")]
)
def test_a_reason_is_given_back_when_somebody_was_first(number, femke, first, then):
    steer(femke, number, first)
    page = steer(femke, number, then, "De titel klopt niet", 400)

    said = page.one("div", role="status")["text"]
    assert "Er is niets gewijzigd. Dit schreef u als reden:" in said
    assert "De titel klopt niet" in said
    assert page.one("title")["text"].startswith("Fout: ")


def test_the_auditor_reads_who_did_it_and_why(place, number, femke):
    steer(femke, number, "leg-stil")

    page = place.as_("eve").get(f"/toezicht/{number}/{number}.1")

    assert "Femke Feenstra legde 'Van idee naar besluit' stil" in page.text()
    assert WHY in page.text()


def test_the_part_is_english_for_who_reads_english(number, femke):
    page = femke.get(f"/zaken/{number}/beheer?taal=en")

    assert "Stop the case for good" in page.text()
    assert "Stilleggen" not in page.text()
