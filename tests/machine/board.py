"""The board of the token game: where tokens stand, and what they wait for outside."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.machine.diagram import Flow, Node

ARMED = ("timer", "message", "signal")


@dataclass(eq=False)
class Wait:
    """Something that must happen outside: a task, timer, message, signal, call or incident.

    `on` is the token it happens to, or the scope when an event sub-process listens. `missed` is
    when a timer should have fired that could not: it is an incident.
    """

    kind: str
    node: Node
    on: Token | Scope
    name: str = ""
    due: datetime | None = None
    missed: datetime | None = None


@dataclass(eq=False)
class Record:
    """An activity that is done and can be undone; `names` and `past` are those of its inside."""

    node: Node
    names: dict = field(default_factory=dict)
    past: list[Record] = field(default_factory=list)


@dataclass(eq=False)
class Scope:
    """`past` is what can be undone, the first done first."""

    node: Node
    host: Token | None
    names: dict = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)
    todo: list[Node] = field(default_factory=list)
    past: list[Record] = field(default_factory=list)
    closed: bool = False


@dataclass(eq=False)
class Token:
    """`flow` is how it came; `happened` that its event did; `whole` whose item it is.

    `past` is what can be undone of it; `to_undo` what it waits for to be undone, in which scope.
    It undoes for `thrower`; if that is a sub-process it is opened again as `redone` has it. One
    that is `aside` does not go on afterwards, and one that `cancels` leaves its transaction.
    """

    node: Node
    scope: Scope
    flow: Flow | None = None
    happened: bool = False
    done: bool = False
    joining: bool = False
    inside: Scope | None = None
    whole: Token | None = None
    left: int = 0
    past: list[Record] = field(default_factory=list)
    to_undo: list[tuple[Scope, Record]] = field(default_factory=list)
    thrower: Token | None = None
    redone: Record | None = None
    aside: bool = False
    cancels: bool = False


class Board:
    """Tokens are put down and taken away; `queue` are those whose turn comes."""

    def __init__(self, process: Node, names: dict, now: datetime) -> None:
        self.now = now
        self.waits: list[Wait] = []
        self.queue: deque[Token] = deque()
        self.whole = Scope(process, None, dict(names))

    def put(self, node: Node, scope: Scope) -> Token:
        token = Token(node, scope)
        token.happened = node.tag in ("boundaryEvent", "startEvent")
        scope.tokens.append(token)
        self.queue.append(token)
        return token

    def listen(self, node: Node, on: Token | Scope) -> None:
        event = node.event
        if event.kind in ARMED:
            due = self.now + timedelta(seconds=event.seconds) if event.kind == "timer" else None
            self.waits.append(Wait(event.kind, node, on, event.name, due))

    def forget(self, on: Token | Scope) -> None:
        self.waits = [one for one in self.waits if one.on is not on]

    def cancel(self, token: Token) -> None:
        if token not in token.scope.tokens:
            return
        token.scope.tokens.remove(token)
        self.forget(token)
        for one in [one for one in token.scope.tokens if one.whole is token]:
            self.cancel(one)
        if token.inside is not None:
            self.cancel_all(token.inside)

    def cancel_all(self, scope: Scope, keep: Token | None = None) -> None:
        scope.todo = []
        self.forget(scope)
        for token in list(scope.tokens):
            if token is not keep:
                self.cancel(token)

    def scopes(self, scope: Scope) -> Iterator[Scope]:
        yield scope
        for token in scope.tokens:
            if token.inside is not None:
                yield from self.scopes(token.inside)
