"""Starting a process by hand: what an administrator can start, and the case she lands on."""

from decimal import Decimal
from io import BytesIO

import pytest

from engine import deployments, replay, store
from tests.engine.interpreter.diagrams import MESSAGE, diagram, element, go, start, user
from tests.webui.browser import (
    DESK,
    NARROW,
    faults,
    follow,
    looking,
    picture,
    scrolls_sideways,
    serving,
)
from tests.webui.workplace import ANN, EVE, FRED, PDF, asked, files, form, text

PLAN = form(
    "plan",
    {"nl": "Nieuw plan", "en": "New plan"},
    ["titel"],
    titel=text("Titel", "Title", minLength=5),
    bedrag={"type": "number", "ui": asked("Bedrag", "Amount", widget="money")},
    stukken=files("Stukken", "Papers"),
)
PLANS = diagram(
    start("nieuw", name="Nieuw plan", regie_form="plan"),
    start("vervolg", name="Vervolg op een plan"),
    user("a", name="Lees het plan"),
    go("nieuw a"),
    go("vervolg a"),
    name="Plannen",
)
BARE = diagram(user("a", name="Doe het"), name="Zonder begin").replace(b'id="p"', b'id="kaal"')
POST = diagram(start("m", MESSAGE), user("a"), go("m a"), name="Post").replace(
    b'id="p"', b'id="post"'
)
LIST, NEW, NEXT = "/beheer/starten", "/beheer/starten/p/nieuw", "/beheer/starten/p/vervolg"
FILLED = {"titel": "Fietspad", "bedrag": "1.250,50"}
START = {"actie": "rond-af"}


def deploy(place, *sources):
    with place.store.begin() as tx:
        for source in sources:
            deployments.deploy(tx, source, by=ANN)


@pytest.fixture
def planned(place):
    """Give the workplace with processes that begin in different ways."""
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
        store.bundles.keep_in_library(tx, "form", {"plan": PLAN})
    deploy(place, PLANS, BARE, POST)
    return place


@pytest.fixture
def fred(planned):
    return planned.as_("fred")


def cases(place):
    with place.store.read() as tx:
        return [one.number for one in store.case_lists.listed(tx, FRED, most=10)]


def begun(place):
    with place.store.read() as tx:
        return replay.happenings(tx, f"{cases(place)[0]}.1", EVE)[0]


def test_the_list_names_each_process_with_its_plain_start_events(fred):
    page = fred.get(LIST)
    assert fred.get("/beheer").one("a", href=LIST)["text"] == "Start een proces"

    assert page.one("a", href=NEW)["text"] == "Nieuw plan, Plannen"
    assert page.one("a", href=NEXT)["text"] == "Vervolg op een plan, Plannen"
    assert page.one("a", href=f"{LIST}/kaal")["text"] == "het begin, Zonder begin"
    assert "Post" not in page.text()
    assert "Start a process" in fred.get(f"{LIST}?taal=en").text()


@pytest.mark.parametrize("name", ["", "Nieuw plan"])
def test_start_events_whose_names_do_not_tell_them_apart_are_told_by_their_ids(planned, name):
    deploy(planned, PLANS.replace(b"Vervolg op een plan", name.encode()))
    page = planned.as_("fred").get(LIST)

    assert page.one("a", href=NEXT)["text"].startswith(f"{name} (vervolg)" if name else "vervolg")


def test_a_start_event_asks_its_form_and_she_lands_on_the_case(fred, planned):
    page = fred.get(NEW)
    assert page.by_id("titel") is not None
    assert "Dit proces begint bij: Nieuw plan." in page.text()
    shown = fred.send(NEW, **START, **FILLED)

    (number,) = cases(planned)
    assert number in shown.text()
    assert "Fietspad" in shown.one("h1")["text"]
    first = begun(planned)
    assert (first.by, first.told.event.start) == ("fred", "nieuw")
    assert first.told.event.variables["bedrag"] == Decimal("1250.50")


def test_the_history_says_who_opened_the_case_and_where_it_began(fred, planned):
    fred.send(NEXT, **START)
    (number,) = cases(planned)

    told = fred.get(f"/zaken/{number}/verloop").text()
    assert "Fred Faber opende de zaak bij 'Vervolg op een plan'" in told
    seen = planned.as_("eve").get(f"/toezicht/{number}/{number}.1?g=1&taal=en").text()
    assert "Fred Faber opened the case at 'Vervolg op een plan'" in seen


def test_a_process_without_a_start_event_is_started_too(fred, planned):
    assert "Hier hoeft u niets in te vullen." in fred.get(f"{LIST}/kaal").text()
    fred.send(f"{LIST}/kaal", **START)

    assert begun(planned).told.event.start is None


def test_wrong_answers_are_said_and_nothing_typed_is_lost(fred, planned):
    page = fred.send(NEW, **START, titel="Pad", bedrag="1.250,50")

    assert "Dit is nog niet gestart" in page.text()
    assert page.one("title")["text"].startswith("Fout: ")
    assert page.by_id("titel")["value"] == "Pad"
    assert page.by_id("bedrag")["value"] == "1.250,50"
    assert cases(planned) == []


def test_files_come_along_to_the_case_and_are_asked_again_when_something_is_wrong(fred, planned):
    wrong = fred.send(NEW, **START, titel="Pad", stukken=(BytesIO(PDF), "plan.pdf"))
    assert "Kies uw bestanden nog een keer." in wrong.text()
    assert "plan.pdf" in wrong.text()

    fred.send(NEW, **START, titel="Fietspad", stukken=(BytesIO(PDF), "plan.pdf"))
    (number,) = cases(planned)
    assert "plan.pdf" in fred.get(f"/zaken/{number}/stukken").text()


