"""How the token game undoes (BPMN 2.0, 10.7 and 13.5.5): what was done last first, each once."""

from __future__ import annotations

from tests.machine.board import Board, Record, Scope, Token


class Undoing(Board):
    """Records what is done, and undoes it when somebody asks."""

    # --- what can be undone

    def remember(self, token: Token) -> None:
        """Record an activity that is done, where somebody may undo it.

        What has a handler is undone as a whole by that; else all that was done inside is.
        """
        if token.whole is None:
            token.scope.past += [Record(token.node)] if token.node.undoer else token.past
        elif not token.node.undoer:
            token.whole.past += token.past

    def close(self, token: Token) -> None:
        """Keep what was done inside a sub-process that is done."""
        inside, token.inside = token.inside, None
        if inside and (inside.past or inside.node.own_undoer):
            token.past = [Record(inside.node, dict(inside.names), inside.past)]

    def _take(self, scope: Scope, activity: str) -> list[tuple[Scope, Record]]:
        taken = [one for one in scope.past if activity in ("", one.node.id)]
        scope.past = [one for one in scope.past if one not in taken]
        return [(scope, one) for one in taken]

    # --- undoing it

    def undo(self, token: Token) -> bool:
        """Start what a compensate event asks for; False when the token waits for it."""
        event, scopes = token.node.event, [token.scope]
        while (host := scopes[0].host) is not None and host.node.is_handler:
            scopes.insert(0, host.scope)
        found = [each for scope in scopes for each in self._take(scope, event.name)]
        if not found:
            return True
        waiting = token
        if not event.waits:
            waiting = Token(token.node, token.scope, aside=True)
            token.scope.tokens.append(waiting)
        self._undo_all(waiting, found)
        return waiting is not token

    def call_off(self, token: Token) -> None:
        """Cancel the transaction around a token: all else in it stops, and is undone."""
        scope = token.scope
        self.cancel_all(scope, keep=token)
        scope.closed = token.cancels = True
        self._undo_all(token, self._take(scope, ""))

    def reopen(self, token: Token) -> None:
        """Open a sub-process as it was when it was done, to undo what was done there."""
        record = token.redone
        token.inside = inside = Scope(token.node, token, dict(record.names), closed=True)
        if token.node.own_undoer:
            inside.past = list(record.past)
            self.put(token.node.own_undoer, inside)
        else:
            self._undo_all(token, [(inside, one) for one in record.past])

    def undone(self, token: Token) -> None:
        """One was undone; the next may follow."""
        token.scope.tokens.remove(token)
        if token.thrower in token.thrower.scope.tokens:
            self._undo_next(token.thrower)
        else:
            self.settle(token.scope)

    def _undo_all(self, token: Token, records: list[tuple[Scope, Record]]) -> None:
        token.to_undo = records
        self._undo_next(token)

    def _undo_next(self, token: Token) -> None:
        if not token.to_undo:
            self._go_on(token)
            return
        scope, record = token.to_undo.pop()
        undoing = self.put(record.node.undoer or record.node, scope)
        undoing.thrower = token
        undoing.redone = None if record.node.undoer else record

    def _go_on(self, token: Token) -> None:
        scope = token.scope
        if token.redone is not None:
            token.done = True
            self.queue.append(token)
        elif token.aside:
            scope.tokens.remove(token)
            self.settle(scope)
        elif token.cancels:
            scope.tokens.remove(token)
            host = scope.host.whole or scope.host
            kinds = {one: one.event.kind for one in host.node.edges}
            if edge := next((one for one in kinds if kinds[one] == "cancel"), None):
                self.fire(edge, host)
            else:
                self.settle(scope)
        else:
            self.leave(token)

    # --- how the game goes on

    def leave(self, token: Token) -> None:
        raise NotImplementedError

    def settle(self, scope: Scope) -> None:
        raise NotImplementedError

    def fire(self, edge: object, host: Token) -> None:
        raise NotImplementedError
