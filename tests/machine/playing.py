"""Let the token game play what happened in the engine, and compare: what was done, what waits."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from engine.entries import Told
from engine.events import (
    Cause,
    ChildEnded,
    ChildEscalated,
    ChildFailed,
    IncidentRetried,
    InstanceCancelled,
    InstanceStarted,
    MessageReceived,
    SentBack,
    SignalReceived,
    TaskCompleted,
    TimerFailed,
    TimerFired,
    VariableSet,
)
from engine.model import Place
from tests.engine.interpreter.worklists import Running as WorkLists
from tests.engine.interpreter.worklists import _key
from tests.machine import diagram
from tests.machine.model import Game, Wait

LISTED = {
    TaskCompleted: "tasks",
    TimerFired: "timers",
    TimerFailed: "timers",
    MessageReceived: "ears",
    ChildEnded: "calls",
    ChildFailed: "calls",
    IncidentRetried: "incidents",
}
KINDS = {"tasks": "task", "timers": "timer", "calls": "call", "incidents": "incident"}


class Player:
    """Plays every instance of one diagram; `met` are the causes and effects it was told."""

    def __init__(self, source: bytes) -> None:
        self.processes = diagram.read(source)
        self.played: dict[str, Played] = {}
        self.met: Counter = Counter()

    def follow(self, instance_id: str, told: list[tuple[Told, datetime]]) -> None:
        """Play what was told of an instance since the last time."""
        played = self.played.setdefault(instance_id, Played(self.processes))
        for one, at in told[played.position :]:
            played.position += 1
            self.met.update(map(type, (one.event, *one.effects)))
            if isinstance(one.event, Cause):
                played.play(one, at)
                played.compare()

    def knows(self, instance_id: str, place: Place, _to: str) -> bool:
        """Say whether the game can tell which token stands at a place: the only one there."""
        return len(self.played[instance_id].game.standing(place.element_id)) == 1


class Played:
    """One instance: its work lists as history tells them, and its game."""

    def __init__(self, processes: dict) -> None:
        self.processes = processes
        self.position = 0
        self.lists = WorkLists(definition=None)
        self.trace: list[str] = []
        self.game: Game | None = None

    def play(self, told: Told, at: datetime) -> None:
        cause = told.event
        if isinstance(cause, InstanceStarted):
            names = {n: v for n, v in cause.variables.items() if n != "trace"}
            self.game = Game(self.processes[cause.process_id], names, at)
        else:
            self._happen(cause, at)
        self.lists.project(cause)
        given = isinstance(cause, ChildEnded | ChildFailed | ChildEscalated)
        wrote = [one for one in told.effects if isinstance(one, VariableSet)]
        for one in wrote[len(cause.variables) if given else 0 :]:
            if one.name == "trace":
                self.trace += one.after[len(one.before or []) :]
        for effect in told.effects:
            self.lists.project(effect)

    def _happen(self, cause: Cause, at: datetime) -> None:
        if isinstance(cause, SignalReceived):
            self.game.hear(cause.signal, at)
        elif isinstance(cause, InstanceCancelled):
            self.game.stop()
        elif isinstance(cause, SentBack):
            self.game.send_back(cause.place.element_id, cause.to, at)
        elif isinstance(cause, TimerFailed):
            self.game.miss(self._wait(cause))
        elif isinstance(cause, ChildFailed):
            self.game.fail(self._wait(cause), cause.error, at)
        elif type(cause) in LISTED:
            wait = self._wait(cause)
            assert wait.due is None or wait.due <= at, f"{cause} came too early"
            given = cause.variables if isinstance(cause, ChildEnded) else {}
            self.game.happen(wait, at, {n: v for n, v in given.items() if n != "trace"})

    def _wait(self, cause: Cause) -> Wait:
        """Find what the cause is meant for: of those at one element the same by order."""
        name = LISTED[type(cause)]
        here = [key for key in getattr(self.lists, name) if _id(key) == cause.place.element_id]
        kind = KINDS.get(name, "message")
        waits = [
            one
            for one in self.game.waits
            if (one.kind, one.node.id) == (kind, cause.place.element_id)
        ]
        return waits[
            sorted(here).index(_key(cause) if kind in ("timer", "message") else cause.place)
        ]

    def compare(self) -> None:
        """Compare what was done, what waits and how it ended."""
        game, lists = self.game, self.lists
        assert sorted(game.trace) == sorted(self.trace)
        assert (lists.ended and lists.ended.outcome) == game.ended
        waits = Counter((one.kind, one.node.id, one.due) for one in game.waits)
        engine = Counter(
            (KINDS[name], _id(key), due if name == "timers" else None)
            for name in KINDS
            for key, due in getattr(lists, name).items()
        )
        engine += Counter((one.kind, _id(key), None) for key, one in lists.ears.items())
        assert waits == engine, f"the game waits for {waits - engine}, the engine {engine - waits}"


def _id(key: Place | tuple[Place, int]) -> str:
    return (key if isinstance(key, Place) else key[0]).element_id
