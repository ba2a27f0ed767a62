"""Business rule tasks: the decision of the bundle is made, told in history, and made again."""

from decimal import Decimal

import pytest

from engine import decisions, deployments, replay, store
from engine.decisions import InvalidDecisions
from engine.events import DecisionMade
from engine.interpreter import InvalidDiagram
from engine.model import Place
from tests.engine.office import ANN, EVE, FOLDER

TABLE = (FOLDER / "mandaat.dmn").read_bytes()
UITGAVE = (FOLDER / "uitgave.bpmn").read_bytes()
INSTANCE = "UG-2026-0001.1"


@pytest.fixture
def deciding(office):
    """The office with a process that decides by a table."""
    with office.store.begin() as tx:
        deployments.deploy_together(tx, [UITGAVE, TABLE], by=ANN)
    return office


def happenings(office, instance_id=INSTANCE):
    with office.store.read() as tx:
        return replay.happenings(tx, instance_id, EVE)


def verdict(office, instance_id=INSTANCE):
    with office.store.read() as tx:
        return replay.verify(tx, instance_id, EVE)


@pytest.mark.parametrize(
    ("amount", "element_id"),
    [("49999.99", "betaal"), ("50000.00", "betaal"), ("50000.01", "vraag")],
)
def test_a_table_decides_which_way_a_case_goes(deciding, amount, element_id):
    number = deciding.open("uitgave", kosten=Decimal(amount), soort="onderzoek")

    assert deciding.open_tasks(number) == [f"{INSTANCE}/{element_id}#1"]


def test_history_tells_what_was_asked_which_rule_matched_and_what_came_out(deciding):
    deciding.open("uitgave", kosten=Decimal(100), soort="onderzoek")

    first = happenings(deciding)[0]
    (made,) = [one for one in first.told.effects if isinstance(one, DecisionMade)]
    assert made.place == Place("toets")
    assert (made.decision, made.name, made.rules) == ("D4", "Wie beslist", (2,))
    assert made.inputs == {"bedrag": Decimal(100), "soort": "onderzoek"}
    assert made.output == "directeur"
    assert made.digest == decisions.catalogue({"urn:test:mandaat": TABLE}, {})["D4"].digest


def decided(office):
    first = happenings(office)[0]
    (made,) = [one for one in first.told.effects if isinstance(one, DecisionMade)]
    return made


def test_history_tells_an_input_of_a_wrong_type_as_it_was_given_and_warns(deciding):
    deciding.open("uitgave", kosten="x", soort="onderzoek")

    made = decided(deciding)
    assert made.inputs["bedrag"] is None
    assert made.given == {"bedrag": "x"}
    nl, en = made.warnings[0]
    assert "de waarde van bedrag past niet bij het type number" in nl
    assert "the value of bedrag does not conform" in en
    assert verdict(deciding).right


def test_an_input_that_fits_is_told_once(deciding):
    deciding.open("uitgave", kosten=Decimal(100), soort="onderzoek")

    assert (decided(deciding).given, decided(deciding).warnings) == ({}, [])


def test_a_decision_is_made_again_when_a_case_is_verified(deciding):
    deciding.open("uitgave", kosten=Decimal(100), soort="onderzoek")
    deciding.complete(f"{INSTANCE}/betaal#1", hoe="goed")

    found = verdict(deciding)
    assert found.right
    assert found.checked == 2


def test_a_changed_table_is_for_new_cases_only(deciding):
    deciding.open("uitgave", kosten=Decimal(100), soort="onderzoek")
    with deciding.store.begin() as tx:
        (bundle,) = deployments.deploy(tx, TABLE.replace(b"50000", b"50"), by=ANN)
    number = deciding.open("uitgave", kosten=Decimal(100), soort="onderzoek")

    assert (bundle.process_id, bundle.version) == ("uitgave", 2)
    assert deciding.open_tasks(number) == ["UG-2026-0002.1/vraag#1"]
    assert verdict(deciding).right
    assert verdict(deciding, "UG-2026-0002.1").right


def test_the_same_table_again_gives_no_new_version(deciding):
    with deciding.store.begin() as tx:
        (bundle,) = deployments.deploy(tx, TABLE, by=ANN)

    assert bundle.version == 1


def test_a_bundle_takes_along_only_the_tables_it_decides_with(deciding):
    with deciding.store.read() as tx:
        versions = {one.process_id: one.digest for one in store.bundles.versions(tx)}
        found = {name: store.bundles.find(tx, digest) for name, digest in versions.items()}

    assert found["uitgave"].decisions == {"urn:test:mandaat": TABLE}
    assert found["aanvraag"].decisions == {}


def test_a_decision_that_does_not_exist_is_refused_with_the_nearest_name(deciding):
    with deciding.store.begin() as tx, pytest.raises(InvalidDiagram) as refused:
        deployments.deploy(tx, UITGAVE.replace(b'"D4"', b'"D44"'), by=ANN)

    assert "De beslissing 'D44' bestaat niet. Bedoelt u 'D4'?" in refused.value.sentence("nl")


def test_two_files_cannot_hold_a_decision_with_one_id(deciding):
    other = TABLE.replace(b"urn:test:mandaat", b"urn:test:elders")
    with deciding.store.begin() as tx, pytest.raises(InvalidDecisions) as refused:
        deployments.deploy(tx, other, by=ANN)

    assert "Een ander bestand heeft ook een beslissing 'D4'" in refused.value.sentence("nl")


def test_a_table_with_a_mistake_deploys_nothing(deciding):
    broken = TABLE.replace(b"&lt;= 50000", b"&lt;= ")
    with deciding.store.begin() as tx, pytest.raises(InvalidDecisions) as refused:
        deployments.deploy(tx, broken, by=ANN)

    assert "D4" in refused.value.sentence("nl")
    with deciding.store.read() as tx:
        assert store.bundles.library(tx, "decision") == {"urn:test:mandaat": TABLE}
