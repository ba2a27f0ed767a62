"""What cases kept sending each other is shown to administrators, with the reason."""

from engine import deployments, messages, store
from engine.limits import Limits
from engine.model import Who
from engine.openings import Opening, open_case
from engine.settings import Settings
from tests.engine.rounds import ITSELF, MOST
from tests.webui.workplace import ANN, FRED


def go_round(place, folder):
    """Let a case send itself messages until it is stopped; give its number and the last of them."""
    found = store.open_store(Settings(data=folder, limits=Limits(hops=MOST)), place.clock)
    with found.begin() as tx:
        store.people.add(tx, FRED, "no password")
        deployments.deploy(tx, ITSELF, by=ANN)
        number = open_case(tx, Opening("rond", {}), Who("outside")).number
    messages.deliver(found)
    with found.read() as tx:
        (last,) = messages.failed(tx, FRED)
    found.close()
    return number, last


def test_an_administrator_reads_why_a_round_of_messages_was_stopped(place, tmp_path):
    number, last = go_round(place, tmp_path / "data")
    fred = place.as_("fred")

    shown = " ".join(fred.get("/beheer").text().split())
    assert f"m1, voor {number} Verstuurd door {number}.1" in shown
    assert f"er gingen meer dan {MOST} bezorgingen aan vooraf zonder dat iemand iets deed" in shown
    assert f"more than {MOST} deliveries" in fred.get("/beheer?taal=en").text()

    page = fred.send(f"/beheer/berichten/{last.id}/afvoeren")
    assert "bezorgingen" not in page.text()
