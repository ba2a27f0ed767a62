"""Judge what comes from outside as the answers in a form are: what nobody sees is refused."""

from __future__ import annotations

from collections.abc import Iterator

from engine import forms
from engine.errors import EngineError
from engine.model import Words
from engine.values import Value, Variables

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
    told = [(_NAME, name), (_KEY, key or ""), *_texts(payload)]
    for where, text in told:
        if (character := forms.unseen(text)) is not None:
            raise InvisibleInMessage(where, character)


def _texts(payload: Variables) -> Iterator[tuple[Words, str]]:
    """Yield every text that came along, however deep, with the way to it; so is every name."""
    waiting: list[tuple[str, Value]] = [("", payload)]
    while waiting:
        way, value = waiting.pop()
        if isinstance(value, str):
            yield _quoted(way), value
        elif isinstance(value, list):
            waiting += [(f"{way}[{at}]", item) for at, item in enumerate(value, 1)]
        elif isinstance(value, dict):
            waiting += [(f"{way}.{name}" if way else name, item) for name, item in value.items()]
            yield from ((_quoted(f"{way}.{name}" if way else name), name) for name in value)


def _quoted(way: str) -> Words:
    shown = f"'{forms.seen(way)}'"
    return Words(shown, shown)
