"""Collecting what is wrong with a form definition, with the place where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.errors import EngineError
from engine.model import Excerpt, Words

MOST_BYTES = 512 * 1024


class InvalidForm(EngineError):
    """A definition that cannot be used; `problems` are all the reasons, one sentence each.

    `excerpts` are the expressions that these are about, in the same order; None for the others.
    """

    nl = "Dit formulier klopt niet: {nl}"
    en = "This form is not right: {en}"

    def __init__(self, problems: Iterable[Words], excerpts: Iterable[Excerpt | None] = ()) -> None:
        self.problems = tuple(problems)
        self.excerpts = tuple(excerpts) or (None,) * len(self.problems)
        super().__init__(
            nl=" ".join(each.nl for each in self.problems),
            en=" ".join(each.en for each in self.problems),
        )


@dataclass(slots=True)
class Problems:
    """Every problem found so far, each as a sentence that begins with its place."""

    found: list[Words] = field(default_factory=list)
    excerpts: list[Excerpt | None] = field(default_factory=list)

    def add(self, place: str, nl: str, en: str, excerpt: Excerpt | None = None) -> None:
        """Add a problem at a place in the file, and the expression that it is about."""
        self.found.append(Words(f"{place}: {nl}", f"{place}: {en}"))
        self.excerpts.append(excerpt)

    def unknown(self, place: str, given: Iterable[object], allowed: Iterable[str]) -> None:
        """Refuse each name that is not allowed at a place."""
        known = set(allowed)
        for name in given:
            if name not in known:
                options = ", ".join(sorted(known)) or "-"
                self.add(
                    place,
                    f"'{name}' kan hier niet. Het kan wel: {options}.",
                    f"'{name}' is not possible here. Possible are: {options}.",
                )

    def members(self, place: str, value: object) -> Mapping[str, Any]:
        """Take a JSON object; anything else is a problem, and empty."""
        if isinstance(value, dict):
            return value
        self.add(place, "hier hoort een object { }.", "this must be an object { }.")
        return {}

    def words(self, place: str, value: object) -> Words:
        """Take a text in both languages: `{"nl": ..., "en": ...}`."""
        if isinstance(value, dict) and set(value) == {"nl", "en"}:
            nl, en = value["nl"], value["en"]
            if isinstance(nl, str) and isinstance(en, str) and nl.strip() and en.strip():
                return Words(nl.strip(), en.strip())
        self.add(
            place,
            'hier horen een Nederlandse en een Engelse tekst: {"nl": "...", "en": "..."}.',
            'this must be a Dutch and an English text: {"nl": "...", "en": "..."}.',
        )
        return Words("?", "?")

    def some_words(self, place: str, written: Mapping[str, Any], name: str) -> Words | None:
        """Take a text in both languages that may be left out."""
        return self.words(f"{place}/{name}", written[name]) if name in written else None

    def text(self, place: str, value: object) -> str:
        """Take a text that says something."""
        if isinstance(value, str) and value.strip():
            return value
        self.add(place, "hier hoort een tekst.", "this must be a text.")
        return "?"

    def truth(self, place: str, value: object) -> bool:
        """Take true or false."""
        if not isinstance(value, bool):
            self.add(place, "hier hoort true of false.", "this must be true or false.")
        return value is True

    def count(self, place: str, value: object, most: int = 100_000) -> int | None:
        """Take a whole number of 0 or more."""
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
            return value
        self.add(
            place,
            f"hier hoort een geheel getal van 0 tot en met {most}.",
            f"this must be a whole number from 0 up to and including {most}.",
        )
        return None

    def number(self, place: str, value: object) -> Decimal | None:
        """Take a number."""
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return Decimal(value)
        self.add(place, "hier hoort een getal.", "this must be a number.")
        return None

    def listed(self, place: str, value: object) -> list[Any]:
        """Take a JSON list; anything else is a problem, and empty."""
        if isinstance(value, list):
            return value
        self.add(place, "hier hoort een lijst [ ].", "this must be a list [ ].")
        return []


def written(source: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read JSON strictly: UTF-8, no double names, exact numbers. Raises InvalidForm."""
    if len(source) > MOST_BYTES:
        raise InvalidForm(
            [Words("het bestand is groter dan 512 kB.", "the file is larger than 512 kB.")]
        )
    try:
        return json.loads(
            source.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as fault:
        raise InvalidForm([_no_json(fault)]) from fault


def _no_json(fault: Exception) -> Words:
    """Say where a file stops being JSON; what the parser says is not in the reader's language."""
    if isinstance(fault, json.JSONDecodeError):
        return Words(
            f"dit is geen JSON: regel {fault.lineno}, teken {fault.colno} klopt niet.",
            f"this is not JSON: line {fault.lineno}, character {fault.colno} is wrong.",
        )
    if isinstance(fault, _Twice):
        return Words(f"'{fault.name}' staat er twee keer in.", f"'{fault.name}' is in it twice.")
    return Words("dit is geen JSON in UTF-8.", "this is not JSON in UTF-8.")


class _Twice(ValueError):
    """A name stands twice in one object."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)
