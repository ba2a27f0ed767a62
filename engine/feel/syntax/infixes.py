"""What may follow an operand: operators, paths, filters, invocations (grammar rules 4 to 51)."""

from __future__ import annotations

from collections.abc import Callable

from engine.feel.syntax.names import index, longest
from engine.feel.syntax.reader import EXPRESSION, NAME, Infix, Reader, rest_of_range
from engine.feel.syntax.tokens import WORD
from engine.feel.syntax.type_names import read_type
from engine.feel.tree import (
    Arithmetic,
    Between,
    Call,
    Comparison,
    Filter,
    In,
    InstanceOf,
    Logic,
    Node,
    Path,
)
from engine.feel.types import Type

_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
OR, AND, COMPARISON, ADDITION, PRODUCT, POWER, NEGATION, INSTANCE, POSTFIX = range(1, 10)

#: Properties of built-in values whose names hold a space.
_PROPERTIES = index(["time offset", "start included", "end included"])


def _logic(binding: int) -> Callable[[Reader, Node], Node]:
    def read(reader: Reader, left: Node) -> Node:
        operator = reader.token.text
        parts = [left]
        while reader.take(operator):
            parts.append(reader.expression(binding))
        return Logic(operator, tuple(parts))

    return read


def _arithmetic(binding: int, *operators: str) -> Callable[[Reader, Node], Node]:
    def read(reader: Reader, left: Node) -> Node:
        rest = []
        while reader.token.text in operators:
            operator = reader.advance().text
            rest.append((operator, reader.expression(binding)))
        return Arithmetic(left, tuple(rest))

    return read


def _comparison(reader: Reader, left: Node) -> Node:
    """Read `left operator right`; a test such as `< 5` stands at the right in brackets only.

    The grammar would let it stand there bare, but who writes `a = = b` made a typing error.
    """
    operator = reader.advance().text
    if reader.token.text in _COMPARISONS:
        raise reader.refusal(EXPRESSION)
    return Comparison(operator, left, reader.expression(COMPARISON))


def _between(reader: Reader, left: Node) -> Node:
    reader.advance()
    low = reader.expression(COMPARISON)
    reader.expect("and")
    return Between(left, low, reader.expression(COMPARISON))


def _in(reader: Reader, left: Node) -> Node:
    reader.advance()
    begin = reader.token.start
    if not reader.take("("):
        return In(left, (reader.expression(COMPARISON),))
    tests = [reader.expression()]
    if reader.token.text == "..":
        between = reader.placed(rest_of_range(reader, tests[0], "("), begin)
        return In(left, (reader.continued(between, COMPARISON),))
    while reader.take(","):
        tests.append(reader.expression())
    reader.expect(")")
    if len(tests) == 1:
        tests = [reader.continued(tests[0], COMPARISON)]
    return In(left, tuple(tests))


def _instance_of(reader: Reader, left: Node) -> Node:
    reader.advance()
    reader.expect("of")
    wanted: Type = read_type(reader)
    return InstanceOf(left, wanted)


def _path(reader: Reader, left: Node) -> Node:
    reader.advance()
    if reader.token.kind != WORD:
        raise reader.refusal(NAME)
    many = longest(reader.tokens, reader.place, [*reader.indexes, _PROPERTIES])
    return Path(left, reader.take_name(many))


def _filter(reader: Reader, left: Node) -> Node:
    reader.advance()
    test = reader.expression()
    reader.expect("]")
    return Filter(left, test)


def _call(reader: Reader, left: Node) -> Node:
    reader.advance()
    arguments: list[Node] = []
    names: list[str] = []
    named = reader.named_ahead()
    if not reader.take(")"):
        while True:
            if named:
                names.append(reader.declared(":"))
                reader.advance()
            arguments.append(reader.expression())
            if not reader.take(","):
                break
        reader.expect(")")
    return Call(left, tuple(arguments), tuple(names) if named else None)


INFIXES: dict[str, Infix] = {
    "or": Infix(OR, _logic(OR)),
    "and": Infix(AND, _logic(AND)),
    **{operator: Infix(COMPARISON, _comparison) for operator in _COMPARISONS},
    "between": Infix(COMPARISON, _between),
    "in": Infix(COMPARISON, _in),
    "+": Infix(ADDITION, _arithmetic(ADDITION, "+", "-")),
    "-": Infix(ADDITION, _arithmetic(ADDITION, "+", "-")),
    "*": Infix(PRODUCT, _arithmetic(PRODUCT, "*", "/")),
    "/": Infix(PRODUCT, _arithmetic(PRODUCT, "*", "/")),
    "**": Infix(POWER, _arithmetic(POWER, "**")),
    "instance": Infix(INSTANCE, _instance_of),
    ".": Infix(POSTFIX, _path),
    "[": Infix(POSTFIX, _filter),
    "(": Infix(POSTFIX, _call),
}
