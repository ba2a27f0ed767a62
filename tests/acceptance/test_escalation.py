"""Two rounds without consensus: everybody sees it, and the forward secretaries find a way out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.processes import answers, stories
from tests.webui.browser import follow

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def number(town):
    """Give a proposal about which Kees must say in a second round what he thinks of it."""
    found = stories.explored(town, "alliantie")
    town.do(found, "bereid_alliantie_voor", **answers.ALLIANCE)
    stories.assessed(town, found)
    stories.planned(town, found)
    stories.gathered(town, found)
    stories.polled(town, found, against=("kees",))
    later = town.clock().date() + timedelta(days=7)
    town.do(
        found,
        "plan_volgende_ronde",
        volgende_ronde_wijze="schriftelijk",
        volgende_ronde_datum=later,
    )
    town.tick(days=7)
    for name in ("iris", "jan"):
        town.do(found, "geef_standpunt", who=name, standpunt="akkoord")
    return found


def test_a_second_round_without_consensus_escalates_the_case(screen, number):
    screen.do(
        number, "geef_standpunt", who="kees", standpunt="blokkade", standpunt_reden="Te duur."
    )

    screen.go(f"/zaken/{number}")

    assert "Geëscaleerd" in screen.text()
    assert "Staf Beschrijf de escalatie" in screen.text()


def test_the_forward_secretaries_agree_on_a_way_out(screen, town, number):
    screen.do(number, "beschrijf_escalatie", **answers.NO_CONSENSUS)
    screen.do(
        number,
        "bepaal_escalatieroute",
        escalatie_pd_partij=True,
        escalatie_naar="secretarissen",
    )
    screen.do(number, "roep_secretarissen_op", secretarissen=["ada", "ben"])
    screen.do(
        number, "bereid_overleg_voor", who="ada", gehoord="Beide kanten.", oplossing="Splits."
    )
    town.do(number, "bereid_overleg_voor", who="ben", gehoord="Ook Kees.", oplossing="Splits.")
    screen.do(
        number,
        "leg_uitkomst_vast",
        escalatie_uitkomst="oplossing_afgesproken",
        escalatie_reden="In twee delen.",
        escalatie_vervolg="verder",
    )

    screen.go(f"/zaken/{number}")

    assert "Voorzitter stuurgroep Leg besluit en afwegingen vast" in screen.text()
    assert "Ada rondde 'Leg uitkomst vast' af" in screen.text()
    assert screen.broken == []


def test_what_happened_in_the_escalation_can_be_read_in_its_own_steps(screen, number):
    screen.go(f"/zaken/{number}")
    link = screen.page.get_by_role("link", name="Escalatie")
    follow(link.first)

    told = screen.text()

    assert "Roep vooruitgeschoven secretarissen op" in told
    assert "ronde 2" in told or "Leg uitkomst vast Ada" in told
