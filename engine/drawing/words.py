"""How wide text is and where it wraps, without a font engine: Helvetica's widths, per 1000.

Machines without Helvetica or Arial show broader letters; a name must fit on those too.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

NARROW = {
    278: " !,./:;I[]\\fijt|",
    222: "ijl'`",
    333: '()-r"',
    500: "cksvxyzJ",
    722: "wCDHNRU",
    667: "ABEKPSVXY&",
    611: "FTZ",
    778: "GOQ",
    833: "mM%",
    944: "W",
    1015: "@",
}
WIDTHS = {character: width for width, characters in NARROW.items() for character in characters}
USUAL = 556
LINE = 1.2
#: how much broader than Helvetica the broadest of the usual letters are
BROADER = 1.14
SHORTEST_CUT = 6
#: the size of names inside shapes and beside them, in pixels: as large as bpmn-js draws them
TEXT = 12.0
LABEL = 11.0
SLACK = 4.0


@lru_cache(maxsize=8192)
def width_of(text: str, size: float) -> float:
    """Measure one line in pixels."""
    plain = unicodedata.normalize("NFD", text)
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return sum(WIDTHS.get(letter, USUAL) for letter in letters) * size * BROADER / 1000


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, size: float) -> tuple[str, ...]:
    """Break text into lines no wider than `room`; a longer word is cut with a hyphen."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for part in _pieces(word, room, size):
            longer = f"{line} {part}" if line else part
            if line and width_of(longer, size) > room:
                lines.append(line)
                line = part
            else:
                line = longer
    return (*lines, line) if line else tuple(lines)


def _pieces(word: str, room: float, size: float) -> list[str]:
    """Cut a word that is wider than the room, at a hyphen of its own if it has one."""
    pieces = []
    while width_of(word, size) > room and len(word) >= SHORTEST_CUT:
        cut = next(
            (n for n in range(len(word), 2, -1) if width_of(word[:n] + "-", size) <= room), 2
        )
        cut = min(cut, len(word) - 3)
        own = word.rfind("-", 0, cut + 1)
        pieces.append(word[: own + 1] if own > 1 else word[:cut] + "-")
        word = word[own + 1 if own > 1 else cut :]
    return [*pieces, word]


def longest_of(text: str, size: float) -> float:
    """Measure the longest word."""
    return max((width_of(word, size) for word in text.split()), default=0.0)


def block(text: str, room: float, size: float) -> tuple[float, float]:
    """Measure wrapped text: width and height."""
    lines = wrap(text, room, size)
    widest = max((width_of(line, size) for line in lines), default=0.0)
    return widest + SLACK, len(lines) * size * LINE
