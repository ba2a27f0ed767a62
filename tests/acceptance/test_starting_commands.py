"""What starts by itself, on the command line: said beforehand, listed, stopped and resumed."""

from __future__ import annotations

import shutil

import pytest

from tests.acceptance.terminal import Terminal
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    diagram,
    end,
    go,
    start,
    timer,
    user,
)

MONDAYS = timer("R/2100-01-04T09:00/P7D", "timeCycle")
WHY = ("--because", "Vakantie", "--as", "ann")
SAID = "maandag 4 januari 2100 om 09.00 uur, daarna steeds na 1 week."


@pytest.fixture
def regie(prepared, tmp_path):
    """Give a terminal at an installation in which everything is deployed."""
    return Terminal(shutil.copytree(prepared, tmp_path / "data"))


def test_every_way_to_start_is_told_to_machines(regie, tmp_path):
    file = tmp_path / "wegen.bpmn"
    parts = (start("hand"), start("post", MESSAGE), start("sein", SIGNAL), user("u"), end())
    flows = (go("hand u e"), go("post u"), go("sein u"))
    file.write_bytes(diagram(*parts, *flows))

    told = regie("check", str(file), "--json").facts[str(file)]["starts"]
    assert [(one["element"], one["kind"], one["name"], one["due"]) for one in told] == [
        ("hand", "none", None, None),
        ("post", "message", "m1", None),
        ("sein", "signal", "s1", None),
    ]


def test_who_checks_and_deploys_a_diagram_reads_when_it_starts(regie, tmp_path):
    file = tmp_path / "weekbericht.bpmn"
    file.write_bytes(diagram(start("week", MONDAYS, name="Elke maandag"), end(), go("week e")))

    checked = regie("check", str(file))
    assert checked.out.splitlines() == [
        "Geen problemen.",
        f"Elke maandag: begint vanzelf op {SAID}",
    ]
    told = regie("check", str(file), "--json").facts[str(file)]
    assert told["problems"] == []
    assert told["starts"] == [
        {
            "process": "p",
            "element": "week",
            "kind": "timer",
            "name": None,
            "due": "2100-01-04T08:00:00+00:00",
            "moments": "R/2100-01-04T08:00:00+00:00/P7D",
            "nl": f"Elke maandag: begint vanzelf op {SAID}",
            "en": "Elke maandag: starts by itself on Monday 4 January 2100 at 09:00, "
            "then again and again after 1 week.",
        }
    ]
    assert regie("starts", "--as", "ann").out == "Er begint niets vanzelf.\n"
    deployed = regie("deploy", str(file), "--as", "ann")
    assert deployed.out.splitlines()[1:] == [f"p/week: Begint op {SAID}"]

    assert regie("starts", "--as", "ann").out == f"p/week  Begint op {SAID}\n"
    assert "Schrijf op waarom" in regie("starts", "--stop", "p/week", "--as", "ann").refusal
    stopped = regie("starts", "--stop", "p/week", *WHY, "--json").facts
    assert [(one["start"], one["stopped_by"]) for one in stopped] == [("p/week", "ann")]
    assert "Gestopt door ann." in regie("starts", "--as", "ann").out
    assert "Gestopt" not in regie("starts", "--resume", "p/week", *WHY).out
    assert regie("starts", "--retry", "p/week", *WHY).code == 0
    assert "staat niet (meer) klaar" in regie("starts", "--stop", "p/x", *WHY).refusal
