"""Administration: incidents with their reason and two ways out, and messages nobody took."""

from urllib.parse import quote

import pytest
from sqlalchemy import func, insert, select

from engine import deployments, messages, store, tables, timers
from engine.messages import Incoming
from engine.model import Words
from tests.engine.interpreter.diagrams import MESSAGE, diagram, go, user
from tests.engine.interpreter.diagrams import start as begin
from tests.webui.browser import PHONE, faults, follow, looking, picture, scrolls_sideways, serving
from tests.webui.test_admin_gathered import gather_one
from tests.webui.workplace import ANN, NO_MAIL


@pytest.fixture
def fred(place, stuck):
    assert stuck
    return place.as_("fred")


def address(number, *more):
    return "/".join([f"/beheer/storingen/{number}.1/{quote('verstuur#1')}", *more])


def report_one(place):
    with place.store.begin() as tx:
        messages.keep(tx, Incoming("antwoord", "RD-2026-0999"))
    place.clock.tick(days=8)
    messages.report_unclaimed(place.store, NO_MAIL)


def fail_one(place, key):
    """Let a message be one that could not be delivered."""
    with place.store.begin() as tx:
        messages.keep(tx, Incoming("antwoord", key))
        last = tx.row(select(func.max(tables.message.c.id)))[0]
        posted = store.post.Posted(last, "message", "antwoord", key, None, tx.now, 0, None, b"")
        store.post.fail(tx, posted, Words("Twee plaatsen wachten erop.", "Two places wait for it."))


def history(place, number):
    with place.store.read() as tx:
        return [(one.kind, one.by) for one in store.history.lines(tx, f"{number}.1")]


def test_an_administrator_finds_incidents_in_the_menu_with_their_reason(fred, stuck):
    page = fred.get("/beheer")

    assert page.one("a", href="/beheer")["aria-current"] == "page"
    row = " ".join(page.all("tr")[1]["text"].split())
    assert row.startswith(f"Verstuur bericht, {stuck} {stuck}, Meld per mail vandaag")
    assert "Er is geen mailserver ingesteld (REGIE_SMTP)." in row


def test_a_timer_that_cannot_even_become_an_incident_is_shown(fred, place, stuck):
    title = "Wekkers die niet konden afgaan"
    assert title not in fred.get("/beheer").text()
    with place.store.begin() as tx:
        of = {"instance_id": f"{stuck}.1", "place": "wekker#1", "event": 0}
        tx.change(insert(tables.timer), of | {"due": tx.now, "tries": timers.MOST_TRIES})
    shown = fred.get("/beheer").text()

    assert title in shown
    assert f"{stuck}.1, wekker: 6 keer geprobeerd" in " ".join(shown.split())
    assert "Timers that could not fire" in fred.get("/beheer?taal=en").text()


def test_one_incident_tells_what_and_why_in_both_languages(fred, stuck):
    dutch, english = fred.get(address(stuck)), fred.get(f"{address(stuck)}?taal=en")

    assert "De dienst mail gaf geen antwoord (pogingen: 1)." in dutch.text()
    assert "The service mail gave no answer (tries: 1)." in english.text()


def test_of_a_case_in_which_an_administrator_has_no_part_nothing_else_is_shown(fred, stuck):
    shown = fred.get(address(stuck)).text() + fred.get("/beheer").text()

    assert "Fietspad" not in shown
    assert "noor@voorbeeld.nl" not in shown


def test_an_incident_leads_to_its_case(fred, stuck):
    for page in (fred.get("/beheer"), fred.get(address(stuck))):
        assert page.one("a", href=f"/zaken/{stuck}")["text"] == stuck


def test_a_retry_is_tried_again_under_her_name(fred, place, stuck):
    page = fred.send(address(stuck, "opnieuw"))

    assert "De stap is opnieuw geprobeerd." in page.one("div", role="status")["text"]
    assert "Er zijn geen storingen." in page.text()
    assert history(place, stuck)[-1] == ("IncidentRetried", "fred")


def test_an_answer_moves_the_case_on_under_her_name(fred, place, stuck):
    page = fred.send(address(stuck, "antwoord"), antwoord='"gebeld"', reden="Server weg.")

    assert "De zaak gaat verder." in page.one("div", role="status")["text"]
    assert history(place, stuck)[-1] == ("ServiceAnswered", "fred")
    told = place.as_("eve").get(f"/toezicht/{stuck}/{stuck}.1").text()
    assert "Fred Faber gaf zelf het antwoord bij 'Verstuur bericht'" in told
    assert "Reden: Server weg." in told


def test_an_answer_that_is_none_is_offered_again_with_what_was_typed(fred, place, stuck):
    page = fred.send(address(stuck, "antwoord"), 400, antwoord="gebeld", reden="Server weg.")

    assert "De naam gebeld is onbekend." in page.by_id("antwoord-e")["text"]
    assert page.by_id("antwoord")["text"].strip() == "gebeld"
    assert page.by_id("reden")["text"].strip() == "Server weg."
    page = fred.send(address(stuck, "antwoord"), 400, antwoord="1", reden=" ")
    assert "Schrijf waarom" in page.by_id("reden-e")["text"]
    assert history(place, stuck)[-1][0] == "ServiceFailed"


def test_what_was_typed_for_what_was_handled_already_is_given_back(fred, stuck):
    fred.send(address(stuck, "opnieuw"))
    page = fred.send(address(stuck, "antwoord"), 404, antwoord='"gebeld"', reden="Server weg.")

    assert "Deze storing is er niet (meer)." in page.text()
    assert [one["text"] for one in page.all("dd")] == ['"gebeld"', "Server weg."]


