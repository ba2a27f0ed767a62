"""Everything that can go wrong, as sentences a user may read, in Dutch and in English.

A class holds both sentences; an error holds the values that go into them. They are caught in two
places: where a page or a command answers, and in the loops that must go on (timers, messages).
"""

from __future__ import annotations

from typing import ClassVar


class EngineError(Exception):
    """Base of every error this product raises on purpose. `str` gives the English sentence."""

    nl: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """Say what is true, and if possible what to do, in `nl` or `en`."""
        return (self.nl if language == "nl" else self.en).format(**self.facts)
