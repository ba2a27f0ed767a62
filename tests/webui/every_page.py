"""A workplace with something on every kind of page, and the addresses of those pages, by reader."""

import io

from engine import cases, deployments, services, starts, store, tasks
from tests.webui.test_admin import address, fail_one, report_one
from tests.webui.test_studio import IDEA, deploy
from tests.webui.test_studio_migration import PAGE, RENAMED
from tests.webui.test_studio_offering import WRONG
from tests.webui.test_studio_starts import WEEKLY
from tests.webui.workplace import ANN, BOB, FRED, MELDING, NO_MAIL


def filled(place):
    """Fill the workplace; give who reads which pages, nobody for visitors."""
    stuck = _administered(place)
    number, work = _worked_on(place)
    still = _suspended(place)
    deploy(place, RENAMED)
    place.as_("ann").send("/processen/aanbieden", bestand=(io.BytesIO(WRONG), "a.bpmn"))
    case = f"/zaken/{number}"
    parts = ("", "/stappen", "/verloop", "/stukken", "/opmerkingen")
    past = f"/toezicht/{number}"
    desk = ["/taken", "/taken/gremium", "/taken/klaar", "/zaken", "/nergens"]
    studio = ["/processen", f"/processen/{IDEA}", "/processen/p", "/processen/aanbieden"]
    return {
        "": ["/welkom", "/idee", "/bezwaar", "/aanmelden"],
        "bob": [work, *desk, *(case + part for part in parts), f"/zaken/{still}"],
        "eve": ["/toezicht", f"{past}?controle=1", f"{past}/{number}.1?g=2", "/toezicht/begin"],
        "ann": [*studio, "/processen/aanbieden/controle", f"{PAGE}?van-werk_uit=schrijf"],
        "fred": [
            *("/beheer", address(stuck), f"{case}/beheer", f"/zaken/{still}/beheer"),
            *("/beheer/starten", "/beheer/starten/toets/start"),
        ],
    }


def _administered(place):
    """Let a letter not be sent, messages wait in vain and a start be stopped; give the case."""
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
        deployments.deploy(tx, MELDING.read_bytes(), by=ANN)
        deployments.deploy(tx, WEEKLY, by=ANN)
        starts.stop(tx, "p/week", "Vakantie", ANN)
    stuck = place.start("melding", titel="Fietspad", adres="noor@voorbeeld.nl")
    services.perform_due(place.store, NO_MAIL)
    report_one(place)
    fail_one(place, stuck)
    return stuck


def _worked_on(place):
    """Open a case with a comment and a draft; give its number and the address of its task."""
    number = place.idea("Dorpsdokter dichtbij: huisarts, wijkverpleging en apotheek onder één dak")
    place.go_on(number)
    bob = place.as_("bob")
    bob.send(f"/zaken/{number}/opmerkingen", opmerking="Gebeld met de indiener.")
    work = place.address(place.task(number, "werk_uit"))
    bob.send(work, actie="pak-op", titel="Dorpsdokter")
    return number, work


def _suspended(place):
    number = place.idea("Nachtbus")
    with place.store.begin() as tx:
        tasks.claim(tx, place.task(number), BOB)
        cases.suspend(tx, number, "Wacht op advies", FRED)
    return number
