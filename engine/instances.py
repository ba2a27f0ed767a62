"""Move instances. Every change to an instance goes through `move`; nothing else does.

One move is one cause, its effects, the snapshot and the work lists, written together. What a move
asks of other instances of the same case (a child to start or stop, a parent to tell) is moved in
the same transaction; what it sends to anybody else is posted.
"""

from __future__ import annotations

from dataclasses import replace

from engine import entries, steps, store
from engine.errands import Beginning, Errands
from engine.errors import EngineError
from engine.events import Cause, Outcome, Record
from engine.model import Who
from engine.store import Transaction
from engine.store.instances import Running

definition = steps.definition  #: of a bundle, by its digest


class UnknownInstance(EngineError):
    """No instance has this id."""

    nl = "Er is geen lopend of afgerond proces met nummer {instance_id}."
    en = "There is no instance {instance_id}."

    def __init__(self, instance_id: str) -> None:
        super().__init__(instance_id=instance_id)


def start(tx: Transaction, beginning: Beginning, who: Who) -> str:
    """Start an instance of the bundle that is current now; give its id.

    Raises UnknownProcess, or NotWaitingHere when the process cannot be started that way.
    """
    store.instances.lock_case(tx, beginning.case_number)
    errands = Errands(tx, who)
    instance_id = errands.begin(beginning)
    errands.run()
    return instance_id


def move(tx: Transaction, before: Running, cause: Cause, who: Who) -> Outcome:
    """Let one thing happen to a locked instance, and everything that follows from it in its case.

    Raises NotWaitingHere, CaseSuspended, ConflictingChange; in each case nothing changed.
    """
    errands = Errands(tx, who)
    outcome = errands.step(before, cause)
    errands.run()
    return outcome


def note(tx: Transaction, instance_id: str, record: Record, who: Who) -> None:
    """Write a record into the history of an instance; nothing moves."""
    note_to(tx, locked(tx, instance_id), record, who)


def note_to(tx: Transaction, before: Running, record: Record, who: Who) -> None:
    """Write a record into the history of a locked instance, as `note` does."""
    head = store.history.append(tx, before, entries.write(record), who)
    after = replace(before, position=before.position + 1, head=head)
    store.instances.save(tx, after, was_at=before.position)


def locked(tx: Transaction, instance_id: str) -> Running:
    """Find an instance and keep others from moving it until the end of the transaction.

    Raises UnknownInstance.
    """
    found = _found(tx, instance_id)
    return locked_in(tx, found.case_number, instance_id) if tx.waits_for_locks else found


def locked_in(tx: Transaction, case_number: str, instance_id: str) -> Running:
    """Find an instance of a case as `locked` does. Raises UnknownInstance."""
    store.instances.lock_case(tx, case_number)
    return _found(tx, instance_id)


def _found(tx: Transaction, instance_id: str) -> Running:
    found = store.instances.find(tx, instance_id)
    if found is None:
        raise UnknownInstance(instance_id)
    return found
