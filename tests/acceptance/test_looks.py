"""Every page in every state, with the example people and cases: accessible, and never too wide."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from engine.settings import Settings
from engine.store import open_store
from engine.store.transaction import utc_now
from tests.acceptance.screen import COMPLETE, Screen
from tests.acceptance.town import Town
from tests.webui.browser import DESK, NARROW, faults, follow, scrolls_sideways

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def town(demonstrated, tmp_path_factory):
    """Give the example people and cases, now."""
    folder = shutil.copytree(demonstrated, tmp_path_factory.mktemp("looks") / "data")
    opened = open_store(Settings(data=folder))
    yield Town(opened, utc_now, folder)
    opened.close()


@pytest.fixture(scope="module")
def numbers(town):
    """Give the numbers of the cases, by a name for each."""
    with closing(sqlite3.connect(town.folder / "regie.sqlite")) as database:
        titles = dict(database.execute('SELECT number, title FROM "case"'))
    starts = {
        "archief": "Verhalenarchief",
        "bezwaar": "Bezwaar",
        "fietspad": "Veilig fietsen",
        "grenspendel": "Grenspendel",
    }
    return {
        name: next(number for number, title in titles.items() if title.startswith(start))
        for name, start in starts.items()
    }


def send_nothing(screen):
    """Press the button of a form in which nothing was filled in."""
    follow(screen.page.locator(COMPLETE))


def first_row(screen):
    """Open the first task of a list."""
    follow(screen.page.locator("li.row h3 a").first)


def open_all(screen):
    """Unfold everything that can be unfolded, also what lies in what was folded."""
    folded = screen.page.locator("main details:not([open]) > summary")
    while folded.count():
        folded.first.click()


def first_row_and_send_nothing(screen):
    first_row(screen)
    send_nothing(screen)


def take_first_and_send_nothing(screen):
    follow(screen.page.get_by_role("button", name="Pak op").first)
    send_nothing(screen)


def sign_in_wrongly(screen):
    screen.page.fill("[name=naam]", "marijke")
    screen.page.fill("[name=wachtwoord]", "niet dit")
    follow(screen.page.get_by_role("button", name="Meld aan"))


#: who looks at what, and what she does there first
VISITS = [
    ("", "/welkom", None),
    ("", "/idee", None),
    ("", "/idee", send_nothing),
    ("", "/bezwaar", send_nothing),
    ("", "/aanmelden", sign_in_wrongly),
    ("", "/nergens", None),
    ("marijke", "/taken", None),
    ("marijke", "/taken?zoek=staat+er+niet", None),
    ("sanne", "/taken/gremium", None),
    ("sanne", "/taken/klaar", None),
    ("joris", "/taken/klaar", None),
    ("sanne", "/taken/gremium", first_row),
    ("nadia", "/taken", first_row_and_send_nothing),
    ("geert", "/taken/gremium", take_first_and_send_nothing),
    ("joris", "/taken/klaar", first_row),
    ("loes", "/zaken", None),
    ("sanne", "/zaken?zoek=staat+er+niet", None),
    ("sanne", "/zaken/{fietspad}", open_all),
    ("jasper", "/zaken/{bezwaar}", open_all),
    ("sanne", "/zaken/{grenspendel}/stappen", None),
    ("sanne", "/zaken/{fietspad}/verloop", None),
    ("sanne", "/zaken/{fietspad}/stukken", None),
    ("sanne", "/zaken/{fietspad}/opmerkingen", None),
    ("loes", "/zaken/{fietspad}/opmerkingen", None),
    ("paula", "/processen", None),
    ("paula", "/processen/rd_hoofd", open_all),
    ("paula", "/processen/rd_hoofd/versie/1", open_all),
    ("paula", "/processen/aanbieden", None),
    ("otto", "/toezicht", None),
    ("otto", "/toezicht/{fietspad}?controle=1", None),
    ("otto", "/toezicht/{fietspad}/{fietspad}.1?g=3", open_all),
]
DARK = [
    ("marijke", "/taken", None),
    ("jasper", "/zaken/{bezwaar}", open_all),
    ("sanne", "/zaken/{grenspendel}/stappen", None),
]


def called(visit):
    """Give a visit a name that is the same in every run."""
    person, path, then = visit
    return " ".join([person or "anybody", path, then.__name__ if then else ""]).strip()


def look(screen, numbers, visit):
    """Go where a visit leads; give what axe holds against what is there."""
    person, path, then = visit
    screen.take_turn(person)
    screen.page.set_viewport_size(DESK)
    screen.go(path.format(**numbers))
    if then:
        then(screen)
    return faults(screen.page)


@pytest.mark.parametrize("visit", VISITS, ids=called)
def test_a_page_is_accessible_and_fits_the_smallest_screen(screen, numbers, visit):
    found = look(screen, numbers, visit)

    screen.page.set_viewport_size(NARROW)
    assert found == []
    assert scrolls_sideways(screen.page) == 0
    assert screen.broken == []


def test_pages_are_accessible_in_the_dark(browser, town, address, numbers):
    with Screen.opened(browser, town, address, color_scheme="dark") as screen:
        found = {visit[1]: look(screen, numbers, visit) for visit in DARK}

    assert found == {path: [] for path in found}


def test_the_browser_says_so_when_a_page_breaks_its_own_rules(screen):
    screen.go("/welkom")
    heard, screen.broken = screen.broken, []

    screen.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"top: 0\">')")

    said, screen.broken = screen.broken, heard
    assert "Content Security Policy" in said[0]


def test_who_has_the_same_to_do_is_told_apart(screen, numbers):
    screen.take_turn("sanne")
    screen.go(f"/zaken/{numbers['archief']}")

    said = screen.page.locator("main").inner_text()
    assert "Zoek verbindingen in eigen organisatie, Gemeente Emmen" in said
    assert "Zoek verbindingen in eigen organisatie, Provincie Drenthe" in said
