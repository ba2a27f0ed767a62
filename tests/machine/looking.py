"""What an instance is: as the database has it, as it lives, and as its history tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from engine import cases, entries, pasts, replay, steps, store, tables
from engine.events import Cause, InstanceResumed, InstanceSuspended
from engine.interpreter import snapshot as snapshots
from engine.interpreter.variables import Names
from engine.model import Person, Role
from engine.pasts import Past
from engine.store import Transaction
from engine.store.instances import Running
from engine.values import Variables
from tests.engine.interpreter.worklists import Running as WorkLists

EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))


@dataclass
class Instance:
    """One instance with what its history tells, entry by entry."""

    row: Running
    told: list[tuple[entries.Told, object]]


def instances(tx: Transaction) -> list[Instance]:
    """Give every instance, the first started first."""
    found = []
    for row in tx.rows(select(tables.instance).order_by(tables.instance.c.id)):
        running = store.instances.running(tx, row)
        told = []
        for line in store.history.lines(tx, running.id):
            sealed = store.history.opened(tx, running.case_number, line)
            told.append((entries.read(line.kind, line.facts, sealed), line.at))
        found.append(Instance(running, told))
    return found


def check(tx: Transaction, found: Instance) -> None:
    """Compare the three."""
    verdict = replay.verify(tx, found.row.id, EVE)
    assert verdict.right, f"{verdict} {verdict.reason}"
    assert verdict.checked == found.row.position == len(found.told)
    lists = _folded(found)
    _lists_are(tx, found, lists)
    _past_is_present(tx, found)


# --- work lists


def _folded(found: Instance) -> WorkLists:
    """Make the work lists of history alone."""
    lists = WorkLists(definition=None)
    for told, _ in found.told:
        if isinstance(told.event, Cause):
            lists.project(told.event)
            for effect in told.effects:
                lists.project(effect)
    return lists


def _lists_are(tx: Transaction, found: Instance, lists: WorkLists) -> None:
    row = found.row
    task, timer, ear = tables.task, tables.timer, tables.subscription
    open_tasks = {
        (one.place, one.due, one.assignee) for one in _rows(tx, task, row) if one.done_at is None
    }
    assert open_tasks == {(str(p), one.due, one.assignee) for p, one in lists.tasks.items()}
    assert {(one.place, one.event, one.due, one.tries) for one in _rows(tx, timer, row)} == {
        (str(place), event, due, 0) for (place, event), due in lists.timers.items()
    }
    assert {(one.place, one.event, one.kind, one.name, one.key) for one in _rows(tx, ear, row)} == {
        (str(place), event, one.kind, one.name, one.key)
        for (place, event), one in lists.ears.items()
    }
    assert {one.place for one in _rows(tx, tables.incident, row)} == set(map(str, lists.incidents))
    children = select(tables.instance).where(tables.instance.c.parent_id == row.id)
    calls = {one.parent_place for one in tx.rows(children) if one.ended_at is None}
    assert calls == set(map(str, lists.calls))
    assert (row.ended_at is not None) == (lists.ended is not None)
    assert row.outcome == (lists.ended and lists.ended.outcome)
    assert bool(_rows(tx, tables.suspension, row)) == _is_suspended(found)


def _rows(tx: Transaction, table, row: Running):
    return tx.rows(select(table).where(table.c.instance_id == row.id))


def _is_suspended(found: Instance) -> bool:
    causes = [told.event for told, _ in found.told if isinstance(told.event, Cause)]
    turned = [one for one in causes if isinstance(one, InstanceSuspended | InstanceResumed)]
    ended = found.row.ended_at is not None
    return bool(turned) and isinstance(turned[-1], InstanceSuspended) and not ended


# --- tokens and variables


def _past_is_present(tx: Transaction, found: Instance) -> None:
    """Compare the fold of history with the tokens and variables that live in the snapshot."""
    row = found.row
    _same("a path that was gone on from", cases.path_of(tx, row).past, _path(tx, row))
    past = replay.at(replay.happenings(tx, row.id, EVE), row.position)
    _same("variables", _filled({0: past.variables}), _filled({0: cases.variables(tx, row)}))
    if row.snapshot is None:
        _same("tokens after the end", past.tokens, {})
        _same("scopes after the end", past.inner, {})
        return
    definition = steps.definition(tx, row.digest)
    live = snapshots.load(definition, row.snapshot, found.told[-1][1])
    _same("a snapshot that was read", snapshots.save(live), row.snapshot)
    tokens = live.shelf.everyone()
    _same("a snapshot of which all was taken down", snapshots.save(live), row.snapshot)
    _same("tokens", past.tokens, {one.id: one.task_spec.name for one in tokens if _is_shown(one)})
    _same("scopes", _filled(past.inner), _filled({one.id: _own(live, one) for one in tokens}))


def _path(tx: Transaction, row: Running) -> Past:
    """Fold all that stands open in history."""
    lines = store.history.lines(tx, row.id)
    return pasts.fold(entries.legible(line.kind, line.facts) for line in lines)


def _is_shown(token) -> bool:
    """Leave out who has not arrived, and who only waits until what was asked for is undone."""
    return token.entered and "aside" not in token.internal_data


def _own(live, token) -> Variables:
    """Give what a token has of its own: the variables of its item, and of its inside."""
    names = [Names(token.internal_data.get("variables", {}), token.id)]
    inside = live.subprocesses.get(token.id)
    names += [inside.names] if inside else []
    return {name: one.read(name) for one in names for name in one.raw}


def _filled(scopes: Mapping[int, Variables]) -> dict[int, Variables]:
    """Leave out what is empty: a declared variable is, until it is written."""
    filled = {
        number: {name: value for name, value in names.items() if value is not None}
        for number, names in scopes.items()
    }
    return {number: names for number, names in filled.items() if names}


def _same(what: str, told: object, live: object) -> None:
    assert told == live, f"{what}: history tells {told}, what lives is {live}"
