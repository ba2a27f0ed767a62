"""Who may only look at a case, and who may pass on what came in for it."""

from io import BytesIO

import pytest

from engine import deployments, messages, openings, people, store
from engine.messages import NobodyWaits
from engine.model import Who
from engine.openings import Opening
from tests.engine.office import AANVRAAG, FORMS
from tests.webui.workplace import ANN, BOB, DAAN, PDF


@pytest.fixture
def number(place):
    """A case that waits for an answer from outside."""
    with place.store.begin() as tx:
        store.bundles.keep_in_library(tx, "form", FORMS)
        deployments.deploy(tx, AANVRAAG, by=ANN)
    with place.store.begin() as tx:
        opened = openings.open_case(tx, Opening("aanvraag", {"titel": "Fietspad"}), Who("bob"))
    place.complete(f"{opened.number}.1/beoordeel#1", "bob", volledig=False, bedrag=10)
    return opened.number


def test_an_auditor_sees_a_case_and_is_offered_nothing_to_change(place, number):
    eve = place.as_("eve")

    assert "Fietspad" in eve.get(f"/zaken/{number}").text()
    assert "Antwoord" not in eve.get(f"/zaken/{number}").text()
    assert "Nieuwe opmerking" not in eve.get(f"/zaken/{number}/opmerkingen").text()
    assert "Document toevoegen" not in eve.get(f"/zaken/{number}/stukken").text()


def test_an_auditor_can_change_nothing_by_asking_anyway(place, number):
    eve = place.as_("eve")

    eve.send(f"/zaken/{number}/opmerkingen", status=403, opmerking="Gezien.")
    eve.send(f"/zaken/{number}/stukken", status=403, document=(BytesIO(PDF), "brief.pdf"))
    eve.send(f"/zaken/{number}/bericht/antwoord", status=404, actie="rond-af")
    with place.store.read() as tx:
        assert store.cases.comments(tx, number) == []
        assert store.cases.documents(tx, number) == []


def test_who_works_on_a_case_elsewhere_cannot_pass_on_what_came_in(place, number):
    with place.store.read() as tx:
        assert messages.awaited(tx, number, BOB) == ["antwoord"]
    with place.store.begin() as tx:
        store.cases.may_be_seen_by(tx, number, ["Loket provincie"])

    daan = place.as_("daan")
    assert "Antwoord" not in daan.get(f"/zaken/{number}").text()
    daan.send(f"/zaken/{number}/bericht/antwoord", status=404, actie="rond-af")


def test_a_refused_message_moves_nothing(place, number):
    with place.store.begin() as tx, pytest.raises(NobodyWaits):
        messages.pass_on(tx, number, "antwoord", {}, DAAN)

    with place.store.read() as tx:
        assert messages.awaited(tx, number, BOB) == ["antwoord"]


def test_who_left_the_body_keeps_her_claimed_task_and_sees_no_case_beside_it(place):
    task = place.task(place.idea(), "registreer")
    bob = place.as_("bob")
    assert "De zaak tot nu toe" in bob.get(place.address(task)).text()
    bob.send(place.address(task), actie="pak-op")
    with place.store.begin() as tx:
        people.set_bodies(tx, "bob", ())

    shown = place.as_("bob").get(place.address(task)).text()

    assert "Registreer idee" in shown
    assert "De zaak tot nu toe" not in shown
