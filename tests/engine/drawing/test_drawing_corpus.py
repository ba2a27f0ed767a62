"""Draw every BPMN file of a folder of other people's diagrams, when there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine import drawing
from tests.engine.drawing.drawing_judge import overlaps

FOLDER = os.environ.get("REGIE_CORPUS", "")
FILES = sorted(Path(FOLDER).rglob("*.bpmn")) if FOLDER else []

pytestmark = pytest.mark.skipif(
    not FILES, reason="REGIE_CORPUS names no folder with .bpmn files to draw"
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_is_drawn_as_it_is_and_laid_out_anew(path):
    xml = path.read_bytes()

    tidied = drawing.tidy(xml)

    assert drawing.tidy(tidied) == tidied
    assert overlaps(tidied) == []
    assert drawing.steps(xml) == drawing.steps(tidied)
    for file in (xml, tidied):
        assert "data-element" in drawing.svg(file, title=path.stem, description="")
