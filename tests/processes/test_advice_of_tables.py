"""Tables say what the rules come to; where people decide, they see it and deviate with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import replay, store
from engine.events import DecisionMade
from engine.tasks import InvalidAnswers
from tests.processes import answers, objections, stories

#: two guiding principles are not met
NOT_BY_TWO = {f"p{n}_oordeel": "niet" for n in (1, 2)} | {
    f"p{n}_toelichting": answers.LONG for n in (1, 2)
}


def decided(region, number):
    """Give what the tables decided in a case: which, the rules that matched, the outcome."""
    with region.store.read() as tx:
        instances = [one.id for one in store.instances.look_at_case(tx, number)]
        found = [each for one in instances for each in replay.happenings(tx, one, objections.EVE)]
    made = [one for each in found for one in each.told.effects if isinstance(one, DecisionMade)]
    return [(one.decision, one.rules, one.output) for one in made]


def refused(region, number, element_id, **given):
    """Give the names of the questions whose answers are refused."""
    with pytest.raises(InvalidAnswers) as found:
        region.do(number, element_id, **given)
    return list(found.value.errors)


@pytest.fixture
def assessed(region):
    """Give an alliance that three experts are to assess."""
    number = stories.explored(region, "alliantie")
    region.do(number, "bereid_alliantie_voor", **answers.ALLIANCE)
    region.do(number, "controleer_voor_toetsing", toets_volledig=True)
    region.do(number, "stel_beoordelaars_voor", beoordelaars_voorstel=list(stories.ASSESSORS))
    region.do(number, "wijs_beoordelaars_aan", beoordelaars=list(stories.ASSESSORS))
    return number


def judge(region, number, *changes):
    """Let each expert assess, with these changes to a good assessment."""
    for name, change in zip(stories.ASSESSORS, changes, strict=True):
        region.do(number, "beoordeel_voorstel", who=name, **answers.NO_INTEREST | change)


def test_an_exploration_is_advised_upon_by_two_tables(region):
    number = stories.explored(region, "in_opdracht")

    assert decided(region, number) == [("D1", (4,), "in_opdracht"), ("D9", (2,), "project")]


def test_the_meeting_deviates_from_the_advice_only_with_a_reason(region):
    number = stories.idea(region)
    region.do(
        number,
        "wijs_opgavemanager_toe",
        opgavemanager="karim",
        orientatie_partners=["gemeente_emmen"],
        middelen_gevraagd=False,
    )
    region.do(number, "voer_gesprek", **answers.LOCAL)
    region.do(number, "zoek_verbindingen", verbinding_gevonden=False, verbinding_loopt_elders=False)
    region.do(number, "stel_orientatieverslag_op", **answers.REPORT)
    outcome = {
        "orientatie_uitkomst": "uitwerken",
        "orientatie_reden": answers.LONG,
        "overleg_datum": region.clock().date(),
    }

    assert refused(region, number, "besluit_in_overleg", **outcome) == [
        "orientatie_afwijking_reden"
    ]
    region.do(
        number, "besluit_in_overleg", **outcome, orientatie_afwijking_reden="Het is regionaal."
    )
    assert region.waiting(number) == ["informeer_indiener"]


def test_the_design_team_chooses_another_way_of_working_only_with_a_reason(region):
    number = stories.explored(region)
    stories.nominated(region, number)
    region.do(number, "controleer_onverenigbaarheid", onverenigbaarheid="geen")
    member = {"naam": "Otto Otten", "deskundigheid": "Verkeer", "soort_partij": "inwoner"}
    region.do(number, "stel_ontwerpteam_vast", ontwerpteam=[member])
    chosen = {"werkwijze": "experiment", "werkwijze_reden": "We weten het nog niet."}

    assert refused(region, number, "kies_werkwijze", **chosen) == ["werkwijze_afwijking_reden"]
    region.do(number, "kies_werkwijze", **chosen, werkwijze_afwijking_reden="Eerst een proef.")
    assert region.waiting(number) == ["breng_principes_in"]


def test_who_finds_a_complete_proposal_incomplete_says_why(region):
    number = stories.explored(region)
    stories.nominated(region, number)
    stories.teamed(region, number)
    region.do(number, "werk_voorstel_uit", **answers.PROPOSAL)
    verdict = {"voorstel_volledig": False, "voorstel_ontbreekt": "Risico's"}

    assert decided(region, number)[-1] == ("D10", (), None)
    assert refused(region, number, "controleer_volledigheid", **verdict) == [
        "volledigheid_afwijking_reden"
    ]


@pytest.mark.parametrize(
    ("changes", "rule", "outcome"),
    [
        (({}, {}, {}), 6, "positief"),
        (({"k3_score": Decimal(0)},) * 2 + ({},), 3, "negatief"),
        (({"k3_score": Decimal(0)}, {}, {}), 6, "positief"),
        (
            ({"k4_elders": True, "k4_aanvullend": False},) * 2 + ({},),
            1,
            "negatief_afwijzingscriterium",
        ),
        (({"k4_elders": True, "k4_aanvullend": True},) * 2 + ({},), 8, "voorzitter_beslist"),
        (({"k4_elders": True, "k4_aanvullend": False}, {}, {}), 6, "positief"),
        (
            ({"k5_cofinanciering": "nee"}, {"k5_cofinanciering": "deels"}, {}),
            7,
            "positief_met_ontwikkelpunten",
        ),
        ((NOT_BY_TWO, NOT_BY_TWO, {}), 5, "negatief_met_ontwikkelpunten"),
        ((NOT_BY_TWO, {}, {}), 6, "positief"),
    ],
)
def test_the_assessments_decide_the_outcome_that_the_chair_sees(
    region, assessed, changes, rule, outcome
):
    judge(region, assessed, *changes)

    assert decided(region, assessed)[-1] == ("D2", (rule,), outcome)
    assert region.waiting(assessed) == ["stel_advies_op"]


def test_the_chair_deviates_from_the_outcome_only_with_a_reason(region, assessed):
    judge(region, assessed, {}, {}, {})
    advice = answers.ADVICE | {"advies": "negatief", "ontwikkelpunten": ["Zoek partners."]}

    assert refused(region, assessed, "stel_advies_op", **advice) == ["advies_afwijking_reden"]
    region.do(assessed, "stel_advies_op", **advice, advies_afwijking_reden="Er is geen draagvlak.")
    assert region.waiting(assessed) == ["zend_advies"]


def test_consensus_and_room_in_the_budget_are_decided_by_tables(region):
    number = stories.proposed(region)
    stories.gathered(region, number)
    stories.polled(region, number)
    region.do(number, "leg_besluit_vast", **answers.APPROVED)
    region.do(number, "toets_budgetruimte", vrije_ruimte=Decimal("80000.00"))

    assert region.waiting(number) == ["geef_inzage"]
    found = {each[0]: each[1:] for each in decided(region, number)}
    assert found == found | {
        "D1": ((7,), "uitwerken"),
        "D9": ((2,), "project"),
        "D10": ((), None),
        "D2": ((6,), "positief"),
        "D3a": ((1,), "overeenstemming"),
        "D8b": ((1,), True),
    }


@pytest.mark.parametrize(
    ("reported", "route", "refusal"),
    [
        ({"escalatie_code": "anders"}, "programmadirecteur", []),
        ({"escalatie_code": "anders"}, "secretarissen", ["escalatie_route_reden"]),
        ({"escalatie_code": "bestuurlijk_risico"}, "secretarissen", []),
        ({"escalatie_code": "bestuurlijk_risico"}, "programmadirecteur", ["escalatie_route_reden"]),
    ],
)
def test_the_route_of_an_escalation_deviates_from_the_table_only_with_a_reason(
    region, reported, route, refusal
):
    number = stories.explored(region)
    region.send("escalatie.gemeld", number, **reported, **answers.ESCALATION)
    region.do(number, "beschrijf_escalatie", **reported, **answers.ESCALATION)
    given = {"escalatie_pd_partij": False, "escalatie_naar": route}

    if refusal:
        assert refused(region, number, "bepaal_escalatieroute", **given) == refusal
        given["escalatie_route_reden"] = "Zo is het afgesproken."
    region.do(number, "bepaal_escalatieroute", **given)
    assert len(region.waiting(number)) == 2


@pytest.mark.parametrize(
    ("choice", "work"),
    [
        ("inhoud", ["stel_zienswijze_op"]),
        ("procedure", ["stel_verweer_op"]),
        ("beide", ["stel_verweer_op", "stel_zienswijze_op"]),
    ],
)
def test_legal_affairs_decides_about_a_ground_that_fits_no_topic(region, objection, choice, work):
    objections.admitted(region, objection)
    region.do(objection, "bied_gesprek_aan", gesprek_gevoerd=False, gesprek_ingetrokken=False)
    unclear = {"onderwerp": "onduidelijk", "soort_keuze": choice}
    assert refused(region, objection, "splits_gronden", **unclear) == ["soort_toelichting"]

    for _ in range(2):
        region.do(objection, "splits_gronden", **unclear, soort_toelichting="Zo lees ik het.")

    assert region.waiting(objection) == work
    assert decided(region, objection) == [("D3", (4,), choice)] * 2


def test_what_the_tables_decided_is_decided_again_when_a_case_is_verified(region):
    number = stories.proposed(region)

    with region.store.read() as tx:
        found = replay.verify_case(tx, number, objections.EVE)

    assert all(each.right for each in found)