def test_a_file_that_is_refused_starts_nothing(fred, planned):
    page = fred.send(NEW, **START, **FILLED, stukken=(BytesIO(b"MZ"), "plan.exe"))

    assert page.by_id("stukken-e")
    assert page.by_id("titel")["value"] == "Fietspad"
    assert cases(planned) == []


def test_pressing_twice_starts_one_case_and_lands_there_both_times(fred, planned):
    files_too = {"stukken": (BytesIO(PDF), "plan.pdf")}
    first = fred.send(NEW, sleutel="een", **START, **FILLED, **files_too)
    files_too = {"stukken": (BytesIO(PDF), "plan.pdf")}
    second = fred.send(NEW, sleutel="een", **START, **FILLED, **files_too)

    assert len(cases(planned)) == 1
    assert first.one("h1") == second.one("h1")
    fred.send(NEW, sleutel="twee", **START, **FILLED)
    assert len(cases(planned)) == 2


def test_only_asking_to_start_starts(fred, planned):
    fred.send(NEW, **FILLED)
    fred.send(NEW, actie="reken", **FILLED)

    assert cases(planned) == []


@pytest.mark.parametrize("person", ["ann", "bob", "carol", "daan", "eve"])
def test_for_everybody_else_none_of_it_is_there(planned, person):
    visitor = planned.as_(person)
    for address in (LIST, NEW, NEXT, f"{LIST}/kaal"):
        visitor.get(address, 404)
    visitor.send(NEW, 404, **START, **FILLED)

    assert cases(planned) == []


def test_a_form_of_another_site_starts_nothing(fred, planned):
    answer = fred.client.post(NEW, data={"csrf": "geraden", **START, **FILLED})

    assert answer.status_code == 400
    assert cases(planned) == []


def test_a_page_that_was_too_old_is_offered_again_in_the_words_of_the_form(fred, planned):
    mark = fred.get(NEW).token().partition(".")[2]
    answer = fred.client.post(NEW, data={"csrf": f"oud.{mark}", **START, **FILLED})

    shown = answer.get_data(as_text=True)
    assert "U verstuurt: de start van 'Plannen'." in shown.replace("&#39;", "'")
    assert "<dt>Titel</dt>" in shown
    assert cases(planned) == []


@pytest.mark.browser
def test_a_process_is_started_without_a_script_on_a_phone_and_by_keyboard(planned, browser):
    cookie = planned.cookie("fred")
    with serving(planned.app) as site:
        how = {"cookie": cookie, "scripts": False, "size": NARROW}
        with looking(browser, site, "/beheer", **how) as page:
            follow(page.get_by_role("link", name="Start een proces"))
            follow(page.get_by_role("link", name="Nieuw plan"))
            page.get_by_label("Titel").fill("Pad")
            follow(page.get_by_role("button", name="Start", exact=True))
            assert "Dit is nog niet gestart" in page.get_by_role("alert").inner_text()
            assert page.get_by_label("Titel").input_value() == "Pad"
            page.get_by_label("Titel").fill("Fietspad langs de Vecht")
            follow(page.get_by_role("button", name="Start", exact=True))
            assert "Fietspad langs de Vecht" in page.get_by_role("heading", level=1).inner_text()
        with looking(browser, site, NEXT, cookie=cookie, size=DESK) as page:
            page.get_by_role("button", name="Start", exact=True).focus()
            page.keyboard.press("Enter")
            page.wait_for_url("**/zaken/**")

    assert len(cases(planned)) == 2


@pytest.mark.browser
def test_no_page_of_starting_has_a_fault_or_is_wider_than_a_phone(planned, browser):
    cookie, found = planned.cookie("fred"), []
    with serving(planned.app) as site:
        for name, path in (("lijst", LIST), ("formulier", NEW), ("kaal", NEXT)):
            for size, kind in ((DESK, "desk"), (NARROW, "phone")):
                for scheme in ("light", "dark"):
                    how = {"cookie": cookie, "size": size, "scheme": scheme}
                    with looking(browser, site, path, **how) as page:
                        picture(page, f"starten-{name}-{kind}-{scheme}")
                        found += [f"{path} {kind} {scheme}: {fault}" for fault in faults(page)]
                        if scrolls_sideways(page):
                            found.append(f"{path}: scrolls sideways on {kind}")

    assert not found, "\n".join(found)


def test_what_another_process_calls_is_started_by_hand_only_where_a_form_asks_for_what_it_needs(
    planned,
):
    calls = (
        element("callActivity", "a", calledElement="p", regie_start="vervolg"),
        element("callActivity", "b", calledElement="kaal"),
    )
    caller = diagram(start(name="Begin"), *calls, go("s a b"), name="Roept aan")
    deploy(planned, caller.replace(b'<process id="p"', b'<process id="roept"'))
    fred = planned.as_("fred")

    page = fred.get(LIST)
    assert page.one("a", href=f"{LIST}/roept/s")["text"] == "Begin, Roept aan"
    assert page.one("a", href=NEW)["text"] == "Nieuw plan, Plannen"
    assert "Vervolg op een plan" not in page.text()
    assert "Zonder begin" not in page.text()
    gone = fred.get(NEXT, status=404).text()
    assert "Het proces p begint met wat een ander proces geeft dat het aanroept." in gone


def test_a_start_event_without_a_name_is_the_beginning(planned):
    deploy(planned, diagram(start(), user("a"), go("s a"), name="Naamloos"))

    page = planned.as_("fred").get(LIST)
    assert page.one("a", href=f"{LIST}/p/s")["text"] == "het begin, Naamloos"


def test_the_page_of_a_wrong_form_leads_to_that_form_in_the_other_language(fred):
    wrong = fred.send(NEW, **START, titel="Pad")

    assert wrong.one("a", text="English")["href"] == f"{NEW}?taal=en"
