"""Checks before anything is evaluated: what can only go wrong, and names nobody knows."""

from __future__ import annotations

import pytest
from hypothesis import given

from engine import feel
from engine.feel.tree import Between, Comparison, In
from engine.model import Severity
from tests.engine.feel.feel_tables import AT
from tests.engine.feel.test_feel_properties import QUICK, expressions

KNOWN = {
    "bedrag": feel.TYPES["number"],
    "soort": feel.TYPES["string"],
    "akkoord": feel.TYPES["boolean"],
    "besluit": feel.TYPES["date"],
    "iets": None,
    "aanvrager": feel.context_type(
        {"naam": feel.TYPES["string"], "leeftijd": feel.TYPES["number"]}
    ),
    "regels": feel.list_type(feel.context_type({"prijs": feel.TYPES["number"]})),
    "termijn": feel.function_type([feel.TYPES["date"], feel.TYPES["number"]], feel.TYPES["date"]),
    "?": feel.TYPES["number"],
}
NAMES = frozenset(KNOWN)


def found(text):
    return [
        (one.span.column, one.span.length, one.words.en)
        for one in feel.check(feel.parse(text, known=NAMES), KNOWN)
    ]


@pytest.mark.parametrize(
    ("text", "column", "length", "sentence"),
    [
        ('"a" - 1', 1, 7, "string - number has no meaning."),
        ("1 + (bedrag + soort)", 5, 16, "number + string has no meaning."),
        ("bedrag + null", 1, 13, "number + Null has no meaning."),
        ('besluit + "P1D"', 1, 15, "date + string has no meaning."),
        ("besluit * 2", 1, 11, "date * number has no meaning."),
        ("-soort", 1, 6, "-string has no meaning."),
        ("bedrag = soort", 1, 14, "number = string has no meaning."),
        ('bedrag > "10"', 1, 13, "number > string has no meaning."),
        ("akkoord < true", 1, 14, "boolean < boolean has no meaning."),
        ("besluit between 1 and 2", 1, 23, "date between number has no meaning."),
        ('bedrag in ["a".."b"]', 11, 10, "number in string has no meaning."),
        ('bedrag in (> "a")', 12, 5, "number in string has no meaning."),
        ('["a"..1]', 1, 8, "string .. number has no meaning."),
        ("akkoord and bedrag", 13, 6, "number is no boolean (and)."),
        ("if soort then 1 else 2", 4, 5, "string is no boolean (if)."),
        ("upper case(bedrag)", 1, 18, "upper case does not take (number)."),
        ("abs(bedrag, 1)", 1, 14, "abs does not take (number, number)."),
        ("abs(m: bedrag)", 1, 14, "abs does not take (number)."),
        ("string length(bedrag + 1)", 1, 25, "string length does not take (number)."),
        ("upper case(soort) + 1", 1, 21, "string + number has no meaning."),
        ("termijn(besluit)", 1, 16, "This function needs 2 arguments, not 1."),
        ("termijn(besluit, 1) - 1", 1, 23, "date - number has no meaning."),
        ("bedrag(1)", 1, 9, "number is no function."),
        ("besluit.hour", 1, 12, "date has no hour."),
        ("bedrag.year", 1, 11, "number has no year."),
        ('@"2026-13-01"', 1, 13, '@"2026-13-01" is no date, time or duration that exists.'),
        ("aanvrager.naam - 1", 1, 18, "string - number has no meaning."),
        ("regels[prijs > soort]", 8, 13, "number > string has no meaning."),
        ("regels[soort]", 8, 5, "string cannot be a filter."),
        ("for r in regels return r.prijs + soort", 24, 15, "number + string has no meaning."),
        ("some i in 1..3 satisfies i = soort", 26, 9, "number = string has no meaning."),
        ("(function(x: number) x + soort)(1)", 22, 9, "number + string has no meaning."),
        ('{a: 1, b: a + "x"}', 11, 7, "number + string has no meaning."),
        ("if true then 1 else 2 + soort", 21, 9, "number + string has no meaning."),
        ("not(bedrag)", 1, 11, "not does not take (number)."),
        ('bedrag in ("a", 1)', 12, 3, "number in string has no meaning."),
        ('bedrag between 1 and "x"', 1, 24, "number between string has no meaning."),
        ("sum(soort)", 1, 10, "sum does not take (string)."),
        ('sum(["a"])', 1, 10, "sum does not take (list<string>)."),
        ('date("2026-02-30")', 1, 18, "date always gives null for these arguments."),
        ('duration("1 dag")', 1, 17, "duration always gives null for these arguments."),
        ('matches(soort, "(")', 1, 19, "matches always gives null for these arguments."),
        ('list contains([1, 2], "a")', 1, 26,
         "list contains does not take (list<number>, string)."),
        ('index of(["a"], besluit)', 1, 24, "index of does not take (list<string>, date)."),
        ("1 / 0", 1, 5, "Nothing can be divided by 0."),
        ('date("2026-01-01") + 1', 1, 22, "date + number has no meaning."),
    ],
)  # fmt: skip
def test_what_can_only_be_null_is_found_where_it_stands(text, column, length, sentence):
    assert found(text) == [(column, length, sentence)]


