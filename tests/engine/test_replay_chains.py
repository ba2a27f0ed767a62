"""The chains of all instances are checked in one sweep, and every forgery is found in it."""

# ruff: noqa: S608 - the forger writes SQL

import pytest
from sqlalchemy import text

from engine import replay, store, tables, tasks
from engine.access import NotAllowed
from engine.replay import Portion, sweeping
from tests.engine.office import BOB, EVE, FRED

FIRST, PARENT, CHILD, LAST = "AV-2026-0001.1", "RD-2026-0001.1", "RD-2026-0001.2", "RD-2026-0002.2"
HERE = f"WHERE instance_id = '{PARENT}'"
#: from portions that end inside every instance to one portion for all of them
PORTIONS = (1, 2, 3, 5, 8, sweeping.PORTION)
ON_SQLITE = ("history_refuses_update", "history_refuses_delete")
ON_POSTGRESQL = ("history_refuses_change ON history",)

CHANGED = "Deze gebeurtenis is gewijzigd."
MISSING = "Deze gebeurtenis ontbreekt."
LOOSE = "Deze gebeurtenis sluit niet aan op de vorige."
SHORT = "De geschiedenis is korter dan de stand van het proces: het einde ontbreekt."
LONG = "De geschiedenis gaat verder dan de stand van het proces."
STRAY = "Deze geschiedenis hoort bij geen enkel proces."
SWAP = f"UPDATE history SET position = {{}} {HERE} AND position = {{}}"
COPY = (
    'INSERT INTO history SELECT {}, {}, at, kind, facts, sealed, "by", on_behalf_of, previous,'
    f" hash FROM history {HERE} AND position <= 2"
)

ITS_LAST = "WHERE instance_id = instance.id ORDER BY position DESC LIMIT 1"
PUT_BACK = [
    "DELETE FROM history",
    "INSERT INTO history SELECT * FROM honest",
    f"UPDATE instance SET (position, head) = (SELECT position, hash FROM history {ITS_LAST})",
]

NO_CASE = ("AA-2026-0001.1", "ZZ-2026-0001.1")

FORGERIES = [
    ([f"UPDATE history SET facts = '{{}}' {HERE} AND position = 2"], PARENT, 2, CHANGED),
    ([f"UPDATE history SET sealed = NULL {HERE} AND position = 4"], PARENT, 4, CHANGED),
    ([f"UPDATE history SET \"by\" = 'carol' {HERE} AND position = 3"], PARENT, 3, CHANGED),
    ([f"UPDATE history SET on_behalf_of = 'bob' {HERE} AND position = 3"], PARENT, 3, CHANGED),
    ([f"UPDATE history SET at = at + 1 {HERE} AND position = 1"], PARENT, 1, CHANGED),
    ([f"UPDATE history SET hash = previous {HERE} AND position = 4"], PARENT, 4, CHANGED),
    ([f"UPDATE history SET previous = hash {HERE} AND position = 3"], PARENT, 3, LOOSE),
    ([f"DELETE FROM history {HERE} AND position = 1"], PARENT, 1, MISSING),
    ([f"DELETE FROM history {HERE} AND position = 2"], PARENT, 2, MISSING),
    ([f"DELETE FROM history {HERE} AND position = 4"], PARENT, 4, SHORT),
    ([f"DELETE FROM history {HERE}"], PARENT, 1, SHORT),
    ([SWAP.format(9, 2), SWAP.format(2, 3), SWAP.format(3, 9)], PARENT, 2, LOOSE),
    ([COPY.format(f"'{PARENT}'", "position + 4")], PARENT, 5, LONG),
    ([SWAP.format(6, 4), SWAP.format(5, 3)], PARENT, 3, MISSING),
    ([f"UPDATE instance SET head = substr(head, 2) WHERE id = '{CHILD}'"], CHILD, 5, SHORT),
    ([f"UPDATE instance SET position = 5 WHERE id = '{CHILD}'"], CHILD, 5, SHORT),
    ([f"UPDATE instance SET position = 2 WHERE id = '{CHILD}'"], CHILD, 3, LONG),
    ([f"UPDATE instance SET position = 0 WHERE id = '{LAST}'"], LAST, 1, LONG),
    ([f"DELETE FROM history WHERE instance_id = '{LAST}'"], LAST, 1, SHORT),
    ([f"DELETE FROM history WHERE instance_id = '{FIRST}'"], FIRST, 1, SHORT),
    ([COPY.format("'AA-2026-0001.1'", "position")], "AA-2026-0001.1", 1, STRAY),
    ([COPY.format("'RD-2026-0001.11'", "position + 7")], "RD-2026-0001.11", 8, STRAY),
    ([COPY.format("'ZZ-2026-0001.1'", "position")], "ZZ-2026-0001.1", 1, STRAY),
]


@pytest.fixture
def many(office):
    """Three cases with five instances: of one event each, but for one parent with its child."""
    office.open()
    office.open("ouder", aantal=1)
    office.open("ouder", aantal=0)
    office.complete(f"{CHILD}/werk#1", hoe="hulp")
    office.complete(f"{PARENT}/help#1")
    office.complete(f"{CHILD}/door#1")
    return office


