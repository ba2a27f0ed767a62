"""Where the files are that come with the product: diagrams and forms."""

from __future__ import annotations

from pathlib import Path

_ENGINE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Give the folder `processes` or `forms`: inside an installed wheel, else of the checkout."""
    installed = _ENGINE / "shipped" / name
    return installed if installed.is_dir() else _ENGINE.parent / name
