"""Every diagram that comes with the product can be executed, read and drawn."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from engine import decisions, drawing, feel, interpreter, terms
from tests.engine.drawing.drawing_judge import crossing, overlaps
from tests.processes import shipped, tables, written
from tests.processes.shipped import BPMN, REGIE

WIDEST = 2400
PROCESSES = {
    "rd_hoofd",
    "rd_idee",
    "rd_ontwerp",
    "rd_ontwerpteam",
    "rd_toets",
    "rd_besluit",
    "rd_overeenstemming",
    "rd_escalatie",
    "rd_bezwaar",
    "rd_bezwaar_behandeling",
    "rd_hoorzitting",
    "rd_zienswijze",
}
NAMED = (
    *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
    *("boundaryEvent", "userTask", "scriptTask", "callActivity", "subProcess", "businessRuleTask"),
    *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"),
)

each_process = pytest.mark.parametrize("process_id", sorted(shipped.DIAGRAMS))


def test_the_processes_of_the_catalogue_are_there():
    assert set(shipped.DIAGRAMS) == PROCESSES


@each_process
def test_a_diagram_has_no_problems(process_id):
    found = interpreter.problems(
        shipped.DIAGRAMS[process_id].read_bytes(),
        functions=terms.FUNCTIONS,
        forms=shipped.FORMS,
        decisions=tables.catalogue(),
    )

    assert [each.say("en") for each in found] == []


@each_process
def test_a_diagram_holds_the_process_that_its_folder_is_named_for(process_id):
    assert shipped.DIAGRAMS[process_id].stem == process_id
    assert interpreter.process_ids(shipped.DIAGRAMS[process_id].read_bytes()) == (process_id,)


@each_process
def test_every_process_that_is_called_is_there(process_id):
    assert shipped.called(process_id) <= PROCESSES


@each_process
def test_every_element_has_a_name(process_id):
    nodes = shipped.nodes(process_id, *NAMED)

    assert [each.get("id") for each in nodes if not each.get("name")] == []


@each_process
def test_every_user_task_has_a_form_a_reason_and_an_explanation(process_id):
    for task in shipped.tasks(process_id):
        assert task.get(REGIE + "form") in shipped.FORMS, task.get("id")
        assert task.get(REGIE + "why", "").endswith("."), task.get("id")
        assert task.findtext(BPMN + "documentation"), task.get("id")


@each_process
def test_every_lane_is_a_body(process_id):
    bodies = json.loads(shipped.LISTS["bodies"].read_text())["choices"]

    lanes = {each.get("name") for each in shipped.nodes(process_id, "lane")}

    assert lanes <= {each["title"] for each in bodies}


@each_process
def test_every_node_lies_in_a_lane(process_id):
    definition = interpreter.read(
        shipped.DIAGRAMS[process_id].read_bytes(), process_id, functions=terms.FUNCTIONS
    )

    assert [each.id for each in definition.elements.values() if each.body is None] == []


@each_process
def test_statuses_are_words_of_the_vocabulary(process_id):
    found = {each.get(REGIE + "status") for each in shipped.tree(process_id).iter()} - {None}

    assert found <= shipped.STATUSES


@each_process
def test_every_variable_that_is_read_is_written_somewhere(process_id):
    known = written.names(process_id)
    unknown = {
        (where, name)
        for where, expression in written.expressions(process_id)
        for name in expression.names
        if name not in known
    }

    assert unknown == set()


@each_process
def test_every_input_of_a_table_is_written_somewhere(process_id):
    known = written.names(process_id)
    for task in shipped.nodes(process_id, "businessRuleTask"):
        name = task.get(REGIE + "decision")
        asked = decisions.required_inputs(tables.catalogue()[name].decisions, name)
        given = known if task.get(REGIE + "inputs") is None else _given(task)

        assert {each.name for each in asked} <= given, name


def _given(task):
    """Give the names of the context that a business rule task gives its table."""
    found = feel.parse(task.get(REGIE + "inputs"), known=shipped.FUNCTIONS)
    return set(feel.evaluate(found, {}, at=tables.AT))


@each_process
def test_a_table_stands_beside_a_process_that_asks_it(process_id):
    beside = {path.stem for path in shipped.DIAGRAMS[process_id].parent.glob("*.dmn")}
    asked = {each.get(REGIE + "decision") for each in shipped.nodes(process_id, "businessRuleTask")}

    assert beside <= asked


@each_process
def test_a_diagram_fits_on_a_screen_and_is_laid_out(process_id):
    source = shipped.DIAGRAMS[process_id].read_bytes()

    assert drawing.has_layout(source)
    assert drawing.size(source)[0] <= WIDEST


@each_process
def test_laying_a_diagram_out_anew_keeps_it_on_a_screen(process_id):
    anew = drawing.tidy(shipped.DIAGRAMS[process_id].read_bytes())

    assert drawing.size(anew)[0] <= WIDEST


@each_process
def test_nothing_on_a_diagram_covers_anything(process_id):
    assert overlaps(shipped.DIAGRAMS[process_id].read_bytes()) == []


@each_process
def test_what_leaves_the_edge_of_a_task_crosses_nothing(process_id):
    source = shipped.DIAGRAMS[process_id].read_bytes()
    edges = {each.get("id") for each in shipped.nodes(process_id, "boundaryEvent")}
    leaving = [
        each.get("id")
        for each in shipped.nodes(process_id, "sequenceFlow")
        if each.get("sourceRef") in edges
    ]

    assert {one: crossing(source, one) for one in leaving if crossing(source, one)} == {}


@each_process
def test_every_list_that_is_run_through_is_declared(process_id):
    declared = {each.get("id") for each in shipped.nodes(process_id, "dataObject")}
    used = shipped.nodes(process_id, "loopDataInputRef", "loopDataOutputRef")

    assert {each.text for each in used} <= declared


def test_cases_of_objections_have_numbers_of_their_own():
    assert shipped.nodes("rd_bezwaar", "process")[0].get(REGIE + "series") == "BZ"
    assert shipped.nodes("rd_hoofd", "process")[0].get(REGIE + "series") == "RD"


@each_process
def test_a_diagram_is_valid_bpmn_for_other_tools(process_id):
    package = Path(find_spec("SpiffWorkflow").origin).parent
    schema = etree.XMLSchema(etree.parse(package / "bpmn/parser/schema/BPMN20.xsd"))

    assert schema.validate(shipped.tree(process_id)), schema.error_log