@pytest.mark.parametrize(
    ("text", "line", "column", "length", "sentence"),
    [
        ("bedrg > 10", 1, 1, 5, "Nothing is named bedrg. Did you mean bedrag?"),
        ("a = 1", 1, 1, 1, "Nothing is named a."),
        ("aanvrager.naem", 1, 1, 14, "There is no naem here. Did you mean naam?"),
        ("regels.prijz", 1, 1, 12, "There is no prijz here. Did you mean prijs?"),
        ("regels[prijz > 1]", 1, 8, 5, "Nothing is named prijz. Did you mean prijs?"),
        ("termin(besluit, 1)", 1, 1, 6, "No function is named termin. Did you mean termijn?"),
        ("cont([1])", 1, 1, 4, "No function is named cont. Did you mean count?"),
        ('soort = \n  "x" and akoord', 2, 11, 6, "Nothing is named akoord. Did you mean akkoord?"),
    ],
)  # fmt: skip
def test_a_name_nobody_knows_is_a_warning_with_a_suggestion(text, line, column, length, sentence):
    (one,) = feel.check(feel.parse(text, known=NAMES), KNOWN)

    assert one.severity is Severity.WARNING
    assert one.span == (line, column, length)
    assert one.words.en == sentence


@pytest.mark.parametrize(
    "text",
    [
        'bedrag > 10000 and soort = "bezwaar"',
        "iets + 1",
        "iets.wat.dan",
        "iets[prijs > 1].prijs",
        "soort = null",
        'besluit + @"P1D" > today()',
        "termijn(besluit, 6).year",
        "aanvrager.leeftijd in [18..65]",
        "bedrag in (1, > 5, [7..8])",
        "regels[prijs > bedrag][1].prijs + 1",
        "regels[item.prijs > 1]",
        "sum(regels.prijs)",
        "count(bedrag)",
        "upper case([soort])",
        "sort([3, 1], function(a, b) a < b)",
        "for i in 1..3 return if i = 1 then 1 else partial[-1] + i",
        "{f: function(n: number) if n < 2 then 1 else n * f(n - 1), r: f(3)}.r",
        "if akkoord then 1 else null",
        '(if akkoord then 1 else "a") + 1',
        "[1..3].start",
        "(>= 5).start included",
        'now() - now() > @"PT1H"',
        'matches(soort, "a", null)',
        "abs",
        'list contains([1, 2, "a"], "a")',
        "list contains([1, 2], null)",
        "list contains([bedrag, iets], soort)",
        'list contains(element: "a", list: ["a"])',
        '[1, "a"][1] + 1',
    ],
)  # fmt: skip
def test_what_may_make_sense_is_left_alone(text):
    assert found(text) == []


