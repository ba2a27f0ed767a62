"""What can go wrong with a FEEL text: it cannot be read, or it may not go on."""

from __future__ import annotations

from engine.errors import EngineError
from engine.feel.places import span
from engine.model import Words


class FeelSyntax(EngineError):
    """A text that is not FEEL, with the place where reading stopped (line and column from 1).

    `span` is what stands there, to be underlined; at the end of the text it has no length.
    """

    nl = "Regel {line}, positie {column}: {found} gevonden, {expected} verwacht."
    en = "Line {line}, column {column}: found {found}, expected {expected}."

    def __init__(
        self, text: str, offset: int, found: Words, expected: Words, end: int | None = None
    ) -> None:
        self.text = text
        self.span = span(text, offset, len(text) if end is None else end)
        self.line = self.span.line
        self.column = self.span.column
        self.found = found
        self.expected = expected
        super().__init__(line=self.line, column=self.column)

    def sentence(self, language: str) -> str:
        template = self.nl if language == "nl" else self.en
        return template.format(
            line=self.line,
            column=self.column,
            found=self.found.say(language),
            expected=self.expected.say(language),
        )


class FeelFault(EngineError):
    """An evaluation that was stopped. What is merely wrong in FEEL gives null, not a fault."""


class OutOfFuel(FeelFault):
    """The expression took more steps than it was given."""

    nl = "Deze expressie heeft te veel stappen nodig en is gestopt."
    en = "This expression needs too many steps and was stopped."


class TooLarge(FeelFault):
    """A value became larger than a value may be."""

    nl = "Deze expressie maakt een te grote waarde: {what_nl} (hoogstens {most})."
    en = "This expression makes a value that is too large: {what_en} (at most {most})."

    def __init__(self, what: Words, most: int) -> None:
        super().__init__(what_nl=what.nl, what_en=what.en, most=most)


class TooDeep(FeelFault):
    """Functions call each other too deeply, or a value is nested too deeply."""

    nl = "Deze expressie gaat te diep: functies of waarden zitten te vaak in elkaar."
    en = "This expression goes too deep: functions or values are nested too often."


class NoNumber(FeelFault):
    """A number from outside is none that can be calculated with."""

    nl = "Deze expressie rekent met iets dat geen getal is."
    en = "This expression calculates with something that is no number."


class NotAValue(FeelFault):
    """Something that FEEL has no kind for came in from outside."""

    nl = "FEEL kent geen waarde van het soort {kind}."
    en = "FEEL has no value of the kind {kind}."

    def __init__(self, value: object) -> None:
        super().__init__(kind=type(value).__name__)
