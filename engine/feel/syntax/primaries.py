"""What an expression can begin with: literals, brackets, and the keywords (rules 35 to 62)."""

from __future__ import annotations

from decimal import Decimal

from engine.feel import limits
from engine.feel.numbers import CONTEXT, read_number
from engine.feel.syntax.infixes import COMPARISON, NEGATION
from engine.feel.syntax.names import index
from engine.feel.syntax.reader import NAME, Prefix, Reader, rest_of_range
from engine.feel.syntax.tokens import NUMBER, STRING, content
from engine.feel.syntax.type_names import optional_type
from engine.feel.temporal import read_literal
from engine.feel.tree import (
    ContextLiteral,
    For,
    FunctionLiteral,
    If,
    Invalid,
    Iterator,
    ListLiteral,
    Literal,
    Negation,
    Node,
    Quantified,
    UnaryComparison,
)
from engine.model import Words
from engine.values import Value


def _constant(value: Value) -> Prefix:
    def read(reader: Reader) -> Node:
        reader.advance()
        return Literal(value)

    return read


def _number(reader: Reader) -> Node:
    return Literal(_read_number(reader))


def _read_number(reader: Reader) -> Decimal:
    value = read_number(reader.token.text)
    if value is None:
        most = Words("een getal van hoogstens 6144 cijfers", "a number of at most 6144 digits")
        raise reader.refusal(most)
    reader.advance()
    return value


def _string(reader: Reader) -> Node:
    return Literal(content(reader.text, reader.advance()))


def _at_literal(reader: Reader) -> Node:
    reader.advance()
    if reader.token.kind != STRING:
        raise reader.refusal(Words("een datum, tijd of duur", "a date, time or duration"))
    said = content(reader.text, reader.advance())
    value = read_literal(said)
    return Invalid(said) if value is None else Literal(value)


def _negation(reader: Reader) -> Node:
    reader.advance()
    if reader.token.kind == NUMBER:
        return Literal(CONTEXT.minus(_read_number(reader)))
    return Negation(reader.expression(NEGATION))


def _parenthesised(reader: Reader) -> Node:
    reader.advance()
    inside = reader.expression()
    if reader.token.text == "..":
        return rest_of_range(reader, inside, "(")
    reader.expect(")")
    return inside


def _open_range(reader: Reader) -> Node:
    reader.advance()
    return rest_of_range(reader, reader.expression(), "]")


def _list_or_range(reader: Reader) -> Node:
    reader.advance()
    if reader.take("]"):
        return ListLiteral(())
    items = [reader.expression()]
    if reader.token.text == "..":
        return rest_of_range(reader, items[0], "[")
    while reader.take(","):
        items.append(reader.expression())
    reader.expect("]")
    return ListLiteral(tuple(items))


def _context(reader: Reader) -> Node:
    reader.advance()
    entries: list[tuple[str, Node]] = []
    if not reader.take("}"):
        while True:
            key = _key(reader)
            reader.expect(":")
            entries.append((key, reader.expression()))
            if not reader.take(","):
                break
        reader.expect("}")
    return ContextLiteral(tuple(entries))


def _key(reader: Reader) -> str:
    """Read the name of an entry; it stays known, for paths and filters further on."""
    if reader.token.kind != STRING:
        return reader.declared(":")
    key = content(reader.text, reader.advance())
    reader.indexes.append(index([key]))
    return key


def _if(reader: Reader) -> Node:
    reader.advance()
    condition = reader.expression()
    reader.expect("then")
    then = reader.expression()
    reader.expect("else")
    return If(condition, then, reader.expression())


def _iterators(reader: Reader) -> tuple[Iterator, ...]:
    found = []
    while True:
        reader.advance()
        name = reader.declared("in")
        reader.advance()
        domain = reader.expression()
        end = reader.expression() if reader.take("..") else None
        found.append(Iterator(name, domain, end))
        if len(found) > limits.ITERATORS:
            raise reader.too_deep()
        if reader.token.text != ",":
            return tuple(found)


def _for(reader: Reader) -> Node:
    known = len(reader.indexes)
    iterators = _iterators(reader)
    reader.expect("return")
    body = reader.expression()
    del reader.indexes[known:]
    return For(iterators, body)


def _quantified(reader: Reader) -> Node:
    quantifier = reader.token.text
    known = len(reader.indexes)
    iterators = _iterators(reader)
    reader.expect("satisfies")
    body = reader.expression()
    del reader.indexes[known:]
    return Quantified(quantifier, iterators, body)


def _function(reader: Reader) -> Node:
    reader.advance()
    reader.expect("(")
    known = len(reader.indexes)
    parameters = []
    while reader.token.text != ")":
        name = reader.declared(":", ",", ")")
        parameters.append((name, optional_type(reader)))
        if not reader.take(","):
            break
        if reader.token.text == ")":
            raise reader.refusal(NAME)
    reader.expect(")")
    if reader.token.text == "external":
        raise reader.refusal(
            Words(
                "een expressie (geen externe functie)", "an expression (not an external function)"
            )
        )
    body = reader.expression()
    del reader.indexes[known:]
    return FunctionLiteral(tuple(parameters), body)


def _unary_comparison(reader: Reader) -> Node:
    operator = reader.advance().text
    return UnaryComparison(operator, reader.expression(COMPARISON))


LITERALS: dict[str, Prefix] = {NUMBER: _number, STRING: _string}

PREFIXES: dict[str, Prefix] = {
    "true": _constant(value=True),
    "false": _constant(value=False),
    "null": _constant(None),
    "@": _at_literal,
    "-": _negation,
    "(": _parenthesised,
    "]": _open_range,
    "[": _list_or_range,
    "{": _context,
    "if": _if,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
    "function": _function,
    **dict.fromkeys(("<", "<=", ">", ">=", "=", "!="), _unary_comparison),
}
