"""The studio and looking back in a real browser: keyboard, slider, viewer, axe, phones."""

import io

import pytest

from tests.webui import browser as looks
from tests.webui.test_studio_offering import IDEA, WRONG
from webui import static_files
from webui.studio.pages import VIEWER

pytestmark = pytest.mark.browser


@pytest.fixture
def number(place):
    """Give a case of three events in its first instance, and one called process."""
    found = place.idea()
    place.go_on(found)
    place.complete(place.task(found, "werk_uit"), "bob", **place.proposal)
    return found


@pytest.fixture
def address(place):
    with looks.serving(place.app) as found:
        yield found


def heading(page, position):
    """Wait until the page shows a position."""
    page.get_by_role("heading", name=f"Gebeurtenis {position} van 3").wait_for()


def test_the_arrow_keys_and_the_slider_step_through_a_case(browser, place, address, number):
    at = f"/toezicht/{number}/{number}.1?g=1"
    with looks.looking(browser, address, at, cookie=place.cookie("eve")) as page:
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        page.keyboard.press("ArrowRight")
        heading(page, 2)
        page.keyboard.press("ArrowRight")
        heading(page, 3)
        page.keyboard.press("ArrowLeft")
        heading(page, 2)
        assert page.url.endswith("?g=2")
        assert page.title().startswith("Gebeurtenis 2 van 3")

        page.get_by_label("Ga naar gebeurtenis").focus()
        page.keyboard.press("End")
        heading(page, 3)
        assert page.evaluate("() => document.activeElement.id") == "g"
        page.go_back()
        heading(page, 2)
        assert complaints == []


#: true when the picture is as wide or as high as there is room for, and no more
FITS = """() => {
    const around = document.querySelector(".viewer").getBoundingClientRect();
    const inside = document.querySelector(".viewer .viewport").getBoundingClientRect();
    return inside.right <= around.right - 10 && inside.bottom <= around.bottom;
}"""


def is_whole(page):
    """Tell whether all of the diagram can be seen, with room around it."""
    around = page.locator(".viewer").bounding_box()
    inside = page.locator(".viewer .viewport").bounding_box()
    return (
        inside["x"] - around["x"] >= 10
        and inside["x"] + inside["width"] <= around["x"] + around["width"] - 10
        and inside["y"] + inside["height"] <= around["y"] + around["height"]
    )


def test_every_step_works_without_a_script(browser, place, address, number):
    at = f"/toezicht/{number}/{number}.1?g=1"
    cookie = place.cookie("eve")
    with looks.looking(browser, address, at, cookie=cookie, scripts=False) as page:
        looks.follow(page.get_by_role("link", name="Stap vooruit"))
        heading(page, 2)
        looks.follow(page.get_by_role("link", name="Begin"))
        heading(page, 1)
        page.get_by_label("Ga naar gebeurtenis").press("End")
        looks.follow(page.get_by_role("button", name="Ga", exact=True))
        heading(page, 3)
        looks.follow(page.get_by_role("button", name="Controleer"))
        assert page.get_by_role("status").get_by_text("kloppen").is_visible()


def test_the_diagram_zooms_where_the_viewer_is_there(browser, place, address):
    if not static_files.is_there(VIEWER):
        pytest.skip("left out: bpmn-js is not installed; `make assets` fetches it")
    cookie = place.cookie("ann")
    with looks.looking(browser, address, f"/processen/{IDEA}", cookie=cookie) as page:
        page.get_by_role("button", name="Vergroot").click()
        page.locator(".viewer .djs-element").nth(10).wait_for()
        page.locator(".diagram").wait_for(state="hidden")

        assert page.locator(".viewer .djs-element").count() > 10
        assert not page.locator(".diagram").is_visible()


def test_the_diagram_opens_whole_with_room_around_it(browser, place, address):
    if not static_files.is_there(VIEWER):
        pytest.skip("left out: bpmn-js is not installed; `make assets` fetches it")
    cookie = place.cookie("ann")
    with looks.looking(browser, address, f"/processen/{IDEA}", cookie=cookie) as page:
        page.locator(".viewer .djs-element").first.wait_for()
        assert is_whole(page)

        page.set_viewport_size(looks.PHONE)
        page.wait_for_function(FITS)
        assert is_whole(page)
        page.get_by_role("button", name="Vergroot").click()
        page.get_by_role("button", name="Vergroot").click()
        page.set_viewport_size(looks.NARROW)
        assert not is_whole(page)


def test_no_page_has_faults_that_axe_finds_or_scrolls_sideways(browser, place, address, number):
    place.as_("ann").send("/processen/aanbieden", bestand=(io.BytesIO(WRONG), "a.bpmn"))
    pages = {
        "ann": ("", f"/{IDEA}", "/aanbieden", "/aanbieden/controle"),
        "eve": ("", f"/{number}?controle=1", f"/{number}/{number}.1?g=2"),
    }
    for person, paths in pages.items():
        root = "/processen" if person == "ann" else "/toezicht"
        cookie = place.cookie(person)
        for path in paths:
            how = {"cookie": cookie, "size": looks.NARROW}
            with looks.looking(browser, address, root + path, **how) as page:
                assert looks.faults(page) == [], path
                assert looks.scrolls_sideways(page) == 0, path
