"""The product executes the behaviour suite rightly, or refuses by name; it is never wrong."""

import os
from pathlib import Path

import pytest

from tests.conformance import behaviour

FOLDER = Path(os.environ.get("REGIE_CORPUS", "nowhere")) / "behaviour"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="left out: REGIE_CORPUS names no folder with a behaviour suite"
)


def test_no_behaviour_is_wrong():
    found = behaviour.report(behaviour.run_folder(FOLDER))

    assert found["wrong"] == 0, found["not_right"]
    assert found["right"] == found["tests"], found["not_right"]
