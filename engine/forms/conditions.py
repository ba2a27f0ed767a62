"""The FEEL in a form: conditions, computed answers and rules. Only this module runs FEEL here."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime

from engine import feel
from engine.values import Value

Functions = Mapping[str, feel.Function]
Scope = MutableMapping[str, Value]


@dataclass(frozen=True, slots=True)
class Setting:
    """The moment at which, and the functions with which, FEEL is evaluated."""

    at: datetime
    functions: Functions


@dataclass(frozen=True, slots=True)
class Condition:
    """One FEEL expression of a form."""

    expression: feel.Expression

    @property
    def text(self) -> str:
        """Give the expression as the form writes it."""
        return self.expression.text

    def value(self, scope: Scope, setting: Setting) -> Value:
        """Evaluate it over variables. Raises an EngineError when it has to be stopped."""
        return feel.evaluate(self.expression, scope, at=setting.at, functions=setting.functions)

    def holds(self, scope: Scope, setting: Setting) -> bool:
        """Tell whether it is true; null and anything else is not."""
        return self.value(scope, setting) is True


def condition(text: str, functions: frozenset[str]) -> Condition:
    """Read a FEEL expression; `functions` are the names that exist. Raises FeelSyntax."""
    return Condition(feel.parse(text, known=functions))
