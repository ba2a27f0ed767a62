"""A form that is shown again shows no file as kept that is not, and asks for it where it was."""

import json
from io import BytesIO

import pytest

from engine import store
from tests.webui.test_case_letters import scanned, waiting
from tests.webui.test_public import IDEA
from tests.webui.test_starting import FILLED, NEW, PLAN, PLANS, START, cases, deploy, fred, planned
from tests.webui.workplace import PDF

__all__ = ["fred", "planned", "scanned", "waiting"]

AGAIN = "Kies nog een keer, want de browser bewaart geen bestanden: brief.pdf."
BUT_FILES = "Wat u invulde staat er nog, behalve uw bestanden."


def brief():
    return (BytesIO(PDF), "brief.pdf")


def made_up(page, name):
    """Give what a page holds of files as if they were kept: ids, and buttons that remove them."""
    ids = [each for each in page.all("input", name=name) if each["type"] != "file"]
    buttons = [each for each in page.all("button") if each.get("value", "").startswith("weg:")]
    return ids + buttons


@pytest.mark.parametrize("wish", ["rond-af", "reken"])
def test_an_idea_shown_again_asks_for_its_file_and_shows_none(place, wish):
    wrong = IDEA | {"titel": "Bus", "actie": wish}
    page = place.visitor().send("/idee", **wrong, idee_bijlagen=brief())

    assert made_up(page, "idee_bijlagen") == []
    assert AGAIN in page.by_id("idee_bijlagen-w")["text"]
    assert page.one("input", id="idee_bijlagen")["aria-describedby"] == "idee_bijlagen-w"
    assert (BUT_FILES in page.text()) is (wish == "rond-af")


def test_a_start_shown_again_asks_for_its_file_and_shows_none(fred):
    page = fred.send(NEW, **START, titel="Pad", stukken=brief())

    assert made_up(page, "stukken") == []
    assert AGAIN in page.by_id("stukken-w")["text"]
    assert BUT_FILES in page.text()


def test_a_letter_shown_again_asks_for_its_file_and_shows_none(place, scanned):
    address = f"/zaken/{scanned}/bericht/antwoord"
    page = place.as_("bob").send(address, **START, antwoord="ja", brief=brief())

    assert made_up(page, "brief") == []
    assert AGAIN in page.by_id("brief-w")["text"]


def test_without_a_file_nothing_is_asked_again(place):
    page = place.visitor().send("/idee", **IDEA | {"titel": "Bus"})

    assert "Kies nog een keer" not in page.text()
    assert "Wat u invulde staat er nog." in page.text()


@pytest.fixture
def requires(planned):
    """Give the workplace where a plan cannot begin without its papers."""
    definition = json.loads(PLAN)
    definition["required"].append("stukken")
    with planned.store.begin() as tx:
        found = {"plan": json.dumps(definition).encode()}
        store.bundles.keep_in_library(tx, "form", found)
    deploy(planned, PLANS)
    return planned


@pytest.mark.parametrize("posted", [{}, {"stukken": "0" * 32}])
def test_a_required_file_that_was_not_chosen_again_is_missed(requires, fred, posted):
    fred.send(NEW, **START, titel="Pad", stukken=brief())
    page = fred.send(NEW, **START, **FILLED, **posted)

    assert page.by_id("stukken-e")
    assert made_up(page, "stukken") == []
    assert cases(requires) == []

    fred.send(NEW, **START, **FILLED, stukken=brief())
    assert len(cases(requires)) == 1
