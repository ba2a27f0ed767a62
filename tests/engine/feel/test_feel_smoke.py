"""A first look: what a process owner writes gives what a process owner means."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from engine import feel

AT = datetime(2026, 11, 21, 11, tzinfo=UTC)


def test_a_condition_reads_the_scope():
    condition = feel.parse('bedrag > 10000 and soort = "bezwaar"')

    assert condition.names == {"bedrag", "soort"}
    assert feel.evaluate(condition, {"bedrag": Decimal(20000), "soort": "bezwaar"}, at=AT) is True


def test_a_refusal_names_the_place():
    with pytest.raises(feel.FeelSyntax) as refused:
        feel.parse("1 +\n* 2")

    assert (refused.value.line, refused.value.column) == (2, 1)
    assert "'*' gevonden" in refused.value.sentence("nl")
