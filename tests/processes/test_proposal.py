"""From idea to execution: the ways that a proposal can go."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.tasks import InvalidAnswers
from tests.processes import answers, stories


def test_an_approved_proposal_goes_all_the_way_to_execution(region):
    number = stories.proposed(region)
    stories.gathered(region, number)
    stories.polled(region, number)
    region.do(number, "leg_besluit_vast", **answers.APPROVED)
    region.do(number, "toets_budgetruimte", vrije_ruimte=Decimal(500000))
    stories.announced(region, number)
    assert region.status(number) == "Goedgekeurd"
    region.do(number, "regel_subsidie", subsidie_route="eigen_kosten")
    region.do(
        number,
        "draag_over",
        uitvoerder="Gemeente Emmen",
        uitvoering_start=date(2026, 6, 1),
        startafspraken=[
            {"mijlpaal": "Start", "mijlpaal_datum": date(2026, 6, 1), "meetwijze": "Foto"}
        ],
        rapportageritme="kwartaal",
        geleerde_lessen="Begin eerder.",
    )

    assert region.case(number).closed_at is not None
    assert region.status(number) == "In uitvoering: op koers"


@pytest.mark.parametrize(
    ("outcome", "more", "status"),
    [
        ("niet_verder", {}, "Gestopt"),
        ("doorverwezen", {"doorverwezen_naar": "Gemeente Emmen"}, "Overgedragen aan de lijn"),
    ],
)
def test_an_idea_that_goes_no_further_closes_its_case(region, outcome, more, status):
    number = stories.explored(region, outcome, **more)

    assert region.status(number) == status
    assert region.case(number).closed_at is not None


def test_an_idea_that_is_not_clear_waits_for_more_and_is_looked_at_again(region):
    number = stories.idea(region, idee_duidelijk=False, aanvulling_vraag="Waar precies?")
    region.do(
        number,
        "vraag_aanvulling",
        aanvulling_gevraagd_op=date(2026, 1, 6),
        aanvulling_gevraagd_via="email",
    )
    assert region.status(number) == "Wacht op aanvulling"

    region.send("aanvulling ontvangen", number, aanvulling="Langs het kanaal.")

    assert region.waiting(number) == ["registreer_idee"]


def test_an_idea_that_is_not_made_clear_in_28_days_stops(region):
    number = stories.idea(region, idee_duidelijk=False, aanvulling_vraag="Waar precies?")
    region.do(
        number,
        "vraag_aanvulling",
        aanvulling_gevraagd_op=date(2026, 1, 6),
        aanvulling_gevraagd_via="email",
    )

    region.tick(days=29)

    assert region.status(number) == "Gestopt"
    assert region.case(number).closed_at is not None


def test_the_director_is_asked_only_when_people_or_money_are_needed(region):
    number = stories.idea(region)

    region.do(
        number,
        "wijs_opgavemanager_toe",
        opgavemanager="karim",
        orientatie_partners=["gemeente_emmen"],
        middelen_gevraagd=True,
        middelen_vraag="Een onderzoek.",
    )

    assert region.waiting(number) == [
        "stel_middelen_beschikbaar",
        "voer_gesprek",
        "zoek_verbindingen",
    ]


def test_an_exploration_that_takes_eight_and_twelve_weeks_is_discussed(region):
    number = stories.idea(region)
    region.tick(days=56)
    assert "bespreek_vertraging" in region.waiting(number)

    region.tick(days=28)

    assert "bespreek_voortgang" in region.waiting(number)


def test_an_alliance_takes_the_place_of_the_design_team(region):
    number = stories.explored(region, "alliantie")
    region.do(number, "bereid_alliantie_voor", **answers.ALLIANCE)

    assert region.waiting(number) == ["controleer_voor_toetsing"]
    assert region.status(number) == "In toetsing"


def test_a_hard_conflict_of_functions_asks_for_a_new_nomination(region):
    number = stories.explored(region)
    stories.nominated(region, number)

    region.do(
        number,
        "controleer_onverenigbaarheid",
        onverenigbaarheid="hard",
        onverenigbaarheid_toelichting="Zit in het expertteam.",
        ontwerp_partners=["gemeente_emmen"],
    )

    assert region.waiting(number) == ["draag_deskundigen_voor"]
    assert len(region.open_tasks(number)) == 1


def test_a_proposal_that_is_not_accepted_goes_back_to_the_team(region):
    number = stories.explored(region)
    stories.nominated(region, number)
    stories.teamed(region, number)
    region.do(number, "werk_voorstel_uit", **answers.PROPOSAL)
    region.do(
        number,
        "controleer_volledigheid",
        voorstel_volledig=False,
        voorstel_ontbreekt="Risico's",
        volledigheid_afwijking_reden="De risico's zijn hier groot.",
    )

    assert region.waiting(number) == ["werk_voorstel_uit"]


def test_a_budget_that_does_not_balance_is_refused(region):
    number = stories.explored(region)
    stories.nominated(region, number)
    stories.teamed(region, number)

    with pytest.raises(InvalidAnswers) as refused:
        region.do(
            number,
            "werk_voorstel_uit",
            **answers.PROPOSAL | {"gevraagde_bijdrage": Decimal(100001)},
        )

    assert list(refused.value.errors) == ["cofinanciering"]


def test_a_design_that_stops_dissolves_the_team_and_ends_the_case(region):
    number = stories.explored(region)
    stories.nominated(region, number)
    stories.teamed(region, number)
    region.tick(days=182)
    region.do(
        number, "stop_of_verleng", ontwerp_vervolg="stoppen", ontwerp_vervolg_reden="Geen animo."
    )
    assert "ontbind_ontwerpteam" in region.waiting(number)

    region.do(number, "ontbind_ontwerpteam", partners_geinformeerd_op=region.clock().date())

    assert region.status(number) == "Gestopt"


def test_a_design_may_be_extended(region):
    number = stories.explored(region)
    stories.nominated(region, number)
    stories.teamed(region, number)
    region.tick(days=182)

    region.do(
        number, "stop_of_verleng", ontwerp_vervolg="verlengen", ontwerp_vervolg_reden="Bijna klaar."
    )

    assert "werk_voorstel_uit" in region.waiting(number)


def test_an_incomplete_proposal_comes_back_from_the_assessment(region):
    number = stories.explored(region)
    stories.nominated(region, number)
    stories.teamed(region, number)
    stories.written(region, number)
    assert region.status(number) == "In toetsing"

    region.do(
        number,
        "controleer_voor_toetsing",
        toets_volledig=False,
        toets_ontbreekt="Bewijs",
        toets_afwijking_reden="Het bewijs van de cofinanciering is er niet.",
    )

    assert region.waiting(number) == ["stel_ontwerpteam_vast"]
    assert region.status(number) == "In ontwerp"


def test_an_assessor_with_an_interest_is_replaced(region):
    number = stories.explored(region, "alliantie")
    region.do(number, "bereid_alliantie_voor", **answers.ALLIANCE)
    region.do(number, "controleer_voor_toetsing", toets_volledig=True)
    region.do(number, "stel_beoordelaars_voor", beoordelaars_voorstel=list(stories.ASSESSORS))
    region.do(number, "wijs_beoordelaars_aan", beoordelaars=list(stories.ASSESSORS))
    region.do(
        number, "beoordeel_voorstel", who="xander", belang=True, belang_toelichting="Eigen werk."
    )
    for name in ("yara", "zoe"):
        region.do(number, "beoordeel_voorstel", who=name, **answers.NO_INTEREST)
    assert region.waiting(number) == ["wijs_beoordelaars_aan"]

    region.do(number, "wijs_beoordelaars_aan", beoordelaars=["wim"])
    region.do(number, "beoordeel_voorstel", who="wim", **answers.NO_INTEREST)

    assert region.waiting(number) == ["stel_advies_op"]


def test_two_assessors_are_too_few(region):
    number = stories.explored(region, "alliantie")
    region.do(number, "bereid_alliantie_voor", **answers.ALLIANCE)
    region.do(number, "controleer_voor_toetsing", toets_volledig=True)
    region.do(number, "stel_beoordelaars_voor", beoordelaars_voorstel=list(stories.ASSESSORS))

    with pytest.raises(InvalidAnswers):
        region.do(number, "wijs_beoordelaars_aan", beoordelaars=["xander", "yara"])


def test_a_question_of_an_assessor_is_answered_by_the_design_team(region):
    number = stories.explored(region, "alliantie")
    region.do(number, "bereid_alliantie_voor", **answers.ALLIANCE)
    region.do(number, "controleer_voor_toetsing", toets_volledig=True)
    region.do(number, "stel_beoordelaars_voor", beoordelaars_voorstel=list(stories.ASSESSORS))
    region.do(number, "wijs_beoordelaars_aan", beoordelaars=list(stories.ASSESSORS))

    region.send("vraag gesteld", number, vraag_tekst="Wie betaalt het onderhoud?")

    assert "beantwoord_vraag" in region.waiting(number)
    region.do(number, "beantwoord_vraag", vraag="Wie betaalt?", antwoord="De gemeente.")
    assert region.waiting(number) == ["beoordeel_voorstel"]


def test_a_withdrawn_proposal_stops_everything(region):
    number = stories.explored(region)
    stories.nominated(region, number)

    region.send("voorstel ingetrokken", number)

    assert region.waiting(number) == ["meld_intrekking"]
    region.do(number, "meld_intrekking", intrekking_gemeld_op=region.clock().date())
    assert region.status(number) == "Ingetrokken"
    assert region.case(number).closed_at is not None


def test_every_90_days_the_director_looks_whether_a_proposal_stands_still(region):
    number = stories.explored(region)

    region.tick(days=90)

    assert "bespreek_stilstand" in region.waiting(number)
