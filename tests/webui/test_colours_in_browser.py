"""Every kind of page in the dark, in the reader's own colours and magnified, in a real browser."""

import pytest

from tests.webui import every_page
from tests.webui.browser import NARROW, faults, follow, looking, scrolls_sideways, serving

pytestmark = pytest.mark.browser

SMALL, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
MAGNIFIED = {"width": 640, "height": 450}  #: what is left of a wide window at 200 %
DARK = {
    "on a phone": {"size": SMALL, "scheme": "dark"},
    "at a desk": {"size": WIDE, "scheme": "dark"},
}
#: what axe does not know, it reads the colours that are not used: only that all of it fits
FITTING = {
    "own colours, four times as large": {"size": NARROW, "scheme": "dark", "forced": "active"},
    "twice as large": {"size": MAGNIFIED},
}


@pytest.fixture
def pages(place):
    """Give who reads which pages."""
    return every_page.filled(place)


def shown(place, browser, pages, how):
    """Give every page as a browser shows it, each with its address."""
    with serving(place.app) as address:
        for person, (first, *others) in pages.items():
            cookie = place.cookie(person) if person else None
            with looking(browser, address, first, cookie=cookie, **how) as page:
                yield first, page
                for path in others:
                    page.goto(address + path)
                    yield path, page


@pytest.mark.parametrize("where", DARK)
def test_no_page_has_faults_that_axe_finds_in_the_dark(place, browser, pages, where):
    found = [
        f"{path}: {fault}"
        for path, page in shown(place, browser, pages, DARK[where])
        for fault in (*faults(page), *(["it scrolls sideways"] if scrolls_sideways(page) else []))
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("way", FITTING)
def test_no_page_scrolls_sideways_however_large_it_is_shown(place, browser, pages, way):
    wide = [
        path for path, page in shown(place, browser, pages, FITTING[way]) if scrolls_sideways(page)
    ]

    assert wide == []


def test_text_is_in_the_readers_own_colours_where_she_has_them(place, browser):
    colours = "all => all.map(one => getComputedStyle(one).backgroundColor)"
    how = {"scheme": "dark", "forced": "active"}
    with serving(place.app) as address, looking(browser, address, "/welkom", **how) as page:
        grounds = page.locator("body, header, main, .panel, .btn").evaluate_all(colours)

    assert set(grounds) <= {"rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("where", DARK)
def test_a_form_that_is_wrong_has_no_faults_in_the_dark_either(place, browser, pages, where):
    with (
        serving(place.app) as address,
        looking(
            browser, address, pages["bob"][0], cookie=place.cookie("bob"), **DARK[where]
        ) as page,
    ):
        follow(page.get_by_role("button", name="Rond af"))
        page.get_by_role("alert").wait_for()

        assert faults(page) == []
        assert scrolls_sideways(page) == 0
