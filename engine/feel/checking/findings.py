"""What a check finds: sentences with the place they are about."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from engine.feel.places import Span, span
from engine.feel.tree import Node
from engine.model import Severity, Words


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check has to say about the characters of `span`."""

    span: Span
    words: Words
    severity: Severity


class Findings:
    """The findings about one text, while it is being checked.

    Names in `elsewhere` are known and not suggested.
    """

    def __init__(self, text: str, elsewhere: Container[str] = ()) -> None:
        self._text = text
        self._elsewhere = elsewhere
        self.found: list[Finding] = []

    def wrong(self, node: Node, dutch: str, english: str) -> None:
        """Report what can only give null."""
        self._add(node, Words(dutch, english), Severity.ERROR)

    def whole(self, dutch: str, english: str) -> None:
        """Report what is wrong with all of the text."""
        there = span(self._text, 0, len(self._text))
        self.found.append(Finding(there, Words(dutch, english), Severity.ERROR))

    def unknown(self, node: Node, words: Words, name: str, known: Iterable[str]) -> None:
        """Report a name nobody knows, and the one that may be meant."""
        near = get_close_matches(name, [one for one in known if one not in self._elsewhere], n=1)
        if near:
            words = Words(f"{words.nl} Bedoelt u {near[0]}?", f"{words.en} Did you mean {near[0]}?")
        self._add(node, words, Severity.WARNING)

    def _add(self, node: Node, words: Words, severity: Severity) -> None:
        self.found.append(Finding(span(self._text, *node.span), words, severity))
