"""A long list, 25 at a time; the page stands in the address beside the filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from flask import request, url_for

from engine.store.lists import COUNTED

PARAMETER, MARK = "pagina", "tot"
ON_A_PAGE = 25
#: what an address says of what the reader just did: not again on the next page
_SAID_ONCE = ("gedaan", "klaar", "terug")
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of `total`; numbers count from 1, of items and of pages.

    With `more` there are more than `total`, and pages after the last of `pages`. `section` is where
    the list stands on a page that holds several lists: its id there, and its own parameter. `mark`
    is what the list is as of, where it grows while somebody leafs.
    """

    number: int
    total: int
    size: int = ON_A_PAGE
    more: bool = False
    section: str = ""
    mark: str = ""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.offset + self.size, self.total)

    def shown(self) -> Iterator[int | None]:
        """Give the pages to link to: the first, the last and those around here; None for a gap.

        Where a list goes on uncounted, a gap follows the last that was counted.
        """
        before = 0
        for number in range(1, self.pages + 1):
            if number in (1, self.pages) or abs(number - self.number) <= 1:
                if number > before + 1:
                    yield None
                before = number
                yield number
        if self.more:
            yield None

    def address(self, number: int) -> str:
        """Give the address of this same list at another page."""
        assert request.endpoint is not None
        wishes: dict[str, object] = dict(request.args.lists()) | dict(request.view_args or {})
        wishes = {name: wish for name, wish in wishes.items() if name not in _SAID_ONCE}
        wishes[self.section or PARAMETER] = number
        if self.mark:
            wishes[MARK] = self.mark
        return url_for(request.endpoint, _anchor=self.section or None, **wishes)  # type: ignore[arg-type]


def wished(parameter: str = PARAMETER) -> int:
    """Give the number of the page that the address asks for; 1 for what is no number."""
    text = request.args.get(parameter, "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 1


def asked_for(total: int, size: int = ON_A_PAGE, section: str = "") -> Page:
    """Give the page that the address asks for; the nearest one there is when it is not there."""
    last = Page(1, total, size).pages
    number = min(max(wished(section or PARAMETER), 1), last)
    return Page(number, total, size, section=section)


def reached(count: Callable[[int], int], section: str = "") -> Page:
    """Give the page that the address asks for, of a list that may be too long to count.

    `count` counts up to a number: somewhat further than the reader has come.
    """
    number = max(wished(section or PARAMETER), 1)
    most = max(COUNTED, (number + 1) * ON_A_PAGE)
    found = count(most + 1)
    counted = Page(1, min(found, most), more=found > most, section=section)
    return replace(counted, number=min(number, counted.pages))


def places(*sections: str) -> dict[str, str]:
    """Give the pages that the address asks for, of this list and of these sections."""
    wishes = (PARAMETER, *sections)
    return {name: request.args[name] for name in wishes if name in request.args}
