"""The script engine of SpiffWorkflow, speaking FEEL: nothing in a diagram is ever Python."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from engine import feel
from engine.interpreter.retired import Retired
from engine.interpreter.tokens import Token
from engine.interpreter.variables import Draft
from engine.values import Value


class FeelEnvironment(BasePythonScriptEngineEnvironment):
    """Evaluates parsed FEEL at one moment, with the functions of the definition."""

    def __init__(self, functions: Mapping[str, feel.Function], at: datetime) -> None:
        self.globals: dict[str, Any] = {}
        self.functions = functions
        self.at = at

    def evaluate(
        self,
        expression: feel.Expression,
        context: Mapping[str, Value],
        external_context: object = None,
    ) -> Value:
        del external_context
        return feel.evaluate(expression, context, at=self.at, functions=self.functions)

    def execute(
        self, script: feel.Script, context: Draft, external_context: object = None
    ) -> list[tuple[str, Value]]:
        """Run a script on a draft and give what it wrote, in order."""
        del external_context
        pairs = []
        for name, value in feel.run(script, context, at=self.at, functions=self.functions):
            context.written[name] = value
            pairs.append((name, value))
        return pairs

    call_service = Retired("services are called outside the step")


class FeelEngine(PythonScriptEngine):
    """Evaluates in the scopes that a token can see, instead of in the data of a task."""

    def __init__(self, environment: FeelEnvironment) -> None:
        self.environment = environment

    def evaluate(
        self, task: Token, expression: feel.Expression, external_context: object = None
    ) -> Value:
        del external_context
        return self.environment.evaluate(expression, task.view())

    def execute(
        self, task: Token, script: feel.Script, external_context: object = None
    ) -> list[tuple[str, Value]]:
        del external_context
        return self.environment.execute(script, Draft(task.view()))

    def validate(self, expression: str) -> NoReturn:
        raise NotImplementedError("expressions are parsed when a diagram is read")

    call_service = Retired("services are called outside the step")
