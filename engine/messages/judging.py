"""Judge what comes from outside as the answers in a form are: what nobody sees is refused."""

from __future__ import annotations

from engine import forms
from engine.errors import EngineError
from engine.model import Words
from engine.values import Variables

_NAME, _KEY = Words("de naam", "the name"), Words("de sleutel", "the key")


class InvisibleInMessage(EngineError):
    """A text of a message holds what nobody sees, or what turns its direction."""

    nl = (
        "In {nl} van het bericht zit een onzichtbaar teken ({code}). "
        "Haal het weg en stuur het bericht opnieuw. Er is niets gewijzigd."
    )
    en = (
        "An invisible character ({code}) is in {en} of the message. "
        "Remove it and send the message again. Nothing was changed."
    )

    def __init__(self, where: Words, character: str) -> None:
        super().__init__(nl=where.nl, en=where.en, code=f"U+{ord(character):04X}")


def judge(name: str, key: str | None, payload: Variables) -> None:
    """Look at what a message is called and at every text in it. Raises InvisibleInMessage."""
    inside = ((_quoted(way), text) for way, text in forms.texts(payload))
    for where, text in ((_NAME, name), (_KEY, key or ""), *inside):
        if (character := forms.unseen(text)) is not None:
            raise InvisibleInMessage(where, character)


def _quoted(way: str) -> Words:
    return Words(f"'{way}'", f"'{way}'")
