"""What starts by itself, as process owners and administrators see it and stop it."""

import logging

import pytest
from sqlalchemy import update

from engine import deployments, starts, store, tables
from tests.engine.interpreter.diagrams import diagram, element, end, go, start, timer
from tests.webui.workplace import ANN, FRED

WEEKLY = diagram(
    start("week", timer("R/2026-01-12T09:00/P7D", "timeCycle"), name="Elke maandag"),
    element("task", "bericht", regie_assignee='"bob"'),
    end(),
    go("week bericht e"),
    name="Weekbericht",
)
PAGE = "/processen/p"


@pytest.fixture
def weekly(place):
    """Give the workplace with a process that starts every Monday."""
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
        deployments.deploy(tx, WEEKLY, by=ANN)
    return place


def steer(visitor, what, why="Vakantie", status=200):
    return visitor.send(f"{PAGE}/begin", status, begin="p/week", actie=what, reden=why)


def test_the_page_of_a_process_says_when_it_starts_and_who_stopped_it(weekly):
    ann = weekly.as_("ann")
    said = "Elke maandag Begint op maandag 12 januari 2026 om 09.00 uur, daarna steeds na 1 week."
    assert said in " ".join(ann.get(PAGE).text().split())
    steer(ann, "stop")
    page = ann.get(PAGE).text()
    assert "Gestopt door Ann Anema op 5 januari 2026" in page
    assert ("Begint op" in page, "Begint niet, tot iemand dit hervat." in page) == (False, True)
    steer(ann, "hervat", "Weer terug")

    assert "Gestopt door" not in ann.get(PAGE).text()


@pytest.mark.parametrize("who", ["ann", "fred", "eve"])
def test_the_page_of_a_process_tells_who_did_what_to_a_start_and_why(weekly, who):
    assert "Wat er met dit begin gebeurde" not in weekly.as_(who).get(PAGE).text()
    steer(weekly.as_("ann"), "stop", "Vakantie")
    steer(weekly.as_("fred"), "hervat", "Weer <terug>")

    told = " ".join(weekly.as_(who).get(PAGE).text().split())
    said = told[told.index("Wat er met dit begin gebeurde") :]
    assert said.index("Hervat: Elke maandag") < said.index("Gestopt: Elke maandag")
    for one in ("Door Fred", "Weer <terug>", "Door Ann Anema, vandaag om 09.00 uur", "Vakantie"):
        assert one in said


def test_who_gives_no_reason_is_asked_for_one_and_nothing_changes(weekly):
    ann = weekly.as_("ann")
    page = steer(ann, "stop", " ", status=400)

    assert "Schrijf op waarom. De reden blijft bij dit proces staan." in page.text()
    assert "Gestopt" not in ann.get(PAGE).text()


def test_a_reason_that_is_too_long_stays_typed(weekly):
    page = steer(weekly.as_("ann"), "stop", "lang " * 500, status=400)

    assert "De reden is te lang: 2499 tekens" in page.text()
    assert page.one("input", name="reden")["value"] == "lang " * 500


@pytest.mark.parametrize("forged", ["p/\0" + "x" * 5_000, "ander/week", "p/<b>"])
def test_a_forged_start_is_not_found_and_not_repeated(weekly, forged):
    page = weekly.as_("ann").send(f"{PAGE}/begin", 404, begin=forged, actie="stop", reden="Zomaar")

    assert "Dit begin staat niet (meer) klaar." in page.text()
    answered = str(page.elements)
    assert [one for one in (r"\x00", "xxx", "ander/week", "p/<b>") if one in answered] == []


def test_an_auditor_sees_what_starts_and_stops_nothing(weekly):
    eve = weekly.as_("eve")

    assert "Begint op maandag" in eve.get(PAGE).text()
    assert "Stoppen" not in eve.get(PAGE).text()
    eve.send(f"{PAGE}/begin", 404, begin="p/week", actie="stop")


@pytest.mark.parametrize(("fields", "status"), [({"actie": "stop"}, 404), ({"actie": "x"}, 400)])
def test_what_is_not_there_cannot_be_steered(weekly, fields, status):
    weekly.as_("ann").send(f"{PAGE}/begin", status, begin="p/ander", **fields)


def test_a_case_that_began_by_itself_says_so(weekly):
    weekly.clock.tick(days=7)
    assert starts.open_due(weekly.store) == 1

    page = weekly.as_("fred").get("/zaken/RD-2026-0001")
    assert "De tijd was daar: de zaak begon vanzelf" in page.text()


def test_an_administrator_sees_what_could_not_start_and_tries_again(weekly):
    counter = tables.case_counter
    weekly.clock.tick(days=7)
    starts.open_due(weekly.store)
    weekly.clock.tick(days=7)
    logging.disable(logging.CRITICAL)
    with weekly.store.begin() as tx:
        tx.change(update(counter).values(last=0))
    assert starts.open_due(weekly.store) == 0
    logging.disable(logging.NOTSET)
    with weekly.store.begin() as tx:
        tx.change(update(counter).values(last=1))
    fred = weekly.as_("fred")
    assert "Wat niet vanzelf kon beginnen" in fred.get("/beheer").text()
    assert "Niet gelukt" in fred.get(PAGE).text()
    steer(fred, "opnieuw")

    assert starts.open_due(weekly.store) == 1
    assert "Wat niet vanzelf kon beginnen" not in fred.get("/beheer").text()
