"""The parser: from a text to a syntax tree, or to the pairs of name and tree of a script."""

from __future__ import annotations

from engine.feel.builtins import BUILTINS
from engine.feel.syntax.infixes import INFIXES
from engine.feel.syntax.names import Index, cached_index, index
from engine.feel.syntax.primaries import LITERALS, PREFIXES
from engine.feel.syntax.reader import Grammar, Reader
from engine.feel.syntax.tokens import Token, cut
from engine.feel.tree import Node, UnaryTests
from engine.feel.types import Type

NO_TYPES: frozenset[Type] = frozenset()
_GRAMMAR = Grammar(PREFIXES, INFIXES, LITERALS)
_BUILTIN_NAMES = index(BUILTINS)


def reader(
    text: str, tokens: list[Token], known: frozenset[str], types: frozenset[Type] = NO_TYPES
) -> Reader:
    """Set a reader before some tokens of a text."""
    indexes: list[Index] = [_BUILTIN_NAMES]
    if known:
        indexes.append(cached_index(known))
    made = Reader(text, tokens, _GRAMMAR, indexes)
    if types:
        made.types = {one.name: one for one in types}
    return made


def read_expression(text: str, known: frozenset[str], types: frozenset[Type] = NO_TYPES) -> Node:
    """Read a text that is one expression."""
    return read_whole(reader(text, cut(text), known, types))


def read_whole(source: Reader) -> Node:
    """Read an expression up to the end of the tokens."""
    try:
        node = source.expression()
    except RecursionError:
        raise source.too_deep() from None
    source.finish()
    return node


def read_unary_tests(
    text: str, known: frozenset[str], types: frozenset[Type] = NO_TYPES
) -> UnaryTests:
    """Read the tests of a decision table's cell: `-`, `not(...)`, or tests with commas."""
    source = reader(text, cut(text), known, types)
    if [token.text for token in source.tokens] == ["-", ""]:
        return UnaryTests((), False)  # noqa: FBT003 - nothing is negated
    try:
        return _tests(source)
    except RecursionError:
        raise source.too_deep() from None


def _tests(source: Reader) -> UnaryTests:
    negated = _all_negated(source.tokens)
    if negated:
        source.advance()
        source.advance()
    tests = [source.expression()]
    while source.take(","):
        tests.append(source.expression())
    if negated:
        source.expect(")")
    source.finish()
    return UnaryTests(tuple(tests), negated)


def _all_negated(tokens: list[Token]) -> bool:
    """Tell whether the text is `not( ... )` as a whole."""
    if tokens[0].text != "not" or tokens[1].text != "(":
        return False
    depth = 0
    for place, token in enumerate(tokens):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if place and not depth:
            return place == len(tokens) - 2
    return False
