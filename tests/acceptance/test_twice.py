"""One task, two people, two tabs, two clicks: it is done once, and everybody is told."""

from __future__ import annotations

import re

import pytest

from tests.acceptance import filling
from tests.acceptance.screen import COMPLETE, Screen
from tests.acceptance.town import address as address_of
from tests.processes import answers
from tests.webui.browser import follow

pytestmark = pytest.mark.browser

ELEMENT = "registreer_idee"


@pytest.fixture
def task(town):
    """Give an idea that waits for somebody of the staff."""
    number = town.send("idee ontvangen", **answers.IDEA)
    return town.worker(number, ELEMENT)[0]


@pytest.fixture
def colleague(browser, town, address):
    """Give a window of Sam, who works beside Sanne."""
    with Screen.opened(browser, town, address) as found:
        found.take_turn("sam")
        yield found


def completions(town, task):
    return sum(each.kind == "TaskCompleted" for each in town.history_of(task.instance_id))


def test_who_comes_second_is_told_who_was_first_and_gets_her_answers_back(
    screen, colleague, town, task
):
    screen.take_turn("sanne")
    for each in (screen, colleague):
        each.go(address_of(task))
        filling.fill(each.page, answers.REGISTERED | {"programmalijnen": ["aantrekkelijke_regio"]})
    follow(colleague.page.locator(COMPLETE))

    follow(screen.page.locator(COMPLETE))

    assert "afgerond." in colleague.text()
    assert "Sam heeft deze taak al afgerond" in screen.text()
    assert "Wat u invulde staat hieronder. U kunt het overnemen." in screen.text()
    assert "Is dit idee" in screen.text() or "Aantrekkelijke regio" in screen.text()
    assert completions(town, task) == 1


def test_a_second_tab_is_told_that_the_first_did_it(screen, town, task):
    screen.take_turn("sanne")
    second = screen.context.new_page()
    for page in (screen.page, second):
        page.goto(screen.address + address_of(task))
        filling.fill(page, answers.REGISTERED)
    follow(screen.page.locator(COMPLETE))

    follow(second.locator(COMPLETE))

    assert "Sanne heeft deze taak al afgerond" in second.locator("body").inner_text()
    assert completions(town, task) == 1
    second.close()


def test_two_clicks_on_the_button_are_one_and_say_that_it_worked(screen, town, task):
    screen.take_turn("sanne")
    screen.go(address_of(task))
    filling.fill(screen.page, answers.REGISTERED)

    screen.page.dblclick(COMPLETE)
    screen.page.wait_for_url(re.compile("klaar="))

    assert f"U heeft '{task.name}' afgerond." in screen.text()
    assert completions(town, task) == 1
    assert screen.broken == []
