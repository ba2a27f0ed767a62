"""A file that is something else is refused in the words of what it was meant to be."""

import pytest

from engine import deployments
from engine.decisions import InvalidDecisions
from engine.interpreter import InvalidDiagram
from tests.engine.office import ANN

NEITHER = b"<a/>"
DEEP = b"<a>" * 300 + b"</a>" * 300


def said(office, name, content=NEITHER):
    with office.store.read() as tx:
        ((problem,),) = deployments.check_together(tx, [content], [name])
    return problem.say("nl")


def test_the_ending_of_its_name_says_what_a_file_should_be(sqlite_office):
    assert said(sqlite_office, "tabel.DMN").startswith("Het bestand is geen DMN")
    assert said(sqlite_office, "proces.bpmn").startswith("Het bestand is geen BPMN 2.0. ")


@pytest.mark.parametrize("name", ["", "iets.xml"])
def test_without_an_ending_that_tells_it_is_said_to_be_neither(sqlite_office, name):
    assert said(sqlite_office, name).startswith("Het bestand is geen BPMN 2.0 en geen DMN.")


@pytest.mark.parametrize("name", ["a.dmn", "a.bpmn", ""])
def test_a_file_that_is_nested_too_deeply_is_refused_in_one_plain_sentence(sqlite_office, name):
    sentence = said(sqlite_office, name, DEEP)

    assert sentence.endswith("niveaus.")
    assert "XML_PARSE_HUGE" not in sentence


@pytest.mark.parametrize(
    ("name", "refusal"), [("a.dmn", InvalidDecisions), ("a.bpmn", InvalidDiagram)]
)
def test_an_offered_file_is_refused_as_what_its_name_says(sqlite_office, name, refusal):
    with sqlite_office.store.begin() as tx, pytest.raises(refusal):
        deployments.offer(tx, NEITHER, by=ANN, name=name)
