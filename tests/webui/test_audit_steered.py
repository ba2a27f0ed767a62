"""Who looks back sees who stopped and resumed what starts by itself, and why."""

import pytest

from engine import deployments, starts, store
from tests.engine.forger import forge
from tests.webui.browser import DESK, PHONE, faults, looking, picture, scrolls_sideways, serving
from tests.webui.test_studio_starts import WEEKLY
from tests.webui.workplace import ANN, FRED

ADDRESS = "/toezicht/begin"


@pytest.fixture
def weekly(place):
    """Give the workplace with a process that starts every Monday, stopped and resumed."""
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
        deployments.deploy(tx, WEEKLY, by=ANN)
        starts.stop(tx, "p/week", "Vakantie", ANN)
        starts.resume(tx, "p/week", "Weer terug", FRED)
    return place


def rows(page):
    return [" ".join(row["text"].split()) for row in page.all("tr")[1:]]


def test_an_auditor_reads_who_intervened_the_latest_first(weekly):
    eve = weekly.as_("eve")
    assert eve.get("/toezicht").one("a", href=ADDRESS)["text"].startswith("Wat vanzelf begint")

    resumed, stopped = rows(eve.get(ADDRESS))
    assert resumed.startswith("Weekbericht: Elke maandag Hervat, vandaag om ")
    assert resumed.endswith("Fred Faber Weer terug")
    assert stopped.endswith("Ann Anema Vakantie")


@pytest.mark.parametrize("person", ["ann", "bob", "fred"])
def test_to_others_the_page_is_not_there(weekly, person):
    weekly.as_(person).get(ADDRESS, 404)


def test_when_nobody_intervened_the_page_says_so(place):
    assert "Niemand greep in." in place.as_("eve").get(ADDRESS).text()


def test_a_reason_that_was_damaged_is_said_to_be_unreadable(weekly):
    forge(
        weekly,
        "DROP TRIGGER start_steering_refuses_update",
        "UPDATE start_steering SET reason = x'00' WHERE id = 1",
    )

    assert "De reden is niet te lezen." in rows(weekly.as_("eve").get(ADDRESS))[1]
    assert "De reden is niet te lezen." in weekly.as_("eve").get("/processen/p").text()


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "size"), [("desk", DESK), ("phone", PHONE)])
def test_the_page_has_no_fault_in_a_browser(weekly, browser, kind, size):
    with (
        serving(weekly.app) as site,
        looking(browser, site, ADDRESS, cookie=weekly.cookie("eve"), size=size) as page,
    ):
        picture(page, f"begin-{kind}")

        assert scrolls_sideways(page) == 0
        assert faults(page) == []