def test_a_script_knows_what_it_assigned():
    script = feel.parse_script("totaal = bedrag * 2\ntekst = totaal + soort\nnaam = totl")

    assert [(one.span.line, one.words.en) for one in feel.check(script, KNOWN)] == [
        (2, "number + string has no meaning."),
        (3, "Nothing is named totl. Did you mean totaal?"),
    ]


def test_a_cell_is_checked_against_what_it_is_about():
    cell = feel.parse_unary_tests('> 5, < "a", [1..bedrag]', known=NAMES)

    assert [one.words.en for one in feel.check(cell, KNOWN)] == ["number in string has no meaning."]


def test_findings_speak_both_languages():
    (one,) = feel.check(feel.parse("bedrg"), KNOWN)

    assert one.words.nl == "Er is geen waarde met de naam bedrg. Bedoelt u bedrag?"


@QUICK
@given(expressions())
def test_what_is_wrong_is_null_when_it_is_the_whole_text(text):
    expression = feel.parse(text)
    whole = [
        one
        for one in feel.check(expression, {"a": None, "b": None, "x": None})
        if one.severity is Severity.ERROR and one.span.length == len(text)
    ]

    if whole:
        try:
            value = feel.evaluate(expression, {"a": None, "b": None, "x": None}, at=AT)
        except feel.FeelFault:
            return
        items = value if isinstance(value, list) else [value]
        compared = isinstance(expression.node, (Between, Comparison, In))
        fits = {type(None), bool} if compared else {type(None)}  # null compares with null
        assert all(type(item) in fits for item in items)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 2", ("1 ", "2", "")),
        ("if a then b", ("if a then b", "", "")),
        ("a +\n b groter c", (" b ", "groter", " c")),
        ('x = "abc', ("x = ", '"abc', "")),
    ],
)
def test_a_refusal_can_be_underlined(text, parts):
    with pytest.raises(feel.FeelSyntax) as refused:
        feel.parse(text)

    assert feel.underlined(text, refused.value.span) == parts


@pytest.mark.parametrize(
    ("text", "wanted", "sentences"),
    [
        ("bedrag + 1", ["boolean"], ["This gives number; expected here is boolean."]),
        ("bedrag", ["date", "date and time"],
         ["This gives number; expected here is date or date and time."]),
        ("null", ["boolean"], ["This gives Null; expected here is boolean."]),
        ("[1]", ["number"], ["This gives list<number>; expected here is number."]),
        ("bedrag > 1", ["boolean"], []),
        ("iets", ["boolean"], []),
        ("if akkoord then 1 else null", ["boolean"], []),
        ("bedrag", [], []),
    ],
)  # fmt: skip
def test_an_expression_that_is_never_what_is_wanted_is_wrong_as_a_whole(text, wanted, sentences):
    types = [feel.TYPES[name] for name in wanted]

    found = feel.check(feel.parse(text, known=NAMES), KNOWN, wanted=types)

    assert [one.words.en for one in found] == sentences
    assert all(one.span == (1, 1, len(text)) for one in found)


def test_the_type_of_an_expression_can_be_asked():
    assert feel.type_of(feel.parse("regels.prijs"), KNOWN).name == "list<number>"
    assert feel.type_of(feel.parse("iets + onbekend"), KNOWN) is feel.ANY


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("bedrag + soort", "getal + tekst heeft geen betekenis."),
        ("-[1]", "-lijst<getal> heeft geen betekenis."),
        ("upper case(besluit)", "upper case kan (datum) niet aan."),
        ("akkoord and null + 1", "leeg + getal heeft geen betekenis."),
        ("if [1..3] then 1 else 2", "bereik<getal> is niet waar of onwaar (if)."),
    ],
)
def test_kinds_have_dutch_words_in_dutch_sentences(text, sentence):
    assert feel.check(feel.parse(text), KNOWN)[0].words.nl == sentence
