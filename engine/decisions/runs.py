"""One question being answered: its moment, what it was given, what was found on the way.

The only module that evaluates FEEL here. All expressions of one question share one supply of
steps, so that a hundred cheap expressions cannot together take for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine import feel
from engine.model import Words
from engine.values import Value

STEPS = 10 * feel.limits.FUEL  #: steps of FEEL that one question may take, over all its expressions
CALL = 20  #: what it costs to invoke a function or to begin a decision
CALLS = 64  #: functions of a file that may be inside each other; Python's own limit lies higher

Scope = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one decision, or one table of it, came to.

    `inputs` maps what was asked (the text of the expression, or the name of what is required) ->
    the value seen; `rules` are the numbers of the rows that matched, from 1; `table_id` is None
    where nothing was looked up in a table. `given` are the inputs that
    did not fit their type, by name, as they came.
    """

    decision_id: str
    name: str
    table_id: str | None
    inputs: Mapping[str, Value]
    rules: tuple[int, ...]
    rule_ids: tuple[str, ...]
    outputs: Value
    warnings: tuple[Words, ...] = ()
    given: Mapping[str, Value] = field(default_factory=dict)


class Supply(feel.Fuel):
    """The steps that all expressions of one question share, and how deep its functions are."""

    __slots__ = ("calls",)

    def __init__(self) -> None:
        super().__init__(STEPS)
        self.calls = 0

    def enter(self) -> None:
        """Go into a function; `leave` it afterwards."""
        self.spend(CALL)
        self.calls += 1
        if self.calls > CALLS:
            raise feel.TooDeep

    def leave(self) -> None:
        """Come out of a function."""
        self.calls -= 1


class Run:
    """One question being answered. A decision service that is invoked has a run of its own.

    `value` gives the value of an element by its key, in the run that it is given.
    """

    __slots__ = (
        "at",
        "findings",
        "fuel",
        "functions",
        "given",
        "inputs",
        "results",
        "value",
        "warnings",
    )

    def __init__(
        self,
        inputs: Mapping[str, Value],
        *,
        at: datetime,
        functions: Mapping[str, feel.Function],
        value: Callable[[Run, str], Any],
    ) -> None:
        self.inputs = inputs
        self.at = at
        self.functions = functions
        self.value = value
        self.results: dict[str, Any] = {}
        self.findings: list[Finding] = []
        self.warnings: list[Words] = []
        self.given: dict[str, Any] = {}
        self.fuel = Supply()

    def within(self, results: Mapping[str, Any]) -> Run:
        """Give a run in which these elements have these values, and nothing else is given."""
        inner = Run({}, at=self.at, functions=self.functions, value=self.value)
        inner.results.update(results)
        inner.findings = self.findings
        inner.warnings = self.warnings
        inner.given = self.given
        inner.fuel = self.fuel
        return inner

    def warn(self, words: Words) -> None:
        """Note why something became null."""
        self.warnings.append(words)

    def standing(self, scope: Scope) -> feel.Standing:
        """Begin what several expressions are tested in."""
        return feel.Standing(
            scope, at=self.at, functions=self.functions, fuel=self.fuel, warn=self.warn
        )

    def ask(self, expression: feel.Expression, scope: Scope) -> Any:  # noqa: ANN401 - any value
        """Give the value of an expression."""
        return feel.evaluate(
            expression,
            scope,
            at=self.at,
            functions=self.functions,
            fuel=self.fuel,
            warn=self.warn,
        )

    def invoke(self, function: Any, names: Sequence[str], arguments: Sequence[Any]) -> Any:  # noqa: ANN401 - any values
        """Invoke a function value with arguments by name."""
        self.fuel.spend(CALL)
        return self.standing({}).invoke(function, names, arguments)


_CURRENT: ContextVar[Run] = ContextVar("run")


def current() -> Run:
    """Give the run that is going on: a type judges values and is told nothing but the value."""
    return _CURRENT.get()


@contextmanager
def going_on(run: Run) -> Iterator[None]:
    """Make a run the current one."""
    token = _CURRENT.set(run)
    try:
        yield
    finally:
        _CURRENT.reset(token)
