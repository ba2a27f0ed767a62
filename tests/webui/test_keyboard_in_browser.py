"""Everything by keyboard alone: each stop can be seen, in order, and none holds somebody."""

import pytest

from tests.webui import every_page
from tests.webui.browser import looking, serving
from tests.webui.workplace import PASSWORD

pytestmark = pytest.mark.browser

MOST_STOPS = 300
MOST_WITHIN = 6  #: stops inside one control, such as day, month and year of a date
#: what is where the keyboard is: its name, whether it shows that it is there, and its place
STOP = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const is_in_sight = box.width > 0 && box.bottom > 0 && box.right > 0
        && box.top < innerHeight && box.left < innerWidth;
    const middle = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
        Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
    const is_covered = middle && !one.contains(middle) && !middle.contains(one)
        && !(one.labels && [...one.labels].some(label => label.contains(middle)));
    const name = one.tagName + " " + (one.id || one.name || one.textContent.trim().slice(0, 40));
    window.stops ??= [];
    const before = window.stops.at(-1), is_still = one === before;
    const is_again = !is_still && window.stops.includes(one);
    const is_back = before
        && before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING;
    window.stops.push(one);
    const has_outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const wrong = [
        [!has_outline, "shows no focus"], [!is_in_sight, "is out of sight"],
        [is_covered, "is covered"], [is_back && !is_again, "is out of order"],
    ];
    return {name, is_again, is_still, wrong: wrong.filter(([is]) => is).map(([_, why]) => why)};
}"""


def walked(page):
    """Go through a page stop by stop until it ends or begins again; give what is wrong."""
    wrong, within = [], 0
    for stops in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["is_again"]:
            return wrong if stops else ["nothing can be reached"]
        within = within + 1 if stop["is_still"] else 0
        if within > MOST_WITHIN:
            return [*wrong, f"{stop['name']} holds who comes there"]
        wrong += [f"{stop['name']} {why}" for why in stop["wrong"]]
    return [*wrong, "there is no end to it"]


def test_every_stop_of_every_page_can_be_seen_and_left(place, browser):
    found = []
    with serving(place.app) as address:
        for person, paths in every_page.filled(place).items():
            cookie = place.cookie(person) if person else None
            for path in paths:
                with looking(browser, address, path, cookie=cookie) as page:
                    page.evaluate("document.activeElement.blur()")
                    found += [f"{path}: {wrong}" for wrong in walked(page)]

    assert not found, "\n".join(found)


def go_to(page, role, name):
    """Press Tab until the keyboard is at something with this role and name."""
    wanted = page.get_by_role(role, name=name).first
    for _ in range(MOST_STOPS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not come to {role} {name}")


def press(page, role, name, key="Enter"):
    go_to(page, role, name)
    with page.expect_navigation():
        page.keyboard.press(key)


def is_at_the_summary(page):
    return page.get_by_role("alert").evaluate("one => one === document.activeElement")


def test_a_task_is_found_saved_mended_and_done_by_keyboard_from_signing_in(place, browser):
    number = place.idea()
    with serving(place.app) as address, looking(browser, address, "/aanmelden") as page:
        go_to(page, "textbox", "E-mail of gebruikersnaam")
        page.keyboard.type("bob")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        press(page, "link", "Taken van mijn team")
        press(page, "button", "Pak op")
        press(page, "button", "Rond af")
        assert is_at_the_summary(page)
        press_link = page.get_by_role("alert").get_by_role("link").first
        page.keyboard.press("Tab")
        assert press_link.evaluate("one => one === document.activeElement")
        page.keyboard.press("Enter")
        page.keyboard.press("Space")
        assert page.get_by_label("Ja", exact=True).is_checked()
        press(page, "button", "Tussentijds opslaan")
        assert "Uw concept is bewaard" in page.get_by_role("status").inner_text()
        press(page, "button", "Rond af")

        assert "U heeft 'Registreer idee' afgerond." in page.get_by_role("status").inner_text()
        assert place.store
        assert number in page.locator("main").inner_text() or page.url.endswith(f"{number}")


def test_a_case_is_sent_back_and_suspended_and_an_incident_retried_by_keyboard(place, browser):
    pages = every_page.filled(place)
    start, _incident, steering, _suspended, *_starting = pages["fred"]
    with (
        serving(place.app) as address,
        looking(browser, address, steering, cookie=place.cookie("fred")) as page,
    ):
        press(page, "button", "Stuur terug")
        assert is_at_the_summary(page)
        go_to(page, "combobox", "Wat moet terug, en waarheen?")
        page.keyboard.press("ArrowDown")
        go_to(page, "textbox", "Reden")
        page.keyboard.type("De titel klopt niet")
        press(page, "button", "Stuur terug")
        assert "Het werk is teruggestuurd." in page.get_by_role("status").inner_text()
        press(page, "button", "Leg de zaak stil")
        assert is_at_the_summary(page)

        page.goto(address + start)
        press(page, "link", "Verstuur bericht")
        press(page, "button", "Probeer opnieuw")
        assert page.get_by_role("status").is_visible()


def test_a_diagram_is_offered_and_its_problems_read_by_keyboard(place, browser, tmp_path):
    file = tmp_path / "fout.bpmn"
    file.write_bytes(every_page.WRONG)
    with (
        serving(place.app) as address,
        looking(browser, address, "/processen", cookie=place.cookie("ann")) as page,
    ):
        press(page, "link", "Bied")
        press(page, "button", "Controleer")
        assert is_at_the_summary(page)
        page.locator("input[type=file]").set_input_files(file)
        press(page, "button", "Controleer")
        assert "aanbieden/controle" in page.url
        assert walked(page) == []
