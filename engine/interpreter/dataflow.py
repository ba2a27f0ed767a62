"""Data that an element takes in before it works and gives out when it has worked (BPMN 10.4).

Its data inputs and outputs are variables of the element itself, as far as an association leads to
or from them. An output that nobody wrote gives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import feel
from engine.errors import EngineError
from engine.interpreter.weighing import must_be_light

if TYPE_CHECKING:
    from engine.interpreter.tokens import Token
    from engine.values import Value


@dataclass(frozen=True, slots=True)
class Copy:
    """One association: the value of a variable, or what an expression gives, to a variable."""

    target: str
    source: str | None = None
    expression: feel.Expression | None = None

    def read(self, token: Token) -> Value:
        """Give the value as the token sees it now."""
        if self.expression is not None:
            value: Value = token.top.script_engine.evaluate(token, self.expression)
            return value
        return token.view().get(self.source or "")


@dataclass(frozen=True, slots=True)
class DataFlow:
    """What goes in and out, in the order of the file. `own` are variables of the element."""

    own: frozenset[str]
    inputs: tuple[Copy, ...]
    outputs: tuple[Copy, ...]


def take(token: Token) -> None:
    """Make the variables of the element itself, and let data come in."""
    flow = _flow(token)
    if flow is None:
        return
    own = token.internal_data.get("variables", {})
    for name in flow.own:
        own.pop(name, None)
    values = [(copy.target, copy.read(token)) for copy in flow.inputs]
    must_be_light((value for _, value in values), token.top.limits)
    if flow.own:
        token.internal_data["variables"] = own
        own.update(dict.fromkeys(sorted(flow.own)))
    for name, value in values:
        token.write(name, value)


def keep(token: Token) -> None:
    """Take as its own what can be seen of its outputs, where nothing was taken in before."""
    flow = _flow(token)
    if flow is None or not flow.own or flow.own & token.internal_data.get("variables", {}).keys():
        return
    brought = token.view().seen(set(flow.own))
    take(token)
    came_in = {copy.target for copy in flow.inputs}
    for name in sorted(flow.own - came_in):
        token.write(name, brought[name])


def given(token: Token) -> bool:
    """Let data go out, once; False when that failed, and the token waits here as an incident."""
    try:
        _give(token)
    except EngineError as fault:
        token.top.park(token, "leave", fault)
        return False
    return True


def _give(token: Token) -> None:
    flow = _flow(token)
    if flow is None or not flow.outputs or "gave" in token.internal_data:
        return
    own = token.internal_data.get("variables", {})
    if token.task_spec.is_activity and flow.own and not flow.own & own.keys():
        return
    values = [(copy.target, copy.read(token)) for copy in flow.outputs]
    must_be_light((value for _, value in values), token.top.limits)
    token.internal_data["gave"] = 1
    for name in flow.own:
        own.pop(name, None)
    for name, value in values:
        if value is not None:
            token.write(name, value)


def _flow(token: Token) -> DataFlow | None:
    """Give the associations; the token of many items as a whole has none, each item has them."""
    behaviour = token.task_spec
    flow: DataFlow | None = behaviour.dataflow
    if flow is None or not behaviour.is_activity or behaviour.many is None or token.is_item:
        return flow
    return None
