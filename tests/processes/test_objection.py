"""How the province handles an objection, from receipt to decision."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine import cases
from engine.tasks import InvalidAnswers
from tests.processes import answers, objections


@pytest.mark.parametrize(
    ("decided_on", "by"),
    [(date(2026, 3, 2), date(2026, 7, 6)), (date(1990, 5, 5), None), (date(2027, 1, 1), None)],
)
def test_an_objector_knows_at_once_by_when_we_decide(region, decided_on, by):
    region.clock.now = datetime(2026, 4, 1, 8, tzinfo=UTC)

    number = region.send("bezwaar ontvangen", **answers.OBJECTION | {"besluit_datum": decided_on})

    with region.store.read() as tx:
        terms = cases.terms_of(tx, region.case(number))
    found = terms.get("termijn_beslissing")
    assert (found and found.end) == by
    assert region.waiting(number) == ["registreer_bezwaar"]


def test_an_objection_is_heard_and_decided(region, objection):
    objections.admitted(region, objection)
    objections.split(region, objection, "procedure", "procedure")
    region.do(objection, "stel_verweer_op", verweer="Het besluit klopt.")
    objections.heard(region, objection)
    objections.drafted(region, objection)
    region.do(objection, "beslis_op_bezwaar", **answers.DECISION)
    objections.told(region, objection)

    assert region.status(objection) == "Beslist: ongegrond"
    assert region.case(objection).closed_at is not None


@pytest.mark.parametrize(
    ("kinds", "work"),
    [
        (("inhoud", "inhoud"), ["stel_zienswijze_op"]),
        (("procedure", "procedure"), ["stel_verweer_op"]),
        (("inhoud", "procedure"), ["stel_verweer_op", "stel_zienswijze_op"]),
        (("beide", "procedure"), ["stel_verweer_op", "stel_zienswijze_op"]),
    ],
)
def test_content_goes_to_the_steering_group_and_procedure_to_the_province(
    region, objection, kinds, work
):
    objections.admitted(region, objection)

    objections.split(region, objection, *kinds)

    assert region.waiting(objection) == work


def test_the_steering_group_gives_its_view_in_writing(region, objection):
    objections.admitted(region, objection)
    objections.split(region, objection, "inhoud", "inhoud")
    region.do(
        objection,
        "stel_zienswijze_op",
        zienswijze_concept="Blijf erbij.",
        zienswijze_leden=["iris"],
    )
    region.do(objection, "reageer_op_zienswijze", zienswijze_akkoord=True)
    region.do(objection, "stel_zienswijze_vast", zienswijze="Blijf erbij.")

    assert region.waiting(objection) == ["plan_hoorzitting"]


def test_a_manifestly_inadmissible_objection_is_decided_without_a_hearing(region, objection):
    objections.confirmed(region, objection)
    region.do(
        objection,
        "controleer_ontvankelijkheid",
        **answers.ADMISSIBLE
        | {
            "is_belanghebbende": False,
            "ontvankelijkheid": "kennelijk_niet_ontvankelijk",
            "ontvankelijkheid_toelichting": "Geen belanghebbende.",
        },
    )
    assert region.waiting(objection) == ["stel_beslissing_op"]

    region.do(
        objection,
        "stel_beslissing_op",
        concept_dictum="niet_ontvankelijk",
        concept_heroverweging="Geen belanghebbende.",
    )
    decision = answers.DECISION | {"bezwaar_dictum": "niet_ontvankelijk"}
    del decision["commissie_gevolgd"]
    region.do(objection, "beslis_op_bezwaar", **decision)
    objections.told(region, objection)

    assert region.status(objection) == "Beslist: niet-ontvankelijk"


def test_deviating_from_the_committee_must_be_motivated(region, objection):
    objections.admitted(region, objection)
    objections.split(region, objection, "procedure", "procedure")
    region.do(objection, "stel_verweer_op", verweer="Het besluit klopt.")
    objections.heard(region, objection)
    objections.drafted(
        region, objection, concept_volgt_advies=False, concept_dictum="gegrond_herroepen"
    )
    assert region.waiting(objection) == ["motiveer_afwijking"]
    region.do(
        objection, "motiveer_afwijking", afwijking_motivering=answers.LONG, advies_bijgevoegd=True
    )

    deviating = answers.DECISION | {
        "bezwaar_dictum": "gegrond_herroepen",
        "nieuw_besluit": "De subsidie wordt verleend.",
        "commissie_gevolgd": False,
    }
    with pytest.raises(InvalidAnswers) as refused:
        region.do(objection, "beslis_op_bezwaar", **deviating)

    assert list(refused.value.errors) == ["commissie_afwijking_motivering"]
    region.do(
        objection,
        "beslis_op_bezwaar",
        **deviating,
        commissie_afwijking_motivering=answers.LONG,
    )
    objections.told(region, objection)
    assert region.status(objection) == "Beslist: gegrond"


def test_new_facts_are_heard_again(region, objection):
    objections.admitted(region, objection)
    objections.split(region, objection, "procedure", "procedure")
    region.do(objection, "stel_verweer_op", verweer="Het besluit klopt.")
    region.do(
        objection,
        "plan_hoorzitting",
        hoorzitting_houden=True,
        hoorzitting_datum=date(2026, 5, 12),
        hoorzitting_plaats="Assen",
        hoorzitting_genodigden=["Piet Pol"],
    )
    assert region.status(objection) == "Hoorzitting gepland"
    region.do(
        objection, "leg_ter_inzage", ter_inzage_vanaf=date(2026, 5, 4), ter_inzage_waar="Assen"
    )

    region.do(objection, "hoor_partijen", **answers.HEARING | {"hoor_nieuwe_feiten": True})

    assert region.waiting(objection) == ["plan_hoorzitting"]


def test_an_objection_that_is_withdrawn_ends_at_once(region, objection):
    objections.admitted(region, objection)

    region.send("bezwaar ingetrokken", objection)

    assert region.waiting(objection) == ["bevestig_intrekking"]
    region.do(objection, "bevestig_intrekking", intrekking_bevestigd_op=date(2026, 4, 2))
    assert region.status(objection) == "Ingetrokken"


def test_a_talk_can_make_the_objection_unnecessary(region, objection):
    objections.admitted(region, objection)

    region.do(
        objection,
        "bied_gesprek_aan",
        gesprek_gevoerd=True,
        gesprek_bezwaar_verslag="Het is uitgelegd.",
        gesprek_ingetrokken=True,
    )

    assert region.status(objection) == "Ingetrokken"
    assert region.case(objection).closed_at is not None


def test_an_objection_to_another_body_is_forwarded(region):
    region.clock.now = datetime(2026, 4, 1, 8, tzinfo=UTC)
    number = region.send("bezwaar ontvangen", **answers.OBJECTION)
    elsewhere = {
        name: answer for name, answer in answers.RECEIVED.items() if name != "bekendmaking"
    }
    region.do(number, "registreer_bezwaar", **elsewhere | {"bezwaar_juist_orgaan": False})
    region.do(
        number, "zend_door", doorgezonden_naar="Gemeente Emmen", doorgezonden_op=date(2026, 4, 1)
    )

    assert region.case(number).closed_at is not None


@pytest.mark.parametrize(
    ("message", "element_id"),
    [
        ("voorlopige voorziening", "bereid_zitting_voor"),
        ("verzoek rechtstreeks beroep", "beoordeel_rechtstreeks_beroep"),
    ],
)
def test_what_the_objector_asks_of_the_court_runs_beside_the_objection(
    region, objection, message, element_id
):
    region.send(message, objection)

    assert region.waiting(objection) == sorted(["bevestig_bezwaar", element_id])
