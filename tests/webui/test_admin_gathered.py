"""What waits in administration for the rest with which a process starts."""

import pytest

from engine import deployments, messages, store
from engine.messages import Incoming
from engine.model import Who
from tests.engine.interpreter.diagrams import MESSAGE, SIGNAL, diagram, go, start, user
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
