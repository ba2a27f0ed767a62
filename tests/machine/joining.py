"""How tokens are joined in the token game (BPMN 2.0, 13.4)."""

from __future__ import annotations

from tests.machine.board import Board, Scope, Token
from tests.machine.diagram import Flow, Node, before


class Joining(Board):
    """Gateways at which tokens wait for each other."""

    def join_all(self, token: Token) -> None:
        """A parallel gateway takes one token of each flow, as soon as there is one."""
        node, scope = token.node, token.scope
        waiting = self._waiting(node, scope)
        if node.tag == "parallelGateway" and len(waiting) == len(node.arriving):
            self._joined(list(waiting.values()))

    def join_some(self) -> bool:
        """An inclusive gateway takes what there is, once nothing more can come (13.4.3)."""
        for scope in self.scopes(self.whole):
            for node in {one.node: None for one in scope.tokens if one.joining}:
                waiting = self._waiting(node, scope)
                if node.tag == "inclusiveGateway" and not self._awaited(node, scope, waiting):
                    self._joined(list(waiting.values()))
                    return True
        return False

    def _awaited(self, node: Node, scope: Scope, waiting: dict[Flow, Token]) -> bool:
        elsewhere = {one.node for one in scope.tokens if one.node is not node}
        near = {one for flow in waiting for one in before(flow, edges=False)}
        empty = [flow for flow in node.arriving if flow not in waiting]
        return any(before(flow, edges=True) & elsewhere - near for flow in empty)

    def _waiting(self, node: Node, scope: Scope) -> dict[Flow, Token]:
        there = [one for one in scope.tokens if one.node is node and one.joining]
        return {one.flow: one for one in reversed(there)}

    def _joined(self, tokens: list[Token]) -> None:
        first, *others = tokens
        for one in others:
            one.scope.tokens.remove(one)
        first.joining, first.done = False, True
        self.queue.append(first)
