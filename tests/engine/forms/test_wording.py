"""How numbers are said on a page."""

from decimal import Decimal

import pytest

from engine.forms import wording


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        ("2026", "2026", "2026"),
        ("-2026", "-2026", "-2026"),
        ("2026.0", "2026", "2026"),
        ("12026", "12.026", "12,026"),
        ("2026.5", "2.026,5", "2,026.5"),
        ("0", "0", "0"),
    ],
)
def test_a_whole_number_of_four_digits_stays_together(value, nl, en):
    assert wording.number(Decimal(value), "nl") == nl
    assert wording.number(Decimal(value), "en") == en


def test_an_amount_is_always_written_in_groups():
    assert wording.money(Decimal(2026), "nl") == "€ 2.026,00"