def forge(office, *statements):
    """Change the database as somebody who owns it would: without the triggers."""
    with office.store.begin() as tx:
        for trigger in ON_POSTGRESQL if tx.waits_for_locks else ON_SQLITE:
            tx.change(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        for statement in statements:
            changed = tx.change(text(statement))
            assert changed or statement.startswith("CREATE"), statement


def swept(office, most):
    """Give all that a sweep finds: (case, instance, position, why)."""
    return [
        (one.case_number, one.instance_id, one.difference.position, one.difference.reason.nl)
        for portion in replay.verify_chains(office.store, EVE, most=most)
        for one in portion.findings
    ]


def one_by_one(office):
    """Give what is found in each instance by itself: (instance, position, why)."""
    with office.store.read() as tx:
        ids = [row.id for row in tx.rows(tables.instance.select().order_by(text("id")))]
        return [
            (verdict.subject, one.position, one.reason.nl)
            for verdict in (replay.check_chain(tx, one, EVE) for one in ids)
            for one in verdict.differences
        ]


def positions(office):
    with office.store.read() as tx:
        return [(one.id, one.position) for one in store.instances.heads(tx, first="", most=99)]


@pytest.mark.parametrize("most", PORTIONS)
def test_honest_histories_are_right_and_all_of_them_are_counted(many, most):
    portions = list(replay.verify_chains(many.store, EVE, most=most))

    known = positions(many)
    assert sum(one.instances for one in portions) == len(known)
    assert sum(one.events for one in portions) == sum(position for _, position in known)
    assert all(one.events <= most and not one.findings for one in portions)
    assert [one.is_last for one in portions] == [False] * (len(portions) - 1) + [True]


def test_where_there_is_no_case_there_is_nothing_wrong(office):
    assert list(replay.verify_chains(office.store, EVE)) == [Portion(0, 0, (), is_last=True)]


def test_every_forgery_is_found_wherever_a_portion_ends(many):
    """As it is in the instance by itself; the forger puts everything back in between."""
    forge(many, "CREATE TABLE honest AS SELECT * FROM history")
    for statements, instance_id, position, reason in FORGERIES:
        forge(many, *statements)
        found = (instance_id, position, reason)
        number = instance_id.rpartition(".")[0] if instance_id not in NO_CASE else None

        for most in PORTIONS:
            assert swept(many, most) == [(number, *found)], (statements, most)
        assert one_by_one(many) == ([] if reason == STRAY else [found]), statements
        forge(many, *PUT_BACK)


def test_all_that_is_wrong_is_found_in_one_sweep(many):
    forge(
        many,
        f"DELETE FROM history WHERE instance_id = '{FIRST}'",
        f"UPDATE history SET facts = '{{}}' {HERE} AND position IN (2, 3)",
        COPY.format("'RD-2026-0001.11'", "position"),
        f"UPDATE instance SET position = 9 WHERE id = '{LAST}'",
    )

    for most in PORTIONS:
        assert [(found, at) for _, found, at, _ in swept(many, most)] == [
            (FIRST, 1),
            (PARENT, 2),
            ("RD-2026-0001.11", 1),
            (LAST, 2),
        ]


def test_an_end_that_was_cut_off_with_the_head_set_back_is_left_to_verifying_the_case(many):
    last = f"(SELECT max(position) FROM history {HERE})"
    head = f"(SELECT previous FROM history {HERE} AND position = {last})"
    forge(
        many,
        f"UPDATE instance SET position = position - 1, head = {head} WHERE id = '{PARENT}'",
        f"DELETE FROM history {HERE} AND position = 4",
    )

    assert swept(many, 2) == []
    with many.store.read() as tx:
        assert not replay.verify(tx, PARENT, EVE).right


def test_an_instance_that_never_had_a_history_is_found(many):
    forge(
        many,
        f"DELETE FROM history WHERE instance_id = '{LAST}'",
        "UPDATE instance SET position = 0, head = "
        f"(SELECT previous FROM history {HERE} AND position = 1) WHERE id = '{LAST}'",
    )

    found = (LAST, 1, "Dit proces heeft geen geschiedenis.")
    assert swept(many, 2) == [("RD-2026-0002", *found)]
    assert one_by_one(many) == [found]


def test_a_bundle_that_was_changed_is_said_once(many):
    forge(many, "UPDATE bundle SET diagram = hash FROM history WHERE process_id = 'ouder'")

    for most in PORTIONS:
        [(number, instance_id, position, reason)] = swept(many, most)
        assert (number, instance_id, position) == (None, None, None)
        assert "versie 1 van 'ouder' is na het publiceren gewijzigd." in reason


@pytest.mark.parametrize("most", PORTIONS)
def test_what_happens_during_a_sweep_is_no_finding(many, most):
    """Between all portions a case goes on, before the sweep or after it, and others begin."""
    found = []
    for at, portion in enumerate(replay.verify_chains(many.store, EVE, most=most)):
        found += portion.findings
        if at < 20:
            with many.store.begin() as tx:
                for task in (f"{FIRST}/beoordeel#1", f"{LAST}/werk#1"):
                    (tasks.release if at % 2 else tasks.claim)(tx, task, BOB)
            many.open("aanvraag" if at % 2 else "ouder", aantal=1)

    assert found == []


def test_only_who_may_read_history_sweeps_it(many):
    for person in (BOB, FRED):
        with pytest.raises(NotAllowed):
            replay.verify_chains(many.store, person)


def test_bytes_where_a_text_should_be_are_a_change_like_any_other(sqlite_office):
    sqlite_office.open()
    forge(sqlite_office, "UPDATE history SET facts = x'00'")

    assert swept(sqlite_office, 2) == [("AV-2026-0001", FIRST, 1, CHANGED)]
    assert one_by_one(sqlite_office) == [(FIRST, 1, CHANGED)]
