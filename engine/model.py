"""The words of the product as plain data: places, elements, definitions, people, tasks, cases."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages of the screens."""

    nl: str
    en: str

    def say(self, language: str) -> str:
        return self.nl if language == "nl" else self.en