def test_what_was_handled_already_is_not_there(fred, stuck):
    fred.send(address(stuck, "opnieuw"))

    fred.send(address(stuck, "opnieuw"), 404)
    fred.get(address(stuck), 404)
    fred.get(f"/beheer/storingen/{stuck}.1/niets", 404)
    fred.send("/beheer/berichten/1/afvoeren", 404)


@pytest.mark.parametrize("person", ["ann", "bob", "carol", "eve"])
def test_for_everybody_else_none_of_it_is_there(place, stuck, person):
    report_one(place)
    visitor = place.as_(person)
    for page in ("/beheer", address(stuck)):
        visitor.get(page, 404)
    visitor.send(address(stuck, "opnieuw"), 404)
    visitor.send(address(stuck, "antwoord"), 404, antwoord="1", reden="x")
    for deed in ("opnieuw", "afvoeren"):
        visitor.send(f"/beheer/berichten/1/{deed}", 404)

    assert history(place, stuck)[-1][0] == "ServiceFailed"
    assert 'href="/beheer"' not in visitor.client.get("/zoeken").get_data(as_text=True)


def test_a_visitor_signs_in_first(place, stuck):
    answer = place.visitor().client.get(address(stuck))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/aanmelden")


def test_a_form_of_another_site_does_nothing(fred, place, stuck):
    answer = fred.client.post(address(stuck, "opnieuw"), data={"csrf": "geraden"})

    assert answer.status_code == 400
    assert history(place, stuck)[-1][0] == "ServiceFailed"


def test_messages_nobody_waited_for_are_offered_again_or_dismissed(place, stuck):
    report_one(place)
    fred = place.as_("fred")
    shown = fred.get("/beheer").text()
    assert stuck in shown
    assert "Berichten waar niemand op wachtte" in shown
    assert "antwoord, voor RD-2026-0999 Van buiten" in shown

    assert "opnieuw bewaard" in fred.send("/beheer/berichten/1/opnieuw").text()
    place.clock.tick(days=8)
    messages.report_unclaimed(place.store, NO_MAIL)
    page = place.as_("fred").send("/beheer/berichten/1/afvoeren")

    assert "Het bericht is afgevoerd." in page.text()
    assert "niemand op wachtte" not in page.text()


def test_a_message_that_could_not_be_delivered_says_why_and_has_two_ways_out(place, stuck):
    fail_one(place, stuck)
    fred = place.as_("fred")
    page = fred.get("/beheer")
    assert "Berichten die niet konden worden bezorgd" in page.text()
    shown = " ".join(page.text().split())
    assert f"antwoord, voor {stuck} Van buiten" in shown
    assert "Twee plaatsen wachten erop.1 keer geprobeerd" in shown
    assert "Two places wait for it.Tried once" in " ".join(
        fred.get("/beheer?taal=en").text().split()
    )

    page = fred.send("/beheer/berichten/1/opnieuw")
    assert "niet konden worden bezorgd" not in page.text()
    fred.send("/beheer/berichten/1/afvoeren", 404)


def test_a_message_that_fails_again_when_it_is_offered_is_said_to_have_failed(place, stuck):
    fail_one(place, stuck)
    starts = diagram(begin("t", MESSAGE), user("u"), go("t u")).replace(b'"m1"', b'"antwoord"')
    with place.store.begin() as tx:
        deployments.deploy(tx, starts, by=ANN)
        deployments.deploy(tx, starts.replace(b'id="p"', b'id="q"'), by=ANN)
    page = place.as_("fred").send("/beheer/berichten/1/opnieuw")

    said = page.one("div", role="status")["text"]
    assert "Het bericht is opnieuw geprobeerd, maar het lukte weer niet." in said
    assert "begint meer dan één proces: p/t, q/t." in page.text()


def test_the_case_itself_says_what_it_waits_for(place, stuck):
    shown = place.as_("bob").get(f"/zaken/{stuck}").text()

    assert "De beheerder: dit lukte niet vanzelf: Verstuur bericht." in shown


@pytest.mark.browser
def test_an_incident_is_answered_without_a_script_and_the_pages_have_no_fault(
    place, stuck, browser
):
    report_one(place)
    fail_one(place, stuck)
    gather_one(place)
    found = []
    with serving(place.app) as site:
        for path, name in (("/beheer", "beheer"), (address(stuck), "storing")):
            for size, kind in ((None, "desk"), (PHONE, "phone")):
                how = {"size": size} if size else {}
                with looking(browser, site, path, cookie=place.cookie("fred"), **how) as page:
                    picture(page, f"{name}-{kind}")
                    found += [f"{path}: {fault}" for fault in faults(page)]
                    if scrolls_sideways(page):
                        found.append(f"{path}: scrolls sideways on {kind}")
        cookie = place.cookie("fred")
        with looking(browser, site, "/beheer", cookie=cookie, scripts=False, size=PHONE) as page:
            follow(page.get_by_role("link", name="Verstuur bericht"))
            page.get_by_label("Antwoord", exact=True).fill("gebeld")
            page.get_by_label("Reden").fill("De server is weg.")
            follow(page.get_by_role("button", name="Geef dit antwoord"))
            picture(page, "storing-fout-phone")
            assert "De naam gebeld is onbekend" in page.get_by_role("alert").inner_text()
            page.get_by_label("Antwoord", exact=True).fill('"gebeld"')
            follow(page.get_by_role("button", name="Geef dit antwoord"))
            assert "De zaak gaat verder." in page.get_by_role("status").inner_text()

    assert not found, "\n".join(found)
