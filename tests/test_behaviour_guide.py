"""Every choice in docs/behaviour.md is shown by tests that are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "behaviour.md").read_text(encoding="utf-8")
CHOICES = [line for line in GUIDE.splitlines() if line.startswith("| ") and "Choice" not in line]
FEWEST = 25
LINK = re.compile(r"\[`(test_\w+)`\]\(\.\./(tests/[\w/]+\.py)\)")


def functions_of(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_guide_holds_at_least_the_choices_we_know_of():
    assert len(CHOICES) >= FEWEST


@pytest.mark.parametrize("line", CHOICES, ids=lambda line: line.split("|")[1].strip()[:40])
def test_a_choice_says_why_and_names_tests_that_exist(line):
    _, choice, why, shown, _ = line.split("|")
    named = LINK.findall(shown)

    assert choice.strip().endswith(".")
    assert why.strip().endswith(".")
    assert named
    assert [name for name, path in named if name not in functions_of(path)] == []
