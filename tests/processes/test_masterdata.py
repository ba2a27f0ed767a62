"""The lists of the collaboration: where they come from, and what must be in them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.processes import shipped

each_list = pytest.mark.parametrize("name", sorted(shipped.LISTS))


def _read(name: str) -> dict:
    return json.loads(shipped.LISTS[name].read_text())


@each_list
def test_a_list_says_its_name_version_and_source(name):
    found = _read(name)

    assert found["name"] == name
    assert found["version"]
    assert "line" in found["source"]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("programmalijnen", 6),
        ("opgaven", 5),
        ("gemeenten", 5),
        ("leidende_principes", 5),
        ("hoofddoelen", 2),
        ("criteria", 7),
        ("werkwijzen", 3),
    ],
)
def test_a_list_has_what_the_programme_plan_names(name, count):
    assert len(shipped.list_choices()[name]) == count


def test_every_choice_is_there_in_dutch_and_in_english():
    for name in shipped.list_choices():
        for choice in _read(name)["choices"]:
            assert set(choice) == {"const", "title", "title-en"}, name


def test_the_calendar_has_the_meetings_of_2024():
    meetings = [each["meeting"] for each in _read("kalender_2024")["meetings"]]

    assert meetings.count("kernteam") == 46
    assert meetings.count("coordinatieteam") == 17
    assert meetings.count("gezamenlijk_kern_en_coordinatieteam") == 6
    assert meetings.count("stuurgroep") == 2
    assert meetings.count("ambtelijke_cockpit") == 4


def test_the_core_team_meets_on_tuesdays_so_on_19_november_and_not_on_the_29th():
    days = {
        date.fromisoformat(each["date"])
        for each in _read("kalender_2024")["meetings"]
        if each["meeting"] == "kernteam"
    }

    assert {day.strftime("%A") for day in days} == {"Tuesday"}
    assert date(2024, 11, 19) in days
