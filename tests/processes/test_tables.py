"""Every rule and every boundary of the tables about money, escalation, objection and functions.

A case says what differs from a full set of inputs that gives one outcome; it fixes the numbers
of the rules that match and what comes out. Tables about ideas and proposals have a file of
their own.
"""

from __future__ import annotations

from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from engine import decisions, terms
from tests.processes import shipped, tables

EVERYTHING = {"D1", "D2", "D3", "D3a", "D4", "D5", "D6", "D8b", "D9", "D10"}
MARKS = ("S: ", "L: ", "A: ")

#: an expense that the director may decide about
EXPENSE = {
    "uitgave_voor_werkwijze": False,
    "uitgave_bedrag": Decimal(1000),
    "uitgave_categorie": "samenwerking",
    "uitgaven_zelfde_doel": Decimal(0),
    "directeur_belanghebbend": False,
    "vrije_ruimte": Decimal(100000),
}
SECRETARIES = {
    "behandelaar": "secretarissen",
    "eerst": "programmadirecteur",
    "ook": None,
    "gesloten": False,
}
DIRECTOR = SECRETARIES | {"behandelaar": "programmadirecteur"}
INFORMED = SECRETARIES | {"ook": "stuurgroep"}
SAME_DAY = SECRETARIES | {"eerst": "secretarissen"}
CLOSED = {
    "behandelaar": "voorzitter_secretarissen",
    "eerst": "secretarissen",
    "ook": "integriteitsfunctionaris van de provincie",
    "gesloten": True,
}


def test_the_tables_of_the_catalogue_are_there():
    assert set(shipped.TABLES) == EVERYTHING
    assert set(tables.catalogue()) - {"D10_onderdelen"} == EVERYTHING


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_a_table_has_no_problems(name):
    found = decisions.read(shipped.TABLES[name], known=frozenset(terms.FUNCTIONS))

    assert [each.say("en") for each in found.problems] == []


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_every_rule_says_why_and_from_where(name):
    table = tables.table(name)

    assert table.annotations == ("Waarom", "Bron")
    for rule in table.rules:
        why, source = rule.annotations
        assert why.endswith("."), rule.id
        assert source.startswith(MARKS), rule.id


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_a_table_has_a_namespace_a_question_and_a_drawing(name):
    root = etree.fromstring(shipped.TABLES[name])
    drawn = {each.get("dmnElementRef") for each in root.iter("{*}DMNShape", "{*}DMNEdge")}
    nodes = root.findall("{*}inputData") + root.findall("{*}decision")
    needs = root.findall("{*}decision/{*}informationRequirement")

    assert root.get("namespace") == f"urn:regie:beslissingen:{name}"
    assert root.findtext(f"{{*}}decision[@id='{name}']/{{*}}question").endswith("?")
    assert {each.get("id") for each in (*nodes, *needs)} == drawn


@pytest.mark.parametrize(
    ("topic", "choice", "rule", "kind"),
    [
        *((topic, None, 1, "inhoud") for topic in ("weging", "criteria", "rangorde", "bedrag")),
        ("deskundigenadvies", None, 1, "inhoud"),
        *((topic, None, 2, "procedure") for topic in ("termijn", "horen", "bevoegdheid")),
        *((topic, None, 2, "procedure") for topic in ("motivering", "betaling", "vaststelling")),
        ("terugvordering", None, 2, "procedure"),
        ("belangenverstrengeling", None, 3, "beide"),
        *(("onduidelijk", kind, 4, kind) for kind in ("inhoud", "procedure", "beide")),
        ("onduidelijk", None, 5, "beide"),
        ("onduidelijk", "geen", 5, "beide"),
        ("gelijk", None, 5, "beide"),
        ("twijfel", None, 5, "beide"),
        ("twijfel", "inhoud", 5, "beide"),
        (None, None, 5, "beide"),
    ],
)
def test_d3_says_what_a_ground_of_an_objection_is_about(topic, choice, rule, kind):
    assert tables.decided("D3", onderwerp=topic, soort_keuze=choice) == ((rule,), kind)


@pytest.mark.parametrize(
    ("blocks", "quorum", "turn", "rule", "outcome"),
    [
        (0, True, 1, 1, "overeenstemming"),
        (0, True, 2, 1, "overeenstemming"),
        (1, True, 1, 2, "volgende_ronde"),
        (0, False, 1, 2, "volgende_ronde"),
        (0, None, 1, 2, "volgende_ronde"),
        (None, True, 1, 2, "volgende_ronde"),
        (1, True, 2, 3, "escalatie"),
        (1, True, 3, 3, "escalatie"),
        (0, False, 2, 3, "escalatie"),
        (0, True, None, 1, "overeenstemming"),
    ],
)
def test_d3a_says_whether_there_is_consensus(blocks, quorum, turn, rule, outcome):
    asked = {"aantal_blokkades": blocks, "quorum": quorum, "besluit_ronde": turn}
    numbers = {name: Decimal(n) if type(n) is int else n for name, n in asked.items()}

    assert tables.decided("D3a", **numbers) == ((rule,), outcome)


