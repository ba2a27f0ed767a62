"""The short form of `python -m tests.fuzz.feel`: random texts end in a value or in our errors."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.feel import attempt, run, scope
from tests.fuzz.texts import text

#: Much more than it takes, for machines that are busy with other things.
MOST_SECONDS = 2


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_random_texts_end_in_a_value_or_in_an_error_of_our_own(seed):
    random = Random(seed)  # noqa: S311 - nothing is kept secret with it

    found = attempt(text(random), scope(random))

    assert found.wrong is None, found
    assert found.seconds < MOST_SECONDS, found


def test_the_program_says_what_it_tried():
    heard: list[str] = []

    run(0.2, 7, heard.append)

    assert "texts from seed 7" in heard[-2]
    assert heard[-1].startswith("slowest")
