"""What is wrong with an answer, as sentences with the person's own value in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jsonschema import ValidationError

from engine.errors import EngineError
from engine.forms.definition import Field, Kind, Widget
from engine.forms.entries import shown
from engine.forms.formats import FORMATS
from engine.forms.showing import show_field
from engine.model import Words

_SHORT_LABEL = 60


def missing(field: Field) -> Words:
    """Say that the answer is not there; the form may have a sentence of its own."""
    if field.missing is not None:
        return field.missing
    nl, en = _quoted(field.label.nl), _quoted(field.label.en)
    if field.widget is Widget.MONEY:
        return Words(
            f"Vul een bedrag in bij {nl}, bijvoorbeeld 12.500,00.",
            f"Fill in an amount at {en}, for example 12.500,00.",
        )
    if field.choices:
        return Words(f"Maak een keuze bij {nl}.", f"Make a choice at {en}.")
    asked = _ASKED.get(field.kind)
    return asked(nl, en) if asked else Words(f"Vul {nl} in.", f"Fill in {en}.")


def wrong(field: Field, found: ValidationError) -> Words:
    """Say what the validator found."""
    say = _SAID.get(str(found.validator), no_answer)
    return say(field, found.instance, found.validator_value)


def not_asked(field: Field) -> Words:
    """Say that an answer was given to a question that is not asked now."""
    nl, en = _quoted(field.label.nl), _quoted(field.label.en)
    return Words(
        f"{nl} wordt hier niet gevraagd. Laat het antwoord weg.",
        f"{en} is not asked here. Leave the answer out.",
    )


def computed(field: Field) -> Words:
    """Say that an answer is not for people to give."""
    nl, en = _quoted(field.label.nl), _quoted(field.label.en)
    return Words(
        f"{nl} wordt berekend. U kunt dit niet zelf invullen.",
        f"{en} is computed. You cannot fill it in yourself.",
    )


def not_computed(field: Field) -> Words:
    """Say that a computed answer did not become what it should be."""
    nl, en = _quoted(field.label.nl), _quoted(field.label.en)
    return Words(
        f"{nl} kon niet worden berekend. Vraag de proceseigenaar om dit formulier na te kijken.",
        f"{en} could not be computed. Ask the process owner to look at this form.",
    )


def not_judged(stop: EngineError) -> Words:
    """Say that a condition of the form was stopped."""
    return Words(
        f"Dit kon niet worden nagekeken. {stop.sentence('nl')}",
        f"This could not be checked. {stop.sentence('en')}",
    )


def unknown(name: str) -> Words:
    """Say that the form has no such question."""
    return Words(
        f"Dit formulier kent geen vraag {shown(name)}.", f"This form has no question {shown(name)}."
    )


def short(label: str) -> str:
    """Give a label as sentences name it: what is very long is cut off."""
    return label if len(label) <= _SHORT_LABEL else label[: _SHORT_LABEL - 1] + "…"


def _quoted(label: str) -> str:
    return f"'{short(label)}'"


_ASKED: dict[Kind, Callable[[str, str], Words]] = {
    Kind.YES_NO: lambda nl, en: Words(f"Kies ja of nee bij {nl}.", f"Choose yes or no at {en}."),
    Kind.DATE: lambda nl, en: Words(
        f"Vul een datum in bij {nl}, bijvoorbeeld 13-04-2026.",
        f"Fill in a date at {en}, for example 13-04-2026.",
    ),
    Kind.TIME: lambda nl, en: Words(
        f"Vul een tijd in bij {nl}, bijvoorbeeld 14.30.",
        f"Fill in a time at {en}, for example 14.30.",
    ),
    Kind.NUMBER: lambda nl, en: Words(f"Vul een getal in bij {nl}.", f"Fill in a number at {en}."),
    Kind.INTEGER: lambda nl, en: Words(f"Vul een getal in bij {nl}.", f"Fill in a number at {en}."),
    Kind.FILES: lambda nl, en: Words(f"Voeg een bestand toe bij {nl}.", f"Add a file at {en}."),
    Kind.TABLE: lambda nl, en: Words(
        f"Vul minstens één regel in bij {nl}.", f"Fill in at least one line at {en}."
    ),
}


def _too_short(_field: Field, value: Any, least: Any) -> Words:  # noqa: ANN401 - of the validator
    return Words(
        f"Schrijf minstens {least} tekens. U heeft er nu {len(value)}.",
        f"Write at least {least} characters. You have {len(value)} now.",
    )


def _too_long(_field: Field, value: Any, most: Any) -> Words:  # noqa: ANN401 - of the validator
    return Words(
        f"Schrijf hoogstens {most} tekens. U heeft er nu {len(value)}.",
        f"Write at most {most} characters. You have {len(value)} now.",
    )


def _too_low(field: Field, value: Any, least: Any) -> Words:  # noqa: ANN401 - of the validator
    return Words(
        f"{show_field(field, value, 'nl')} is te laag."
        f" Vul minstens {show_field(field, least, 'nl')} in.",
        f"{show_field(field, value, 'en')} is too low."
        f" Fill in at least {show_field(field, least, 'en')}.",
    )


def _too_high(field: Field, value: Any, most: Any) -> Words:  # noqa: ANN401 - of the validator
    return Words(
        f"{show_field(field, value, 'nl')} is te hoog."
        f" Vul hoogstens {show_field(field, most, 'nl')} in.",
        f"{show_field(field, value, 'en')} is too high."
        f" Fill in at most {show_field(field, most, 'en')}.",
    )


def _too_precise(field: Field, value: Any, most: Any) -> Words:  # noqa: ANN401 - of the validator
    if most == 0:
        return Words(
            f"{show_field(field, value, 'nl')} is geen heel getal.",
            f"{show_field(field, value, 'en')} is not a whole number.",
        )
    return Words(
        f"{show_field(field, value, 'nl')} heeft te veel cijfers achter de komma. Hoogstens {most}"
        " kan.",
        f"{show_field(field, value, 'en')} has too many decimals. At most {most} is possible.",
    )


def _wrong_format(_field: Field, value: Any, name: Any) -> Words:  # noqa: ANN401 - of the validator
    return FORMATS[name].wrong(value)


def _no_choice(field: Field, value: Any, _choices: Any) -> Words:  # noqa: ANN401 - of the validator
    nl, en = _quoted(field.label.nl), _quoted(field.label.en)
    return Words(
        f"{shown(str(value))} is geen keuze bij {nl}. Kies een van de mogelijkheden.",
        f"{shown(str(value))} is not a choice at {en}. Choose one of the possibilities.",
    )


def _not_true(field: Field, _value: Any, _true: Any) -> Words:  # noqa: ANN401 - of the validator
    if field.missing is not None:
        return field.missing
    nl, en = _quoted(field.label.nl), _quoted(field.label.en)
    return Words(f"Vink {nl} aan om verder te gaan.", f"Tick {en} to go on.")


_COUNTED = {
    Kind.TABLE: Words("regels", "lines"),
    Kind.FILES: Words("bestanden", "files"),
    Kind.LINES: Words("regels", "lines"),
    Kind.SEVERAL: Words("keuzes", "choices"),
}


def _too_few(field: Field, value: Any, least: Any) -> Words:  # noqa: ANN401 - of the validator
    things = _COUNTED[field.kind]
    return Words(
        f"Minstens {least} {things.nl} nodig. Het zijn er nu {len(value)}.",
        f"At least {least} {things.en} needed. There are {len(value)} now.",
    )


def _too_many(field: Field, value: Any, most: Any) -> Words:  # noqa: ANN401 - of the validator
    things = _COUNTED[field.kind]
    return Words(
        f"Hoogstens {most} {things.nl} mogelijk. Het zijn er nu {len(value)}.",
        f"At most {most} {things.en} possible. There are {len(value)} now.",
    )


def _twice(_field: Field, _value: Any, _unique: Any) -> Words:  # noqa: ANN401 - of the validator
    return Words("Een antwoord staat er twee keer in.", "An answer is in it twice.")


def no_answer(field: Field, value: object, _expected: object = None) -> Words:
    """Say that something cannot be an answer to the question."""
    nl, en = _quoted(field.label.nl), _quoted(field.label.en)
    return Words(
        f"{shown(str(value))} is geen antwoord op {nl}.",
        f"{shown(str(value))} is not an answer to {en}.",
    )


_SAID: dict[str, Callable[[Field, Any, Any], Words]] = {
    "minLength": _too_short,
    "maxLength": _too_long,
    "minimum": _too_low,
    "maximum": _too_high,
    "decimals": _too_precise,
    "format": _wrong_format,
    "enum": _no_choice,
    "const": _not_true,
    "minItems": _too_few,
    "maxItems": _too_many,
    "uniqueItems": _twice,
}
