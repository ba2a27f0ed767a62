"""Every rule and every boundary of the tables about ideas, proposals and their assessment.

A case says what differs from a full set of inputs that gives one outcome; it fixes the number
of the rule that matches and what comes out.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.processes import answers, tables

#: an idea that is worked out
IDEA = {
    "bijdrage_hoofddoel_1": "groot",
    "bijdrage_hoofddoel_2": "geen",
    "regulier_lijnwerk": False,
    "regionaal_belang": True,
    "elders_stand": None,
    "partner_deskundig": None,
    "programma_bepaalt_resultaat": None,
    "programma_nodig": None,
}
UNDER_WAY = {"elders_stand": "in_uitvoering", "partner_deskundig": True}
NOWHERE = {"bijdrage_hoofddoel_1": "geen", "bijdrage_hoofddoel_2": "geen"}

#: a proposal that scores well on everything
GOOD = {
    "elders_financierbaar": False,
    "elders_aanvullend": False,
    **{f"mediaan_{code}": Decimal(3) for code in ("h1", "h2", "k1", "k2", "k3")},
    "gemiddelde_k1_k3": Decimal(3),
    "aantal_principes_niet": Decimal(0),
    "cofinanciering_geregeld": "ja",
}
POSITIVE = "positief"
DEVELOP = "positief_met_ontwikkelpunten"
NEGATIVE = "negatief"
NEGATIVE_DEVELOP = "negatief_met_ontwikkelpunten"
REFUSED = "negatief_afwijzingscriterium"
CHAIR = "voorzitter_beslist"

ALLIANCE = answers.ALLIANCE | {"orientatie_uitkomst": "alliantie"}


@pytest.mark.parametrize(
    ("more", "rule", "outcome"),
    [
        (NOWHERE, 1, "niet_verder"),
        (NOWHERE | {"regulier_lijnwerk": True}, 1, "niet_verder"),
        ({"regulier_lijnwerk": True}, 2, "doorverwezen"),
        ({"regulier_lijnwerk": True, "regionaal_belang": False}, 2, "doorverwezen"),
        ({"regionaal_belang": False}, 3, "niet_verder"),
        (UNDER_WAY | {"programma_bepaalt_resultaat": True}, 4, "in_opdracht"),
        (UNDER_WAY | {"programma_bepaalt_resultaat": False}, 5, "alliantie"),
        (UNDER_WAY, 5, "alliantie"),
        (UNDER_WAY | {"partner_deskundig": False}, 7, "uitwerken"),
        (UNDER_WAY | {"partner_deskundig": None}, 7, "uitwerken"),
        ({"elders_stand": "ontwikkeld", "programma_nodig": False}, 6, "doorverwezen"),
        ({"elders_stand": "ontwikkeld", "programma_nodig": True}, 7, "uitwerken"),
        ({"elders_stand": "ontwikkeld"}, 7, "uitwerken"),
        ({"elders_stand": "anders", "partner_deskundig": True}, 7, "uitwerken"),
        ({}, 7, "uitwerken"),
        ({"bijdrage_hoofddoel_2": "beperkt"}, 7, "uitwerken"),
        ({"bijdrage_hoofddoel_1": "geen", "bijdrage_hoofddoel_2": "beperkt"}, 7, "uitwerken"),
        ({"bijdrage_hoofddoel_1": None}, 7, "uitwerken"),
        ({"regulier_lijnwerk": None}, 7, "uitwerken"),
        ({"regionaal_belang": None}, 7, "uitwerken"),
        (dict.fromkeys(IDEA), 7, "uitwerken"),
    ],
)
def test_d1_advises_what_becomes_of_an_idea(more, rule, outcome):
    assert tables.decided("D1", **IDEA | more) == ((rule,), outcome)


def test_d1_advises_nothing_about_a_contribution_that_it_does_not_know():
    assert tables.decided("D1", **IDEA | {"bijdrage_hoofddoel_1": "enorm"}) == ((), None)


@pytest.mark.parametrize(
    ("known", "rule", "outcome"),
    [
        (("open_doel", True, False, False), 1, "programma"),
        (("open_doel", True, True, True), 1, "programma"),
        (("vast_resultaat", False, True, False), 2, "project"),
        (("vast_resultaat", True, True, True), 2, "project"),
        (("open_doel", False, True, True), 3, "experiment"),
        (("vast_resultaat", True, False, True), 3, "experiment"),
        (("open_doel", False, False, False), 4, "team_kiest"),
        (("vast_resultaat", True, False, False), 4, "team_kiest"),
        ((None, True, True, None), 4, "team_kiest"),
        ((None, True, True, True), 3, "experiment"),
        (("open_doel", None, None, None), 4, "team_kiest"),
        (("vast_resultaat", None, None, None), 4, "team_kiest"),
        ((None, None, None, None), 4, "team_kiest"),
    ],
)
def test_d9_advises_a_way_of_working(known, rule, outcome):
    names = ("doel_soort", "meer_jaren", "budget_en_periode_vast", "aanname_onzeker")

    assert tables.decided("D9", **dict(zip(names, known, strict=True))) == ((rule,), outcome)


def _scores(**scores):
    """Give medians, with the mean of K1 to K3 that follows from them."""
    found = GOOD | {f"mediaan_{code}": Decimal(score) for code, score in scores.items()}
    found["gemiddelde_k1_k3"] = sum(found[f"mediaan_k{n}"] for n in (1, 2, 3)) / 3
    return found


@pytest.mark.parametrize(
    ("asked", "rule", "outcome"),
    [
        (GOOD, 6, POSITIVE),
        (GOOD | {"elders_financierbaar": True}, 1, REFUSED),
        (_scores(h1=0) | {"elders_financierbaar": True}, 1, REFUSED),
        (GOOD | {"elders_financierbaar": True, "elders_aanvullend": True}, 8, CHAIR),
        (GOOD | {"elders_financierbaar": True, "elders_aanvullend": None}, 8, CHAIR),
        (GOOD | {"elders_financierbaar": None}, 8, CHAIR),
        (_scores(h1=0), 2, NEGATIVE),
        (_scores(h2=0), 2, NEGATIVE),
        (_scores(h1=0) | {"mediaan_h2": None}, 2, NEGATIVE),
        (_scores(k1=0), 3, NEGATIVE),
        (_scores(k2=0), 3, NEGATIVE),
        (_scores(k3=0), 3, NEGATIVE),
        (_scores(k3=0) | {"mediaan_k1": None}, 3, NEGATIVE),
        (GOOD | {"gemiddelde_k1_k3": Decimal("1.99")}, 4, NEGATIVE_DEVELOP),
        (_scores(k1=2, k2=2, k3="1.5"), 4, NEGATIVE_DEVELOP),
        (_scores(k1=2, k2=2, k3=2), 7, DEVELOP),
        (GOOD | {"gemiddelde_k1_k3": Decimal("2.99")}, 7, DEVELOP),
        (GOOD | {"gemiddelde_k1_k3": Decimal("3.0")}, 6, POSITIVE),
        (GOOD | {"gemiddelde_k1_k3": None}, 8, CHAIR),
        (GOOD | {"aantal_principes_niet": Decimal(1)}, 7, DEVELOP),
        (GOOD | {"aantal_principes_niet": Decimal(2)}, 5, NEGATIVE_DEVELOP),
        (GOOD | {"aantal_principes_niet": Decimal(5)}, 5, NEGATIVE_DEVELOP),
        (GOOD | {"aantal_principes_niet": None}, 8, CHAIR),
        (_scores(h1=2, h2=2), 6, POSITIVE),
        (_scores(h2="1.5"), 7, DEVELOP),
        (_scores(h2=1), 7, DEVELOP),
        (_scores(h2="0.5"), 8, CHAIR),
        (_scores(k1=4, k2=3, k3=2), 6, POSITIVE),
        (_scores(k1=4, k2=4, k3="1.5"), 7, DEVELOP),
        (_scores(k1=4, k2=4, k3=1), 7, DEVELOP),
        (_scores(k1=4, k2=4, k3="0.5"), 8, CHAIR),
        (GOOD | {"mediaan_h2": None}, 8, CHAIR),
        (GOOD | {"mediaan_k2": None}, 8, CHAIR),
        (GOOD | {"cofinanciering_geregeld": "deels"}, 7, DEVELOP),
        (GOOD | {"cofinanciering_geregeld": "nee"}, 7, DEVELOP),
        (GOOD | {"cofinanciering_geregeld": None}, 8, CHAIR),
        (dict.fromkeys(GOOD), 8, CHAIR),
    ],
)
def test_d2_says_what_the_assessments_come_to(asked, rule, outcome):
    assert tables.decided("D2", **asked) == ((rule,), outcome)


def test_d10_finds_nothing_missing_in_a_complete_proposal():
    assert tables.decided("D10", **answers.PROPOSAL) == ((), None)
    assert tables.decided("D10", **ALLIANCE) == ((), None)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"huidige_situatie": None}, 1),
        ({"huidige_situatie": ""}, 1),
        ({"verandering": None}, 2),
        ({"samenwerkingsvormen": None}, 3),
        ({"bevindingen_vorige_deal": None}, 4),
        ({"landelijke_doelen": None}, 5),
        ({"uitvoerders": None}, 6),
        ({"resultaten": None}, 7),
        ({"resultaten": []}, 7),
        ({"din_bijdragen": None}, 8),
        ({"din_bijdragen": []}, 8),
        ({"din_bijdragen": [{"subdoel": "AR1", "onderbouwing": "x" * 199}]}, 8),
        ({"planning_start": None}, 9),
        ({"planning_eind": None}, 9),
        ({"planning_eind": answers.PROPOSAL["planning_start"]}, 9),
        ({"cofinanciering": None}, 12),
        ({"cofinanciering": [{"bron": "Emmen", "bedrag": Decimal("99999.99")}]}, 12),
        ({"cofinanciering": [{"bron": "Emmen", "bedrag": Decimal("100000.01")}]}, 12),
        ({"andere_bronnen": None}, 13),
        ({"andere_bronnen": []}, 13),
        ({"staatssteun_mogelijk": None}, 14),
        ({"staatssteun_mogelijk": True}, 14),
        ({"borging": None}, 15),
        ({"borging_nodig": False}, 15),
        ({"borging_nodig": None}, 15),
        *(({f"voorstel_principe_{n}": None}, 16) for n in range(1, 6)),
    ],
)
def test_d10_names_the_part_of_a_proposal_that_is_missing(more, rule):
    rules, missing = tables.decided("D10", **answers.PROPOSAL | more)

    assert rules == (rule,)
    assert missing == [tables.table("D10").rules[rule - 1].outputs[0].strip('"')]


@pytest.mark.parametrize(
    "more",
    [
        {"din_bijdragen": [{"subdoel": "AR1", "onderbouwing": "x" * 200}]},
        {"planning_eind": date(2026, 6, 2)},
        {"gevraagde_bijdrage": Decimal(200000), "cofinanciering": []},
        {"staatssteun_mogelijk": True, "staatssteun_toelichting": "De-minimis."},
        {"borging_nodig": False, "borging_reden": "Het is eenmalig."},
    ],
)
def test_d10_finds_nothing_missing_at_the_boundary(more):
    assert tables.decided("D10", **answers.PROPOSAL | more) == ((), None)


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        ({"begroting": None}, (10, 11, 12)),
        ({"begroting": []}, (10, 11, 12)),
        ({"gevraagde_bijdrage": None}, (11, 12)),
        ({"gevraagde_bijdrage": Decimal("200000.01")}, (11, 12)),
        ({"planning_start": None, "verandering": None}, (2, 9)),
    ],
)
def test_d10_names_everything_that_is_missing_in_order(more, rules):
    assert tables.decided("D10", **answers.PROPOSAL | more)[0] == rules


def test_d10_finds_everything_missing_where_there_is_nothing():
    assert tables.decided("D10")[0] == tuple(range(1, 17))
    assert tables.decided("D10", orientatie_uitkomst="in_opdracht")[0] == tuple(range(17, 24))


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"alliantie_partij": None}, 17),
        ({"alliantie_doel": None}, 18),
        ({"alliantie_activiteiten": None}, 19),
        ({"alliantie_start": None}, 20),
        ({"alliantie_eind": ALLIANCE["alliantie_start"]}, 20),
        ({"alliantie_bijdragen": None}, 21),
        ({"alliantie_afspraken": None}, 22),
        ({"gevraagde_bijdrage": None}, 23),
    ],
)
def test_d10_asks_other_things_of_an_alliance(more, rule):
    assert tables.decided("D10", **ALLIANCE | more)[0] == (rule,)
    ordered = ALLIANCE | {"orientatie_uitkomst": "in_opdracht"}
    assert tables.decided("D10", **ordered | more)[0] == (rule,)
