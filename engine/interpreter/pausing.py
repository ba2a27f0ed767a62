"""A called instance pauses when it escalates, until its caller has heard of it.

So a caller that interrupts the call stops it right there, as if what it calls stood inside it.
Whatever wants to move is kept in the snapshot; when nobody stopped it, it goes on in the same
order and counts on, so that a limit holds for all that it does at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.interpreter.errors import NotWaitingHere
from engine.interpreter.tokens import ARRIVING, READY, Token

if TYPE_CHECKING:
    from engine.interpreter.instances import Instance

#: a caller that hears of something costs as much as so many moves
HEARING = 20


class Caller:
    """What a called instance knows of who called it; an instance without a caller has one too.

    It `hears` of what escalates before the instance goes on; histories of older versions have none
    that does. `must_hear` says that something escalated in this step; `paused` is how the instance
    goes on when it was heard, None while it does not wait for that.
    """

    __slots__ = ("hears", "must_hear", "paused")

    def __init__(self, head: dict[str, Any]) -> None:
        self.hears = "heeded" in head
        self.must_hear = False
        self.paused: dict[str, Any] | None = head.get("paused")

    def written(self) -> dict[str, Any]:
        """Give what a snapshot keeps of it."""
        record: dict[str, Any] = {"heeded": 1} if self.hears else {}
        return record if self.paused is None else record | {"paused": self.paused}

    def hear(self) -> None:
        """Let it hear of what escalated, if it does."""
        self.must_hear = self.hears


def pause(instance: Instance) -> None:
    """Keep what wants to move."""
    instance.caller.paused = {
        "moves": instance.moves + HEARING,
        "weight": instance.weight,
        "changed": int(instance.is_changed),
        "queue": [_kept(token) for token in instance.queue if _wants_to_move(token)],
        "late": [_kept(token) for token in instance.late if _wants_to_move(token)],
    }


def go_on(instance: Instance) -> None:
    """Let all go on that wanted to move. Raises NotWaitingHere when it did not pause."""
    record = instance.caller.paused
    if record is None:
        raise NotWaitingHere(instance.definition.process_id)
    instance.caller.paused = None
    instance.moves, instance.weight = record["moves"], record["weight"]
    instance.is_changed = bool(record["changed"])
    instance.queue.extend(record["queue"])
    instance.late.extend(record["late"])


def taken(instance: Instance, token_id: int) -> Token | None:
    """Read a token that waited, now that its turn has come; None when it is gone."""
    token = instance.shelf.token(token_id)
    if token is not None:
        find_way(token)
    return token


def keep_way(token: Token) -> None:
    """Let a token that did not arrive yet keep by which flow it comes."""
    if not token.entered:
        token.internal_data["flow"] = token.flow.key if token.flow else ""
        token.internal_data["happened"] = int(token.happened)


def find_way(token: Token) -> None:
    """Let a token that kept it come by the same flow again."""
    key = token.internal_data.pop("flow", None)
    if key is not None:
        token.flow = next((flow for flow in token.task_spec.arriving if flow.key == key), None)
        token.happened = bool(token.internal_data.pop("happened"))


def _wants_to_move(turn: Token | int) -> bool:
    return isinstance(turn, int) or (turn.alive and turn._state in (ARRIVING, READY))


def _kept(turn: Token | int) -> int:
    if isinstance(turn, int):
        return turn
    keep_way(turn)
    return turn.id
