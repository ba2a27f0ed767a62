"""What `tidy` promises: nothing covers anything, nothing else changes, twice is once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from lxml import etree

from engine import drawing
from engine.drawing import bpmn, words
from engine.drawing.bpmn import BPMNDI
from engine.drawing.sheet import laid_out
from tests.engine.drawing.drawing_diagrams import (
    SMALL,
    diagram,
    flow,
    lane,
    node,
    quick,
    structured,
)
from tests.engine.drawing.drawing_judge import crossing, overlaps, slanting


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


def boxes(xml):
    return {shape.id: shape.box for shape in laid_out(bpmn.parse(xml), None).shapes}


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


def test_a_lane_in_a_lane_is_drawn_inside_it():
    inner = lane("Staf", "a") + lane("Kernteam", "b")
    outer = f'<bpmn:lane id="Programma"><bpmn:childLaneSet>{inner}</bpmn:childLaneSet></bpmn:lane>'
    lanes = f"<bpmn:laneSet>{outer}{lane('Stuurgroep', 'c')}</bpmn:laneSet>"
    nodes = "".join(node("task", id_) for id_ in ("a", "b", "c"))

    box = boxes(drawing.tidy(diagram(nodes + flow("a", "b") + flow("b", "c"), lanes)))

    assert box["Programma"].height == box["Staf"].height + box["Kernteam"].height
    assert box["Programma"].x == box["Stuurgroep"].x < box["Staf"].x
    assert len({box[id_].right for id_ in ("Programma", "Staf", "Kernteam", "Stuurgroep")}) == 1


def test_a_flow_back_to_where_it_starts_goes_around():
    xml = drawing.tidy(diagram(node("task", "a") + flow("a", "a", "nog eens")))

    assert overlaps(xml) == []
    assert slanting(xml) == []
    assert drawing.has_layout(xml)


def test_messages_end_at_the_edge_of_a_pool():
    around = """<bpmn:collaboration id="samen">
      <bpmn:participant id="boven" name="Burger"/>
      <bpmn:participant id="onder" processRef="proces"/>
      <bpmn:messageFlow id="m" sourceRef="onder" targetRef="boven"/></bpmn:collaboration>"""
    xml = drawing.tidy(diagram(node("task", "a"), around=around))

    box = boxes(xml)
    (edge,) = laid_out(bpmn.parse(xml), None).edges

    assert edge.points[0][1] == box["onder"].y
    assert edge.points[-1][1] == box["boven"].bottom


def test_what_has_lanes_is_never_folded():
    ids = [f"t{n}" for n in range(40)]
    chain = "".join(node("task", id_, "Taak") for id_ in ids)
    chain += "".join(flow(one, other) for one, other in pairwise(ids))
    lanes = f"<bpmn:laneSet>{lane('A', *ids[:20])}{lane('B', *ids[20:])}</bpmn:laneSet>"

    assert drawing.size(diagram(chain))[0] < 2500
    assert drawing.size(diagram(chain, lanes))[0] > 5000


def timer(id_, host):
    return node("boundaryEvent", id_, "Tijd om", "<bpmn:timerEventDefinition/>", attachedToRef=host)


def test_flows_from_two_events_on_one_task_do_not_cross():
    xml = tidied(
        node("userTask", "eerst", "Eerst")
        + node("userTask", "werk", "Werk uit")
        + node("userTask", "dan", "Dan")
        + node("userTask", "boven", "Stem af")
        + node("userTask", "onder", "Stop")
        + timer("t1", "werk")
        + timer("t2", "werk")
        + flow("eerst", "werk")
        + flow("werk", "dan")
        + flow("t1", "onder")
        + flow("t2", "boven"),
        lane("A", "boven"),
        lane("B", "eerst", "werk", "dan"),
        lane("C", "onder"),
    )

    assert crossing(xml, "t1_onder") == []


def tidied(body, *lanes):
    return drawing.tidy(diagram(body, f"<bpmn:laneSet>{''.join(lanes)}</bpmn:laneSet>"))


def test_channels_narrow_before_a_diagram_gets_too_wide():
    ids = [f"t{n}" for n in range(16)]
    chain = "".join(node("userTask", id_, "Taak") for id_ in ids)
    chain += "".join(flow(one, other) for one, other in pairwise(ids))

    assert drawing.size(tidied(chain, lane("A", *ids[:8]), lane("B", *ids[8:])))[0] <= 2440


def test_a_task_has_room_for_its_name_in_broad_letters_below_its_sign():
    xml = drawing.tidy(diagram(node("userTask", "t", "Informeer indiener en coördinatieteam")))

    box = boxes(xml)["t"]
    lines = words.wrap("Informeer indiener en coördinatieteam", box.width - 12, words.TEXT)
    assert [line for line in lines if line.endswith("-")] == []
    assert (box.height - len(lines) * words.TEXT * words.LINE) / 2 >= 20