def test_d3a_says_nothing_about_a_block_in_a_round_without_number():
    asked = {"aantal_blokkades": Decimal(1), "quorum": True, "besluit_ronde": None}

    assert tables.decided("D3a", **asked) == ((), None)


@pytest.mark.parametrize(
    ("more", "rules", "outcome"),
    [
        ({}, (7,), "binnen_mandaat"),
        ({"uitgave_categorie": "orientatie_onderzoek"}, (7,), "binnen_mandaat"),
        ({"uitgave_voor_werkwijze": True}, (1,), "buiten_mandaat"),
        ({"uitgave_bedrag": Decimal(0)}, (7,), "binnen_mandaat"),
        ({"uitgave_bedrag": Decimal("49999.99")}, (7,), "binnen_mandaat"),
        ({"uitgave_bedrag": Decimal("50000.00")}, (7,), "binnen_mandaat"),
        ({"uitgave_bedrag": Decimal("50000.01")}, (2, 4), "buiten_mandaat"),
        ({"uitgave_categorie": "anders"}, (3,), "motivering_nodig"),
        ({"uitgaven_zelfde_doel": Decimal("48999.99")}, (7,), "binnen_mandaat"),
        ({"uitgaven_zelfde_doel": Decimal("49000.00")}, (7,), "binnen_mandaat"),
        ({"uitgaven_zelfde_doel": Decimal("49000.01")}, (4,), "splitsing_vermoed"),
        ({"directeur_belanghebbend": True}, (5,), "voorzitter_stuurgroep"),
        ({"vrije_ruimte": Decimal("1000.01")}, (7,), "binnen_mandaat"),
        ({"vrije_ruimte": Decimal("1000.00")}, (7,), "binnen_mandaat"),
        ({"vrije_ruimte": Decimal("999.99")}, (6,), "weigeren"),
    ],
)
def test_d4_says_whether_the_director_may_spend(more, rules, outcome):
    assert tables.decided("D4", **EXPENSE | more) == (rules, outcome)


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({"uitgave_voor_werkwijze": True, "directeur_belanghebbend": True}, "buiten_mandaat"),
        ({"uitgave_categorie": "anders", "directeur_belanghebbend": True}, "voorzitter_stuurgroep"),
        ({"uitgave_categorie": "anders", "vrije_ruimte": Decimal(0)}, "weigeren"),
        (
            {"uitgaven_zelfde_doel": Decimal(50000), "directeur_belanghebbend": True},
            "splitsing_vermoed",
        ),
    ],
)
def test_d4_lets_the_strictest_of_several_outcomes_count(more, outcome):
    assert tables.decided("D4", **EXPENSE | more)[1] == outcome


@pytest.mark.parametrize("amount", ["-0.01", "-100000"])
def test_d4_gives_no_mandate_for_an_amount_below_zero(amount):
    assert tables.decided("D4", **EXPENSE | {"uitgave_bedrag": Decimal(amount)}) == ((), None)


@pytest.mark.parametrize("missing", sorted(EXPENSE))
def test_d4_gives_no_mandate_while_something_is_unknown(missing):
    assert tables.decided("D4", **EXPENSE | {missing: None}) == ((), None)
    assert tables.decided("D4", **{name: EXPENSE[name] for name in set(EXPENSE) - {missing}}) == (
        (),
        None,
    )


@pytest.mark.parametrize(
    ("code", "more", "rule", "route"),
    [
        ("geen_consensus", {"escalatie_rondes": 1}, 9, DIRECTOR),
        ("geen_consensus", {"escalatie_rondes": 2}, 1, SECRETARIES),
        ("geen_consensus", {"escalatie_rondes": 3}, 1, SECRETARIES),
        ("geen_consensus", {}, 9, DIRECTOR),
        ("geen_capaciteit", {"escalatie_werkdagen": 10}, 9, DIRECTOR),
        ("geen_capaciteit", {"escalatie_werkdagen": 11}, 2, SECRETARIES),
        ("geen_capaciteit", {}, 9, DIRECTOR),
        ("budget", {"escalatie_overschrijding_procent": 10}, 9, DIRECTOR),
        ("budget", {"escalatie_overschrijding_procent": "10.01"}, 3, INFORMED),
        ("budget", {"escalatie_overschrijding": "49999.99"}, 9, DIRECTOR),
        ("budget", {"escalatie_overschrijding": "50000.00"}, 9, DIRECTOR),
        ("budget", {"escalatie_overschrijding": "50000.01"}, 4, INFORMED),
        ("budget", {}, 9, DIRECTOR),
        ("twee_keer_rood", {}, 5, SECRETARIES),
        ("bestuurlijk_risico", {}, 6, SAME_DAY),
        ("integriteit", {}, 7, CLOSED),
        ("wettelijke_termijn", {"escalatie_dagen": 13}, 8, DIRECTOR | {"ook": "Juridische zaken"}),
        ("wettelijke_termijn", {"escalatie_dagen": 14}, 9, DIRECTOR),
        ("wettelijke_termijn", {}, 9, DIRECTOR),
        ("te_veel_rondes", {}, 9, DIRECTOR),
        ("anders", {"escalatie_overschrijding": "50000.01"}, 9, DIRECTOR),
        (None, {}, 9, DIRECTOR),
    ],
)
def test_d5_says_who_handles_an_escalation(code, more, rule, route):
    numbers = {name: Decimal(number) for name, number in more.items()}

    assert tables.decided("D5", escalatie_code=code, **numbers) == ((rule,), route)


