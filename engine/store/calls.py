"""Service calls that stand: the outbox that a step writes and a worker empties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update

from engine import tables
from engine.events import ServiceCalled, ServiceWithdrawn
from engine.model import Place
from engine.store import standing
from engine.store.instances import Running
from engine.store.steering import is_suspended
from engine.store.transaction import Erased, Transaction
from engine.values import Value, Variables, dump, load

_call = tables.service_call


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it stands. `tries` counts how often it was tried, this time included.

    `key` is the same however often it is tried, so that who receives it can see that. `answer`
    holds the answer, as the one item, when it came while the instance was suspended.
    """

    instance_id: str
    place: Place
    service: str
    called_at: datetime
    tries: int
    payload: Variables
    answer: tuple[Value, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.instance_id}/{self.place}"


_at = (_call.c.instance_id == bindparam("i")) & (_call.c.place == bindparam("p"))
_add = insert(_call)
_delete = delete(_call).where(_at)
_find = select(_call).where(_at)
_due = (
    select(_call)
    .where(_call.c.due <= bindparam("now"), ~is_suspended(_call.c.instance_id))
    .order_by(_call.c.due, _call.c.instance_id, _call.c.place)
    .limit(bindparam("most"))
)
_claimable = _due.with_for_update(of=_call, skip_locked=True)


def called(tx: Transaction, moved: Running, effects: Sequence[ServiceCalled]) -> None:
    """Write calls in the transaction of the step; they are due at once."""
    tx.change(_add, [_called(tx, moved, one) for one in effects])


def _called(tx: Transaction, moved: Running, effect: ServiceCalled) -> dict[str, Any]:
    payload = dump(effect.payload).encode()
    return {
        "instance_id": moved.id,
        "place": str(effect.place),
        "case_number": moved.case_number,
        "service": effect.service,
        "called_at": tx.now,
        "due": tx.now,
        "payload": tx.seal(moved.case_number, payload, _seal(moved.id, str(effect.place))),
    }


def withdrawn(tx: Transaction, moved: Running, effects: Sequence[ServiceWithdrawn]) -> None:
    """Take calls back; a worker that performs one now will find it gone."""
    tx.change(_delete, [{"i": moved.id, "p": str(one.place)} for one in effects])


def done(tx: Transaction, instance_id: str, place: Place) -> None:
    """Take a call away that was answered, or has become an incident."""
    tx.change(_delete, {"i": instance_id, "p": str(place)})


def callers(tx: Transaction, *, most: int) -> list[str]:
    """Give the instances of the calls that are due, each once, the one that waits longest first."""
    return list(dict.fromkeys(row.instance_id for row in _rows(tx, most, None)))


def are_due(tx: Transaction, of: str | None = None) -> bool:
    """Tell whether there is anything to claim, of one instance or of any."""
    return bool(_rows(tx, 1, of))


def find(tx: Transaction, instance_id: str, place: Place) -> Call | None:
    """Give a call as it stands; None when its content was erased. Raises SealBroken."""
    row = tx.row(_find, {"i": instance_id, "p": str(place)})
    return None if row is None else _as_call(tx, row, row.tries)


def claim(tx: Transaction, *, until: datetime, most: int, of: str | None = None) -> list[Call]:
    """Lease the calls that are due, oldest first: until then nobody else gets them.

    Who holds one now takes it back or claims it as well; nobody waits for that, with others held.
    """
    rows = _rows(tx, most, of, _claimable)
    return [
        call
        for row in rows
        if _change(tx, row, due=until, tries=row.tries + 1) == 1
        if (call := _as_call(tx, row, row.tries + 1)) is not None
    ]


def stands(tx: Transaction, call: Call) -> bool:
    """Tell whether this call, or a later try of it, is waited for."""
    return tx.row(_find, {"i": call.instance_id, "p": str(call.place)}) is not None


def is_held(tx: Transaction, call: Call) -> bool:
    """Tell whether nobody took this call over since it was claimed."""
    row = tx.row(_find, {"i": call.instance_id, "p": str(call.place)})
    return row is not None and (row.called_at, row.tries) == (call.called_at, call.tries)


def postpone(tx: Transaction, call: Call, until: datetime) -> None:
    """Let a call that failed be tried again later."""
    here = (_call.c.instance_id == call.instance_id) & (_call.c.place == str(call.place))
    tx.change(update(_call).where(here).values(due=until))


def keep_answer(tx: Transaction, call: Call, case_number: str, answer: Value) -> None:
    """Keep the answer of a call until its instance is resumed; the service is not asked again."""
    here = (_call.c.instance_id == call.instance_id) & (_call.c.place == str(call.place))
    seal = _seal(call.instance_id, str(call.place))
    sealed = tx.seal(case_number, dump(answer).encode(), f"answer of {seal}")
    tx.change(update(_call).where(here).values(due=tx.now, answer=sealed))


def _rows(
    tx: Transaction, most: int, of: str | None, query: Select[Any] = _due
) -> Sequence[Row[Any]]:
    values = {"now": tx.now, "most": most}
    if of is None:
        return tx.rows(query, values)
    return tx.rows(query.where(_call.c.instance_id == bindparam("i")), values | {"i": of})


def _change(tx: Transaction, row: Row[Any], **values: object) -> int:
    """Change a call, unless another process did so since it was read."""
    same = (
        (_call.c.instance_id == row.instance_id)
        & (_call.c.place == row.place)
        & (_call.c.called_at == row.called_at)
        & (_call.c.tries == row.tries)
        & (_call.c.due == row.due)
    )
    return tx.change(update(_call).where(same).values(**values))


def _as_call(tx: Transaction, row: Row[Any], tries: int) -> Call | None:
    """Turn a row into a call; None when what it sends was erased with its case."""
    seal = _seal(row.instance_id, row.place)
    answer: tuple[Value, ...] = ()
    try:
        payload = load(tx.unseal(row.case_number, row.payload, seal))
        if row.answer is not None:
            answer = (load(tx.unseal(row.case_number, row.answer, f"answer of {seal}")),)
    except Erased:
        return None
    return Call(
        row.instance_id,
        standing.place(row.place),
        row.service,
        row.called_at,
        tries,
        payload,
        answer,
    )


def _seal(instance_id: str, place: str) -> str:
    return f"service:{instance_id}/{place}"
