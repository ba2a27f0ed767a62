"""The tokens of an instance: those a step needs are taken down, the others stay written text.

A snapshot is a JSON list. Its first line is the instance itself; then follows one token a line, or
one line for each page on which they lie (`engine.interpreter.paging`). So a step with thousands of
waiting tokens reads and writes only the few that move, and what lies with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from engine.interpreter import paging
from engine.interpreter.paging import LONG, Contents
from engine.interpreter.scopes import Inside
from engine.interpreter.tokens import Token
from engine.model import Place
from engine.snapshots import NO_PAGES, Pages

if TYPE_CHECKING:
    from engine.interpreter.instances import Instance

#: The canonical form of `engine.values`; an encoder that is made once is twice as fast.
written_json = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode

#: Read what was written, from a place in a text on; what follows it is left alone.
read_json = json.JSONDecoder().raw_decode

#: how tokens are written: their lines, or (True) those of the pages they are on
Written = tuple[str, bool, Pages]
NOTHING: Written = ("", False, NO_PAGES)


class Shelf:
    """Finds tokens by number or by place, and writes them down again."""

    __slots__ = (
        *("_contents", "_instance", "_lines", "_order", "_pages", "_sheets", "_taken"),
        "tokens",
    )

    def __init__(self, instance: Instance, written: Written) -> None:
        self._instance = instance
        self._order = instance.definition.order
        self._lines, has_pages, self._pages = written
        self._contents: Contents = paging.contents(self._lines) if has_pages else {}
        self._sheets: dict[int, str] = {}  # the pages that were read
        self._taken: dict[int, str] = {}
        self.tokens: dict[int, Token] = {}

    def token(self, token_id: int) -> Token | None:
        """Give a token by its number; None when it is gone."""
        if token_id in self.tokens or token_id in self._taken:
            return self.tokens.get(token_id)
        sheet = self._sheet(paging.page_of(token_id)) if self._contents else self._lines
        start = sheet.find(f"\n,[{token_id},")
        return None if start < 0 else self._take(sheet, start)

    def at(self, place: Place) -> Iterator[Token]:
        """Give the tokens that stand or listen at this place."""
        seen: set[int] = set()
        needle = f",{written_json(place.element_id)},{place.visit},"
        for sheet in self._sheets_with(place):
            start = sheet.find(needle)
            while start >= 0:
                token = self.token(_number(sheet, sheet.rfind("\n", 0, start)))
                if token is not None and token.is_at(place) and token.id not in seen:
                    seen.add(token.id)
                    yield token
                start = sheet.find(needle, start + 1)
        for token_id in sorted(self.tokens.keys() - seen):
            if self.tokens[token_id].is_at(place):
                yield self.tokens[token_id]

    def take_all(self) -> None:
        """Take every token down."""
        for sheet in self._all_sheets():
            start = sheet.find("\n")
            while start >= 0:
                self.token(_number(sheet, start))
                start = sheet.find("\n", start + 1)

    def everyone(self) -> list[Token]:
        """Take every token down and give them, lowest number first."""
        self.take_all()
        return [self.tokens[token_id] for token_id in sorted(self.tokens)]

    def forget(self, token_id: int) -> None:
        del self.tokens[token_id]

    def written(self) -> Written:
        """Write all tokens down, lowest number first: as lines, or on pages when these are long."""
        if self._contents:
            return self._written_on_pages()
        lines = self._revised(self._lines, self._touched())
        if len(lines) <= LONG:
            return lines, False, self._pages
        sheets = paging.spread(lines)
        return paging.listed(sheets, self._order), True, self._pages.turned(sheets)

    # --- where they are written

    def _sheet(self, number: int) -> str:
        """Read a page, once; empty when there is none."""
        if number not in self._sheets:
            listing = self._contents.get(number)
            self._sheets[number] = paging.read(self._pages, listing) if listing else ""
        return self._sheets[number]

    def _sheets_with(self, place: Place) -> Iterable[str]:
        if not self._contents:
            return (self._lines,)
        element = self._order.get(place.element_id, -1)
        return map(self._sheet, paging.holding(self._contents, element, place.visit))

    def _all_sheets(self) -> Iterable[str]:
        return map(self._sheet, self._contents) if self._contents else (self._lines,)

    def _touched(self) -> list[int]:
        """Give the numbers of all that were taken down or put down."""
        return sorted(self._taken.keys() | self.tokens.keys())

    def _written_on_pages(self) -> Written:
        """Write down the pages on which something changed; when little is left, one text."""
        touched: dict[int, list[int]] = {}
        for token_id in self._touched():
            touched.setdefault(paging.page_of(token_id), []).append(token_id)
        lines, contents = self._lines, self._contents.copy()
        changed: dict[int, str | None] = {}
        for number, token_ids in touched.items():
            sheet = self._revised(self._sheet(number), token_ids)
            if sheet == self._sheet(number):
                continue
            before = contents.pop(number, None)
            if sheet:
                contents[number] = paging.listing(number, sheet, self._order)
            changed[number] = sheet or None
            lines = paging.relisted(lines, before, contents.get(number))
        if paging.letters(contents) > LONG:
            return lines, True, self._pages.turned(changed)
        left = "".join(changed.get(number) or self._sheet(number) for number in sorted(contents))
        return left, False, self._pages.turned(dict.fromkeys(self._contents))

    def _revised(self, sheet: str, touched: Iterable[int]) -> str:
        """Write these tokens down, each in its line; a new one gets a line at the end."""
        new = ""
        for token_id in touched:
            token = self.tokens.get(token_id)
            line = _line(token) if token else ""
            before = self._taken.get(token_id)
            if before is None:
                new += line
            else:
                sheet = sheet.replace(before, line, 1)
        return sheet + new

    def _take(self, sheet: str, start: int) -> Token:
        end = sheet.find("\n", start + 1)
        line = sheet[start:] if end < 0 else sheet[start:end]
        token_id, element_id, visit, scope_id, state, *kept = read_json(line, 2)[0]
        self._taken[token_id] = line
        scope = self._instance.scope(scope_id)
        token = Token(scope, self._instance.definition.behaviours[element_id], token_id, visit)
        token._set_state(state)
        token.internal_data = kept[0] if kept else {}
        token.entered = "ear" not in token.internal_data and "flow" not in token.internal_data
        if "inside" in token.internal_data:
            record: dict[str, Any] = token.internal_data.pop("inside")
            self._instance.subprocesses[token_id] = Inside(token, token.task_spec.inside, record)
        return token


def _number(sheet: str, start: int) -> int:
    """Read the number of the token whose line starts here."""
    return int(sheet[start + 3 : sheet.index(",", start + 3)])


def _line(token: Token) -> str:
    row = [token.id, token.task_spec.name, token.visit, token.workflow.names.owner, token._state]
    kept = token.internal_data
    inside = token.top.subprocesses.get(token.id)
    if inside is not None:
        kept = {**kept, "inside": inside.written()}
    return f"\n,{written_json([*row, kept] if kept else row)}"
