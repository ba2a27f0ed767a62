"""Boxed expressions with a fault in how they are built are refused, and say which part it is."""

from __future__ import annotations

import pytest

from engine import decisions
from tests.engine.decisions.dmn_files import context, decide, decision, file, problems, text


def test_a_context_with_one_name_twice_is_refused_by_that_name():
    source = file(decision("it", context(("p", text("1")), ("q", text("2")), ("p", text("3")))))

    (wrong,) = problems(source)
    assert wrong.code == "same-name"
    assert wrong.element_id == "it"
    assert "'p'" in wrong.say("nl")
    with pytest.raises(decisions.CannotDecide):
        decide(source, "it")


@pytest.mark.parametrize(
    ("columns", "cells", "said"),
    [
        ("ab", "1", "Rij 1 van de relatie heeft 1 cellen, maar er zijn 2 kolommen."),
        ("ab", "123", "Rij 1 van de relatie heeft 3 cellen, maar er zijn 2 kolommen."),
        ("aa", "12", "De naam 'a' komt meer dan eens voor."),
    ],
)
def test_a_relation_whose_rows_and_columns_differ_is_refused(columns, cells, said):
    header = "".join(f'<column name="{name}"/>' for name in columns)
    logic = f"<relation>{header}<row>{''.join(map(text, cells))}</row></relation>"
    source = file(decision("it", logic))

    (wrong,) = problems(source)
    assert wrong.say("nl") == f"it (it): {said}"
    with pytest.raises(decisions.CannotDecide):
        decide(source, "it")
