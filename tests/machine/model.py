"""A token game of its own, written from the text of BPMN 2.0 (chapter 13) for block structure.

It knows nothing of the engine. Tokens move one element at a time, first come first served; what
waits outside is in `waits`, and whoever plays says which of those happened.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime

from tests.machine import names as naming
from tests.machine.board import ARMED, Scope, Token, Wait
from tests.machine.diagram import ACTIVITIES, INSIDE, Flow, Node
from tests.machine.joining import Joining
from tests.machine.undoing import Undoing


class Game(Joining, Undoing):
    """One instance of a process."""

    def __init__(self, process: Node, names: dict, now: datetime) -> None:
        super().__init__(process, names, now)
        self.trace: list[str] = []
        self.ended: str | None = None
        self.late: deque[Token] = deque()
        self._open(self.whole)
        self._play()

    # --- what happens outside

    def happen(self, wait: Wait, now: datetime, values: dict | None = None) -> None:
        """Let one of the waits happen; `values` is what a called process gave back."""
        self.now = now
        if values:
            for name, value in values.items():
                naming.write(wait.on.scope, name, value)
        self._occur(wait)
        self._play()

    def hear(self, signal: str, now: datetime) -> None:
        self.now = now
        self._signal(signal)
        self._play()

    def fail(self, wait: Wait, code: str, now: datetime) -> None:
        """A called process ended in an error."""
        self.now = now
        self.waits.remove(wait)
        self._raise(wait.on, "error", code, itself=True)
        self._play()

    def miss(self, wait: Wait) -> None:
        """A timer could not fire: it is an incident until somebody tries again."""
        wait.kind, wait.missed, wait.due = "incident", wait.due, None

    def standing(self, element_id: str) -> list[Token]:
        """Give the tokens at an element, but for those that are items of one at the same."""
        found = [one for scope in self.scopes(self.whole) for one in scope.tokens]
        return [one for one in found if one.node.id == element_id and one.whole is None]

    def send_back(self, element_id: str, to: str, now: datetime) -> None:
        """Stop the one token that stands at an element, and begin at another."""
        self.now = now
        (token,) = self.standing(element_id)
        self.cancel(token)
        self.put(next(one for one in token.scope.node.inside if one.id == to), token.scope)
        self._play()

    def stop(self) -> None:
        self.cancel_all(self.whole)
        self.ended = "cancelled"

    def _occur(self, wait: Wait) -> None:
        node, on = wait.node, wait.on
        if wait.missed:
            wait.kind, wait.due, wait.missed = "timer", wait.missed, None
        elif isinstance(on, Scope):
            self._start_handler(wait, on)
        elif node.tag == "boundaryEvent":
            if wait.kind == "timer":
                self.waits.remove(wait)
            self.fire(node, on)
        elif on.node.tag == "eventBasedGateway":
            self.forget(on)
            on.node, on.flow, on.happened = node, node.arriving[0], True
            self.queue.append(on)
        else:
            self.waits.remove(wait)
            on.happened = wait.kind != "incident"
            self.queue.append(on)

    def _start_handler(self, wait: Wait, scope: Scope) -> None:
        if wait.kind == "timer":
            self.waits.remove(wait)
        handler = next(one for one, start in scope.node.triggers if start is wait.node)
        self._handle(handler, wait.node, scope)

    def _handle(self, handler: Node, start: Node, scope: Scope) -> None:
        """Start an event sub-process; an interrupting one takes over its scope."""
        if start.interrupts:
            self.cancel_all(scope)
            scope.closed = True
        self.put(handler, scope)

    def fire(self, edge: Node, host: Token) -> None:
        scope = host.scope
        if edge.interrupts:
            self.cancel(host)
        self.put(edge, scope)

    # --- moving

    def _play(self) -> None:
        while not self.ended:
            if self.queue:
                self._move(self.queue.popleft())
            elif self.late:
                token = self.late.popleft()
                if token in token.scope.tokens:
                    self._signal(token.node.event.name)
                    if token in token.scope.tokens:
                        self.leave(token)
            elif not self.join_some():
                return

    def _move(self, token: Token) -> None:
        if self.ended or token not in token.scope.tokens:
            return
        if token.happened or token.done:
            self.leave(token)
        elif token.redone is not None:
            self.reopen(token)
        elif token.node.tag in ACTIVITIES and token.whole is None:
            for edge in token.node.edges:
                self.listen(edge, token)
            self._begin_many(token) if token.node.many else self._begin(token)
        else:
            self._begin(token)

    def _begin_many(self, token: Token) -> None:
        one_by_one, token.left = token.node.many
        if not token.left:
            self.leave(token)
            return
        for _ in range(1 if one_by_one else token.left):
            self.put(token.node, token.scope).whole = token

    def _item_done(self, item: Token) -> None:
        whole = item.whole
        item.scope.tokens.remove(item)
        whole.left -= 1
        if not whole.left:
            self.leave(whole)
        elif whole.node.many[0]:
            self.put(whole.node, whole.scope).whole = whole

    def _begin(self, token: Token) -> None:
        node, event = token.node, token.node.event
        if node.tag in INSIDE:
            token.inside = Scope(node, token)
            self._open(token.inside)
        elif node.tag in ("userTask", "callActivity"):
            kind = "task" if node.tag == "userTask" else "call"
            self.waits.append(Wait(kind, node, token))
        elif node.tag in ("receiveTask", "intermediateCatchEvent") and event.kind in ARMED:
            self.listen(node, token)
        elif node.tag == "eventBasedGateway":
            for flow in node.flows:
                self.listen(flow.target, token)
        elif node.tag in ("parallelGateway", "inclusiveGateway") and len(node.arriving) > 1:
            token.joining = True
            self.join_all(token)
        else:
            self._work(token)

    def _work(self, token: Token) -> None:
        """Do what needs nobody else, and go on."""
        event = token.node.event
        if token.node.tag == "scriptTask":
            naming.run(token.scope, token.node.script, self.trace)
        elif event and token.node.tag == "intermediateThrowEvent" and event.kind == "signal":
            self.late.append(token)
            return
        elif event and token.node.tag.endswith(("endEvent", "ThrowEvent")):
            self._throw(token)
            return
        self.leave(token)

    def _throw(self, token: Token) -> None:
        event = token.node.event
        if event.kind == "cancel":
            self.call_off(token)
            return
        if event.kind == "compensate" and not self.undo(token):
            return
        if event.kind == "terminate":
            self.cancel_all(token.scope, keep=token)
        if event.kind == "error":
            token.scope.tokens.remove(token)
        if event.kind in ("error", "escalation"):
            self._raise(token, event.kind, event.name)
        if token in token.scope.tokens:
            self.leave(token)

    def leave(self, token: Token) -> None:
        """Go on along the flows that are chosen; a token without one is done."""
        self.forget(token)
        self.close(token)
        if token.thrower is not None:
            self.undone(token)
            return
        if token.whole is not None:
            self.remember(token)
            self._item_done(token)
            return
        flows = self._chosen(token)
        if flows is None:
            self.waits.append(Wait("incident", token.node, token))
            return
        self.remember(token)
        token.scope.tokens.remove(token)
        for flow in flows:
            self.put(flow.target, token.scope).flow = flow
        self.settle(token.scope)

    def _chosen(self, token: Token) -> list[Flow] | None:
        node = token.node
        if node.tag in ("parallelGateway", "eventBasedGateway"):
            return node.flows
        free = [one for one in node.flows if not one.is_default]
        chosen = [one for one in free if naming.holds(token.scope, one.condition)]
        chosen = chosen[:1] if node.tag == "exclusiveGateway" else chosen
        chosen = chosen or [one for one in node.flows if one.is_default]
        return None if node.flows and not chosen else chosen

    # --- scopes, listeners, interruption

    def _open(self, scope: Scope) -> None:
        for name in scope.node.declared:  # a process may be given what it declares
            scope.names.setdefault(name, None)
        for _, start in scope.node.triggers:
            self.listen(start, scope)
        starts = scope.node.starts
        if scope.node.xml.get("ordering") == "Sequential":
            starts, scope.todo = starts[:1], starts[1:]
        for node in starts:
            self.put(node, scope)

    def settle(self, scope: Scope) -> None:
        """A scope in which nothing lives is done, unless something has its turn yet."""
        if scope.tokens:
            return
        if scope.todo:
            self.put(scope.todo.pop(0), scope)
            return
        self.forget(scope)
        if scope.host is None:
            self.ended = "completed"
        else:
            scope.host.done = True
            self.queue.append(scope.host)

    # --- signals, errors, escalations

    def _signal(self, name: str) -> None:
        for wait in list(self.waits):
            if (wait.kind, wait.name) == ("signal", name) and wait in self.waits:
                self._occur(wait)

    def _raise(self, token: Token, kind: str, code: str, *, itself: bool = False) -> None:
        """Let the innermost that catches it take over; an error nobody catches fails the whole."""
        scope, passed, host = token.scope, None, token if itself else None
        while True:
            if host is not None:
                is_done, host = host.redone is not None, host.whole or host
                edges = [] if is_done else host.node.edges
                if edge := _catcher(edges, kind, code):
                    self.fire(edge, host)
                    return
                passed, scope = host.node, host.scope
            handlers = {s: h for h, s in scope.node.triggers if h is not passed}
            if not scope.closed and (start := _catcher(handlers, kind, code)):
                self._handle(handlers[start], start, scope)
                return
            host = scope.host
            if host is None:
                break
        if kind == "error":
            self.cancel_all(self.whole)
            self.ended = "failed"


def _catcher(nodes: Iterable[Node], kind: str, code: str) -> Node | None:
    """Give who waits for exactly this, else who waits for all of its kind."""
    waiting = [one for one in nodes if one.event is not None and one.event.kind == kind]
    exact = [one for one in waiting if one.event.name == code]
    return next(iter([*exact, *(one for one in waiting if one.event.has_no_code)]), None)
