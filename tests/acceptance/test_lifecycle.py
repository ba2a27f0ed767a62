"""From an idea that anybody may send to a proposal that is carried out, each step by its person.

One story in chapters: every step stands in the inbox of the person it is for, and is done there.
Where several people do the same, the first does it on the screen and the others by the verbs.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.acceptance import filling
from tests.processes import answers, stories
from tests.webui.browser import follow

pytestmark = pytest.mark.browser

PARTNERS = ["gemeente_emmen", "gemeente_coevorden"]
NOTHING_FOUND = {"verbinding_gevonden": False, "verbinding_loopt_elders": False}
EXPERT = {"naam": "Otto Otten", "deskundigheid": "Verkeer"}
START = {"mijlpaal": "Start", "mijlpaal_datum": date(2026, 6, 1), "meetwijze": "Foto"}


@pytest.fixture(scope="module")
def number(screen):
    """Send an idea as a visitor; give the number on the receipt."""
    screen.take_turn("")
    screen.go("/")
    follow(screen.page.get_by_role("link", name="Vertel uw idee"))
    filling.fill(screen.page, answers.IDEA)
    follow(screen.page.get_by_role("button", name="Verstuur idee"))
    return re.search(r"Uw nummer is (RD-\d{4}-\d{4})", screen.text())[1]


def test_an_idea_is_registered_and_explored(screen, town, number):
    screen.do(number, "registreer_idee", **answers.REGISTERED)
    screen.do(
        number,
        "wijs_opgavemanager_toe",
        opgavemanager="karim",
        orientatie_partners=PARTNERS,
        middelen_gevraagd=True,
        middelen_vraag="Een onderzoek.",
    )
    screen.do(number, "voer_gesprek", **answers.TALK)
    screen.do(number, "zoek_verbindingen", who="gemeente_emmen", **NOTHING_FOUND)
    town.do(number, "zoek_verbindingen", **NOTHING_FOUND)
    screen.do(
        number,
        "stel_middelen_beschikbaar",
        middelen_toegekend=True,
        middelen_bedrag=Decimal("12500.50"),
        middelen_toelichting="Voor een verkeerstelling.",
    )
    screen.do(number, "stel_orientatieverslag_op", **answers.REPORT)
    today = town.clock().date()
    screen.do(
        number,
        "besluit_in_overleg",
        orientatie_uitkomst="uitwerken",
        orientatie_reden=answers.LONG,
        overleg_datum=today,
    )
    screen.do(
        number,
        "informeer_indiener",
        indiener_geinformeerd_op=today,
        coordinatieteam_geinformeerd_op=today,
    )

    assert town.status(number) == "In ontwerp"


def test_a_design_team_works_the_proposal_out(screen, town, number):
    screen.do(
        number,
        "bepaal_deskundigheid",
        deskundigheden=[{"deskundigheid": "Verkeer"}, {"deskundigheid": "Natuur"}],
        ontwerp_partners=PARTNERS,
    )
    supplied = {"voordracht_levert": True, "voordracht_deskundigen": [EXPERT]}
    screen.do(number, "draag_deskundigen_voor", who="gemeente_coevorden", **supplied)
    town.do(number, "draag_deskundigen_voor", **supplied)
    screen.do(number, "controleer_onverenigbaarheid", onverenigbaarheid="geen")
    screen.do(number, "stel_ontwerpteam_vast", ontwerpteam=[EXPERT | {"soort_partij": "inwoner"}])
    screen.do(number, "kies_werkwijze", werkwijze="project", werkwijze_reden="Vast resultaat.")
    screen.do(number, "breng_principes_in", **answers.PRINCIPLES)
    screen.do(number, "werk_voorstel_uit", **answers.PROPOSAL)
    screen.do(number, "controleer_volledigheid", voorstel_volledig=True)
    today = town.clock().date()
    screen.do(number, "verklaar_rijp", rijp_toelichting="Alles klopt.", rijp_op=today)
    screen.do(number, "neem_aan", voorstel_aangenomen=True)

    assert town.status(number) == "In toetsing"


def test_experts_assess_it_and_the_chair_advises(screen, town, number):
    screen.do(number, "controleer_voor_toetsing", toets_volledig=True)
    assessors = list(stories.ASSESSORS)
    screen.do(number, "stel_beoordelaars_voor", beoordelaars_voorstel=assessors)
    screen.do(number, "wijs_beoordelaars_aan", beoordelaars=assessors)
    screen.do(number, "beoordeel_voorstel", who=assessors[0], **answers.NO_INTEREST)
    for name in assessors[1:]:
        town.do(number, "beoordeel_voorstel", who=name, **answers.NO_INTEREST)
    screen.do(number, "stel_advies_op", **answers.ADVICE)
    today = town.clock().date()
    screen.do(number, "zend_advies", advies_verzonden_op=today, advies_naar_ontwerpteam=True)

    assert town.waiting(number) == ["plan_op_agenda"]


def test_the_steering_group_meets_and_decides(screen, town, number):
    tomorrow = town.clock().date() + timedelta(days=1)
    screen.do(
        number,
        "plan_op_agenda",
        vergadering_wijze="vergadering",
        vergadering_datum=tomorrow,
        gevraagd_besluit="Stel geld beschikbaar.",
    )
    town.tick(days=1)
    screen.do(
        number,
        "stel_aanwezigheid_vast",
        besluit_wijze="vergadering",
        aanwezigheid=[{"lid": name, "aanwezig": "aanwezig"} for name in stories.BOARD],
        penvoerder_aanwezig=True,
    )
    first, *others = stories.BOARD
    screen.do(number, "geef_standpunt", who=first, standpunt="akkoord")
    for name in others:
        town.do(number, "geef_standpunt", who=name, standpunt="akkoord")
    screen.do(number, "leg_besluit_vast", **answers.APPROVED)
    screen.do(number, "toets_budgetruimte", vrije_ruimte=Decimal("500000.50"))

    assert "geef_inzage" in town.waiting(number)


def test_the_decision_is_made_known_and_handed_over(screen, town, number):
    today = town.clock().date()
    screen.do(number, "geef_inzage", inzage_ontwerpteam_op=today, inzage_indiener_op=today)
    screen.do(number, "toets_openbaarheid", openbaarheid="openbaar")
    screen.do(number, "publiceer_besluitenlijst", gepubliceerd_op=today)
    assert town.status(number) == "Goedgekeurd"
    screen.do(number, "regel_subsidie", subsidie_route="eigen_kosten")
    screen.do(
        number,
        "draag_over",
        uitvoerder="Gemeente Emmen",
        uitvoering_start=date(2026, 6, 1),
        startafspraken=[START],
        rapportageritme="kwartaal",
        geleerde_lessen="Begin eerder.",
    )

    screen.go(f"/zaken/{number}")
    assert "In uitvoering: op koers" in screen.text()
    assert "Niemand. De zaak is klaar." in screen.text()


def test_everything_that_happened_can_be_read_back(screen, number):
    told = ""
    for part in (1, 2, 3, 4):
        screen.go(f"/zaken/{number}/verloop?pagina={part}")
        told += screen.text()
    assert f"tot en met {part * 25}" not in told, "there are no more pages"
    for name, what in (("Sanne", "Regel subsidie"), ("Iris", "Geef standpunt")):
        assert re.search(rf"{name} rondde '{what}[^']*' af", told)
    assert "De zaak kwam van buiten binnen" in told


def test_the_browser_held_nothing_against_any_page(screen):
    assert screen.broken == []
