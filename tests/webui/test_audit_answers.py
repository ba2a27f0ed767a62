"""A step that several people do: who did it, and who not yet, also while it goes on."""

import pytest
from sqlalchemy import text

from engine import deployments, messages, openings, store
from engine.messages import Incoming
from engine.model import Who
from engine.openings import Opening
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    diagram,
    end,
    go,
    start,
    throw,
    user,
)
from tests.webui.test_audit import fact, moment
from tests.webui.test_studio import cells
from tests.webui.workplace import ANN, EVE

ROUND = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:regie="urn:regie:bpmn" id="d" targetNamespace="urn:regie:tests">
  <process id="ronde" name="Ronde" isExecutable="true">
    <laneSet id="banen">
      <lane id="staf" name="Staf"><flowNodeRef>s</flowNodeRef><flowNodeRef>beoordeel</flowNodeRef>
      <flowNodeRef>e</flowNodeRef></lane></laneSet>
    <startEvent id="s"><outgoing>f1</outgoing></startEvent>
    <userTask id="beoordeel" name="Beoordeel" regie:form="registreer">
      <incoming>f1</incoming><outgoing>f2</outgoing>
      <multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>
    </userTask>
    <endEvent id="e"><incoming>f2</incoming></endEvent>
    <sequenceFlow id="f1" sourceRef="s" targetRef="beoordeel"/>
    <sequenceFlow id="f2" sourceRef="beoordeel" targetRef="e"/>
  </process>
</definitions>
"""


@pytest.fixture
def number(place):
    """Give a case in which one of three has judged."""
    with place.store.begin() as tx:
        deployments.deploy(tx, ROUND, by=ANN)
        found = openings.open_case(tx, Opening("ronde", {"titel": "Plan"}), Who("bob")).number
    place.complete(f"{found}.1/beoordeel#2", "bob", duidelijk_genoeg=True, toelichting="Goed")
    return found


def test_each_item_of_a_step_says_who_did_it_while_it_goes_on(place, number):
    page = moment(place, number)

    assert fact(page, "Toelichting") == "Goed"
    rows = [row for row in cells(page) if row.startswith(("1", "2", "3"))]
    assert rows == [
        "1Bob BakkerIs het idee duidelijk genoeg? jaBij 2",
        "2StafNog niet",
        "3StafNog niet",
    ]


def test_what_was_answered_is_erased_with_the_case(place, number):
    with place.store.begin() as tx:
        tx.change(text("DELETE FROM case_key"))

    page = moment(place, number)

    assert "Goed" not in page.text()
    assert "Bob Bakker" in page.text()


def test_all_that_came_for_a_start_that_needs_several_events_stands_at_its_beginning(place):
    first = start("alles", MESSAGE + OTHER_MESSAGE, parallelMultiple="true")
    with place.store.begin() as tx:
        deployments.deploy(tx, diagram(first, user("u"), go("alles u")), by=ANN)
        messages.receive(tx, Incoming("m2", payload={"bedrag": 1}), Who("bob"))
        messages.receive(tx, Incoming("m1", payload={"bedrag": 2}), Who("bob"))
    messages.deliver(place.store)
    with place.store.read() as tx:
        (case,) = [
            one for one in store.case_lists.listed(tx, EVE, most=100) if one.process_id == "p"
        ]

    page = moment(place, case.number)
    sent = "5 januari 2026, 09.00 uur"
    assert "1" in fact(page, f"Bericht 'm2', {sent}")
    assert "2" in fact(page, f"Bericht 'm1', {sent}")


def test_who_sent_the_parts_a_process_began_with_stands_with_a_link(place):
    first = start("alles", MESSAGE + OTHER_MESSAGE, parallelMultiple="true")
    sends = diagram(start(), throw("t", MESSAGE), end(), go("s t e"))
    with place.store.begin() as tx:
        deployments.deploy(tx, diagram(first, user("u"), go("alles u")), by=ANN)
        deployments.deploy(tx, sends.replace(b'id="p"', b'id="stuurt"'), by=ANN)
    number = place.start("stuurt")
    with place.store.begin() as tx:
        messages.receive(tx, Incoming("m2", number), Who("bob"))
    messages.deliver(place.store)

    page = place.as_("eve").get(f"/toezicht/{number}/{number}.2?g=1")

    assert fact(page, "Wie") == "deze zaak, iemand van buiten"
    assert f"/toezicht/{number}/{number}.1?g=1" in [one["href"] for one in page.all("a")]
    assert "begon toen alles er was waarop het wachtte" in page.text()
