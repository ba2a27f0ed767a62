"""Where the tokens of an instance are written: in its text, or on pages when that would be long.

A page holds the tokens of so many numbers in a row. In the text a line stands for each page: its
number, how many letters are on it, the first and the last element (in the order of the file), the
lowest and the highest visit, and a digest of what is written there. So one page is read for the
number of a token, and as a rule one for a place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from engine.errors import EngineError
from engine.snapshots import Pages

LONG = 100_000  #: letters; up to here one text costs about as little, and the interpreter less
ON_A_PAGE = 128
_DIGEST = 32  #: letters, of SHA-256

#: a token, one a line: its number, then its element as a JSON string, and its visit
_TOKEN = re.compile(r'\n,\[[0-9]+,("(?:[^"\\]|\\.)*"),([0-9]+),')

Listing = list[Any]  #: the line of one page
Contents = dict[int, Listing]  #: these lines by the number of the page


class PageLost(Exception):
    """A page that is listed is not there, does not open, or is another one.

    It is no EngineError, so that no step takes it for a fault of the diagram.
    """


class SnapshotDamaged(EngineError):
    """A part of the stored state is missing or was changed; history is the truth."""

    nl = "De bewaarde stand van dit proces is beschadigd. Laat de beheerder de zaak controleren."
    en = "The stored state of this instance is damaged. Have an administrator verify the case."


def contents(lines: str) -> Contents:
    """Read the lines that list the pages."""
    return {listing[0]: listing for listing in json.loads(f"[{lines[2:]}]")}


def letters(listed: Contents) -> int:
    """Tell how much is written on pages."""
    return sum(listing[1] for listing in listed.values())


def holding(listed: Contents, element: int, visit: int) -> list[int]:
    """Give the pages on which a token at this element, in this visit, can be."""
    return [
        number
        for number, _, first, last, lowest, highest, _ in listed.values()
        if lowest <= visit <= highest and first <= element <= last
    ]


def page_of(token_id: int) -> int:
    """Tell which page a token belongs on."""
    return token_id // ON_A_PAGE


def read(pages: Pages, listing: Listing) -> str:
    """Give what is written on a page. Raises PageLost."""
    number, digest = listing[0], listing[-1]
    try:
        sheet = pages[number]
    except (EngineError, LookupError, ValueError) as lost:
        raise PageLost(number) from lost
    if _digest(sheet) != digest:
        raise PageLost(number)
    return sheet


def listing(number: int, sheet: str, order: Mapping[str, int]) -> Listing:
    """List a page with these tokens; `order` gives the elements their numbers."""
    names, visits = zip(*_TOKEN.findall(sheet), strict=True)
    elements = [order[name] for name in json.loads(f"[{','.join(set(names))}]")]
    numbers = list(map(int, visits))
    bounds = (min(elements), max(elements), min(numbers), max(numbers))
    return [number, len(sheet), *bounds, _digest(sheet)]


def spread(tokens: str) -> dict[int, str]:
    """Lay the tokens of one text on pages."""
    found: dict[int, list[str]] = {}
    for token in tokens.split("\n,")[1:]:
        number = page_of(int(token[1 : token.index(",")]))
        found.setdefault(number, []).append(f"\n,{token}")
    return {number: "".join(lines) for number, lines in found.items()}


def listed(sheets: Mapping[int, str], order: Mapping[str, int]) -> str:
    """Write the lines that list these pages."""
    return "".join(_line(listing(number, sheet, order)) for number, sheet in sheets.items())


def relisted(lines: str, before: Listing | None, now: Listing | None) -> str:
    """List a page as it is now, where it was listed before or, when it is new, at the end."""
    line = _line(now) if now else ""
    return lines.replace(_line(before), line, 1) if before else lines + line


def _line(listing: Listing) -> str:
    number, letters, first, last, lowest, highest, digest = listing
    return f'\n,[{number},{letters},{first},{last},{lowest},{highest},"{digest}"]'


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]
