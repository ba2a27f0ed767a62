"""History is append-only, chained and sealed, on every kind of database."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine import entries, store
from engine.events import CommentAdded, InstanceStarted, VariableSet
from engine.model import Case, Who
from engine.snapshots import Snapshot
from engine.store import ConflictingChange
from engine.store.history import NOTHING_BEFORE
from engine.store.instances import Running
from engine.store.transaction import Erased

WHO = Who("bob")
NUMBER = "RD-2026-0001"


def a_bundle(tx):
    tx.change(
        text("INSERT INTO bundle VALUES ('d', 'p', 1, 'Proef', :diagram)"), {"diagram": b"<x/>"}
    )


def an_instance(tx):
    return Running(
        f"{NUMBER}.1", NUMBER, "p", "d", None, None, 0, tx.now, None, None, 0, NOTHING_BEFORE, None
    )


def change_and_fail(tx):
    store.cases.set_status(tx, NUMBER, "Goedgekeurd")
    store.cases.add(tx, Case(NUMBER, "Nog een", "p", "Nieuw", tx.now, None))


@pytest.fixture
def started(found_store):
    """A case with an instance that made its first step."""
    with found_store.begin() as tx:
        a_bundle(tx)
        store.cases.add(tx, Case(NUMBER, "Fietspad", "p", "Nieuw", tx.now, None))
        cause = InstanceStarted("p", "d", variables={"titel": "Fietspad langs het kanaal"})
        effects = [VariableSet("titel", after="Fietspad langs het kanaal")]
        new = an_instance(tx)
        head = store.history.append(tx, new, entries.write(cause, effects), WHO)
        kept = Snapshot('{"titel":"Fietspad"}')
        store.instances.add(tx, replace(new, position=1, head=head, snapshot=kept))
    return found_store


def test_an_entry_is_read_back_as_it_was_written(started):
    with started.read() as tx:
        [line] = store.history.lines(tx, f"{NUMBER}.1")
        told = entries.read(line.kind, line.facts, store.history.opened(tx, NUMBER, line))

    assert told.event.variables == {"titel": "Fietspad langs het kanaal"}
    assert told.effects == (VariableSet("titel", after="Fietspad langs het kanaal"),)
    assert line.hash == line.expected_hash()


def test_what_people_wrote_stands_nowhere_in_the_clear(started):
    with started.read() as tx:
        [row] = tx.rows(text("SELECT facts, sealed FROM history"))
        [instance] = tx.rows(text("SELECT snapshot FROM instance"))

    assert "kanaal" not in row.facts
    assert b"kanaal" not in row.sealed
    assert b"Fietspad" not in instance.snapshot


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET kind = 'Forged'",
        "DELETE FROM history",
        "UPDATE deployment SET by = 'somebody'",
    ],
)
def test_history_refuses_to_be_changed(started, statement):
    with started.begin() as tx:
        store.bundles.make_current(tx, "p", "d", (), "ann")

    with pytest.raises(DBAPIError, match="append-only"), started.begin() as tx:
        tx.change(text(statement))


def test_replacing_a_row_is_refused_too(sqlite_store):
    with sqlite_store.begin() as tx:
        a_bundle(tx)
        store.bundles.make_current(tx, "p", "d", (), "ann")

    with pytest.raises(DBAPIError, match="append-only"), sqlite_store.begin() as tx:
        tx.change(text("INSERT OR REPLACE INTO deployment VALUES (1, 0, 'eve', 'p', 'd')"))


def test_the_second_of_two_writers_at_one_position_is_told_to_look_again(started):
    with started.begin() as tx:
        before = store.instances.find(tx, f"{NUMBER}.1")
        entry = entries.write(CommentAdded("c1", "Goed plan"))
        store.history.append(tx, before, entry, WHO)

    with pytest.raises(ConflictingChange), started.begin() as tx:
        store.history.append(tx, before, entry, WHO)


def test_an_instance_that_moved_meanwhile_is_not_overwritten(started):
    with started.read() as tx:
        before = store.instances.find(tx, f"{NUMBER}.1")
    with started.begin() as tx:
        store.instances.save(tx, replace(before, position=2), was_at=1)

    with pytest.raises(ConflictingChange), started.begin() as tx:
        store.instances.save(tx, replace(before, position=2), was_at=1)


def test_destroying_the_key_of_a_case_erases_its_content_and_keeps_the_chain(started):
    with started.begin() as tx:
        tx.change(text("DELETE FROM case_key"))

    with started.read() as tx:
        [line] = store.history.lines(tx, f"{NUMBER}.1")
        with pytest.raises(Erased, match="has been destroyed"):
            store.history.opened(tx, NUMBER, line)

        assert line.hash == line.expected_hash()


def test_raising_rolls_everything_back(started):
    with pytest.raises(ConflictingChange), started.begin() as tx:
        change_and_fail(tx)

    with started.read() as tx:
        assert store.cases.find(tx, NUMBER).status == "Nieuw"
