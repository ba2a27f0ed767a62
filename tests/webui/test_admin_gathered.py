"""What waits in administration for the rest with which a process starts."""

import pytest

from engine import cases, deployments, messages, store
from engine.messages import Incoming
from engine.model import Who
from tests.engine.interpreter.diagrams import MESSAGE, SIGNAL, diagram, go, start, throw, user
from tests.webui.workplace import ANN, FRED

TOGETHER = start("alles", MESSAGE + SIGNAL, parallelMultiple="true")


@pytest.fixture
def fred(place):
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
    return place.as_("fred")


def gather_one(place, how_many=1):
    """Let messages wait for the other event with which a process starts."""
    needs = diagram(TOGETHER, user("u"), go("alles u"), name="Samen beginnen")
    with place.store.begin() as tx:
        deployments.deploy(tx, needs, by=ANN)
        for number in range(how_many):
            messages.receive(tx, Incoming("m1", f"2026-{7 + number}"), Who("bob"))


def test_what_waits_for_the_rest_to_begin_stands_with_its_process(place, fred):
    assert "Wat wacht op de rest" not in fred.get("/beheer").text()
    gather_one(place)

    shown = " ".join(fred.get("/beheer").text().split())
    assert "Wat wacht op de rest om te beginnen" in shown
    assert (
        "m1, voor 2026-7: voor het begin van Samen beginnen Nog nodig: het signaal 's1'." in shown
    )
    assert "Van buiten. Wacht sinds vandaag om 09.00 uur" in shown
    assert "Komt de rest niet binnen 7 dagen" in shown
    english = " ".join(fred.get("/beheer?taal=en").text().split())
    assert "What waits for the rest to begin" in english
    assert "Still needed: the signal 's1'. From outside. Waits since today at" in english


def test_what_does_not_count_is_said_with_a_link_to_its_case(place, fred):
    sends = diagram(start(), throw("t", SIGNAL), user("u"), go("s t u"), name="Zender")
    with place.store.begin() as tx:
        deployments.deploy(tx, sends.replace(b'id="p"', b'id="zender"'), by=ANN)
    gather_one(place, 0)
    number = place.start("zender")
    messages.deliver(place.store)
    with place.store.begin() as tx:
        cases.suspend(tx, number, "Even wachten", FRED)
        messages.receive(tx, Incoming("m1", "2026-7"), Who("bob"))

    page = fred.get("/beheer")
    why = f"het signaal 's1' niet, want de zaak die het stuurde, ligt stil ({number})."
    assert " ".join(page.text().split()).count(why) == 2
    links = page.all("a", text=f"Bekijk zaak {number}")
    assert [one["href"] for one in links] == [f"/zaken/{number}"] * 2
    english = " ".join(fred.get("/beheer?taal=en").text().split())
    assert f"because the case that sent it is suspended ({number}). See case {number}" in english


def test_what_waits_for_the_rest_stands_on_pages_of_its_own(place, fred):
    gather_one(place, 53)
    first = fred.get("/beheer")
    second = fred.get(first.one("a", text="Volgende")["href"])

    assert "1 tot en met 25 van 53" in " ".join(first.text().split())
    assert first.one("a", text="Volgende")["href"] == "/beheer?verzameld=2#verzameld"
    assert "26 tot en met 50 van 53" in " ".join(second.text().split())
    assert "voor 2026-31" in first.text()
    assert "voor 2026-32" not in first.text()
    assert "voor 2026-32" in second.text()
    assert "Storingen" in second.text()
    last = fred.get("/beheer?verzameld=999").text()
    assert "voor 2026-59" in last
