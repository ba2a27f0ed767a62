"""Whatever is handed in, the drawing answers with a picture or a sentence in two languages."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from engine import drawing
from engine.drawing import DiagramNotDrawn
from engine.drawing.bpmn import BPMN, MOST_ELEMENTS
from engine.drawing.layout import MOST
from tests.engine.drawing.drawing_diagrams import SMALL, diagram, flow, made_up, node, quick

LAUGHS = b"""<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><d>&c;</d>"""
OUTSIDE = b"""<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL">
<b:process id="p"><b:task id="t" name="x"/><b:textAnnotation id="n"><b:text>&x;</b:text>
</b:textAnnotation></b:process></b:definitions>"""
TAGS = [
    "task",
    "subProcess",
    "boundaryEvent",
    "sequenceFlow",
    "messageFlow",
    "lane",
    "process",
    "xyz",
]
NAMES = ["id", "name", "sourceRef", "targetRef", "attachedToRef", "processRef", "x", "width"]


def draw(xml):
    drawing.steps(xml)
    return drawing.svg(drawing.tidy(xml), title="Proef", description="Een proef.")


@pytest.mark.parametrize(
    "xml", [b"", b"geen xml", b"<a/>", b"<a", LAUGHS, OUTSIDE, b"\xff\xfe\x00", b"<a>" * 9000]
)
def test_what_is_no_safe_bpmn_is_refused_in_two_languages(xml):
    with pytest.raises(DiagramNotDrawn) as refusal:
        draw(xml)

    assert "BPMN-diagram" in refusal.value.sentence("nl")
    assert "BPMN diagram" in refusal.value.sentence("en")


def test_an_id_that_occurs_twice_is_refused_by_name():
    with pytest.raises(DiagramNotDrawn, match="tweemaal"):
        draw(diagram(node("task", "tweemaal") + node("task", "tweemaal")))


def test_a_file_without_a_process_has_nothing_to_draw():
    with pytest.raises(DiagramNotDrawn, match="no process"):
        draw(f'<b:definitions xmlns:b="{BPMN}"/>'.encode())


def test_a_diagram_that_nobody_could_read_is_not_laid_out():
    many = diagram("".join(node("task", f"t{n}") for n in range(MOST + 1)))

    with pytest.raises(DiagramNotDrawn, match="call activities"):
        drawing.tidy(many)


def test_a_giant_is_refused_before_anything_is_done_with_it():
    many = diagram("".join(node("task", f"t{n}") for n in range(MOST_ELEMENTS)))

    with pytest.raises(DiagramNotDrawn, match="call activities"):
        drawing.steps(many)


@pytest.mark.parametrize("value", [b"nan", b"inf", b"1e99", b"links", b"-3"])
def test_a_position_that_makes_no_sense_is_refused(value):
    xml = drawing.tidy(SMALL).replace(b'width="100"', b'width="' + value + b'"', 1)

    with pytest.raises(DiagramNotDrawn, match="Lay the diagram out anew"):
        drawing.size(xml)


def test_odd_references_leave_something_out_but_draw_the_rest():
    odd = diagram(
        node("task", "a")
        + node("boundaryEvent", "los", attachedToRef="nergens")
        + node("boundaryEvent", "zelf", attachedToRef="zelf")
        + node("boundaryEvent", "op_rand", attachedToRef="los")
        + flow("a", "a")
        + flow("a", "nergens")
        + flow("los", "zelf")
        + "<bpmn:task name='zonder id'/><bpmn:sequenceFlow sourceRef='a' targetRef='los'/>"
        + "<regie:task id='van een ander'/>",
    )

    drawn = draw(odd)

    assert all(f'"{id_}"' in drawn for id_ in ("a", "los", "zelf", "op_rand", "a_a"))
    assert "van een ander" not in drawn


def test_a_very_long_name_is_cut_and_a_long_word_is_wrapped():
    drawn = draw(diagram(node("userTask", "a", "x" * 5000) + node("endEvent", "b", "漢字 " * 90)))

    assert len(drawn) < 8000


def test_a_star_of_many_branches_finds_a_row_for_each():
    star = node("parallelGateway", "g") + "".join(node("task", f"t{n}") for n in range(40))

    drawn = draw(diagram(star + "".join(flow("g", f"t{n}") for n in range(40))))

    assert drawn.count("data-element") == 81


@quick
@given(st.data())
def test_a_diagram_with_random_damage_is_drawn_or_refused(data):
    pick = lambda options: data.draw(st.sampled_from(options))  # noqa: E731  made_up calls it
    root = etree.fromstring(made_up(pick, 3))
    everything = list(root.iter())
    ids = [one.get("id") for one in everything if one.get("id")]
    for _ in range(pick(range(1, 6))):
        one = pick(everything[1:])
        damage = pick(["reference", "tag", "gone", "forgotten"])
        if damage == "reference":
            one.set(pick(NAMES), pick([*ids, "", "nergens", "a:b", "-1"]))
        elif damage == "tag":
            one.tag = f"{{{BPMN}}}{pick(TAGS)}"
        elif damage == "gone" and one.getparent() is not None:
            one.getparent().remove(one)
        elif one.attrib:
            del one.attrib[pick(list(one.attrib))]
    with contextlib.suppress(DiagramNotDrawn):
        etree.fromstring(draw(etree.tostring(root)))
