"""The reader: a cursor over the tokens of one text, and the loop that reads an expression.

It knows precedence and names; what each symbol and keyword begins stands in tables of handlers,
so that the grammar is spread over small functions (`primaries`, `infixes`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from engine.feel import limits
from engine.feel.faults import FeelSyntax
from engine.feel.syntax.names import Index, ahead, index, joined, longest
from engine.feel.syntax.tokens import END, WORD, Token
from engine.feel.tree import Name, Node, RangeLiteral
from engine.feel.types import Type
from engine.model import Words

EXPRESSION = Words("een waarde of een expressie", "a value or an expression")
OPERATOR = Words("een operator of het einde", "an operator or the end")
NAME = Words("een naam", "a name")

#: What is expected where somebody writes the sign of another language.
_MEANT = {"==": Words("'='", "'='"), "&": Words("'and'", "'and'"), "|": Words("'or'", "'or'")}

#: Words that never stand for a value on their own.
RESERVED = frozenset(
    [
        "and", "or", "in", "between", "then", "else", "return", "satisfies",
        "instance", "if", "for", "some", "every", "external",
    ]
)  # fmt: skip
#: What cannot begin an expression; a "[" before it closes a range and opens no filter.
AFTER_A_RANGE = RESERVED - {"if", "for", "some", "every"} | frozenset(
    [")", "]", "}", ",", ".", "..", ":", ";", "=", "!=", "<", "<=", ">", ">=", "+", "*", "/", ""]
)

Prefix = Callable[["Reader"], Node]


class Infix(NamedTuple):
    """What may follow an operand: how strongly it binds, and how to read on."""

    binding: int
    read: Callable[[Reader, Node], Node]


class Grammar(NamedTuple):
    prefixes: Mapping[str, Prefix]
    infixes: Mapping[str, Infix]
    literals: Mapping[str, Prefix]


class Reader:
    """A cursor over tokens. `text` is the whole text, for places in refusals."""

    def __init__(
        self, text: str, tokens: list[Token], grammar: Grammar, indexes: list[Index]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.grammar = grammar
        self.indexes = indexes
        self.types: Mapping[str, Type] = {}
        self.place = 0
        self.token = tokens[0]
        self._nesting = 0

    def expression(self, binding: int = 0) -> Node:
        """Read an expression up to an operator that binds no stronger than `binding`."""
        self._nesting += 1
        if self._nesting > limits.NESTING:
            raise self.too_deep()
        left = self.continued(self._operand(), binding)
        self._nesting -= 1
        return left

    def continued(self, left: Node, binding: int) -> Node:
        """Read on after an operand, up to an operator that binds no stronger than `binding`."""
        begin = left.span[0]
        while True:
            infix = self.grammar.infixes.get(self.token.text)
            if infix is None or infix.binding <= binding:
                return left
            if self.token.text == "[" and self.tokens[self.place + 1].text in AFTER_A_RANGE:
                return left
            left = self.placed(infix.read(self, left), begin)

    def placed(self, node: Node, begin: int) -> Node:
        """Say where a node stands: from an offset up to the last token that was read."""
        node.span = (begin, self.tokens[self.place - 1].end)
        return node

    def _operand(self) -> Node:
        begin = self.token.start
        return self.placed(self._unplaced(), begin)

    def _unplaced(self) -> Node:
        token = self.token
        literal = self.grammar.literals.get(token.kind)
        if literal is not None:
            return literal(self)
        if token.kind == WORD:
            many = longest(self.tokens, self.place, self.indexes)
            if many > 1:
                return Name(self.take_name(many))
        prefix = self.grammar.prefixes.get(token.text)
        if prefix is not None:
            return prefix(self)
        if token.kind != WORD or token.text in RESERVED:
            raise self.refusal(EXPRESSION)
        self.advance()
        return Name(token.text)

    def advance(self) -> Token:
        """Move past the current token and give it."""
        token = self.token
        self.place += 1
        self.token = self.tokens[self.place]
        return token

    def take(self, text: str) -> bool:
        """Move past the current token if it is this one; tell whether it was."""
        if self.token.text != text:
            return False
        self.advance()
        return True

    def expect(self, text: str) -> None:
        """Move past this token or refuse the text."""
        if not self.take(text):
            raise self.refusal(Words(f"'{text}'", f"'{text}'"))

    def finish(self) -> None:
        """Refuse the text if anything is left of it."""
        if self.token.kind != END:
            raise self.refusal(OPERATOR)

    def take_name(self, many: int) -> str:
        """Move past this many tokens and give the name they spell."""
        spelled = joined(self.tokens[self.place : self.place + many])
        self.place += many
        self.token = self.tokens[self.place]
        return spelled

    def declared(self, *stops: str) -> str:
        """Read a name that is declared here: everything up to one of `stops`; make it known."""
        for stop in stops:
            many = ahead(self.tokens, self.place, stop)
            if many:
                name = self.take_name(many)
                if many > 1:
                    self.indexes.append(index([name]))
                return name
        raise self.refusal(NAME)

    def named_ahead(self) -> bool:
        """Tell whether a name and a colon stand here."""
        return ahead(self.tokens, self.place, ":") > 0

    def refusal(self, expected: Words) -> FeelSyntax:
        """Make the error that says what stands here and what should."""
        token = self.token
        expected = _MEANT.get(token.text, expected)
        if token.kind == END:
            found = Words("het einde", "the end")
        else:
            found = Words(f"'{token.text}'", f"'{token.text}'")
        return FeelSyntax(self.text, token.start, found, expected, token.end)

    def too_deep(self) -> FeelSyntax:
        """Make the error for a text with too many things inside each other."""
        found = Words("te veel onderdelen in elkaar", "too many parts inside each other")
        most = Words(f"hoogstens {limits.NESTING} niveaus", f"at most {limits.NESTING} levels")
        return FeelSyntax(self.text, self.token.start, found, most, self.token.end)


def rest_of_range(reader: Reader, start: Node, bracket: str) -> Node:
    """Read a range on from its `..`; `bracket` is the one it began with."""
    reader.expect("..")
    end = reader.expression()
    closing = reader.token.text
    if closing not in {"]", ")", "["}:
        raise reader.refusal(Words("']', ')' of '['", "']', ')' or '['"))
    reader.advance()
    return RangeLiteral(start, end, bracket == "[", closing == "]")
