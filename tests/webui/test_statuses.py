"""Statuses are said in the language of the reader."""

import re
from pathlib import Path

from webui import statuses

PROCESSES = Path(__file__).resolve().parent.parent.parent / "processes"


def test_every_status_of_the_diagrams_has_its_english():
    said = {
        status
        for path in PROCESSES.glob("*/*.bpmn")
        for status in re.findall(r'regie:status="([^"]+)"', path.read_text(encoding="utf-8"))
    }

    assert said
    assert said <= set(statuses.ENGLISH)


def test_a_reader_of_english_sees_english_statuses(place):
    number = place.idea()
    bob = place.as_("bob")

    assert "Nieuw" in bob.get(f"/zaken/{number}").text()
    assert "New" in bob.get(f"/zaken/{number}?taal=en").text()
