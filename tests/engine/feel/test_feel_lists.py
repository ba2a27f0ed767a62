"""Lists, filters, contexts, paths and loops, and the functions on them."""

from __future__ import annotations

import pytest

from tests.engine.feel.feel_tables import check, rows, value, warnings


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        [1, 2, 3][1]                                   => 1
        [1, 2, 3][-1]                                  => 3
        [1, 2, 3][count([1, 2])]                       => 2
        [1, 2, 3][item > 1]                            => [2, 3]
        [1, 2, 3][true]                                => [1, 2, 3]
        [1, null, 3][item > 1]                         => [3]
        [][1]                                          => null
        [][item > 1]                                   => []
        5[1]                                           => 5
        5[item > 6]                                    => []
        null[item > 1]                                 => null
        null[1]                                        => null
        [1, 2]["a"]                                    => null
        [1, 2][if item = 2 then true else "a"]         => null
        [[1, 2], [3]][2][1]                            => 3
        [{a: 1, b: 2}, {a: 3}][a > 1]                  => [{a: 3}]
        [{a: 1, b: 2}, {a: 3}][a > 0].b                => [2, null]
        [{a: 1}, {a: 2}][item.a = 2].a                 => [2]
        [{item: 1}, {item: 2}][item = 2]               => [{item: 2}]
        {a: 2, l: [{a: 1}, {b: 5}][a = 2]}.l           => [{b: 5}]
        [1, 2, 3][some x in [1, 2] satisfies x = item] => [1, 2]
        [[1, 2], [3, 4]][item[1] = 3]                  => [[3, 4]]
        [1, 2, 3, 4][item > 1][item < 4]               => [2, 3]
    """),
)
def test_filters(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        {}                                             => {}
        {a: 1, b: a + 1}.b                             => 2
        {a: {b: {c: 3}}}.a.b.c                         => 3
        {"a b": 1}.a b                                 => 1
        {eerste naam: "An", groet: "Dag " + eerste naam}.groet => "Dag An"
        {a-b: 3, c: a-b}.c                             => 3
        {a: 1, b: {a: 2, c: a}}.b.c                    => 2
        [{a: 1}, {a: 2}].a                             => [1, 2]
        {if: 1}.if                                     => 1
        {a: 1}.b                                       => null
        null.a                                         => null
        {a: 1, a: 2}                                   => null
        {a: function(n) if n < 2 then 1 else n * a(n - 1), b: a(5)}.b => 120
    """),
)
def test_contexts_and_paths(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        for i in [1, 2, 3] return i * i                => [1, 4, 9]
        for i in 1..3 return i                         => [1, 2, 3]
        for i in 3..1 return i                         => [3, 2, 1]
        for i in -1..1 return i                        => [-1, 0, 1]
        for i in [1..3] return i                       => [1, 2, 3]
        for i in (1..4) return i                       => [2, 3]
        for i in 1+1..2*2 return i                     => [2, 3, 4]
        for i in 1..2, j in [10, 20] return i + j      => [11, 21, 12, 22]
        for x in [[1, 2], [3]], y in x return y        => [1, 2, 3]
        for i in 0..4 return if i = 0 then 1 else i * partial[-1] => [1, 1, 2, 6, 24]
        for i in 1..3 return count(partial)            => [0, 1, 2]
        for i in 1..2 return partial                   => [[], [[]]]
        for d in @"2026-11-30"..@"2026-12-01" return d.day => [30, 1]
        for i in [] return i                           => []
        for i in 5 return i                            => [5]
        for i in null return i                         => null
        for i in "a".."c" return i                     => null
        for i in 1.5..3 return i                       => null
        for i in (> 3) return i                        => null
        for een item in [1, 2] return een item + 1     => [2, 3]
    """),
)
def test_loops(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("""
        list contains([1, 2, null], null)              => true
        list contains([1, "1"], "1")                   => true
        count([1, 2, 3])                               => 3
        count(7)                                       => 1
        sublist([4, 5, 6], 1, 2)                       => [4, 5]
        sublist([4, 5, 6], -2)                         => [5, 6]
        append([1], 2, 3)                              => [1, 2, 3]
        append([1], [2])                               => [1, [2]]
        append(1, 2)                                   => [1, 2]
        append(null, 1)                                => [1]
        concatenate([1, 2], [3])                       => [1, 2, 3]
        insert before([1, 3], 2, 2)                    => [1, 2, 3]
        insert before([1, 3], -1, 2)                   => [1, 2, 3]
        remove([1, 2, 3], 2)                           => [1, 3]
        list replace([2, 4, 7], 3, 6)                  => [2, 4, 6]
        list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) => [5, 5, 7, 8]
        reverse([1, 2, 3])                             => [3, 2, 1]
        index of([1, 2, 3, 2], 2)                      => [2, 4]
        union([1, 2], [2, 3])                          => [1, 2, 3]
        distinct values([1, 2, 3, 2, 1, "1"])          => [1, 2, 3, "1"]
        duplicate values([1, 2, 3, 2, 1, 2, null])     => [1, 2]
        flatten([[1, 2], [[3]], 4])                    => [1, 2, 3, 4]
        sort([3, 1, 4, 5, 2], function(x, y) x < y)    => [1, 2, 3, 4, 5]
        sort([3, 1, 2])                                => [1, 2, 3]
        sort([{n: 2}, {n: 1}], function(x, y) x.n < y.n).n => [1, 2]
        get value({a: 1}, "a")                         => 1
        get value({a: {b: 2}}, ["a", "b"])             => 2
        get value({a: 1}, "b")                         => null
        get entries({a: 1})                            => [{key: "a", value: 1}]
        context([{key: "a", value: 1}])                => {a: 1}
        context put({a: 1}, "b", 2)                    => {a: 1, b: 2}
        context put({a: {b: 1}}, ["a", "b"], 2)        => {a: {b: 2}}
        context merge([{a: 1}, {a: 2, b: 3}])          => {a: 2, b: 3}
    """),
)
def test_functions_on_lists_and_contexts(text, expected):
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2][3]",
        "[1, 2][0]",
        "[1, 2][1.5]",
        "sublist([1, 2], 3)",
        "sublist([1, 2], 1, 5)",
        "remove([1], 2)",
        'sort([1, "a"])',
        "list replace([1], function(a) true, 2)",
        'context([{key: "a"}])',
        'context([{key: "a", value: 1}, {key: "a", value: 2}])',
        "context merge([1])",
        'get value(1, "a")',
        "count(null)",
    ],
)
def test_what_makes_no_sense_is_null_with_a_warning(text):
    assert warnings(text)


def test_a_function_does_not_change_the_list_it_is_given():
    lijst = value("[3, 1, 2]")
    for text in ("append(l, 4)", "reverse(l)", "sort(l)", "remove(l, 1)", "concatenate(l, l)"):
        value(text, {"l": lijst})

    assert lijst == value("[3, 1, 2]")
