"""The short form of `python -m tests.fuzz.feel`: random texts end in a value or in our errors."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.counting import calls
from tests.fuzz.feel import Attempt, attempt, run, scope
from tests.fuzz.texts import text

#: Each of the three ways has fuel for a tenth of a second; a million calls took that.
MOST_CALLS = 4_000_000


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_random_texts_end_in_a_value_or_in_an_error_of_our_own(seed):
    random = Random(seed)  # noqa: S311 - nothing is kept secret with it
    made, names = text(random), scope(random)
    found: list[Attempt] = []

    work = calls(lambda: found.append(attempt(made, names)))

    assert found[0].wrong is None, found
    assert work < MOST_CALLS, made


def test_the_program_says_what_it_tried():
    heard: list[str] = []

    run(0.2, 7, heard.append)

    assert "texts from seed 7" in heard[-2]
    assert heard[-1].startswith("slowest")
