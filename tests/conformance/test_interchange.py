"""Diagrams of other tools are read and written back whole, and executed or refused by name."""

import os
from pathlib import Path

import pytest
from lxml import etree

from engine import drawing, interpreter
from engine.drawing import bpmn
from engine.model import Severity
from tests.engine.interpreter.world import World

FOLDER = Path(os.environ.get("REGIE_CORPUS", "nowhere")) / "miwg"
FILES = sorted(FOLDER.glob("*.bpmn"))

pytestmark = pytest.mark.skipif(
    not FILES, reason="left out: REGIE_CORPUS names no folder with diagrams of other tools"
)

each_file = pytest.mark.parametrize("path", FILES or [None], ids=lambda path: path and path.stem)


def canonical(root):
    """Write XML so that two texts are the same when they say the same, comments included."""
    return etree.canonicalize(etree.tostring(root, encoding="unicode"), with_comments=True)


def without_drawing(source):
    root = etree.fromstring(source)
    for diagram in root.findall(f"{{{bpmn.BPMNDI}}}BPMNDiagram"):
        root.remove(diagram)
    return root


def errors(source):
    return [one for one in interpreter.problems(source) if one.severity is Severity.ERROR]


def test_all_files_are_there():
    assert len(FILES) == 21


@each_file
def test_a_diagram_is_read_and_written_back_without_loss(path):
    source = path.read_bytes()
    written = etree.tostring(bpmn.parse(source).getroottree())

    assert canonical(etree.fromstring(written)) == canonical(etree.fromstring(source))


@each_file
def test_a_fresh_layout_changes_nothing_but_the_drawing(path):
    source = path.read_bytes()
    tidied = drawing.tidy(source)

    assert canonical(without_drawing(tidied)) == canonical(without_drawing(source))
    assert interpreter.problems(tidied) == interpreter.problems(source)


@each_file
def test_a_diagram_is_executable_or_says_all_that_refuses_it(path):
    source = path.read_bytes()
    ids = {node.get("id") for node in etree.fromstring(source).iter(etree.Element)}
    refusing = errors(source)
    for one in refusing:
        assert one.element_id in ids, one
        assert one.say("nl") != one.say("en")
        assert one.say("nl").startswith(one.element_name or one.element_id)
    for process_id in interpreter.process_ids(source):
        if not refusing:
            runs_from_every_start(source, process_id)


def runs_from_every_start(source, process_id):
    for begin in World(source).definitions[process_id].starts:
        world = World(source)
        world.start(process_id, start=begin.element_id or None)
        world.run()

        assert world.first.ears or world.first.ended
        assert not world.first.incidents


@each_file
def test_what_refuses_a_diagram_is_the_complete_list(path):
    """Take away every element that is refused: nothing may be refused that was not named."""
    source = path.read_bytes()
    named = {one.element_id for one in errors(source)}
    root = etree.fromstring(source)
    before = {(one.code, one.element_id) for one in errors(source)}
    for node in [one for one in root.iter(etree.Element) if one.get("id") in named]:
        if node.getparent() is not None and etree.QName(node).localname != "process":
            node.getparent().remove(node)
    consequences = {
        "flow-ends",
        "unreachable",
        "no-way-to-start",
        "no-process",
        "default-elsewhere",
        "event-gateway-none",
    }
    consequences |= {"attached-to-nothing", "unknown-data", "unknown-reference", "no-handler"}
    after = {(one.code, one.element_id) for one in errors(etree.tostring(root))}

    assert {one for one in after - before if one[0] not in consequences} == set()
