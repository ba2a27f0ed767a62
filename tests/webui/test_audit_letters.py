"""Who looks back reads which case sent a message, and who intervened when it did not arrive."""

from pathlib import Path

import pytest

from engine import deployments, messages, store
from engine.messages import Incoming
from engine.model import Words
from engine.settings import Settings
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    catch,
    diagram,
    go,
    start,
    throw,
    user,
)
from tests.webui.browser import DESK, PHONE, faults, looking, picture, scrolls_sideways, serving
from tests.webui.test_audit import fact
from tests.webui.workplace import ANN, FRED

ADDRESS = "/toezicht/berichten"
KEYED = MESSAGE.replace("/>", ' regie:key="voor"/>')
DIAGRAMS = {
    b"stuurt": diagram(
        start(), throw("een", KEYED), throw("sein", SIGNAL), user("u"), go("s een sein u")
    ),
    b"wacht": diagram(start(), catch("c", MESSAGE), user("u"), go("s c u")),
    b"hoort": diagram(start(), catch("c", SIGNAL), user("u"), go("s c u")),
    b"begint": diagram(start("s", SIGNAL), user("u"), go("s u")),
    b"zelf": diagram(
        start(), throw("een", MESSAGE), catch("c", MESSAGE), user("u"), go("s een c u")
    ),
}


@pytest.fixture
def posted(place):
    """Give the numbers of a case that sends, one that receives, and one that hears."""
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
        for name, drawn in DIAGRAMS.items():
            deployments.deploy(tx, drawn.replace(b'id="p"', b'id="%b"' % name), by=ANN)
    receives, hears = place.start("wacht"), place.start("hoort")
    sends = place.start("stuurt", voor=receives)
    messages.deliver(place.store)
    return sends, receives, hears


def told(place, number, instance=1, query=""):
    """Give what the page of an event says, and what happened in it according to the headline."""
    page = place.as_("eve").get(f"/toezicht/{number}/{number}.{instance}{query}")
    return page, page.by_id("gebeurd")["text"]


def test_a_message_of_another_case_names_that_case_and_leads_to_where_it_was_sent(place, posted):
    sends, receives, _hears = posted
    page, headline = told(place, receives)

    assert headline == "Bericht ontvangen uit een andere zaak: 'm1'"
    assert fact(page, "Wie") == f"zaak {sends}"
    link = page.one("a", href=f"/toezicht/{sends}/{sends}.1?g=1")
    assert link["text"] == f"{sends}.1, gebeurtenis 1"
    assert "iemand van buiten" not in page.text()
    english, headline = told(place, receives, query="?taal=en")
    assert headline == "Message received from another case: 'm1'"
    assert fact(english, "Sent by") == f"{sends}.1, event 1"


def test_a_signal_names_the_case_that_sent_it_and_so_does_what_it_starts(place, posted):
    sends, _receives, hears = posted
    page, headline = told(place, hears)
    assert headline == "Bericht uit een andere zaak aan alle zaken: 's1'"
    assert fact(page, "Wie") == f"zaak {sends}"

    page, headline = told(place, sends, instance=2)
    assert headline.endswith("begon door een bericht uit deze zaak")
    assert (fact(page, "Wie"), fact(page, "Verstuurd door")) == (
        *("deze zaak", f"{sends}.1, gebeurtenis 1"),
    )


def test_a_message_of_a_case_to_itself_is_said_to_be_its_own(place, posted):
    assert posted
    number = place.start("zelf")
    messages.deliver(place.store)
    page, headline = told(place, number)

    assert headline == "Bericht ontvangen uit deze zaak: 'm1'"
    assert fact(page, "Wie") == "deze zaak"


def test_a_message_from_outside_is_still_of_somebody_from_outside(place, posted):
    assert posted
    number = place.start("wacht")
    with place.store.begin() as tx:
        messages.keep(tx, Incoming("m1", number))
    messages.deliver(place.store)
    page, headline = told(place, number)

    assert headline == "Bericht ontvangen: 'm1'"
    assert fact(page, "Wie") == "iemand van buiten"
    assert "Verstuurd door" not in page.text()


def test_who_works_on_a_case_reads_no_number_of_another(place, posted):
    sends, receives, _hears = posted
    shown = place.as_("fred").get(f"/zaken/{receives}/verloop").text()

    assert "Bericht ontvangen uit een andere zaak: 'm1'" in shown
    assert sends not in shown


# --- what did not arrive


@pytest.fixture
def steered(place, posted):
    """Give the number of a case whose message nobody waited for; Fred offered it again.

    He dismissed one from outside that could not be delivered.
    """
    assert posted
    number = place.start("stuurt", voor="RD-2026-0999")
    messages.deliver(place.store)
    place.clock.tick(days=8)
    messages.report_unclaimed(place.store, Settings(data=Path()))
    fred = place.as_("fred")
    with place.store.begin() as tx:
        (unclaimed,) = messages.unclaimed(tx, FRED)
    fred.send(f"/beheer/berichten/{unclaimed.id}/opnieuw")
    with place.store.begin() as tx:
        messages.keep(tx, Incoming("antwoord", "RD-2026-0998"))
        (kept,) = store.post.sent_by_none(tx)
        store.post.fail(tx, kept, Words("Het lukte niet.", "It did not work."))
    fred.send(f"/beheer/berichten/{kept.id}/afvoeren")
    return number


def rows(page):
    return [" ".join(row["text"].split()) for row in page.all("tr")[1:]]


def test_an_auditor_reads_who_intervened_the_latest_first(place, steered):
    eve = place.as_("eve")
    assert eve.get("/toezicht").one("a", href=ADDRESS)["text"].startswith("Berichten die niet")

    dismissed, offered = rows(eve.get(ADDRESS))
    assert dismissed.startswith("antwoord, voor RD-2026-0998Van buiten, vandaag om ")
    assert dismissed.endswith("Fred Faber Het lukte niet.")
    assert " Afgevoerd, vandaag om " in dismissed
    assert offered.startswith(f"m1, voor RD-2026-0999Verstuurd door {steered}.1, ")
    assert " Opnieuw aangeboden, vandaag om " in offered
    assert offered.endswith("Fred Faber Niemand wachtte erop.")
    assert "It did not work." in rows(eve.get(f"{ADDRESS}?taal=en"))[0]


def test_the_history_of_the_sender_says_who_offered_its_message_again(place, steered):
    page, headline = told(place, steered)

    assert headline == "Fred Faber bood bericht 'm1' opnieuw aan: niemand wachtte erop"
    assert fact(page, "Wat volgde") == "Niets: dit is alleen genoteerd."


@pytest.mark.parametrize("person", ["ann", "bob", "fred"])
def test_to_others_the_page_is_not_there(place, steered, person):
    assert steered
    place.as_(person).get(ADDRESS, 404)


def test_when_nobody_intervened_the_page_says_so(place):
    assert "Niemand greep in." in place.as_("eve").get(ADDRESS).text()


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "size"), [("desk", DESK), ("phone", PHONE)])
def test_the_page_has_no_fault_in_a_browser(place, steered, browser, kind, size):
    assert steered
    with (
        serving(place.app) as site,
        looking(browser, site, ADDRESS, cookie=place.cookie("eve"), size=size) as page,
    ):
        picture(page, f"berichten-{kind}")

        assert scrolls_sideways(page) == 0
        assert faults(page) == []
