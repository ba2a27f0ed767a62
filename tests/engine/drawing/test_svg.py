"""What a picture promises: safe to put in a page, complete, and readable without colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from lxml import etree

from engine import drawing
from engine.drawing import DiagramNotDrawn, Marks
from tests.engine.drawing.drawing_diagrams import SMALL, diagram, flow, node, quick, structured

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>&amp; \' onload="x"'
TWO = """<bpmn:collaboration id="samen">
  <bpmn:participant id="p1" name="Provincie" processRef="proces"/>
  <bpmn:participant id="p2" name="Burger"/>
  <bpmn:messageFlow id="m1" name="brief" sourceRef="p2" targetRef="begin"/>
  <bpmn:messageFlow id="m2" sourceRef="p1" targetRef="p2"/>
</bpmn:collaboration>"""


def picture(xml, **more):
    return drawing.svg(xml, title="Proef", description="Een proef.", **more)


def parsed(xml, **more):
    return etree.fromstring(picture(xml, **more))


def group(root, id_):
    (found,) = [one for one in root.iter(f"{SVG}g") if one.get("data-element") == id_]
    return found


def texts(root):
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def test_the_picture_says_what_it_is():
    root = parsed(SMALL)

    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "Proef"
    assert root[1].tag == f"{SVG}desc"
    assert root[1].text == "Een proef."
    assert root.get("aria-labelledby") == root[0].get("id")
    assert root.get("aria-describedby") == root[1].get("id")


def test_two_pictures_on_a_page_have_ids_of_their_own():
    one = parsed(SMALL)
    other = parsed(SMALL.replace(b"Ontvangen", b"Binnen"))

    assert one[0].get("id") != other[0].get("id")


def test_every_element_and_flow_can_be_found_by_its_id():
    root = parsed(SMALL)

    drawn = {one.get("data-element") for one in root.iter(f"{SVG}g")} - {None}
    known = {one.get("id") for one in etree.fromstring(SMALL).iter("{*}process")}
    everything = {one.get("id") for one in etree.fromstring(SMALL).iter() if one.get("id")}

    assert drawn == everything - known


@quick
@given(structured(6))
def test_a_picture_has_no_styles_no_scripts_and_no_addresses(xml):
    root = parsed(xml)

    assert not list(root.iter(f"{SVG}style", f"{SVG}script", f"{SVG}a", f"{SVG}foreignObject"))
    for one in root.iter():
        assert not {name for name in one.attrib if name == "style" or name.startswith("on")}
        assert not {name for name in one.attrib if "href" in name}
        assert "url(" not in "".join(one.attrib.values())


def test_hostile_names_and_ids_are_only_text():
    xml = diagram(
        node("userTask", HOSTILE, HOSTILE)
        + node("endEvent", "b", HOSTILE)
        + node("textAnnotation", "c", inside="<bpmn:text>&lt;script></bpmn:text>")
    )

    drawn = drawing.svg(xml, title=HOSTILE, description=HOSTILE)
    root = etree.fromstring(drawn)

    assert "<script" not in drawn
    assert group(root, HOSTILE) is not None
    assert root[0].text == HOSTILE
    assert not [one for one in root.iter() if one.get("onload")]


def test_every_class_has_its_looks():
    everything = Marks(
        current=frozenset({"toets"}),
        done=frozenset({"begin", "begin_toets"}),
        tokens={"maan": 2},
        counts={"begin": 3, "toets": 1},
        problems=frozenset({"besluit", "besluit_klaar"}),
    )
    kinds = set(re.findall(r'class="([^"]*)"', picture(SMALL, marks=everything)))
    used = {name for kind in kinds for name in kind.split()}

    assert used - set(re.findall(r"\.(g-[\w-]+)", drawing.stylesheet())) <= {"g-el", "g-flow"}


def test_all_classes_keep_out_of_the_way_of_the_page():
    assert not re.findall(r'class="(?!g-)', picture(SMALL))


def test_where_an_instance_is_now_has_a_dot():
    root = parsed(SMALL, marks=Marks(current=frozenset({"toets"})))

    assert "g-now" in group(root, "toets").get("class").split()
    assert len([one for one in root.iter(f"{SVG}circle") if one.get("class") == "g-token"]) == 1


def test_more_than_one_token_is_counted_in_the_dot():
    assert "3" in texts(parsed(SMALL, marks=Marks(tokens={"toets": 3})))


def test_what_is_done_is_marked_on_elements_and_flows():
    root = parsed(SMALL, marks=Marks(done=frozenset({"begin", "begin_toets"})))

    assert "g-done" in group(root, "begin").get("class").split()
    assert "g-done" in group(root, "begin_toets").get("class").split()
    assert "g-done" not in group(root, "toets").get("class").split()


def test_a_problem_carries_a_sign():
    root = parsed(SMALL, marks=Marks(problems=frozenset({"toets", "begin_toets"})))

    assert texts(root).count("!") == 2


def test_counts_are_written_and_graded():
    root = parsed(SMALL, marks=Marks(counts={"toets": 10, "goed": 1, "maan": 0}))

    assert {"10\u00d7", "1\u00d7"} <= set(texts(root))
    assert "g-heat-5" in group(root, "toets").get("class")
    assert "g-heat-1" in group(root, "goed").get("class")
    assert "g-heat" not in group(root, "maan").get("class")


def test_a_file_without_layout_is_drawn_as_tidy_would_lay_it_out():
    assert not drawing.has_layout(SMALL)
    assert drawing.has_layout(drawing.tidy(SMALL))
    assert drawing.size(SMALL) == drawing.size(drawing.tidy(SMALL))


def test_half_a_layout_does_not_hide_the_other_half():
    half = re.sub(
        rb'<bpmndi:BPMNShape id="besluit_di".*?</bpmndi:BPMNShape>',
        b"",
        drawing.tidy(SMALL),
        flags=re.DOTALL,
    )

    assert not drawing.has_layout(half)
    assert group(parsed(half), "besluit") is not None


def test_pools_messages_and_all_processes_are_drawn():
    xml = diagram(node("startEvent", "begin") + node("task", "a") + flow("begin", "a"), around=TWO)

    drawn = {one.get("data-element") for one in parsed(xml).iter()}

    assert {"p1", "p2", "m1", "m2", "begin", "a"} <= drawn


def test_a_process_of_several_can_be_asked_for():
    other = '<bpmn:process id="ander"><bpmn:task id="x"/></bpmn:process>'
    xml = diagram(node("task", "a"), around=other)

    assert group(parsed(xml, process_id="ander"), "x") is not None
    assert group(parsed(xml, process_id="proces"), "a") is not None
    with pytest.raises(DiagramNotDrawn, match="geen"):
        picture(xml, process_id="geen")


def test_a_standalone_picture_brings_its_own_looks():
    alone = drawing.standalone(picture(SMALL))

    assert etree.fromstring(alone).find(f"{SVG}style").text == drawing.stylesheet()


def test_the_looks_are_small_and_know_both_themes():
    looks = drawing.stylesheet()

    assert len(looks) < 6000
    assert "prefers-color-scheme: dark" in looks
    assert "forced-colors: active" in looks


def test_the_same_arguments_give_the_same_picture():
    assert picture(SMALL) == picture(SMALL)