@pytest.mark.parametrize(
    ("functions", "more", "rules"),
    [
        *((["ET", other], {}, (1,)) for other in ("ST", "KT", "CT", "OT", "SEC", "IND")),
        (["ET-vz", "uitvoerder"], {}, (1,)),
        (["ET", "SG"], {}, (1, 3)),
        (["ET", "PD"], {}, (1, 2)),
        (["PD", "SG-vz"], {}, (2,)),
        (["PD", "VS"], {}, (2, 4)),
        (["PD", "BC"], {}, (2, 5)),
        *((["SG", other], {}, (3,)) for other in ("KT", "ST", "OT")),
        *((["VS", other], {}, (4,)) for other in ("SG", "ET")),
        *((["BC", other], {}, (5,)) for other in ("SG", "ST", "KT", "CT", "OT", "ET", "SEC")),
        *((["projectcontroller", other], {}, (6,)) for other in ("PD", "KT", "OT")),
        (["ET"], {"handeling": "beoordelen", "eigen_organisatie_betrokken": True}, (7,)),
        (["ET"], {"handeling": "beoordelen", "eigen_organisatie_betrokken": False}, ()),
        (["ET"], {"handeling": "beoordelen"}, ()),
        (["SG"], {"handeling": "besluiten", "eigen_organisatie_betrokken": True}, (8,)),
        (["BC"], {"handeling": "adviseren_over_bezwaar", "eerder_besloten": True}, (9,)),
        (["GS"], {"handeling": "besluiten", "eerder_besloten": True}, ()),
        (["ST"], {"handeling": "betaling_goedkeuren", "betaling_ingevoerd": True}, (10,)),
        (["ST"], {"handeling": "betaling_goedkeuren", "betaling_ingevoerd": False}, ()),
        (["programmasecretaris", "ET"], {}, (11,)),
        (["KT"], {"handeling": "uitvoering_sturen"}, (12,)),
        (["OT", "uitvoerder"], {}, (13,)),
        (["KT", "CT"], {}, ()),
        (["ET"], {}, ()),
        ([], {}, ()),
        (None, {}, ()),
    ],
)
def test_d6_finds_functions_that_do_not_go_together(functions, more, rules):
    matched, conflicts = tables.decided("D6", functies=functions, **more)

    assert matched == rules
    hard = {1, 2, 3, 4, 5, 6, 7, 9, 10}
    kinds = ["hard" if rule in hard else "zacht" for rule in rules]
    assert [each["conflict"] for each in conflicts or ()] == kinds
    assert all(each["regel"] and each["tekst"].endswith(".") for each in conflicts or ())


@pytest.mark.parametrize(
    ("amount", "room", "rules", "enough"),
    [
        ("49999.99", "50000.00", (1,), True),
        ("50000.00", "50000.00", (1,), True),
        ("50000.01", "50000.00", (2,), False),
        ("0", "0", (1,), True),
        (None, "50000.00", (), None),
        ("50000.00", None, (), None),
        (None, None, (), None),
    ],
)
def test_d8b_says_whether_there_is_room_in_the_budget(amount, room, rules, enough):
    asked = {"besluit_bedrag": amount, "vrije_ruimte": room}
    numbers = {name: Decimal(text) if text else None for name, text in asked.items()}

    assert tables.decided("D8b", **numbers) == (rules, enough)


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_a_table_is_valid_dmn_for_other_tools(name):
    folder = Path(find_spec("SpiffWorkflow").origin).parent / "dmn/parser/schema"
    schema = etree.XMLSchema(etree.parse(folder / "DMN13.xsd"))
    as_1_3 = shipped.TABLES[name].replace(b"/DMN/20230324/", b"/DMN/20191111/")

    assert schema.validate(etree.fromstring(as_1_3)), schema.error_log
