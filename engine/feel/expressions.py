"""Expressions and scripts as the rest of the product uses them: read once, evaluated often."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from engine.feel import compile as compiling
from engine.feel import limits
from engine.feel.compile import Code
from engine.feel.faults import FeelSyntax, NoNumber, TooDeep
from engine.feel.frames import Evaluation, Fuel
from engine.feel.functions import Function
from engine.feel.results import checked
from engine.feel.syntax.parser import NO_TYPES, read_expression, read_unary_tests
from engine.feel.syntax.scripts import read_script
from engine.feel.tree import ContextLiteral, Node
from engine.feel.types import Type
from engine.model import Words
from engine.values import Value

NO_FUNCTIONS: Mapping[str, Function] = MappingProxyType({})
_NOTHING_KNOWN: frozenset[str] = frozenset()
_CACHED = 4096

# Python's own limit leaves no room for functions that invoke themselves some hundreds of times.
sys.setrecursionlimit(max(sys.getrecursionlimit(), limits.FRAMES))


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A FEEL text that was read and can be evaluated.

    `names` are the variables it reads. `possible` are names it may read too: those that stand in a
    filter, where the items may have an entry of that name, and those that are also the name of a
    built-in function. `calls` are the functions it invokes that are not built in.
    """

    text: str
    names: frozenset[str]
    possible: frozenset[str]
    calls: frozenset[str]
    node: Node = field(repr=False)
    code: Code = field(repr=False)
    cost: int
    nesting: int

    @property
    def entries(self) -> tuple[str, ...] | None:
        """The names of its entries when it is written as a context; None for anything else."""
        if not isinstance(self.node, ContextLiteral):
            return None
        return tuple(name for name, _ in self.node.entries)


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """Assignments in the order they are carried out."""

    text: str
    assignments: tuple[tuple[str, Expression], ...]


@lru_cache(maxsize=_CACHED)
def parse(
    text: str,
    *,
    known: frozenset[str] = _NOTHING_KNOWN,
    types: frozenset[Type] = NO_TYPES,
) -> Expression:
    """Read an expression; `known` are names of several words that may stand in it.

    `types` are types it may name besides those of FEEL.

    Raises FeelSyntax.
    """
    return _compiled(text, read_expression(text, known, types))


@lru_cache(maxsize=_CACHED)
def parse_unary_tests(
    text: str,
    *,
    known: frozenset[str] = _NOTHING_KNOWN,
    types: frozenset[Type] = NO_TYPES,
) -> Expression:
    """Read the tests of a decision table's cell; evaluate them with the value under the name `?`.

    Raises FeelSyntax.
    """
    return _compiled(text, read_unary_tests(text, known, types))


@lru_cache(maxsize=_CACHED)
def parse_script(text: str, *, known: frozenset[str] = _NOTHING_KNOWN) -> Script:
    """Read assignments, `name = expression`, one on a line; names that are assigned become known.

    Raises FeelSyntax, with the place in the whole script.
    """
    statements = read_script(text, known)
    return Script(text, tuple((name, _compiled(part, node)) for name, part, node in statements))


def _compiled(text: str, node: Node) -> Expression:
    compiler = compiling.compiler()
    try:
        body = compiler.body(node, None)
    except (compiling.TreeTooDeep, RecursionError):
        found = Words("te veel onderdelen in elkaar", "too many parts inside each other")
        most = Words(f"hoogstens {limits.NESTING} niveaus", f"at most {limits.NESTING} levels")
        raise FeelSyntax(text, 0, found, most) from None
    return Expression(
        text,
        frozenset(compiler.free),
        frozenset(compiler.possible - compiler.free),
        frozenset(compiler.calls),
        node,
        body.code,
        body.cost,
        body.nesting,
    )


def _unheard(_warning: Words) -> None:
    """Let a warning pass."""


def evaluate(  # noqa: PLR0913 - all there is in the world of an expression comes in by name
    expression: Expression,
    scope: Mapping[str, Value],
    *,
    at: datetime,
    functions: Mapping[str, Function] = NO_FUNCTIONS,
    fuel: int | Fuel = limits.FUEL,
    warn: Callable[[Words], object] = _unheard,
) -> Value:
    """Give the value of an expression at a moment (aware UTC).

    Only the names that are read are looked up in `scope`. Evaluations that belong together, such as
    those of one decision, may share a `Fuel`. What makes no sense gives null, and
    `warn` hears why. Raises FeelFault when a limit is passed; what a function of `functions`
    raises on purpose (an EngineError) is passed on.
    """
    tank = fuel if isinstance(fuel, Fuel) else Fuel(fuel)
    tank.spend(expression.cost)
    run = Evaluation(scope, at, functions, tank, expression.nesting, warn)
    try:
        value: Value = expression.code(run)
    except RecursionError:
        raise TooDeep from None
    except ArithmeticError:
        raise NoNumber from None
    finally:
        run.end()
    return value if value is True or value is False else checked(value)


def run(  # noqa: PLR0913 - the same world as that of `evaluate`
    script: Script,
    scope: Mapping[str, Value],
    *,
    at: datetime,
    functions: Mapping[str, Function] = NO_FUNCTIONS,
    fuel: int | Fuel = limits.FUEL,
    warn: Callable[[Words], object] = _unheard,
) -> Iterator[tuple[str, Value]]:
    """Give the name and the value of each assignment, in order; each has the fuel to itself.

    The caller writes a value to its scope before it asks for the next, which may read it.
    """
    for name, expression in script.assignments:
        yield (
            name,
            evaluate(expression, scope, at=at, functions=functions, fuel=fuel, warn=warn),
        )
