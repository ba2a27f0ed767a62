"""Leaf through what happened in a case while more happens: what was read stays on its page."""

from __future__ import annotations

from dataclasses import dataclass

from engine import store
from engine.store import Transaction
from engine.store.history import Line

_SIGN = ":"
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Leaf:
    """A timeline as it was when somebody began to read it.

    It ends with the entry `upto`; `happened` counts those until there, `newer` what came since.
    """

    upto: Line | None
    happened: int
    newer: int

    @property
    def mark(self) -> str:
        """Give what `leaf` finds this timeline by."""
        return f"{self.upto.instance_id}{_SIGN}{self.upto.position}" if self.upto else ""


def leaf(tx: Transaction, case_number: str, mark: str = "") -> Leaf:
    """Find the timeline that somebody reads; as it is now, without a mark or with a wrong one."""
    now = store.history.count(tx, case_number)
    upto = _marked(tx, case_number, mark)
    if upto is None:
        return Leaf(next(iter(store.history.latest(tx, case_number, most=1)), None), now, 0)
    happened = store.history.count(tx, case_number, upto=upto)
    return Leaf(upto, happened, now - happened)


def _marked(tx: Transaction, case_number: str, mark: str) -> Line | None:
    instance_id, _, position = mark.rpartition(_SIGN)
    number, _, instance = instance_id.rpartition(".")
    if number != case_number or not (_is_count(instance) and _is_count(position)):
        return None
    return store.history.line_at(tx, instance_id, int(position))


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS
