"""What could not be done any more gives back what was typed, on pages without a fault."""

import pytest

from engine import cases, incidents
from tests.webui.browser import faults, follow, looking, picture, scrolls_sideways, serving
from tests.webui.test_admin import address
from tests.webui.workplace import FRED

pytestmark = pytest.mark.browser

REASON = "De mailserver is weg en de indiener is gebeld."
NARROW_AND_DARK = {"size": {"width": 360, "height": 740}, "scheme": "dark"}


def faulty(page, name):
    """Say what is wrong with a page as it is shown."""
    picture(page, name)
    return [*faults(page), *["scrolls sideways" for _ in range(bool(scrolls_sideways(page)))]]


def test_who_answers_an_incident_too_late_gets_her_answer_back(place, stuck, browser):
    how = NARROW_AND_DARK | {"cookie": place.cookie("fred")}
    with serving(place.app) as site, looking(browser, site, address(stuck), **how) as page:
        with place.store.begin() as tx:
            incidents.retry(tx, f"{stuck}.1", "verstuur#1", FRED)
        page.get_by_label("Antwoord", exact=True).fill('"gebeld"')
        page.get_by_label("Reden").fill(REASON)
        follow(page.get_by_role("button", name="Geef dit antwoord"))

        assert page.get_by_role("region", name="Wat u invulde").get_by_text(REASON).is_visible()
        assert not faulty(page, "storing-te-laat")


def test_who_steers_too_late_gets_her_reason_back(place, stuck, browser):
    how = NARROW_AND_DARK | {"cookie": place.cookie("fred")}
    where = f"/zaken/{stuck}/beheer"
    with serving(place.app) as site, looking(browser, site, where, **how) as page:
        with place.store.begin() as tx:
            cases.suspend(tx, stuck, "Even wachten", FRED)
        page.locator("#reden-leg-stil").fill(REASON)
        follow(page.get_by_role("button", name="Leg de zaak stil"))

        assert REASON in page.get_by_role("status").inner_text()
        assert not faulty(page, "sturen-te-laat")
