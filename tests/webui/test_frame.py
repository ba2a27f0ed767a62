"""The frame of every page: landmarks, menus, what it costs, and that it is sound HTML."""

from pathlib import Path

import pytest

from tests.webui.pages import Page
from webui import paging

STYLES = Path(__file__).resolve().parent.parent.parent / "webui" / "static" / "regie.css"
PAGES = ["/", "/formulier", "/formulier?fout", "/aanmelden", "/nergens", "/kapot"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_sound(bob, address):
    page = Page(bob.get(address))
    ids = [each["id"] for each in page.elements if each.get("id")]

    assert len(ids) == len(set(ids))
    assert page.one("html")["lang"] == "nl"
    assert page.all("title")[0]["text"].endswith(" \N{EN DASH} Regie")
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert page.all("a", href="#inhoud")[0]["class"] == "skip"
    for each in page.elements:
        assert not {"style", "onclick", "onload", "onsubmit"} & each.keys(), each
        for told in each.get("aria-describedby", "").split():
            assert told in ids, told


@pytest.mark.parametrize("address", PAGES)
def test_every_form_that_changes_something_has_its_token(bob, address):
    page = Page(bob.get(address))

    forms = [each for each in page.all("form") if each.get("method") == "post"]
    assert len(page.all("input", name="csrf")) == len(forms)


def test_the_menu_holds_what_there_is_and_what_waits(bob):
    page = Page(bob.get("/"))
    here = [each for each in page.all("a") if each.get("aria-current") == "page"]

    assert here[0]["text"] == "Taken 3 open"
    assert "Processen" not in page.text()
    assert page.one("summary", text="Bob Bakker")


def test_who_stands_in_is_told_so_on_every_page(bob, visitor):
    strip = Page(bob.get("/formulier")).one("aside", **{"class": "strip"})

    assert "U neemt waar voor Carol Cazemier tot en met vrijdag 27 november 2026" in strip["text"]
    assert not Page(visitor.get("/aanmelden")).all("aside")


def test_the_styles_stay_small():
    assert len(STYLES.read_bytes()) < 15_000


@pytest.mark.parametrize(
    ("wish", "first", "last", "shown"),
    [
        ("", 1, 25, [1, 2, None, 9]),
        ("5", 101, 125, [1, None, 4, 5, 6, None, 9]),
        ("9", 201, 212, [1, None, 8, 9]),
        ("99", 201, 212, [1, None, 8, 9]),
        ("-1", 1, 25, [1, 2, None, 9]),
        ("٣", 1, 25, [1, 2, None, 9]),
    ],
)
def test_a_long_list_is_paged(app, wish, first, last, shown):
    with app.test_request_context("/", query_string={"pagina": wish, "soort": "x"}):
        page = paging.asked_for(212)

        assert (page.first, page.last, list(page.shown())) == (first, last, shown)
        assert page.address(2) == "/?pagina=2&soort=x"


def test_an_empty_list_has_one_page(app):
    with app.test_request_context("/"):
        page = paging.asked_for(0)

        assert (page.first, page.last, page.pages) == (0, 0, 1)
