"""Steering in a real browser: without a script, on a phone, and for who cannot see."""

import pytest

from engine import cases, store
from engine.model import Place
from tests.webui.browser import NARROW, faults, follow, looking, scrolls_sideways, serving
from tests.webui.test_case_steering import FEMKE
from tests.webui.test_studio import deploy
from tests.webui.test_studio_migration import PAGE, RENAMED

pytestmark = pytest.mark.browser


@pytest.fixture
def steered(place):
    """Give three cases: one to steer, one that is suspended, one that was sent back."""
    with place.store.begin() as tx:
        store.people.add(tx, FEMKE, "!")
    numbers = [place.idea(), place.idea("Nachtbus"), place.idea("Warmtenet")]
    place.go_on(numbers[0])
    place.go_on(numbers[2])
    deploy(place, RENAMED)
    back = Place("werk_uit")
    with place.store.begin() as tx:
        cases.suspend(tx, numbers[1], "Wacht op advies", FEMKE)
        cases.send_back(
            tx, f"{numbers[2]}.1", back, "registreer", reason="De titel klopt niet", by=FEMKE
        )
    return numbers


def test_a_case_is_sent_back_and_stopped_without_a_script(steered, place, browser):
    number = steered[0]
    with (
        serving(place.app) as address,
        looking(
            browser,
            address,
            f"/zaken/{number}/beheer",
            cookie=place.cookie("femke"),
            scripts=False,
        ) as page,
    ):
        follow(page.get_by_role("button", name="Stuur terug"))
        assert "Kies eerst wat terug moet" in page.get_by_role("alert").inner_text()
        page.get_by_label("Wat moet terug, en waarheen?").select_option(
            "'Werk voorstel uit' terug naar 'Registreer idee'"
        )
        page.locator("#reden-stuur-terug").fill("De titel klopt niet")
        follow(page.get_by_role("button", name="Stuur terug"))
        assert "Het werk is teruggestuurd." in page.get_by_role("status").inner_text()
        page.locator("#reden-stop").fill("Ingetrokken door de indiener")
        follow(page.get_by_role("button", name="Stop de zaak voorgoed"))

        assert "De zaak is gestopt." in page.get_by_role("status").inner_text()


def test_no_page_of_steering_has_a_fault_for_who_cannot_see_or_fits_no_phone(
    steered, place, browser
):
    first, second, third = steered
    pages = (
        ("femke", f"/zaken/{first}/beheer"),
        ("femke", f"/zaken/{second}"),
        ("femke", f"/zaken/{second}/beheer"),
        ("bob", "/taken/gremium"),
        ("bob", f"/taken/{second}.1/registreer%231"),
        ("bob", f"/taken/{third}.1/registreer%232"),
        ("ann", PAGE),
        ("ann", f"{PAGE}?van-werk_uit=schrijf"),
    )
    found = []
    with serving(place.app) as address:
        for person, where in pages:
            shown = {"cookie": place.cookie(person), "size": NARROW}
            with looking(browser, address, where, **shown) as page:
                found += [f"{where}: {fault}" for fault in faults(page)]
                if scrolls_sideways(page):
                    found.append(f"{where}: scrolls sideways")

    assert not found, "\n".join(found)
