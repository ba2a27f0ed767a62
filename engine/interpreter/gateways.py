"""Gateways that choose, split and join: exclusive, parallel, inclusive and complex."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from engine import feel
from engine.errors import EngineError
from engine.interpreter import joins
from engine.interpreter.elements import Behaviour, Flow, decide
from engine.interpreter.errors import NoFlowTaken
from engine.interpreter.tokens import STUCK, WAITING, Token
from engine.interpreter.variables import Names

if TYPE_CHECKING:
    from engine.interpreter.process import ProcessSpec
    from engine.interpreter.scopes import Scope

PHASE = "waitingForStart"  #: what flows of a complex gateway may ask: does it fire, or start again
COUNT = "activationCount"  #: what its condition may ask: how many tokens wait there


class ExclusiveGateway(Behaviour):
    """Takes the first flow whose condition holds."""

    def choose(self, token: Token) -> list[Flow]:
        return decide(self, token, first_only=True) if self.has_conditions else self.flows


class Joining(Behaviour):
    """A gateway at which tokens may wait for each other."""

    def _on_cancel(self, my_task: Token) -> None:
        joins.release(my_task)
        super()._on_cancel(my_task)


class ParallelGateway(Joining):
    """Waits for one token along every arriving flow; tokens too many wait for the next round."""

    def proceed(self, token: Token) -> bool:
        if len(self.arriving) < 2:  # noqa: PLR2004 - nothing to join
            return True
        pool = joins.hold(token)
        if len(pool) == len(self.arriving):
            self.fire(token.workflow, [ids[0] for ids in pool.values()])
        return False

    def fire(self, scope: Scope, ids: list[int]) -> None:
        token = joins.join(scope, ids)
        token._ready()
        scope.top_workflow.queue.append(token)

    def choose(self, token: Token) -> list[Flow]:
        del token
        return self.flows


class InclusiveGateway(ParallelGateway):
    """Waits as long as a token may still come along a flow that has none."""

    def proceed(self, token: Token) -> bool:
        if len(self.arriving) < 2:  # noqa: PLR2004 - nothing to join
            return True
        joins.hold(token)
        self.look_later(token.workflow)
        return False

    def look_later(self, scope: Scope) -> None:
        """Have this gateway look round when nothing else can move."""
        scope.top_workflow.joins[scope.names.owner, self.name] = None

    def look_round(self, scope: Scope) -> bool:
        """Fire if nothing can come any more; True when it need not look again."""
        pool = scope.pools.get(self.name)
        if pool and not self.is_awaited(scope, set(pool)):
            self.fire(scope, [ids[0] for ids in pool.values()])
        return self.name not in scope.pools

    def is_awaited(
        self, scope: Scope, filled: set[str], used: Collection[str] = frozenset()
    ) -> bool:
        """Say whether a token elsewhere in the scope may still come along a flow without one.

        A token that can also come along a flow that has one is not waited for (BPMN 13.4.3),
        unless a boundary event must happen for that.
        """
        upstream = self._wf_spec.upstream(self)
        along_flows = self._wf_spec.along_flows(self)
        near = frozenset[str]().union(*(along_flows[key] for key in filled))
        scope.top_workflow.shelf.take_all()
        elsewhere = {
            token.task_spec.name
            for token in scope.tasks.values()
            if token.task_spec is not self and "ear" not in token.internal_data
        }
        return any(
            upstream[flow.key] & elsewhere - near
            for flow in self.arriving
            if flow.key not in filled and flow.key not in used
        )

    def choose(self, token: Token) -> list[Flow]:
        return Behaviour.choose(self, token)


class ComplexGateway(InclusiveGateway):
    """Fires when its condition holds; then waits for what can still come, and starts again.

    That is so however many flows arrive; without a condition one flow is only split. Where its
    flows ask for `waitingForStart` (BPMN 2.0.2, clause 13.4.5) one token stays behind, and goes out
    when it starts again.
    """

    def __init__(self, wf_spec: ProcessSpec, name: str) -> None:
        super().__init__(wf_spec, name)
        self.activation: feel.Expression | None = None

    @property
    def has_phases(self) -> bool:
        """Say whether something goes out when it starts again."""
        return any(flow.condition and PHASE in flow.condition.names for flow in self.flows)

    @property
    def only_splits(self) -> bool:
        """Say whether it waits for nothing: one flow and no condition, or nothing leads to it."""
        return not self.arriving or (len(self.arriving) == 1 and self.activation is None)

    def proceed(self, token: Token) -> bool:
        if self.only_splits:
            return True
        if "again" in token.internal_data:
            token._set_state(WAITING)
            return False
        scope = token.workflow
        if any(token.id in ids for ids in scope.pools.get(self.name, {}).values()):
            self._try(scope)  # again, after an incident
            return False
        fired = scope.gates.get(self.name)
        if fired is None or token.flow is None or token.flow.key in fired:
            pool = joins.hold(token)
            if fired is None and self._is_alone(pool):
                return self._passes(token)
            if fired is None:
                self._try(scope)
            return False
        fired.append(token.flow.key)
        self.look_later(scope)
        scope.send(token, [])
        scope.settle(enough=False)
        return False

    def look_round(self, scope: Scope) -> bool:
        """Start again if nothing can come any more; True when it need not look again."""
        fired = scope.gates.get(self.name)
        if fired is None:
            return True
        if self.is_awaited(scope, set(scope.pools.get(self.name, ())), set(fired)):
            return False
        del scope.gates[self.name]
        self._go_out_again(scope)
        if self.name in scope.pools:
            self._try(scope)
        return self.name not in scope.gates

    def ask_again(self, scope: Scope) -> None:
        """Let what waits go on as this version says, where another one let it wait."""
        if not self.only_splits:
            self._try(scope)
            return
        scope.gates.pop(self.name, None)
        for token_id in [i for ids in scope.pools[self.name].values() for i in ids]:
            self.fire(scope, [token_id])

    def choose(self, token: Token) -> list[Flow]:
        again = "again" in token.internal_data
        if not self.has_phases:
            return [] if again else super().choose(token)  # it came from another version
        token.internal_data["variables"] = {PHASE: not again}
        try:
            return super().choose(token)
        except NoFlowTaken:
            if again:
                return []  # only when it starts something must go out
            raise

    def _go_out_again(self, scope: Scope) -> None:
        """Let the token that stayed behind go out, now that nothing can come any more."""
        scope.top_workflow.shelf.take_all()
        for token in sorted(scope.tasks.values(), key=lambda token: token.id):
            waits = token.task_spec is self and token._state == WAITING
            if waits and "again" in token.internal_data:
                token._ready()
                scope.top_workflow.queue.append(token)

    def _is_alone(self, pool: joins.Pool) -> bool:
        """Say whether one token is all that may come at once, and all that goes out."""
        ids = [i for ids in pool.values() for i in ids]
        return len(self.arriving) == len(ids) == 1 and not self.has_phases

    def _passes(self, token: Token) -> bool:
        """Let a token go on without a turn of its own, if it may: so histories have it."""
        if not self._holds(token.workflow):
            return False
        joins.join(token.workflow, [token.id])
        return True

    def _try(self, scope: Scope) -> None:
        """Fire as often as the condition holds for what waits here now."""
        while self.name in scope.pools and self.name not in scope.gates and self._holds(scope):
            used = list(scope.pools[self.name])
            self.fire(scope, [ids[0] for ids in scope.pools[self.name].values()])
            if self.has_phases:
                scope.spawn(self).internal_data["again"] = 1
            if len(used) < len(self.arriving) or self.has_phases:
                scope.gates[self.name] = used
                self.look_later(scope)

    def _holds(self, scope: Scope) -> bool:
        """Ask the condition; what it cannot answer is an incident."""
        waiting = [i for ids in scope.pools[self.name].values() for i in ids]
        first = scope.top_workflow.token(min(waiting))
        counts = Names({COUNT: len(waiting)}, first.id)
        environment = scope.top_workflow.script_engine.environment
        try:
            return environment.evaluate(self.activation, first.view(counts)) is True
        except EngineError as fault:
            if first._state != STUCK:
                scope.top_workflow.park(first, "begin", fault)
            return False
