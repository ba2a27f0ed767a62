"""Looking back: any past moment is derived from history, and every forgery is found."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import text

from engine import replay, store
from engine.access import NotAllowed
from engine.snapshots import Snapshot
from tests.engine.office import BOB, CAROL, EVE

FULL = {"volledig": True, "bedrag": Decimal("50000.00")}
INSTANCE = "AV-2026-0001.1"


@pytest.fixture
def finished(sqlite_office):
    """A case that ran to its end, with a reminder on the way."""
    office = sqlite_office
    office.open()
    office.complete(f"{INSTANCE}/beoordeel#1", **FULL)
    office.tick(days=7)
    office.complete(f"{INSTANCE}/herinnering#1", by=CAROL)
    office.complete(f"{INSTANCE}/besluit#1", by=CAROL, reden="Past in het programma")
    return office


def verdict(office):
    with office.store.read() as tx:
        return replay.verify(tx, INSTANCE, EVE)


def forge(office, statement):
    """Change history as somebody with the database in hand would: without the triggers."""
    with office.store.begin() as tx:
        for name in ("history_refuses_update", "history_refuses_delete"):
            tx.change(text(f"DROP TRIGGER {name}"))
        tx.change(statement)


def test_an_honest_history_verifies(finished):
    found = verdict(finished)

    assert found.right
    assert found.checked == 5


def test_a_running_instance_verifies_too(sqlite_office):
    sqlite_office.open()

    assert verdict(sqlite_office).right


@pytest.mark.parametrize(
    ("statement", "position", "reason"),
    [
        ("UPDATE history SET at = at + 1 WHERE position = 3", 3, "gewijzigd"),
        ("UPDATE history SET \"by\" = 'carol' WHERE position = 2", 2, "gewijzigd"),
        ("UPDATE history SET facts = replace(facts, 'f3', 'f4') WHERE position = 2", 2, "gewij"),
        ("UPDATE history SET sealed = zeroblob(60) WHERE position = 2", 2, "gewijzigd"),
        ("DELETE FROM history WHERE position = 3", 3, "ontbreekt"),
        ("DELETE FROM history WHERE position = 5", 5, "einde ontbreekt"),
        ("UPDATE history SET previous = zeroblob(32) WHERE position = 4", 4, "sluit niet aan"),
    ],
)
def test_a_forged_row_is_found_at_its_position(finished, statement, position, reason):
    forge(finished, text(statement))

    found = verdict(finished)
    assert not found.right
    assert found.position == position
    assert reason in found.reason.nl


def test_a_forgery_with_a_new_hash_is_found_by_executing_again(finished):
    """Who recomputes the chain still cannot make another cause give the same effects."""
    with finished.store.read() as tx:
        line = list(store.history.lines(tx, INSTANCE))[1]
    forged = replace(line, facts=line.facts.replace('"f3"', '"f4"'))
    change = text("UPDATE history SET facts = :facts, hash = :hash WHERE position = 2")
    forge(finished, change.bindparams(facts=forged.facts, hash=forged.expected_hash()))

    assert verdict(finished).position == 2


def test_a_changed_snapshot_is_found(sqlite_office):
    sqlite_office.open()
    with sqlite_office.store.begin() as tx:
        running = store.instances.find(tx, INSTANCE)
        other = Snapshot(running.snapshot.text.replace("Fietspad", "Snelweg"))
        store.instances.save(tx, replace(running, snapshot=other), was_at=running.position)

    assert "stand" in verdict(sqlite_office).reason.nl


def test_a_snapshot_that_does_not_open_is_a_verdict_too(sqlite_office):
    sqlite_office.open()
    with sqlite_office.store.begin() as tx:
        tx.change(text("UPDATE instance SET snapshot = zeroblob(60)"))

    assert "stand" in verdict(sqlite_office).reason.nl


def test_an_erased_history_keeps_its_chain(finished):
    with finished.store.begin() as tx:
        tx.change(text("DELETE FROM case_key"))

    found = verdict(finished)
    assert (found.right, found.checked, found.erased) == (True, 5, 5)
    with finished.store.read() as tx:
        happenings = replay.happenings(tx, INSTANCE, EVE)
    assert [one.position for one in happenings if one.content is replay.Content.ERASED] == [1, 2, 5]
    assert replay.at(happenings, 2).flows["f3"] == 1


def test_an_erased_history_of_an_instance_that_runs_keeps_its_chain(sqlite_office):
    sqlite_office.open()
    with sqlite_office.store.begin() as tx:
        tx.change(text("DELETE FROM case_key"))

    found = verdict(sqlite_office)
    assert (found.right, found.checked, found.erased) == (True, 1, 1)


def test_the_chain_can_be_checked_without_executing(finished):
    with finished.store.read() as tx:
        found = replay.check_chain(tx, INSTANCE, EVE)
    assert (found.right, found.checked) == (True, 5)

    forge(finished, text("UPDATE history SET at = at + 1 WHERE position = 3"))

    with finished.store.read() as tx:
        assert replay.check_chain(tx, INSTANCE, EVE).position == 3


def test_any_past_moment_can_be_seen_with_what_was_known_then(finished):
    with finished.store.read() as tx:
        found = replay.happenings(tx, INSTANCE, EVE)

    first, second, last = (replay.at(found, position) for position in (1, 2, 5))
    assert first.current == {"beoordeel"}
    assert "bedrag" not in first.variables
    assert second.current == {"besluit"}
    assert second.variables["bedrag"] == Decimal("50000.00")
    assert second.flows["f3"] == 1
    assert last.current == frozenset()
    assert last.variables["reden"] == "Past in het programma"


def test_looking_past_the_end_is_refused_in_words(finished):
    with finished.store.read() as tx:
        found = replay.happenings(tx, INSTANCE, EVE)

    with pytest.raises(replay.UnknownMoment, match="has no event 6"):
        replay.at(found, 6)


def test_history_says_who_did_what(finished):
    with finished.store.read() as tx:
        found = replay.happenings(tx, INSTANCE, EVE)

    assert [one.by for one in found] == ["bob", "bob", "timer", "carol", "carol"]


def test_only_an_auditor_reads_history(finished):
    with pytest.raises(NotAllowed), finished.store.read() as tx:
        replay.verify(tx, INSTANCE, BOB)
