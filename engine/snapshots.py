"""The live state of an instance as it is handed from step to step.

It is a text, and for an instance of many tokens the pages that the text names, so that a step need
read and write only those of the few tokens that move.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def _nothing_kept(number: int) -> str:
    raise KeyError(number)


@dataclass(frozen=True, slots=True)
class Pages:
    """Texts by number: `kept` gives one as it was stored, `changed` are those written since then.

    A page that is not there any more is None in `changed`. Without a store all of them are there.
    """

    kept: Callable[[int], str] = _nothing_kept
    changed: Mapping[int, str | None] = field(default_factory=dict)

    def __getitem__(self, number: int) -> str:
        if number not in self.changed:
            return self.kept(number)
        text = self.changed[number]
        if text is None:
            raise KeyError(number)
        return text

    def turned(self, changed: Mapping[int, str | None]) -> Pages:
        """Give them as they are after these changes."""
        merged = {**self.changed, **changed}
        if self.kept is _nothing_kept:
            merged = {number: text for number, text in merged.items() if text is not None}
        return Pages(self.kept, merged)


NO_PAGES = Pages()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Two are equal when their texts are: a text names its pages by what they hold."""

    text: str
    pages: Pages = field(default=NO_PAGES, compare=False)
