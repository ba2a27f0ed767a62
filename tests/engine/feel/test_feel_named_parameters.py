"""Every function of the standard by the names of its parameters (DMN 1.5, tables 73 to 84)."""

from __future__ import annotations

import pytest

from engine.feel.builtins.registry import FORMS
from tests.engine.feel.feel_tables import check, rows

#: As the tables of the standard write them; `union(list...)` and the like have no names to give.
NAMES = {
    "abs": ["n"],
    "ceiling": ["n", "n, scale"],
    "context": ["entries"],
    "context merge": ["contexts"],
    "context put": ["context, key, value", "context, keys, value"],
    "contains": ["string, match"],
    "date": ["from", "year, month, day"],
    "decimal": ["n, scale"],
    "floor": ["n", "n, scale"],
    "get entries": ["m"],
    "get value": ["m, key", "context, keys"],
    "insert before": ["list, position, newItem"],
    "is": ["value1, value2"],
    "list contains": ["list, element"],
    "list replace": ["list, position, newItem", "list, match, newItem"],
    "matches": ["input, pattern", "input, pattern, flags"],
    "modulo": ["dividend, divisor"],
    "not": ["negand"],
    "number": ["from, grouping separator, decimal separator"],
    "replace": ["input, pattern, replacement", "input, pattern, replacement, flags"],
    "round half up": ["n, scale"],
    "sort": ["list, precedes"],
    "split": ["string, delimiter"],
    "string join": ["list", "list, delimiter"],
    "sublist": ["list, start position", "list, start position, length"],
    "substring": ["string, start position", "string, start position, length"],
    "time": ["from", "hour, minute, second", "hour, minute, second, offset"],
    "years and months duration": ["from, to"],
}


@pytest.mark.parametrize(("function", "named"), NAMES.items())
def test_the_parameters_have_the_names_of_the_standard(function, named):
    forms = [
        ", ".join(part.name for part in form.parameters[:many])
        for form in FORMS[function]
        for many in range(form.least, min(form.most, len(form.parameters)) + 1)
    ]

    assert set(named) <= set(forms)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        before(point1: 1, point2: 10)                               => true
        before(point: 1, range: [2..3])                             => true
        before(range: [1..2], point: 3)                             => true
        before(range: [1..5], point: 3)                             => false
        after(range: [5..6], point: 3)                              => true
        after(point: 7, range: [5..6])                              => true
        before(range1: [1..2], range2: [3..4])                      => true
        includes(point: 5, range: [1..10])                          => true
        string join(delimiter: ",", list: ["a", "b"])               => "a,b"
        insert before(newItem: 2, list: [1, 3], position: 1)        => [2, 1, 3]
        list replace(newItem: 6, match: function(a, b) a < b, list: [2, 7]) => [6, 7]
        context put(value: 2, keys: ["y", "a"], context: {x: 1})    => {x: 1, y: {a: 2}}
        number(from: "1.000,5", grouping separator: ".", decimal separator: ",") => 1000.5
        replace(input: "abc", pattern: "B", replacement: "x", flags: "i") => "axc"
        sublist(length: 1, start position: -2, list: [4, 5, 6])     => [5]
        years and months duration(to: @"2013-08-24", from: @"2011-12-22") => @"P1Y8M"
        before(range: [1..2], points: 3)                            => null
    """),
)
def test_arguments_by_name_may_stand_in_any_order(text, expected):
    check(text, expected)
