"""Whether the parts of one question go together; a hint that would do nothing is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.forms.definition import Field, Kind, Limits, Widget
from engine.model import Words

_OF_CHOICES = (Widget.RADIO, Widget.SELECT)


def disagreements(field: Field) -> Iterator[Words]:
    """Tell what contradicts itself, and hints that mean nothing for this kind of question."""
    for wrong, why in _RULES:
        if wrong(field):
            yield why
    yield from _out_of_order(field.limits)


def _out_of_order(limits: Limits) -> Iterator[Words]:
    for low, least, high, most in (
        ("minLength", limits.min_length, "maxLength", limits.max_length),
        ("minimum", limits.minimum, "maximum", limits.maximum),
        ("minItems", limits.min_items, "maxItems", limits.max_items),
    ):
        if least is not None and most is not None and least > most:
            yield Words(f"{low} is hoger dan {high}.", f"{low} is higher than {high}.")


def _choices_drawn_as_text(field: Field) -> bool:
    offers = bool(field.choices) or field.list is not None
    return offers and field.kind is not Kind.SEVERAL and field.widget not in _OF_CHOICES


def _nothing_to_choose(field: Field) -> bool:
    if field.kind is Kind.YES_NO or field.list is not None:
        return False
    return field.widget in _OF_CHOICES and not field.choices


_RULES: tuple[tuple[Callable[[Field], bool], Words], ...] = (
    (
        lambda field: (field.widget is Widget.READONLY) is not (field.value is not None),
        Words(
            "een veld dat alleen getoond wordt (readonly) heeft een waarde (value) in FEEL, en"
            " andere velden niet.",
            "a field that is only shown (readonly) has a value in FEEL, and other fields have not.",
        ),
    ),
    (
        lambda field: (
            field.value is not None
            and (field.required or field.required_if is not None or field.default is not None)
        ),
        Words(
            "een berekend veld kan niet verplicht zijn en heeft geen default.",
            "a computed field cannot be required and has no default.",
        ),
    ),
    (
        lambda field: field.required and field.required_if is not None,
        Words(
            "verplicht (required) en soms verplicht (required-if) gaan niet samen.",
            "required and required-if do not go together.",
        ),
    ),
    (
        _choices_drawn_as_text,
        Words(
            "keuzes worden getoond als radio of select.", "choices are drawn as radio or select."
        ),
    ),
    (
        _nothing_to_choose,
        Words(
            "radio en select hebben keuzes nodig: oneOf, of een lijst (list).",
            "radio and select need choices: oneOf, or a list.",
        ),
    ),
    (
        lambda field: field.unit is not None and field.kind not in (Kind.NUMBER, Kind.INTEGER),
        Words("een eenheid (unit) hoort bij een getal.", "a unit belongs to a number."),
    ),
    (
        lambda field: (
            field.limits.decimals is not None and field.kind not in (Kind.NUMBER, Kind.INTEGER)
        ),
        Words("decimals hoort bij een getal.", "decimals belongs to a number."),
    ),
    (
        lambda field: field.list is not None and field.kind not in (Kind.TEXT, Kind.SEVERAL),
        Words(
            "een lijst (list) hoort bij een tekst, of bij een lijst van teksten.",
            "a list belongs to a text, or to a list of texts.",
        ),
    ),
    (
        lambda field: field.format is not None and bool(field.choices),
        Words("een vorm (format) en keuzes gaan niet samen.", "a format and choices do not mix."),
    ),
)
