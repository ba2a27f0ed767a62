"""A forger: somebody who owns the database changes it, and verifying tells what is wrong."""

# ruff: noqa: S608 - the forger writes SQL

import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import product

from engine import entries, replay, steps, store
from engine.model import Who
from engine.store.history import NOTHING_BEFORE
from tests.engine.office import EVE

NUMBER = "RD-2026-0001"
PARENT, CHILD = f"{NUMBER}.1", f"{NUMBER}.2"
LAST = "(SELECT max(position) FROM history AS h WHERE h.instance_id = history.instance_id)"
#: take the last entry of an instance away, and set the instance back as if it had never been
HEAD = "(SELECT hash FROM history WHERE instance_id = '{0}' ORDER BY position DESC LIMIT 1)"
CUT = [
    f"DELETE FROM history WHERE instance_id = '{{0}}' AND position = {LAST}",
    f"UPDATE instance SET position = position - 1, head = {HEAD} WHERE id = '{{0}}'",
]
NO_CHILD = [
    f"DELETE FROM task WHERE instance_id = '{CHILD}'",
    f"DELETE FROM history WHERE instance_id = '{CHILD}'",
    f"DELETE FROM instance WHERE id = '{CHILD}'",
]


def cut(instance_id):
    return [statement.format(instance_id) for statement in CUT]


def forge(office, *statements):
    """Change the database as somebody who owns it would: without triggers, without foreign keys."""
    with closing(sqlite3.connect(office.store._engine.url.database)) as database, database:
        for table, verb in product(("history", "delivery", "broadcast"), ("update", "delete")):
            database.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_{verb}")
        for statement in statements:
            changed = database.execute(statement)
            assert changed.rowcount, statement


def retell(office, instance_id, change):
    """Write the history of an instance again with other causes, right in itself to the last hash.

    `change` gives the causes instead of one; they happen at the moment of this one, by the same.
    """
    with office.store.read() as tx:
        was = store.instances.find(tx, instance_id)
        told = replay.happenings(tx, instance_id, EVE)
    forge(office, f"DELETE FROM history WHERE instance_id = '{instance_id}'")
    now, snapshot, digest = replace(was, position=0, head=NOTHING_BEFORE), None, was.digest
    with office.store.begin() as tx:
        for one in told:
            for cause in change(one.told.event):
                tx.now = one.at
                outcome = steps.take(tx, digest, snapshot, cause, one.at, tx.limits).outcome
                entry = entries.write(cause, outcome.effects)
                head = store.history.append(tx, now, entry, Who(one.by, one.on_behalf_of))
                now = replace(now, position=now.position + 1, head=head)
                snapshot = outcome.snapshot
        kept = None if was.ended_at else snapshot
        store.instances.save(tx, replace(now, snapshot=kept), was_at=was.position)


def said(office, number=NUMBER):
    """Give all that is wrong: (of what, at which position, why)."""
    with office.store.read() as tx:
        return [
            (verdict.subject, one.position, one.reason.nl)
            for verdict in replay.verify_case(tx, number, EVE)
            for one in verdict.differences
        ]


def swept(office):
    """Say what looking at all chains finds."""
    return [
        one.difference.reason.nl
        for portion in replay.verify_chains(office.store, EVE)
        for one in portion.findings
    ]
