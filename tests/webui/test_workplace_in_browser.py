"""The pages of team members and of the public in a real browser, without a script, and axe."""

import copy
import json
import re

import pytest

from engine import deployments, store
from tests.webui import proposal
from tests.webui.browser import PHONE, faults, follow, looking, scrolls_sideways, serving
from tests.webui.workplace import ANN, DIAGRAMS

pytestmark = pytest.mark.browser


def test_a_task_is_taken_and_done_without_a_script(place, browser):
    number = place.idea()
    with (
        serving(place.app) as address,
        looking(
            browser, address, "/taken/gremium", cookie=place.cookie("bob"), scripts=False
        ) as page,
    ):
        follow(page.get_by_role("button", name=re.compile(f"Pak op.*{number}")))
        follow(page.get_by_role("button", name="Rond af"))
        assert "Kies ja of nee" in page.get_by_role("alert").inner_text()
        page.get_by_role("link", name="Kies ja of nee").click()
        page.get_by_label("Ja", exact=True).check()
        page.get_by_label("Toelichting").fill("Helder verhaal")
        follow(page.get_by_role("button", name="Rond af"))

        assert "U heeft 'Registreer idee' afgerond." in page.get_by_role("status").inner_text()


def test_an_idea_is_sent_and_followed_without_a_script(place, browser):
    with (
        serving(place.app) as address,
        looking(browser, address, "/", scripts=False, size=PHONE) as page,
    ):
        follow(page.get_by_role("link", name="Vertel uw idee"))
        page.get_by_label("Titel").fill("Nachtbus voor ploegendiensten")
        page.get_by_label("Wat is uw idee?").fill("Een bus om vijf uur, van dorp naar fabriek.")
        page.get_by_label("Ik ga akkoord").check()
        follow(page.get_by_role("button", name="Verstuur idee"))
        assert "RD-2026-0001" in page.get_by_role("status").inner_text()
        follow(page.locator("a[href^='/volg/']"))

        assert "Nieuw" in page.locator("main").inner_text()


def test_a_choice_opens_its_question_without_a_script(place, browser):
    number = place.idea()
    place.go_on(number)
    task = place.address(place.task(number, "werk_uit"))
    with (
        serving(place.app) as address,
        looking(browser, address, task, cookie=place.cookie("bob"), scripts=False) as page,
    ):
        question = page.get_by_label("Wat kwam eruit?")

        assert not question.is_visible()
        page.get_by_label("Ja, voor een deel").check()
        assert question.is_visible()


@pytest.fixture
def busy(place):
    """Give the workplace with something on every page, and the number of a case."""
    number = place.idea("Dorpsdokter dichtbij: huisarts, wijkverpleging en apotheek onder één dak")
    place.go_on(number)
    place.idea("Nachtbus voor ploegendiensten")
    place.decide(place.idea("Repaircafé op wielen"))
    bob = place.as_("bob")
    bob.send(f"/zaken/{number}/opmerkingen", opmerking="Gebeld met de indiener.")
    bob.send(place.address(place.task(number, "werk_uit")), actie="pak-op", titel="Dorpsdokter")
    return number


PAGES = (
    "/taken",
    "/taken/gremium",
    "/taken/klaar",
    "/taken/{number}.1/werk_uit%231",
    "/taken/{number}.1/registreer%231",
    "/zaken",
    "/zaken/{number}",
    "/zaken/{number}/stappen",
    "/zaken/{number}/verloop",
    "/zaken/{number}/stukken",
    "/zaken/{number}/opmerkingen",
    "/welkom",
    "/idee",
    "/bezwaar",
)


def test_no_page_has_a_fault_for_who_cannot_see_or_fits_no_phone(busy, place, browser):
    found = []
    with serving(place.app) as address:
        for path in PAGES:
            where = path.format(number=busy)
            with looking(browser, address, where, cookie=place.cookie("bob"), size=PHONE) as page:
                found += [f"{where}: {fault}" for fault in faults(page)]
                if scrolls_sideways(page):
                    found.append(f"{where}: scrolls sideways")

    assert not found, "\n".join(found)


def test_a_line_to_a_step_that_nobody_came_to_is_dashed(busy, place, browser):
    lines = (
        "all => all.map(one => [one.className, getComputedStyle(one, '::after').borderLeftStyle])"
    )
    where = f"/zaken/{busy}/stappen"
    with (
        serving(place.app) as address,
        looking(browser, address, where, cookie=place.cookie("bob")) as page,
    ):
        drawn = page.locator(".thread > li:not(:last-child)").evaluate_all(lines)
        after = page.locator(".thread > li + li").evaluate_all(
            "all => all.map(one => one.className)"
        )

    found = {
        (before.split()[-1], then.split()[-1]): style
        for (before, style), then in zip(drawn, after, strict=True)
    }
    assert found["done", "done"] == "solid"
    assert {style for (_, then), style in found.items() if then == "todo"} == {"dashed"}


@pytest.mark.usefixtures("busy")
def test_the_columns_of_all_rows_stand_in_line(place, browser):
    edges = "all => all.map(one => Math.round(one.getBoundingClientRect().left))"
    with (
        serving(place.app) as address,
        looking(browser, address, "/zaken", cookie=place.cookie("bob")) as page,
    ):
        for column in (1, 2, 3):
            found = page.locator(f".row > :nth-child({column})").evaluate_all(edges)
            assert len(found) == 3
            assert len(set(found)) == 1


@pytest.mark.parametrize("width", [1280, 1024, 360])
def test_what_is_typed_in_a_wide_table_can_be_read(place, browser, width):
    with place.store.begin() as tx:
        store.bundles.keep_in_library(tx, "form", {"voorstel": json.dumps(_wide()).encode()})
        deployments.deploy_together(tx, DIAGRAMS, by=ANN)
    number = place.idea()
    place.go_on(number)
    task = place.address(place.task(number, "werk_uit"))
    size = {"width": width, "height": 800}
    with (
        serving(place.app) as address,
        looking(browser, address, task, cookie=place.cookie("bob"), size=size) as page,
    ):
        for name, typed in (("bedrag", "12.500,00"), ("jaar", "2026"), ("bewijs", "Brief college")):
            page.locator(f"[name='begroting.0.{name}']").fill(typed)
        cut = page.locator("td [name]").evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.name)"
        )

        assert cut == []
        assert not scrolls_sideways(page)


def _wide():
    """Give the proposal with more columns in its budget than a page has room for."""
    form = copy.deepcopy(proposal.DEFINITION)
    columns = form["properties"]["begroting"]["items"]["properties"]
    year = {"type": "integer", "minimum": 2023, "maximum": 2035}
    columns["jaar"] = year | {"ui": {"order": 6, "label": {"nl": "Jaar", "en": "Year"}}}
    for order, name in enumerate(("bewijs", "bron"), 7):
        label = {"nl": name, "en": name}
        columns[name] = {"type": "string", "ui": {"order": order, "label": label}}
    return form
