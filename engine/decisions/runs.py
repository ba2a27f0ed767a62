"""One question being answered: its moment, what it was given, what was found on the way.

The only module that evaluates FEEL here. All expressions of one question share one supply of
steps, so that a hundred cheap expressions cannot together take for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import feel
from engine.decisions.errors import OutOfSteps
from engine.feel import limits
from engine.feel.frames import Evaluation
from engine.feel.invocation import invoke_named
from engine.feel.results import checked
from engine.model import Words
from engine.values import Value

STEPS = 1_000_000  #: steps of FEEL that one question may take, over all its expressions

Scope = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one decision, or one table of it, came to.

    `inputs` maps what was asked (the text of the expression, or the name of what is required) ->
    the value seen; `rules` are the numbers of the rows that matched, from 1; `table_id` is None
    where nothing was looked up in a table.
    """

    decision_id: str
    name: str
    table_id: str | None
    inputs: Mapping[str, Value]
    rules: tuple[int, ...]
    rule_ids: tuple[str, ...]
    outputs: Value
    warnings: tuple[Words, ...] = ()


class Run:
    """One question being answered. A decision service that is invoked has a run of its own."""

    __slots__ = (
        "at",
        "findings",
        "functions",
        "given",
        "inputs",
        "name",
        "results",
        "supply",
        "value",
        "warnings",
    )

    def __init__(  # noqa: PLR0913 - all there is in the world of a decision comes in by name
        self,
        name: str,
        inputs: Mapping[str, Value],
        *,
        at: datetime,
        functions: Mapping[str, feel.Function],
        value: Callable[[Run, str], Value],
    ) -> None:
        self.name = name
        self.inputs = inputs
        self.at = at
        self.functions = functions
        self.value = value
        self.results: dict[str, Value] = {}
        self.findings: list[Finding] = []
        self.warnings: list[Words] = []
        self.supply = [STEPS]

    def within(self, results: Mapping[str, Value]) -> Run:
        """Give a run in which these elements have these values, and nothing else is given."""
        inner = Run(self.name, {}, at=self.at, functions=self.functions, value=self.value)
        inner.results.update(results)
        inner.findings = self.findings
        inner.warnings = self.warnings
        inner.supply = self.supply
        return inner

    def warn(self, words: Words) -> None:
        """Note why something became null."""
        self.warnings.append(words)

    def evaluation(self, scope: Scope, nesting: int) -> Evaluation:
        """Begin an evaluation; `pay` for it afterwards."""
        fuel = min(limits.FUEL, self.supply[0])
        return Evaluation(scope, self.at, self.functions, fuel, nesting, self.warn)

    def pay(self, steps: int) -> None:
        """Take steps from the supply."""
        self.supply[0] -= steps
        if self.supply[0] < 0:
            raise OutOfSteps(name=self.name)

    def ask(self, expression: feel.Expression, scope: Scope) -> Any:  # noqa: ANN401 - any value
        """Give the value of an expression."""
        evaluation = self.evaluation(scope, expression.nesting)
        before = evaluation.fuel
        evaluation.spend(expression.cost)
        try:
            value = checked(expression.code(evaluation))
        except RecursionError:
            raise feel.TooDeep from None
        except ArithmeticError:
            raise feel.NoNumber from None
        self.pay(before - evaluation.fuel)
        return value

    def invoke(self, function: Any, names: Sequence[str], arguments: Sequence[Any]) -> Any:  # noqa: ANN401 - any values
        """Invoke a function value with arguments by name."""
        self.pay(1)
        return invoke_named(self.evaluation({}, 0), function, tuple(names), arguments)
