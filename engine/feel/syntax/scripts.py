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
from engine.feel.syntax.tree import Node
from engine.model import Words

_BRACKETS = frozenset("()[]{}")
_CLOSING = frozenset(")]}")
_ASSIGNMENT = Words("'=' na de naam van een variabele", "'=' after the name of a variable")


def read_script(text: str, known: frozenset[str]) -> list[tuple[str, str, Node]]:
    """Read a script as (name, text of the expression, tree), in order."""
    found = []
    earlier: list[Index] = []
    for tokens in _statements(cut(text)):
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
    if source.token.kind != WORD or (source.token.text in RESERVED and known != many):
        raise source.refusal(NAME)
    if known == many:
        return source.take_name(many)
    while name_goes_on(source.token) and source.token.text != ".":
        source.advance()
    if source.token.text != "=":
        raise source.refusal(_ASSIGNMENT)
    return joined(source.tokens[:many])


def _statements(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut the tokens of a script into statements, each with an end of its own."""
    base = tokens[0].column
    brackets = _Brackets()
    begin = 0
    for place, token in enumerate(tokens):
        if brackets.open == 0:
            if token.text == ";" or token.kind == END:
                yield from _statement(tokens, begin, place)
                begin = place + 1
                continue
            if place > begin and _begins(tokens, place, base, brackets):
                yield from _statement(tokens, begin, place)
                begin = place
        brackets.pass_by(tokens, place)
    yield from _statement(tokens, begin, len(tokens) - 1)


def _statement(tokens: list[Token], begin: int, end: int) -> Iterator[list[Token]]:
    if end > begin:
        last = tokens[end - 1]
        yield [*tokens[begin:end], Token(END, "", last.end, last.end, last.line, last.column)]


def _begins(tokens: list[Token], place: int, base: int, brackets: _Brackets) -> bool:
    """Tell whether this token begins a statement: on a new line, and not going on."""
    token, before = tokens[place], tokens[place - 1]
    if token.line == before.line:
        return False
    if token.column <= base:
        return True
    return brackets.complete and token.text not in RESERVED and ahead(tokens, place, "=") > 0


def _ends_operand(token: Token) -> bool:
    if token.kind == WORD:
        return token.text not in RESERVED
    return token.kind in {NUMBER, STRING} or token.text in _CLOSING


class _Brackets:
    """Counts the brackets that are open; ranges may open with `]` and close with `[`.

    `complete` tells whether an expression can end with the last token.
    """

    def __init__(self) -> None:
        self._ranges: list[bool] = []
        self.complete = False

    @property
    def open(self) -> int:
        return len(self._ranges)

    def pass_by(self, tokens: list[Token], place: int) -> None:
        """Count one token."""
        token = tokens[place]
        self.complete = _ends_operand(token)
        if token.kind != SYMBOL:
            return
        if token.text == ".." and self._ranges:
            self._ranges[-1] = True
        elif self._opens(tokens, place):
            self._ranges.append(False)
        elif token.text in _BRACKETS and self._ranges:
            self._ranges.pop()
            self.complete = True

    def _opens(self, tokens: list[Token], place: int) -> bool:
        token = tokens[place]
        before = tokens[place - 1] if place else token
        if token.text == "[":
            after = tokens[place + 1]
            closes = after.line > token.line or after.text in AFTER_A_RANGE
            return not (self._ranges and self._ranges[-1] and _ends_operand(before) and closes)
        if token.text == "]":
            return not (_ends_operand(before) or before.text in {"[", ","})
        return token.text in {"(", "{"}
