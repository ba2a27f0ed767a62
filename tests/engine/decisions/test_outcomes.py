"""What a decision comes to must be a value that can be kept; on the way anything may be used."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import decisions
from engine.values import plain
from tests.engine.decisions.dmn_files import (
    AT,
    NAMESPACE,
    decision,
    file,
    function_box,
    text,
    typed,
)

SUM = "function(x) x + 1"
BOXED = function_box({"x": "number"}, text("x + 1"))


def bound(*parts):
    return decisions.catalogue({NAMESPACE: file(*parts)}, {})


@pytest.mark.parametrize("logic", [text(SUM), BOXED, text('date("99999-01-01")'), text("[1..2]")])
def test_an_outcome_that_no_variable_can_hold_is_no_outcome(logic):
    with pytest.raises(decisions.NotAnOutcome) as refused:
        bound(decision("f", logic))["f"].decide({}, AT)

    assert "f" in refused.value.sentence("nl")
    assert refused.value.sentence("nl") != refused.value.sentence("en")


def test_a_function_may_be_used_on_the_way_and_is_told_as_one():
    library = text("{more: function(x) x + 1, most: [1..2], root: sqrt}")
    parts = (decision("f", text(SUM)), decision("g", library))
    value, found = bound(*parts, decision("x", text("f(2) + g.more(1)"), asks=["f", "g"]))[
        "x"
    ].decide({}, AT)

    told = {one.decision_id: one.outputs for one in found}
    assert value == Decimal(5)
    assert told["f"] == "function(x)"
    assert told["g"] == {"more": "function(x)", "most": "[1..2]", "root": "function"}
    assert [plain(dict(one.inputs)) for one in found]


@pytest.mark.parametrize(
    ("logic", "type_ref", "always"),
    [
        (text(SUM), "Any", True),
        (BOXED, "Any", True),
        (text("if a then b else c"), "Any", False),
        (text(SUM), "number", False),
        (text("1"), "small", False),
    ],
)
def test_a_decision_that_always_gives_a_function_is_known_beforehand(logic, type_ref, always):
    read = decisions.read(file(typed("small", "number"), decision("f", logic, type_ref=type_ref)))

    assert decisions.always_gives_function(read, "f") is always
