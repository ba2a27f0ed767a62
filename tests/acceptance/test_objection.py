"""Somebody objects through the public page; the law's dates stand on the case, and say why.

The dates are those of a worked example: a decision made known on Monday 2 March 2026 can be
objected to until Monday 13 April; with a committee there must be a decision by Monday 6 July.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tests.acceptance import filling
from tests.processes import answers, objections
from tests.webui.browser import follow

pytestmark = pytest.mark.browser

UNTIL, DECIDED_BY = "maandag 13 april 2026", "maandag 6 juli 2026"


@pytest.fixture(scope="module")
def receipt(screen, town):
    """Object as a visitor on Wednesday 1 April 2026; give what the receipt says."""
    town.clock.now = datetime(2026, 4, 1, 8, tzinfo=UTC)
    screen.take_turn("")
    screen.go("/welkom")
    follow(screen.page.get_by_role("link", name="Maak bezwaar"))
    filling.fill(screen.page, answers.OBJECTION)
    follow(screen.page.get_by_role("button", name="Verstuur bezwaar"))
    return screen.text()


@pytest.fixture(scope="module")
def number(receipt):
    return re.search(r"Uw nummer is (BZ-\d{4}-\d{4})", receipt)[1]


def test_the_objector_gets_a_receipt(receipt, number):
    assert "Wij hebben uw bezwaar ontvangen op woensdag 1 april 2026." in receipt
    assert number == "BZ-2026-0001"


def test_the_dates_of_the_law_stand_on_the_case_with_how_they_were_worked_out(screen, number):
    screen.do(number, "registreer_bezwaar", **answers.RECEIVED)

    screen.go(f"/zaken/{number}")
    for summary in screen.page.locator("details summary", has_text="berekend").all():
        summary.click()

    told = screen.text()
    assert UNTIL in told
    assert DECIDED_BY in told
    assert "zo is 13 april 2026 berekend" in told
    assert "zo is 6 juli 2026 berekend" in told
    assert "dinsdag 3 maart 2026" in told
    assert re.search(r"Awb.{0,40}6:8", told)
    assert re.search(r"Awb.{0,40}7:10", told)


def test_the_objector_sees_the_same_dates_without_signing_in(screen, receipt):
    address = re.search(r"/volg/[0-9a-f]{64}", receipt)[0]
    screen.take_turn("")

    screen.go(address)

    assert UNTIL in screen.text()
    assert DECIDED_BY in screen.text()


def test_the_term_ends_at_midnight_in_the_netherlands(screen, town, number):
    objections.admitted(town, number)
    town.clock.now = datetime(2026, 7, 6, 21, 59, 59, tzinfo=UTC)
    town.tick()
    screen.take_turn("lotte")
    screen.go(f"/zaken/{number}")
    assert "Te laat" not in screen.page.locator(".top").inner_text()

    town.tick(seconds=1)
    screen.go(f"/zaken/{number}")

    assert "Te laat" in screen.page.locator(".top").inner_text()
    assert screen.broken == []
