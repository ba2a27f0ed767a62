"""Scripts: `name = expression`, one on a line; a `;` separates them too.

A line goes on while brackets are open, and when the next line is indented more than the first one
- unless that next line is clearly an assignment of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.feel.syntax.names import Index, ahead, index, joined, longest, name_goes_on
from engine.feel.syntax.parser import read_whole, reader
from engine.feel.syntax.reader import AFTER_A_RANGE, NAME, RESERVED, Reader
from engine.feel.syntax.tokens import END, NUMBER, STRING, SYMBOL, WORD, Token, cut
from engine.feel.tree import Node
from engine.model import Words

_BRACKETS = frozenset("()[]{}")
_CLOSING = frozenset(")]}")
_ASSIGNMENT = Words("'=' na de naam van een variabele", "'=' after the name of a variable")


def read_script(text: str, known: frozenset[str]) -> list[tuple[str, str, Node]]:
    """Read a script as (name, text of the expression, tree), in order."""
    found = []
    earlier: list[Index] = []
    for tokens in _statements(text, cut(text)):
        source = reader(text, tokens, known)
        source.indexes.extend(earlier)
        name = _target(source)
        source.expect("=")
        begin = source.token.start
        found.append((name, text[begin : tokens[-1].start], read_whole(source)))
        earlier.append(index([name]))
    return found


def _target(source: Reader) -> str:
    """Read the name that is assigned to."""
    many = ahead(source.tokens, 0, "=")
    known = longest(source.tokens, 0, source.indexes)
    if source.token.kind != WORD or (source.token.text in RESERVED and known == 1):
        raise source.refusal(NAME)
    if known == many:
        return source.take_name(many)
    while name_goes_on(source.token) and source.token.text != ".":
        source.advance()
    if source.token.text != "=":
        raise source.refusal(_ASSIGNMENT)
    return joined(source.tokens[:many])


def _statements(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut the tokens of a script into statements, each with an end of its own."""
    brackets = _Brackets(tokens, _columns(text, tokens))
    begin = 0
    for place, token in enumerate(tokens):
        if not brackets.open:
            ends = token.text == ";" or token.kind == END
            if ends or (place > begin and brackets.begins(place)):
                yield from _statement(tokens, begin, place)
                begin = place + 1 if ends else place
        if begin <= place:
            brackets.pass_by(place)
    yield from _statement(tokens, begin, len(tokens) - 1)


def _columns(text: str, tokens: list[Token]) -> list[int | None]:
    """Give the column, from 0, of each token that is the first on its line; None for the others."""
    columns: list[int | None] = []
    end = 0
    for token in tokens:
        line = text.rfind("\n", end, token.start)
        first = line >= 0 or not columns
        columns.append(token.start - text.rfind("\n", 0, token.start) - 1 if first else None)
        end = token.end
    return columns


def _statement(tokens: list[Token], begin: int, end: int) -> Iterator[list[Token]]:
    if end > begin:
        last = tokens[end - 1].end
        yield [*tokens[begin:end], Token(END, "", last, last)]


def _ends_operand(token: Token) -> bool:
    if token.kind == WORD:
        return token.text not in RESERVED
    return token.kind in {NUMBER, STRING} or token.text in _CLOSING


class _Brackets:
    """Follows the brackets of a script; ranges may open with `]` and close with `[`."""

    def __init__(self, tokens: list[Token], columns: list[int | None]) -> None:
        self._tokens = tokens
        self._columns = columns
        self._base = columns[0] or 0
        self._ranges: list[bool] = []
        self._complete = False

    @property
    def open(self) -> bool:
        """Tell whether a bracket is open."""
        return bool(self._ranges)

    def begins(self, place: int) -> bool:
        """Tell whether a token begins a statement: on a new line, and not going on."""
        column = self._columns[place]
        if column is None:
            return False
        if column <= self._base:
            return True
        goes_on = not self._complete or self._tokens[place].text in RESERVED
        return not goes_on and ahead(self._tokens, place, "=") > 0

    def pass_by(self, place: int) -> None:
        """Take in one token: whether an expression may end with it, and what it opens or closes."""
        token = self._tokens[place]
        self._complete = _ends_operand(token)
        if token.kind != SYMBOL:
            return
        if token.text == ".." and self._ranges:
            self._ranges[-1] = True
        elif self._opens(place):
            self._ranges.append(False)
        elif token.text in _BRACKETS and self._ranges:
            self._ranges.pop()
            self._complete = True

    def _opens(self, place: int) -> bool:
        token = self._tokens[place]
        before = self._tokens[place - 1] if place else token
        if token.text == "[":
            follows = self._tokens[place + 1].text
            closes = self._columns[place + 1] is not None or follows in AFTER_A_RANGE
            return not (self._ranges and self._ranges[-1] and _ends_operand(before) and closes)
        if token.text == "]":
            return not (_ends_operand(before) or before.text in {"[", ","})
        return token.text in {"(", "{"}
