"""What a business rule task gives to its decision is judged when its diagram is checked."""

import pytest

from engine import deployments
from engine.model import Severity
from tests.engine.decisions.dmn_files import decision, text
from tests.engine.decisions.dmn_files import file as decision_file
from tests.engine.office import FOLDER

TABLE = (FOLDER / "mandaat.dmn").read_bytes()
UITGAVE = (FOLDER / "uitgave.bpmn").read_bytes()
INPUTS = b"{bedrag: kosten, soort: soort}"
CODES = {"unknown-input", "missing-input", "wrong-input", "gives-function"}


@pytest.fixture
def judged(sqlite_office):
    """Give what is said about the inputs of the task when it gives these."""

    def look(inputs):
        diagram = UITGAVE.replace(INPUTS, inputs.replace('"', "&quot;").encode())
        with sqlite_office.store.read() as tx:
            found, _ = deployments.check_together(tx, [diagram, TABLE])
        assert not any(one.code == "not-xml" for one in found)
        return [one for one in found if one.code in CODES]

    return look


@pytest.mark.parametrize(
    "inputs",
    [
        "{bedrag: kosten, soort: soort}",
        '{bedrag: 100, soort: "project"}',
        "{bedrag: [100], soort: null}",
        '{bedrag: 100, "{urn:test:mandaat}soort": soort}',
    ],
)
def test_inputs_that_may_be_right_are_not_mentioned(judged, inputs):
    assert judged(inputs) == []


def test_an_input_of_a_wrong_type_is_an_error(judged):
    (wrong,) = judged('{bedrag: "veel", soort: soort}')

    assert (wrong.code, wrong.severity) == ("wrong-input", Severity.ERROR)
    assert wrong.element_id == "toets"
    assert wrong.words.nl == "'bedrag' is string, maar beslissing D4 heeft number nodig."
    assert wrong.excerpt.text == '{bedrag: "veel", soort: soort}'


def test_an_input_that_is_not_given_is_a_warning(judged):
    (wrong,) = judged("{bedrag: kosten}")

    assert (wrong.code, wrong.severity) == ("missing-input", Severity.WARNING)
    assert "'soort'" in wrong.say("nl")


def test_an_input_that_the_decision_does_not_know_is_an_error_with_a_suggestion(judged):
    wrong, missing = judged("{bedraag: kosten, soort: soort}")

    assert (wrong.code, wrong.severity) == ("unknown-input", Severity.ERROR)
    assert wrong.say("nl").endswith("'bedraag'. Bedoelt u bedrag?")
    assert missing.code == "missing-input"


def test_a_task_that_gives_all_variables_is_judged_by_those_that_are_known(sqlite_office):
    diagram = UITGAVE.replace(b'regie:inputs="' + INPUTS + b'"', b"")
    with sqlite_office.store.read() as tx:
        found, _ = deployments.check_together(tx, [diagram, TABLE])

    assert [one.words.en for one in found if one.code in CODES] == [
        "Decision D4 needs 'soort', but is not given it."
    ]


def test_a_task_whose_decision_gives_a_function_is_refused(sqlite_office):
    table = decision_file(
        decision("D4", text("function(x) x + 1")), namespace="urn:test:functie", version="1.3"
    )
    with sqlite_office.store.read() as tx:
        found, _ = deployments.check_together(tx, [UITGAVE, table])

    (wrong,) = [one for one in found if one.code == "gives-function"]
    assert (wrong.element_id, wrong.severity) == ("toets", Severity.ERROR)
    assert "functie" in wrong.say("nl")
