"""Objections: handled by the province within the terms of the law, whatever happens."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine import cases
from engine.model import Person, Role
from engine.tasks import InvalidAnswers
from tests.processes import answers

EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))


@pytest.fixture
def objection(region):
    """Give an objection that came in on 1 April 2026, against a decision of 2 March."""
    region.clock.now = datetime(2026, 4, 1, 8, tzinfo=UTC)
    number = region.send("bezwaar ontvangen", **answers.OBJECTION)
    region.do(number, "registreer_bezwaar", **answers.RECEIVED)
    return number


def _confirmed(region, number):
    region.do(number, "bevestig_bezwaar", ontvangst_bevestigd=region.clock().date())


def _admitted(region, number):
    _confirmed(region, number)
    region.do(number, "controleer_ontvankelijkheid", **answers.ADMISSIBLE)


def _split(region, number, *kinds):
    """Offer a talk that does not help, and say for each ground what it is about."""
    region.do(number, "bied_gesprek_aan", gesprek_gevoerd=False, gesprek_ingetrokken=False)
    for kind in kinds:
        region.do(number, "splits_gronden", soort=kind)


def _heard(region, number):
    region.do(
        number,
        "plan_hoorzitting",
        hoorzitting_houden=True,
        hoorzitting_datum=date(2026, 5, 12),
        hoorzitting_plaats="Assen",
        hoorzitting_genodigden=["Piet Pol"],
    )
    region.do(
        number, "leg_ter_inzage", ter_inzage_vanaf=date(2026, 5, 4), ter_inzage_waar="Provinciehuis"
    )
    region.do(number, "hoor_partijen", **answers.HEARING)
    region.do(number, "breng_advies_uit", **answers.COMMITTEE)


def _drafted(region, number, **more):
    region.do(
        number,
        "stel_beslissing_op",
        **{
            "concept_dictum": "ongegrond",
            "concept_heroverweging": "Alles is opnieuw bekeken.",
            "concept_volgt_advies": True,
        }
        | more,
    )


def _told(region, number):
    region.do(
        number,
        "maak_bekend",
        beslissing_bekendmaking=region.clock().date(),
        rechtsmiddelen_vermeld=True,
    )
    region.do(number, "meld_uitkomst_programma", programma_geinformeerd_op=region.clock().date())


def _term(region, number, name):
    with region.store.read() as tx:
        return cases.view(tx, number, EVE).terms[name]


def test_an_objection_is_a_case_of_its_own_with_its_terms(region, objection):
    assert objection == "BZ-2026-0001"
    assert region.case(objection).title == "Bezwaar tegen besluit 2026-017"
    assert region.status(objection) == "Bezwaar in behandeling"
    assert _term(region, objection, "termijn_bezwaar").end == date(2026, 4, 13)
    assert _term(region, objection, "termijn_beslissing").end == date(2026, 7, 6)


def test_an_objection_is_heard_and_decided(region, objection):
    _admitted(region, objection)
    _split(region, objection, "procedure", "procedure")
    region.do(objection, "stel_verweer_op", verweer="Het besluit klopt.")
    _heard(region, objection)
    _drafted(region, objection)
    region.do(objection, "beslis_op_bezwaar", **answers.DECISION)
    _told(region, objection)

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
    _admitted(region, objection)

    _split(region, objection, *kinds)

    assert region.waiting(objection) == work


def test_the_steering_group_gives_its_view_in_writing(region, objection):
    _admitted(region, objection)
    _split(region, objection, "inhoud", "inhoud")
    region.do(
        objection,
        "stel_zienswijze_op",
        zienswijze_concept="Blijf erbij.",
        zienswijze_leden=["iris"],
    )
    region.do(objection, "reageer_op_zienswijze", zienswijze_akkoord=True)
    region.do(objection, "stel_zienswijze_vast", zienswijze="Blijf erbij.")

    assert region.waiting(objection) == ["plan_hoorzitting"]


def test_the_view_of_the_steering_group_never_holds_the_decision_up(region, objection):
    _admitted(region, objection)
    _split(region, objection, "inhoud", "inhoud")

    region.clock.now = datetime(2026, 6, 8, 8, tzinfo=UTC)
    region.tick()

    assert region.waiting(objection) == ["plan_hoorzitting"]


def test_repairing_an_omission_moves_the_term_by_the_days_it_stood_still(region, objection):
    region.clock.now = datetime(2026, 4, 20, 8, tzinfo=UTC)
    _confirmed(region, objection)
    region.do(
        objection,
        "controleer_ontvankelijkheid",
        **answers.ADMISSIBLE
        | {
            "vereiste_ondertekening": False,
            "ontvankelijkheid": "verzuim",
            "ontvankelijkheid_toelichting": "Geen handtekening.",
        },
    )
    region.do(
        objection,
        "verzoek_herstel",
        verzuim_lijst=["Handtekening"],
        verzuim_gevraagd_op=date(2026, 4, 20),
        verzuim_weken=2,
    )
    assert region.status(objection) == "Wacht op herstel verzuim"

    region.clock.now = datetime(2026, 5, 1, 8, tzinfo=UTC)
    region.send("verzuim hersteld", objection)

    assert _term(region, objection, "termijn_beslissing").end == date(2026, 7, 16)
    assert region.waiting(objection) == ["controleer_ontvankelijkheid"]


def test_an_omission_that_is_not_repaired_may_not_be_asked_again(region, objection):
    _confirmed(region, objection)
    broken = answers.ADMISSIBLE | {
        "vereiste_ondertekening": False,
        "ontvankelijkheid": "verzuim",
        "ontvankelijkheid_toelichting": "Geen handtekening.",
    }
    region.do(objection, "controleer_ontvankelijkheid", **broken)
    region.do(
        objection,
        "verzoek_herstel",
        verzuim_lijst=["Handtekening"],
        verzuim_gevraagd_op=date(2026, 4, 1),
        verzuim_weken=2,
    )
    region.tick(days=20)

    with pytest.raises(InvalidAnswers):
        region.do(objection, "controleer_ontvankelijkheid", **broken)


def test_a_manifestly_inadmissible_objection_is_decided_without_a_hearing(region, objection):
    _confirmed(region, objection)
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
    _told(region, objection)

    assert region.status(objection) == "Beslist: niet-ontvankelijk"


def test_an_objection_that_is_late_is_admissible_only_when_excusable(region):
    region.clock.now = datetime(2026, 4, 20, 8, tzinfo=UTC)
    number = region.send("bezwaar ontvangen", **answers.OBJECTION)
    late = answers.RECEIVED | {"bezwaar_ontvangen_op": date(2026, 4, 20)}
    region.do(number, "registreer_bezwaar", **late)
    _confirmed(region, number)
    why = {"te_laat_verschoonbaar": False, "verschoonbaar_reden": "Geen goede reden."}

    with pytest.raises(InvalidAnswers) as refused:
        region.do(number, "controleer_ontvankelijkheid", **answers.ADMISSIBLE | why)

    assert list(refused.value.errors) == ["ontvankelijkheid"]
    excused = why | {"te_laat_verschoonbaar": True}
    region.do(number, "controleer_ontvankelijkheid", **answers.ADMISSIBLE | excused)
    assert region.waiting(number) == ["bied_gesprek_aan"]


def test_deviating_from_the_committee_must_be_motivated(region, objection):
    _admitted(region, objection)
    _split(region, objection, "procedure", "procedure")
    region.do(objection, "stel_verweer_op", verweer="Het besluit klopt.")
    _heard(region, objection)
    _drafted(region, objection, concept_volgt_advies=False, concept_dictum="gegrond_herroepen")
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
    _told(region, objection)
    assert region.status(objection) == "Beslist: gegrond"


def test_new_facts_are_heard_again(region, objection):
    _admitted(region, objection)
    _split(region, objection, "procedure", "procedure")
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


def test_a_decision_can_be_adjourned_once_by_six_weeks(region, objection):
    _admitted(region, objection)
    region.clock.now = datetime(2026, 6, 22, 8, tzinfo=UTC)
    region.tick()
    assert region.waiting(objection) == ["bied_gesprek_aan", "verdaag"]

    region.do(
        objection,
        "verdaag",
        verdagen_besluit=True,
        verdaging_meegedeeld_op=date(2026, 6, 22),
        verdaging_reden="De zitting is later.",
    )

    assert _term(region, objection, "termijn_beslissing").end == date(2026, 8, 17)
    assert region.status(objection) == "Verdaagd"
    region.clock.now = datetime(2026, 7, 7, 8, tzinfo=UTC)
    region.tick()
    assert region.status(objection) == "Verdaagd"
    region.clock.now = datetime(2026, 8, 18, 8, tzinfo=UTC)
    region.tick()
    assert region.status(objection) == "Te laat"


def test_a_term_that_has_passed_is_said_and_closes_nothing(region, objection):
    _admitted(region, objection)

    region.clock.now = datetime(2026, 7, 6, 21, 59, 59, tzinfo=UTC)
    region.tick()
    assert region.status(objection) == "Bezwaar in behandeling"
    region.tick(seconds=1)

    assert region.status(objection) == "Te laat"
    assert "bied_gesprek_aan" in region.waiting(objection)


def test_an_objection_that_is_withdrawn_ends_at_once(region, objection):
    _admitted(region, objection)

    region.send("bezwaar ingetrokken", objection)

    assert region.waiting(objection) == ["bevestig_intrekking"]
    region.do(objection, "bevestig_intrekking", intrekking_bevestigd_op=date(2026, 4, 2))
    assert region.status(objection) == "Ingetrokken"


def test_a_talk_can_make_the_objection_unnecessary(region, objection):
    _admitted(region, objection)

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
