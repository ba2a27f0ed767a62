"""The terms of the law hold for every objection, whatever happens."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine.tasks import InvalidAnswers
from tests.processes import answers, objections


def test_an_objection_is_a_case_of_its_own_with_its_terms(region, objection):
    assert objection == "BZ-2026-0001"
    assert region.case(objection).title == "Bezwaar tegen besluit 2026-017"
    assert region.status(objection) == "Bezwaar in behandeling"
    assert objections.term(region, objection, "termijn_bezwaar").end == date(2026, 4, 13)
    assert objections.term(region, objection, "termijn_beslissing").end == date(2026, 7, 6)


def test_the_view_of_the_steering_group_never_holds_the_decision_up(region, objection):
    objections.admitted(region, objection)
    objections.split(region, objection, "inhoud", "inhoud")

    region.clock.now = datetime(2026, 6, 8, 8, tzinfo=UTC)
    region.tick()

    assert region.waiting(objection) == ["plan_hoorzitting"]


def test_repairing_an_omission_moves_the_term_by_the_days_it_stood_still(region, objection):
    region.clock.now = datetime(2026, 4, 20, 8, tzinfo=UTC)
    objections.confirmed(region, objection)
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

    assert objections.term(region, objection, "termijn_beslissing").end == date(2026, 7, 16)
    assert region.waiting(objection) == ["controleer_ontvankelijkheid"]


def test_an_omission_that_is_not_repaired_may_not_be_asked_again(region, objection):
    objections.confirmed(region, objection)
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


def test_an_objection_that_is_late_is_admissible_only_when_excusable(region):
    region.clock.now = datetime(2026, 4, 20, 8, tzinfo=UTC)
    number = region.send("bezwaar ontvangen", **answers.OBJECTION)
    late = answers.RECEIVED | {"bezwaar_ontvangen_op": date(2026, 4, 20)}
    region.do(number, "registreer_bezwaar", **late)
    objections.confirmed(region, number)
    why = {"te_laat_verschoonbaar": False, "verschoonbaar_reden": "Geen goede reden."}

    with pytest.raises(InvalidAnswers) as refused:
        region.do(number, "controleer_ontvankelijkheid", **answers.ADMISSIBLE | why)

    assert list(refused.value.errors) == ["ontvankelijkheid"]
    excused = why | {"te_laat_verschoonbaar": True}
    region.do(number, "controleer_ontvankelijkheid", **answers.ADMISSIBLE | excused)
    assert region.waiting(number) == ["bied_gesprek_aan"]


def test_a_decision_can_be_adjourned_once_by_six_weeks(region, objection):
    objections.admitted(region, objection)
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

    assert objections.term(region, objection, "termijn_beslissing").end == date(2026, 8, 17)
    assert region.status(objection) == "Verdaagd"
    region.clock.now = datetime(2026, 7, 7, 8, tzinfo=UTC)
    region.tick()
    assert region.status(objection) == "Verdaagd"
    region.clock.now = datetime(2026, 8, 18, 8, tzinfo=UTC)
    region.tick()
    assert region.status(objection) == "Te laat"


def test_a_term_that_has_passed_is_said_and_closes_nothing(region, objection):
    objections.admitted(region, objection)

    region.clock.now = datetime(2026, 7, 6, 21, 59, 59, tzinfo=UTC)
    region.tick()
    assert region.status(objection) == "Bezwaar in behandeling"
    region.tick(seconds=1)

    assert region.status(objection) == "Te laat"
    assert "bied_gesprek_aan" in region.waiting(objection)
