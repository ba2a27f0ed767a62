"""All kinds of wrong input for one question, made from what the question asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from engine.forms import Choice, Field, Kind, Widget
from engine.model import Words

Typed = list[str]

HIDDEN = ("Een\0Nul", "Een\x07Bel", "Een\x1bEscape")
BICYCLE = "\N{BICYCLE}"
PAGES = "A" * 5000
_NO_NUMBER = ("n.t.b.", "1.250.50", "twaalf", "1e5", "9" * 40, PAGES, BICYCLE, "5\x07")
_NO_DAY = (
    "31-02-2026",
    "13-13-2026",
    "00-01-2026",
    "01-01-0026",
    "morgen",
    PAGES,
    BICYCLE,
    "1\x00",
)
_NO_CLOCK = ("25.00", "12.60", "straks", PAGES, BICYCLE, "12.00\x00")
_NO_YES = ("misschien", "1", PAGES, BICYCLE, "ja\x00")
_SOMEBODY = (Choice("sanne", Words("Sanne", "Sanne")),)


def always_asked(field: Field) -> Field:
    """Give the same question, asked and compulsory whatever else is answered."""
    sure = field.required or field.required_if is not None
    return replace(
        field,
        show_if=None,
        required=sure,
        required_if=None,
        columns=tuple(always_asked(column) for column in field.columns),
    )


def live_lists(fields: tuple[Field, ...]) -> dict[str, tuple[Choice, ...]]:
    """Give somebody to choose in every list of people."""
    found = {each.list for field in fields for each in (field, *field.columns)}
    return {name: _SOMEBODY for name in found if name and ":" in name}


def wrong(field: Field) -> Iterator[tuple[str, Typed]]:
    """Give what is wrong, with what somebody typed; columns of tables are fields of their own."""
    if field.required and field.widget is not Widget.CHECKBOX:
        yield "niets", []
        yield "alleen spaties", ["  \t "]
    if field.kind in _WRONG:
        yield from _WRONG[field.kind](field)


def welcome(field: Field) -> Iterator[tuple[str, Typed]]:
    """Give what looks strange and is fine all the same."""
    if field.kind is Kind.TEXT and not (field.choices or field.list or field.format):
        most, least = field.limits.max_length or len(PAGES), field.limits.min_length or 1
        yield "emoji", [BICYCLE * max(least, min(3, most))]
        yield "precies lang genoeg", ["b" * least]
        yield "precies niet te lang", ["b" * most]
        yield "haken", [("<b>&amp;'\"--" * least)[: max(least, min(most, 12))]]


def _text(field: Field) -> Iterator[tuple[str, Typed]]:
    if field.choices or field.list:
        yield "geen keuze", ["bestaat-niet"]
        yield "geen keuze, heel lang", [PAGES]
        return
    if field.format:
        yield "geen " + field.format, ["geen adres, geen nummer"]
        yield "heel lang", [PAGES]
    long_enough = "b" * (field.limits.min_length or 0)
    for hidden in HIDDEN:
        yield "een teken dat niemand ziet", [long_enough + hidden]
    least, most = field.limits.min_length or 0, field.limits.max_length
    if least > 1:
        yield "te kort", ["b" * (least - 1)]
    if most and not field.format:
        yield "te lang", ["b" * (most + 1)]


def _number(field: Field) -> Iterator[tuple[str, Typed]]:
    if field.choices:
        yield "geen keuze", ["99999"]
    limits = field.limits
    for typed in _NO_NUMBER:
        yield "geen getal", [typed]
    if limits.minimum is not None:
        yield "te laag", [_written(limits.minimum - 1)]
        if limits.minimum >= 0:
            yield "negatief", ["-5"]
    if limits.maximum is not None:
        yield "te hoog", [_written(limits.maximum + 1)]
    if limits.decimals is not None and not field.choices:
        base = _written(limits.minimum or Decimal(0))
        yield "te precies", [f"{base},{'0' * limits.decimals}1"]


def _several(_: Field) -> Iterator[tuple[str, Typed]]:
    yield "geen keuze", ["bestaat-niet"]
    yield "een teken dat niemand ziet", ["een\0twee"]
    yield "geen keuze, heel lang", [PAGES]


def _lines(field: Field) -> Iterator[tuple[str, Typed]]:
    yield "te veel regels", ["\n".join(["regel"] * ((field.limits.max_items or 100) + 1))]
    yield "een te lange regel", ["b" * ((field.limits.max_length or 0) + 1)]
    yield "een teken dat niemand ziet", ["een\0twee"]


def _files(field: Field) -> Iterator[tuple[str, Typed]]:
    yield "te veel bestanden", [f"b{n}" for n in range((field.limits.max_items or 20) + 1)]


def _yes_no(field: Field) -> Iterator[tuple[str, Typed]]:
    if field.widget is Widget.CHECKBOX:
        if field.limits.must_be_true:
            yield "niet aangevinkt", []
        return
    for typed in _NO_YES:
        yield "geen ja of nee", [typed]


def _each(what: str, wrong_ones: tuple[str, ...]) -> Iterator[tuple[str, Typed]]:
    for typed in wrong_ones:
        yield what, [typed]


def _written(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


_WRONG = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.INTEGER: _number,
    Kind.SEVERAL: _several,
    Kind.LINES: _lines,
    Kind.FILES: _files,
    Kind.YES_NO: _yes_no,
    Kind.DATE: lambda _: _each("geen datum", _NO_DAY),
    Kind.TIME: lambda _: _each("geen tijd", _NO_CLOCK),
}
