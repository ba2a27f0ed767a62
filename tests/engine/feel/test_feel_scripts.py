"""Scripts: assignments, one on a line, each seeing what was written before it."""

from __future__ import annotations

import pytest

from engine import feel
from tests.engine.feel.feel_tables import AT, value


def carried_out(text, scope=None):
    scope = {} if scope is None else scope
    for name, found in feel.run(feel.parse_script(text), scope, at=AT):
        scope[name] = found
    return scope


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a = 1", "{a: 1}"),
        ("a = 1\nb = a + 1", "{a: 1, b: 2}"),
        ("a = 1; b = a + 1;", "{a: 1, b: 2}"),
        ("\n\n   a = 1\n   b = a + 1\n  ", "{a: 1, b: 2}"),
        ("a = 1\n     b = 2\n     c = 3", "{a: 1, b: 2, c: 3}"),
        ("a = 1 +\n  2", "{a: 3}"),
        ("a = true\n  and false", "{a: false}"),
        ("a = [\n1,\n2\n]\nb = 1", "{a: [1, 2], b: 1}"),
        ("a = {\nx: 1,\ny: 2\n}", "{a: {x: 1, y: 2}}"),
        ("a = if 1 = 1\n  then 2\n  else 3\nb = 4", "{a: 2, b: 4}"),
        ("a = 1 = 1", "{a: true}"),
        ("a = 2\nb = a = 2 and\n    a != 3", "{a: 2, b: true}"),
        ("a = 3 in ]1..5[\nb = 1", "{a: true, b: 1}"),
        ("a = 3 in ]1..5[\n  b = 1", "{a: true, b: 1}"),
        ("a = 3 in (1..5[\nb = [1, 2][\n  item > 1]", "{a: true, b: [2]}"),
        ('eerste naam = "An"\ngroet = "Dag " + eerste naam',
         '{eerste naam: "An", groet: "Dag An"}'),
        ("in behandeling = 1", None),
        ("// eerst dit\na = 1 // en dan\n/* dat */ b = 2", "{a: 1, b: 2}"),
        ('a = "x;y"', '{a: "x;y"}'),
        ("a = 1\r\nb = 2\r\n", "{a: 1, b: 2}"),
        ("", "{}"),
        (" ;; \n", "{}"),
    ],
)  # fmt: skip
def test_assignments_are_carried_out_in_order(text, written):
    if written is None:
        with pytest.raises(feel.FeelSyntax):
            feel.parse_script(text)
    else:
        assert carried_out(text) == value(written)


def test_an_assignment_reads_what_the_caller_wrote():
    script = "spoor = if spoor = null then [] else spoor\nspoor = append(spoor, soort)"

    assert carried_out(script, {"soort": "a"}) == {"soort": "a", "spoor": ["a"]}


def test_a_script_holds_its_assignments():
    script = feel.parse_script("a = b + 1\nc d = a")

    assert [(name, part.text, part.names) for name, part in script.assignments] == [
        ("a", "b + 1", {"b"}),
        ("c d", "a", {"a"}),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a = 1\nfoo(2)", 2, 4),
        ("a = 1\n- 2", 2, 1),
        ("a = 1 +\nb = 2", 1, 8),
        ("a.b = 1", 1, 2),
        ("a = 1\n\n  1 = a", 3, 3),
        ("a == 1", 1, 3),
        ("a = (1\nb = 2", 2, 1),
        ("and = 1", 1, 1),
        ("1 + 1", 1, 1),
        ("a", 1, 2),
        ("a =", 1, 4),
        ("a = 1 b = 2", 1, 7),
    ],
)
def test_a_refusal_names_the_place_in_the_whole_script(text, line, column):
    with pytest.raises(feel.FeelSyntax) as refused:
        feel.parse_script(text)

    assert (refused.value.line, refused.value.column) == (line, column)
    assert refused.value.text == text
