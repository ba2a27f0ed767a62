"""Every part of the screens in every state, in a real browser: axe, phones, no script, print."""

import pytest

from tests.webui import browser as looks
from tests.webui.components import BOBS_COOKIE

pytestmark = pytest.mark.browser
SIZES = {"desk": looks.DESK, "narrow": looks.NARROW}
PAGES = {"parts": "/", "form": "/formulier", "wrong": "/formulier?fout", "sign-in": "/aanmelden"}


@pytest.fixture(scope="module")
def address(app):
    with looks.serving(app) as found:
        yield found


def visit(browser, address, path, **how):
    cookie = None if path == "/aanmelden" else BOBS_COOKIE
    return looks.looking(browser, address, path, cookie=cookie, **how)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_faults_that_axe_finds(browser, address, name, size, scheme):
    with visit(browser, address, PAGES[name], size=SIZES[size], scheme=scheme) as page:
        assert looks.faults(page) == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", [looks.NARROW, looks.PHONE])
def test_no_page_scrolls_sideways_on_a_phone(browser, address, name, size):
    with visit(browser, address, PAGES[name], size=size) as page:
        assert looks.scrolls_sideways(page) == 0


def test_a_choice_opens_its_question_without_a_script(browser, address):
    with visit(browser, address, "/formulier", scripts=False) as page:
        opened, other = page.get_by_label("Wat kwam eruit?"), page.get_by_label("Waarom niet?")
        before = opened.is_visible(), other.is_visible()
        page.get_by_label("Ja, voor een deel").check()
        after = opened.is_visible(), other.is_visible()
        page.get_by_label("Nee, nog niet onderzocht").check()

        assert before == (False, False)
        assert after == (True, False)
        assert (opened.is_visible(), other.is_visible()) == (False, True)


def test_a_choice_closes_its_question_without_a_script(browser, address):
    with visit(browser, address, "/formulier", scripts=False) as page:
        closed = page.get_by_label("Namelijk")
        before = closed.is_visible()
        page.get_by_label("Wie vraagt aan?").select_option("inwoner")

        assert before
        assert not closed.is_visible()


def test_a_form_is_filled_in_with_the_keyboard_and_without_a_script(browser, address):
    with visit(browser, address, "/formulier", scripts=False) as page:
        page.get_by_label("Titel").fill("Dorpsdokter")
        page.get_by_label("Omschrijving, regel 1").fill("Verbouwing")
        page.get_by_role("textbox", name="Bedrag (€), regel 1").fill("1.250,50")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        totals = page.locator("#totaal").inner_text()
        looks.follow(page.get_by_role("button", name="Regel toevoegen"))
        page.get_by_label("Omschrijving, regel 2").fill("Loon")
        looks.follow(page.get_by_role("button", name="Rond af"))

        assert "1.250,50" in totals
        assert page.get_by_label("Titel").input_value() == "Dorpsdokter"
        assert page.get_by_label("Omschrijving, regel 2").input_value() == "Loon"
        assert page.get_by_role("alert").is_visible()


def test_the_summary_of_what_is_wrong_leads_to_the_control(browser, address):
    with visit(browser, address, "/formulier?fout") as page:
        page.get_by_role("alert").get_by_role("link").nth(1).click()

        assert page.evaluate("() => document.activeElement.id") == "start"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(browser, address):
    with visit(browser, address, "/") as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.evaluate("() => document.activeElement.id") == "inhoud"


def test_a_browser_breaks_none_of_the_guards(browser, address):
    with visit(browser, address, "/aanmelden") as page:
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        for path in PAGES.values():
            page.goto(address + path)

        assert complaints == []


def test_paper_holds_the_content_and_no_buttons(browser, address):
    with visit(browser, address, "/") as page:
        page.emulate_media(media="print")

        assert page.get_by_text("Het pad van deze zaak").is_visible()
        assert not page.get_by_role("navigation", name="Hoofdmenu").is_visible()
        assert not page.get_by_role("button", name="Rond af").is_visible()
