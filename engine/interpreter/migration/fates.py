"""What a migration does to one thing that stands open, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.model import HOME, Place, Words

STAYS, MOVES, LAPSES, STARTS, CANNOT = "stays", "moves", "lapses", "starts", "cannot"
ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of something open.

    `kind` is task, timer, message, signal, condition, call, service, incident, join, part or
    process; `change` is stays, moves, lapses, starts, ends or cannot. `name` is that of its
    element, `into` that of the element it goes on as. `due` is the moment of a timer, `about` the
    name of a message or signal, `event` which event of the element it is; `note` says what else
    changes, or why it cannot.
    """

    place: Place
    kind: str
    change: str
    name: str
    into: str = ""
    due: datetime | None = None
    about: str = ""
    note: Words | None = None
    event: int = 0

    @property
    def words(self) -> Words:
        """Say it in one sentence."""
        return Words(self._say("nl"), self._say("en"))

    def _say(self, language: str) -> str:
        what = self._what(language)
        told = _CHANGES[self.change][language == "en"].format(what=what, into=self.into)
        note = self.note.say(language) if self.note else ""
        if self.change == CANNOT:
            return f"{told}: {note}."
        return f"{told}{', ' if note else ''}{note}."

    def _what(self, language: str) -> str:
        what = _KINDS[self.kind][language == "en"].format(name=self.name, about=self.about)
        if self.due is None:
            return what
        local = self.due.astimezone(HOME)
        return f"{what} ({local:%d-%m-%Y %H:%M})"


_KINDS = {
    "task": ("Taak '{name}'", "Task '{name}'"),
    "timer": ("Wekker '{name}'", "Timer '{name}'"),
    "message": (
        "Het wachten op bericht '{about}' bij '{name}'",
        "The wait for message '{about}' at '{name}'",
    ),
    "signal": (
        "Het wachten op signaal '{about}' bij '{name}'",
        "The wait for signal '{about}' at '{name}'",
    ),
    "condition": (
        "Het wachten op de voorwaarde bij '{name}'",
        "The wait for the condition at '{name}'",
    ),
    "call": ("Het aangeroepen proces van '{name}'", "The process called by '{name}'"),
    "service": ("De aanroep van de dienst bij '{name}'", "The service call at '{name}'"),
    "incident": ("Het incident bij '{name}'", "The incident at '{name}'"),
    "join": ("Het wachten op andere takken bij '{name}'", "The wait for branches at '{name}'"),
    "part": ("Onderdeel '{name}'", "Part '{name}'"),
    "process": ("Het proces '{name}'", "The process '{name}'"),
}

_CHANGES = {
    STAYS: ("{what} blijft", "{what} stays"),
    MOVES: ("{what} gaat verder als '{into}'", "{what} goes on as '{into}'"),
    LAPSES: ("{what} vervalt", "{what} lapses"),
    STARTS: ("{what} begint", "{what} starts"),
    ENDS: ("{what} is daarmee afgelopen", "{what} ends with that"),
    CANNOT: ("{what} kan niet mee", "{what} cannot come along"),
}
