"""The wheel holds everything the product needs, and runs without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Give the folder that the wheel of this checkout was unpacked in."""
    built = tmp_path_factory.mktemp("wheel")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"]
    command = [sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", built, ROOT]
    subprocess.run(command, check=True)
    [wheel] = built.glob("regie-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(built / "site")
    return built / "site"


def run(installed, *arguments):
    """Run Python with the unpacked wheel, away from the checkout."""
    return subprocess.run(
        [sys.executable, *arguments],
        check=True,
        capture_output=True,
        text=True,
        cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed)},
    ).stdout


@pytest.mark.parametrize("name", ["processes", "forms"])
def test_an_installed_product_finds_its_files(installed, name):
    program = f"from engine import bundled; print(bundled.folder({name!r}))"
    found = Path(run(installed, "-c", program).strip())

    assert found.is_relative_to(installed)
    assert relative_files(found) == relative_files(ROOT / name)


def relative_files(folder):
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path for path in files if "__pycache__" not in path.parts}


@pytest.mark.parametrize("folder", ["engine", "webui"])
def test_a_wheel_leaves_nothing_out_that_stands_beside_the_code(installed, folder):
    not_shipped = {"node_modules", "__pycache__", "shipped"}
    for_set_up = {Path("package.json"), Path("package-lock.json"), Path("assets.py")}
    expected, shipped = (
        {path for path in relative_files(base / folder) if not_shipped.isdisjoint(path.parts)}
        for base in (ROOT, installed)
    )

    assert shipped == expected - for_set_up


def test_an_installed_product_answers_on_the_command_line(installed):
    assert "demo" in run(installed, "-m", "engine", "--help")
