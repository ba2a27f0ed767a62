"""The text beside every picture: which steps, in which order, in whose lane."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from lxml import etree

from engine import drawing
from engine.drawing import DiagramNotDrawn
from engine.drawing.bpmn import FLOW_NODES
from tests.engine.drawing.drawing_diagrams import (
    SMALL,
    diagram,
    flow,
    lane,
    node,
    quick,
    structured,
)


def told(xml, process_id=None):
    return [step.id for step in drawing.steps(xml, process_id)]


def chain(*ids):
    return "".join(flow(one, other) for one, other in pairwise(ids))


def test_the_story_follows_the_flows_and_not_the_file():
    xml = diagram(
        node("endEvent", "c") + node("task", "b") + node("startEvent", "a") + chain("a", "b", "c")
    )

    assert told(xml) == ["a", "b", "c"]


def test_what_a_boundary_event_sets_off_is_told_right_after_its_host():
    assert told(SMALL) == [
        "begin",
        "toets",
        "laat",
        "maan",
        "gemaand",
        "goed",
        "niet",
        "besluit",
        "klaar",
    ]


def test_a_branch_is_told_to_its_end_before_the_next_one():
    xml = diagram(
        node("parallelGateway", "split")
        + "".join(node("task", id_) for id_ in ("a1", "b1", "a2", "b2"))
        + node("parallelGateway", "meet")
        + chain("split", "a1", "a2", "meet")
        + chain("split", "b1", "b2", "meet")
    )

    assert told(xml) == ["split", "a1", "a2", "b1", "b2", "meet"]


def test_a_loop_is_told_once():
    xml = diagram(
        node("startEvent", "a")
        + node("task", "b")
        + node("exclusiveGateway", "c")
        + node("endEvent", "d")
        + chain("a", "b", "c", "b")
        + flow("c", "d")
    )

    assert told(xml) == ["a", "b", "c", "d"]


def test_a_sub_process_is_followed_by_what_is_inside():
    inside = node("startEvent", "in") + node("task", "werk") + flow("in", "werk")
    xml = diagram(
        node("task", "eerst")
        + node("subProcess", "sub", inside=inside)
        + node("task", "daarna")
        + chain("eerst", "sub", "daarna"),
        lanes="<bpmn:laneSet>" + lane("Staf", "eerst", "sub", "daarna") + "</bpmn:laneSet>",
    )

    steps = drawing.steps(xml)

    assert [(step.id, step.parent) for step in steps] == [
        ("eerst", None),
        ("sub", None),
        ("in", "sub"),
        ("werk", "sub"),
        ("daarna", None),
    ]
    assert {step.lane for step in steps} == {"Staf"}


def test_event_sub_processes_are_told_last():
    apart = node("subProcess", "apart", inside=node("startEvent", "x"), triggeredByEvent="true")

    assert told(diagram(apart + node("task", "a"))) == ["a", "apart", "x"]


def test_a_step_knows_its_lane_its_kind_and_what_it_waits_for():
    steps = {step.id: step for step in drawing.steps(SMALL)}

    assert steps["toets"].name == "Toets de aanvraag"
    assert steps["toets"].kind == "userTask"
    assert steps["toets"].lane == "Loket"
    assert steps["goed"].lane == "Stuurgroep"
    assert steps["laat"].lane == "Loket"
    assert steps["laat"].host == "toets"
    assert steps["laat"].trigger == "timer"


def test_one_process_of_several_can_be_asked_for():
    other = '<bpmn:process id="ander"><bpmn:task id="x"/></bpmn:process>'
    xml = diagram(node("task", "a"), around=other)

    assert told(xml) == ["x", "a"]
    assert told(xml, "ander") == ["x"]
    with pytest.raises(DiagramNotDrawn, match="geen"):
        told(xml, "geen")


def test_a_closed_loop_without_a_start_is_told_too():
    assert told(diagram(node("task", "a") + node("task", "b") + chain("a", "b", "a"))) == ["a", "b"]


@quick
@given(structured(8))
def test_every_element_is_told_exactly_once(xml):
    nodes = [
        one.get("id")
        for one in etree.fromstring(xml).iter()
        if etree.QName(one).localname in FLOW_NODES
    ]

    assert sorted(told(xml)) == sorted(nodes)
