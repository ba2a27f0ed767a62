"""Without scripts everything works too: from an idea to its registration, mistakes included."""

from __future__ import annotations

import re

import pytest

from tests.acceptance import filling
from tests.acceptance.screen import COMPLETE, Screen
from tests.acceptance.town import PASSWORD
from tests.processes import answers
from tests.webui.browser import follow

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def screen(browser, town, address):
    """Give a window in which no script runs."""
    with Screen.opened(browser, town, address, java_script_enabled=False) as found:
        yield found


@pytest.fixture(scope="module")
def number(screen):
    """Send an idea, at first with a title that is too short; give the number on the receipt."""
    screen.go("/idee")
    filling.fill(screen.page, answers.IDEA | {"titel": "Pad"})
    follow(screen.page.get_by_role("button", name="Verstuur idee"))
    assert "Dit is nog niet verstuurd" in screen.text()
    assert screen.page.input_value("[name=titel]") == "Pad"
    assert screen.page.is_checked("[name=privacy_akkoord]")
    screen.page.fill("[name=titel]", answers.IDEA["titel"])
    follow(screen.page.get_by_role("button", name="Verstuur idee"))
    return re.search(r"Uw nummer is (RD-\d{4}-\d{4})", screen.text())[1]


def test_an_idea_is_sent_taken_on_and_registered(screen, town, number):
    task, _worker = town.worker(number, "registreer_idee")
    screen.sign_in("sanne", PASSWORD)
    screen.find(task)
    filling.fill(screen.page, {"idee_dubbel": "lijkt_erop"})
    follow(screen.page.locator(COMPLETE))
    assert "U kunt deze taak nog niet afronden" in screen.text()
    assert screen.page.is_checked("[name=idee_dubbel][value=lijkt_erop]")

    filling.fill(screen.page, answers.REGISTERED)
    follow(screen.page.locator(COMPLETE))

    assert f"U heeft '{task.name}' afgerond." in screen.text()
    assert town.waiting(number) == ["wijs_opgavemanager_toe"]


def test_a_table_gets_another_row_and_sums_are_worked_out_by_the_server(screen, town, number):
    town.do(
        number,
        "wijs_opgavemanager_toe",
        opgavemanager="karim",
        orientatie_partners=["gemeente_emmen"],
        middelen_gevraagd=False,
    )
    screen.open_task(number, "voer_gesprek")

    filling.fill(screen.page, answers.TALK)
    follow(screen.page.get_by_role("button", name="Tussentijds opslaan"))

    assert "Uw concept is bewaard" in screen.text()
    assert screen.page.input_value("[name=gesprek_datum]") == "12-01-2026"
    assert screen.broken == []
