"""The decisions in docs/decisions stay short, complete and true to the files they name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Confirmation"]
LONGEST = 40


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name.partition("-")[0]) for path in DECISIONS]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_four_sections_and_is_short(path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert len(text.splitlines()) < LONGEST


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_what_a_decision_names_is_there(path):
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"`((?:engine|webui|tests)/[\w./]+|pyproject\.toml|Makefile)`", text)
    contracts = re.findall(r'"(Only [^"]+|The [^"]+ know[^"]*)"', text)
    configuration = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert [name for name in contracts if f'name = "{name}"' not in configuration] == []
