"""The files that come with the product are found in a checkout; the wheel has its own test."""

import pytest

from engine import bundled


@pytest.mark.parametrize("name", ["processes", "forms"])
def test_the_files_of_a_checkout_are_found_beside_the_engine(name):
    assert bundled.folder(name).name == name
    assert (bundled.folder(name).parent / "pyproject.toml").is_file()
