"""Let coverage guide random FEEL, for hours: `python -m tests.fuzz.guided FOLDER [option...]`.

Needs atheris, which `make fuzz GUIDED=FOLDER` fetches. What it learns is kept in the folder, so
that the next run goes on from there, with a text that ends badly or takes too long. Options are
those of libFuzzer, such as `-max_total_time=3600` or `-runs=1000000`.
"""

from __future__ import annotations

import sys
from random import Random

import atheris

#: counting what is covered makes everything several times as slow
MOST_SECONDS = 10 * 0.1

with atheris.instrument_imports(include=["engine.feel", "engine.terms"]):
    from tests.fuzz import feel


def one(data: bytes) -> None:
    """Try the bytes as a text; raises AssertionError when it ends badly or takes too long."""
    found = feel.attempt(data.decode("utf-8", "replace"), feel.scope(Random(0)))  # noqa: S311
    feel._clear()
    assert found.wrong is None, found.wrong
    assert found.seconds <= MOST_SECONDS, f"{found.seconds:.3f} s: {found.text!r}"


if __name__ == "__main__":
    feel.settle()
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
