"""Commands that were carried out, with their answers, so that repeating one does nothing twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, insert, select

from engine import seals, tables
from engine.errors import EngineError
from engine.store import tidying
from engine.store.transaction import Transaction

_answered = tables.answered
_by_key = select(_answered).where(
    _answered.c.actor == bindparam("the_actor"), _answered.c.key == bindparam("the_key")
)
_add = insert(_answered)


class KeyReused(EngineError):
    """The same key came with another request."""

    nl = "Deze sleutel is al gebruikt voor een andere opdracht. Kies een nieuwe."
    en = "This key was used for another command already. Choose a new one."


def find(tx: Transaction, actor: str, key: str, request: str) -> str | None:
    """Give the answer that this very command got before. Raises KeyReused."""
    row = tx.row(_by_key, {"the_actor": actor, "the_key": key})
    if row is None:
        return None
    if row.request != seals.digest(request.encode()):
        raise KeyReused
    return str(row.answer)


def has(tx: Transaction, actor: str, key: str) -> bool:
    """Tell whether a command with this key was carried out, whatever it was."""
    return given(tx, actor, key) is not None


def given(tx: Transaction, actor: str, key: str) -> str | None:
    """Give the answer that a command with this key got, whatever it was."""
    row = tx.row(_by_key, {"the_actor": actor, "the_key": key})
    return None if row is None else str(row.answer)


def keep(tx: Transaction, actor: str, key: str, request: str, answer: str) -> None:
    """Keep the answer to a command. Raises ConflictingChange when it was answered meanwhile."""
    values = {"actor": actor, "key": key, "answer": answer, "at": tx.now}
    values["request"] = seals.digest(request.encode())
    tx.claim(_add, values, what=key)


def forget_before(tx: Transaction, moment: datetime) -> None:
    """Forget answers given before a moment; a repeat that late is a new command."""
    tidying.take_away(tx, _answered, _answered.c.at < moment)
