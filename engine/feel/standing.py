"""What stays the same while several texts are evaluated: one scope, one moment, one supply of fuel.

For those who evaluate many small texts about one thing, such as the cells of a decision table:
beginning an evaluation for each of them would cost more than they do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.feel.expressions import Expression
from engine.feel.faults import NoNumber, TooDeep
from engine.feel.frames import Evaluation, Fuel
from engine.feel.functions import Function
from engine.feel.invocation import invoke_named
from engine.model import Words


class Standing(Evaluation):
    """One scope to ask about; say `end` when nothing more is asked."""

    __slots__ = ()

    def __init__(
        self,
        scope: Mapping[str, Any],
        *,
        at: datetime,
        functions: Mapping[str, Function],
        fuel: Fuel,
        warn: Callable[[Words], object],
    ) -> None:
        super().__init__(scope, at, functions, fuel, 0, warn)

    def passes(self, test: Expression) -> bool:
        """Tell whether a test is true. Raises FeelFault when a limit is passed."""
        self.stack = test.nesting
        self.fuel.spend(test.cost)
        try:
            return test.code(self) is True
        except RecursionError:
            raise TooDeep from None
        except ArithmeticError:
            raise NoNumber from None

    def invoke(self, function: Any, names: Sequence[str], arguments: Sequence[Any]) -> Any:  # noqa: ANN401 - any values
        """Invoke a function value with arguments by name; null when they do not fit."""
        return invoke_named(self, function, tuple(names), arguments)
