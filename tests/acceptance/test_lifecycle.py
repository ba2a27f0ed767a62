"""From an idea that anybody may send to a proposal that is carried out, each step by its person."""

from __future__ import annotations

import re

import pytest

from tests.acceptance import filling
from tests.processes import answers

pytestmark = pytest.mark.browser


def test_an_idea_is_sent_and_registered(screen, town):
    screen.take_turn("")
    screen.go("/")
    screen.page.get_by_role("link", name="Vertel uw idee").click()
    filling.fill(screen.page, answers.IDEA)
    screen.page.get_by_role("button", name="Verstuur idee").click()

    number = re.search(r"Uw nummer is (RD-\d{4}-\d{4})", screen.text())[1]

    screen.do(number, "registreer_idee", **answers.REGISTERED)
    assert town.waiting(number) == ["wijs_opgavemanager_toe"]
    assert screen.broken == []
