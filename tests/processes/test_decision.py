"""The steering group decides by consensus; what to do when it cannot."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from engine.tasks import InvalidAnswers
from tests.processes import answers, stories


@pytest.fixture
def meeting(region):
    """Give a proposal by a party outside that lies before the steering group."""
    number = stories.explored(region, "alliantie")
    region.do(number, "bereid_alliantie_voor", **answers.ALLIANCE)
    stories.assessed(region, number)
    stories.planned(region, number)
    return number


def test_without_a_quorum_the_proposal_is_put_on_hold_and_planned_again(region, meeting):
    stories.gathered(region, meeting, absent=("iris", "jan"))

    assert region.waiting(meeting) == ["plan_op_agenda"]
    assert region.status(meeting) == "Aangehouden"


def test_who_is_absent_is_not_asked_for_a_position(region, meeting):
    stories.gathered(region, meeting, absent=("kees",))

    assert [each.assignee for each in region.open_tasks(meeting)] == ["iris", "jan"]


def test_a_rejected_proposal_closes_the_case(region, meeting):
    stories.gathered(region, meeting)
    stories.polled(region, meeting)
    region.do(meeting, "leg_besluit_vast", **answers.REJECTED)
    stories.announced(region, meeting)

    assert region.status(meeting) == "Afgewezen"
    assert region.case(meeting).closed_at is not None


def test_a_proposal_that_is_sent_back_starts_a_second_round(region, meeting):
    stories.gathered(region, meeting)
    stories.polled(region, meeting)
    region.do(meeting, "leg_besluit_vast", **answers.SENT_BACK)
    stories.announced(region, meeting)

    assert region.waiting(meeting) == ["bereid_alliantie_voor"]
    region.do(meeting, "bereid_alliantie_voor", **answers.ALLIANCE)
    stories.assessed(region, meeting)
    assert region.waiting(meeting) == ["plan_op_agenda"]


def test_sending_back_too_often_is_escalated_while_the_case_goes_on(region, meeting):
    for turn in range(3):
        if turn:
            region.do(meeting, "bereid_alliantie_voor", **answers.ALLIANCE)
            stories.assessed(region, meeting)
            stories.planned(region, meeting)
        stories.gathered(region, meeting)
        stories.polled(region, meeting)
        region.do(meeting, "leg_besluit_vast", **answers.SENT_BACK)
        stories.announced(region, meeting)

    assert region.waiting(meeting) == ["bereid_alliantie_voor", "beschrijf_escalatie"]


def test_more_money_than_asked_for_is_refused(region, meeting):
    stories.gathered(region, meeting)
    stories.polled(region, meeting)

    with pytest.raises(InvalidAnswers) as refused:
        region.do(
            meeting,
            "leg_besluit_vast",
            **answers.APPROVED | {"besluit_bedrag": Decimal("100000.01")},
        )

    assert list(refused.value.errors) == ["besluit_bedrag"]


def test_a_decision_without_room_in_the_budget_goes_back_to_the_chair(region, meeting):
    stories.gathered(region, meeting)
    stories.polled(region, meeting)
    region.do(meeting, "leg_besluit_vast", **answers.APPROVED)

    region.do(meeting, "toets_budgetruimte", vrije_ruimte=Decimal("79999.99"))

    assert region.waiting(meeting) == ["leg_besluit_vast"]


def _second_round(region, number):
    stories.gathered(region, number)
    stories.polled(region, number, against=("kees",))
    assert region.waiting(number) == ["plan_volgende_ronde"]
    region.do(
        number,
        "plan_volgende_ronde",
        volgende_ronde_wijze="schriftelijk",
        volgende_ronde_datum=region.clock().date() + timedelta(days=7),
    )
    region.tick(days=7)


def test_who_cannot_agree_gets_a_second_round(region, meeting):
    _second_round(region, meeting)

    stories.polled(region, meeting)

    assert region.waiting(meeting) == ["leg_besluit_vast"]


def test_two_rounds_without_consensus_are_escalated(region, meeting):
    _second_round(region, meeting)

    stories.polled(region, meeting, against=("kees",))

    assert region.waiting(meeting) == ["beschrijf_escalatie"]
    assert region.status(meeting) == "Geëscaleerd"


def _escalated(region, number):
    """Bring a case to the escalation for want of consensus, and describe that."""
    _second_round(region, number)
    stories.polled(region, number, against=("kees",))
    region.do(number, "beschrijf_escalatie", **answers.NO_CONSENSUS)


def test_the_director_solves_an_escalation_and_the_members_are_asked_again(region, meeting):
    _escalated(region, meeting)
    region.do(
        meeting,
        "bepaal_escalatieroute",
        escalatie_pd_partij=False,
        escalatie_naar="programmadirecteur",
    )

    region.do(
        meeting,
        "los_zelf_op",
        escalatie_uitkomst="opgelost",
        escalatie_reden="Kees stemt in met een kleiner bedrag.",
        escalatie_vervolg="opnieuw",
    )

    assert region.waiting(meeting) == ["geef_standpunt"]
    assert region.status(meeting) == "Op de agenda"


def _before_the_secretaries(region, number):
    _escalated(region, number)
    region.do(
        number, "bepaal_escalatieroute", escalatie_pd_partij=True, escalatie_naar="secretarissen"
    )
    region.do(number, "roep_secretarissen_op", secretarissen=["ada", "ben"])


def test_the_secretaries_take_over_when_the_director_is_a_party(region, meeting):
    _before_the_secretaries(region, meeting)
    for name in ("ada", "ben"):
        region.do(
            meeting, "bereid_overleg_voor", who=name, gehoord="Beide kanten.", oplossing="Splits."
        )
    region.do(
        meeting,
        "leg_uitkomst_vast",
        escalatie_uitkomst="oplossing_afgesproken",
        escalatie_reden="In twee delen.",
        escalatie_vervolg="verder",
    )

    assert region.waiting(meeting) == ["leg_besluit_vast"]


def test_a_director_who_is_a_party_cannot_handle_the_escalation(region, meeting):
    _escalated(region, meeting)

    with pytest.raises(InvalidAnswers):
        region.do(
            meeting,
            "bepaal_escalatieroute",
            escalatie_pd_partij=True,
            escalatie_naar="programmadirecteur",
        )


def test_after_15_working_days_the_chair_takes_the_escalation_over(region, meeting):
    _before_the_secretaries(region, meeting)

    region.tick(days=23)

    assert region.waiting(meeting) == ["neem_escalatie_over"]


def test_an_order_to_an_organisation_goes_to_its_secretary(region, meeting):
    _before_the_secretaries(region, meeting)
    region.tick(days=23)

    region.do(
        meeting,
        "neem_escalatie_over",
        escalatie_uitkomst="opdracht",
        escalatie_reden="Coevorden levert een adviseur.",
        escalatie_organisatie="gemeente_coevorden",
        escalatie_vervolg="opnieuw",
    )

    assert [each.assignee for each in region.open_tasks(meeting)] == ["gemeente_coevorden"]


def test_a_partner_that_supplies_nobody_is_escalated_and_asked_again(region):
    number = stories.explored(region)
    stories.nominated(region, number, supplies=False)
    assert region.waiting(number) == ["beschrijf_escalatie"]

    region.do(number, "beschrijf_escalatie", **answers.NO_CAPACITY)
    region.do(
        number,
        "bepaal_escalatieroute",
        escalatie_pd_partij=False,
        escalatie_naar="programmadirecteur",
    )
    region.do(
        number,
        "los_zelf_op",
        escalatie_uitkomst="opgelost",
        escalatie_reden="Een ander kan wel.",
        escalatie_vervolg="opnieuw",
    )

    assert region.waiting(number) == ["bepaal_deskundigheid"]


def test_anybody_may_report_an_escalation_while_the_case_goes_on(region):
    number = stories.explored(region)

    region.send("escalatie.gemeld", number, escalatie_code="anders", **answers.ESCALATION)

    assert region.waiting(number) == ["bepaal_deskundigheid", "beschrijf_escalatie"]
    region.do(number, "beschrijf_escalatie", escalatie_code="anders", **answers.ESCALATION)
    region.do(
        number,
        "bepaal_escalatieroute",
        escalatie_pd_partij=False,
        escalatie_naar="programmadirecteur",
    )
    region.do(
        number,
        "los_zelf_op",
        escalatie_uitkomst="opgelost",
        escalatie_reden="Besproken.",
        escalatie_vervolg="verder",
    )
    assert region.waiting(number) == ["bepaal_deskundigheid"]


def test_insight_that_is_late_must_still_be_given(region, meeting):
    stories.gathered(region, meeting)
    stories.polled(region, meeting)
    region.do(meeting, "leg_besluit_vast", **answers.REJECTED)

    region.tick(days=10)

    assert region.waiting(meeting) == ["geef_inzage"]
