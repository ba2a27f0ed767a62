"""A process that decides with a table, for the tests of the pages about decisions."""

from decimal import Decimal

from engine import deployments, openings, store
from engine.model import Who
from engine.openings import Opening
from tests.engine import office
from tests.webui.workplace import ANN, FOLDER

PROCESS = "uitgave"
TABLE = (FOLDER / "mandaat.dmn").read_bytes()
DIAGRAM = (office.FOLDER / "uitgave.bpmn").read_bytes()


def furnish(place):
    """Deploy the process with its table and its form."""
    with place.store.begin() as tx:
        store.bundles.keep_in_library(tx, "form", {"hoe": office.FORMS["hoe"]})
        deployments.deploy_together(tx, [DIAGRAM, TABLE], by=ANN)


def spend(place, amount="100.00", kind="onderzoek"):
    """Open a case in which it is decided who decides; give its number."""
    known = {"titel": "Onderzoek naar de veerpont", "kosten": Decimal(amount), "soort": kind}
    with place.store.begin() as tx:
        return openings.open_case(tx, Opening(PROCESS, known), Who("bob")).number
