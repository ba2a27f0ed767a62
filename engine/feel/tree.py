"""The syntax tree: what a FEEL text says, as plain data (DMN 1.5, clause 10.3.1)."""

from __future__ import annotations

from typing import Any, ClassVar, dataclass_transform

from engine.feel.types import Type
from engine.values import Value


@dataclass_transform(eq_default=False)
class Node:
    """A piece of a FEEL text; its fields are given in order and never change.

    It is what `dataclass` would make, without the time that takes for so many small classes.
    """

    fields: ClassVar[tuple[str, ...]]
    #: Where it stands in the text, as offsets; the reader sets it.
    span: tuple[int, int] = (0, 0)

    def __init_subclass__(cls) -> None:
        cls.fields = tuple(cls.__annotations__)

    def __init__(self, *values: Any) -> None:  # noqa: ANN401 - typed by the fields of the subclass
        self.__dict__.update(zip(self.fields, values, strict=True))

    def __repr__(self) -> str:
        return f"{type(self).__name__}{tuple(self.__dict__[name] for name in self.fields)}"


class Literal(Node):
    value: Value


class Invalid(Node):
    """An @ literal that is no date, time or duration: null, with a warning."""

    text: str


class Name(Node):
    name: str


class Negation(Node):
    operand: Node


class Arithmetic(Node):
    """`first` and then, from left to right, operators of one precedence with their operands."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


class Comparison(Node):
    operator: str
    left: Node
    right: Node


class Between(Node):
    value: Node
    low: Node
    high: Node


class In(Node):
    """True when the value passes one of the tests."""

    value: Node
    tests: tuple[Node, ...]


class Logic(Node):
    """`and` or `or` over two or more parts."""

    operator: str
    parts: tuple[Node, ...]


class If(Node):
    condition: Node
    then: Node
    otherwise: Node


class Iterator(Node):
    """`name in domain`, or `name in domain..end`."""

    name: str
    domain: Node
    end: Node | None


class For(Node):
    iterators: tuple[Iterator, ...]
    body: Node


class Quantified(Node):
    """`some` or `every`."""

    quantifier: str
    iterators: tuple[Iterator, ...]
    body: Node


class InstanceOf(Node):
    value: Node
    type: Type


class Path(Node):
    source: Node
    name: str


class Filter(Node):
    source: Node
    test: Node


class Call(Node):
    """A function invoked; `names` are the parameter names of the arguments, if they are given."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None


class FunctionLiteral(Node):
    parameters: tuple[tuple[str, Type], ...]
    body: Node


class ListLiteral(Node):
    items: tuple[Node, ...]


class ContextLiteral(Node):
    entries: tuple[tuple[str, Node], ...]


class RangeLiteral(Node):
    start: Node
    end: Node
    start_included: bool
    end_included: bool


class UnaryComparison(Node):
    """`< 10` standing alone: the range of everything below 10."""

    operator: str
    operand: Node


class UnaryTests(Node):
    """Tests of the value `?`: it must pass one of them, or none when negated; `-` has no tests."""

    tests: tuple[Node, ...]
    negated: bool
