"""What `tidy` promises: nothing covers anything, nothing else changes, twice is once."""

from __future__ import annotations

from hypothesis import given
from lxml import etree

from engine import drawing
from engine.drawing.bpmn import BPMNDI
from tests.engine.drawing.drawing_diagrams import SMALL, diagram, flow, node, quick, structured
from tests.engine.drawing.drawing_judge import overlaps, slanting


def without_layout(xml):
    root = etree.fromstring(xml)
    for one in root.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        root.remove(one)
    return etree.tostring(root, method="c14n")


@quick
@given(structured())
def test_on_a_structured_diagram_nothing_covers_anything(xml):
    assert overlaps(drawing.tidy(xml)) == []


@quick
@given(structured())
def test_all_flows_run_level_or_upright(xml):
    assert slanting(drawing.tidy(xml)) == []


@quick
@given(structured())
def test_tidying_twice_changes_nothing(xml):
    once = drawing.tidy(xml)

    assert drawing.tidy(once) == once


@quick
@given(structured())
def test_nothing_but_the_layout_changes(xml):
    assert without_layout(drawing.tidy(xml)) == without_layout(xml)


def test_an_old_layout_is_replaced_in_its_place():
    once = drawing.tidy(SMALL)
    moved = once.replace(b'x="', b'x="1', 1).replace(
        b"</bpmn:definitions>", b"<!-- end -->\n</bpmn:definitions>"
    )

    again = drawing.tidy(moved)

    assert again.count(b"BPMNDiagram ") == 1
    assert again.replace(b"<!-- end -->\n", b"") == once


def test_extensions_comments_and_instructions_survive():
    xml = diagram(
        "<!-- a remark --><?tool keep?>"
        + node(
            "userTask",
            "a",
            inside="<bpmn:extensionElements><regie:form id='f'/></bpmn:extensionElements>",
        )
        + node("userTask", "b")
        + flow("a", "b")
    )

    assert without_layout(drawing.tidy(xml)) == without_layout(xml)


def test_ids_of_the_layout_never_take_an_id_of_the_process():
    xml = diagram(node("userTask", "a") + node("userTask", "a_di") + node("task", "proces_plane"))

    ids = [one.get("id") for one in etree.fromstring(drawing.tidy(xml)).iter() if one.get("id")]

    assert len(ids) == len(set(ids))


def test_every_process_of_a_file_gets_a_diagram():
    other = '<bpmn:process id="ander"><bpmn:task id="x"/></bpmn:process>'

    tidied = drawing.tidy(diagram(node("task", "a"), around=other))

    assert tidied.count(b"<bpmndi:BPMNPlane ") == 2
