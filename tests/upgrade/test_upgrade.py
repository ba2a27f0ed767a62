"""The database of every version that was released opens, is true, and goes on.

`schema_<n>.sql` is what a version with that schema wrote, with invented cases; see `keep.py`.
`schema_0007_letters.sql` is the last one in which history does not tell who sent what was received.
"""

import sqlite3
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from engine import (
    cases,
    deployments,
    incidents,
    messages,
    openings,
    replay,
    services,
    starts,
    store,
    tables,
    tasks,
    timers,
)
from engine.messages import Incoming
from engine.model import Sending, Who
from engine.openings import Opening
from engine.settings import Settings
from engine.store import open_store
from engine.store.opening import LATEST
from tests.clock import Clock
from tests.engine.interpreter.diagrams import catch, diagram, end, go, start
from tests.engine.office import ANN, BOB, CAROL, EVE, FRED
from tests.machine import looking
from tests.upgrade.keep import HERE

KEPT = sorted(HERE.glob("schema_*.sql"))
ROUNDS, MANY = 40, 1_000
KEYED = '<messageEventDefinition messageRef="M1" regie:key="&quot;RD-2026-9997&quot;"/>'
ANSWERS = {
    "beoordeel": {"volledig": True, "bedrag": 100},
    "besluit": {"reden": "Past in het programma"},
    "hoe": {"hoe": "goed"},
    None: {},
}


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request):
    """Give what a version with this schema wrote, as SQL with a key before it."""
    return request.param.read_text(encoding="utf-8")


@pytest.fixture
def settings(kept, tmp_path):
    """Give an installation as it was left by that version."""
    found = Settings(data=tmp_path)
    found.key_file.write_bytes(bytes.fromhex(kept.partition("\n")[0].removeprefix("-- ")))
    found.key_file.chmod(0o600)
    database = sqlite3.connect(found.url.removeprefix("sqlite:///"))
    database.executescript(kept)
    database.close()
    return found


@pytest.fixture
def upgraded(settings):
    """Give it opened by this version, two weeks after it began."""
    opened = open_store(settings, Clock(Clock().now + timedelta(days=14)))
    yield opened
    opened.close()


def instances(upgraded):
    with upgraded.read() as tx:
        return looking.instances(tx)


def check(upgraded):
    with upgraded.read() as tx:
        for found in looking.instances(tx):
            looking.check(tx, found)
        for number in store.standing.numbers(tx, after="", most=MANY):
            wrong = [one for one in replay.verify_case(tx, number, EVE) if not one.right]
            assert [each for one in wrong for each in one.differences] == []


def test_this_version_kept_its_database():
    assert f"schema_{LATEST}" in [path.stem for path in KEPT], "python -m tests.upgrade.keep"


def test_an_older_database_gets_the_schema_of_this_program(upgraded):
    with upgraded._engine.connect() as connection:
        context = MigrationContext.configure(connection)

        assert compare_metadata(context, tables.metadata) == []
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == LATEST


def test_every_history_of_an_older_version_is_true_and_tells_what_is(upgraded):
    check(upgraded)

    found = instances(upgraded)
    assert len(found) >= 8
    assert {one.row.outcome for one in found} >= {None, "completed"}
    assert {type(told.event).__name__ for one in found for told, _ in one.told} >= {
        *("InstanceStarted", "TaskClaimed", "CommentAdded", "TaskCompleted"),
        *("ChildEscalated", "TimerFired", "MessageReceived"),
    }


def test_nothing_is_lost_between_what_was_kept_and_what_is_opened(kept, upgraded):
    lines = kept.splitlines()
    with upgraded.read() as tx:
        for name in (
            *("history", "instance", "task", "timer", "subscription", "incident", "draft"),
            *("start_timer", "start_steering", "page", "message"),
        ):
            written = sum(line.startswith(f'INSERT INTO "{name}"') for line in lines)
            rows = tx.rows(select(tables.metadata.tables[name]))
            assert (name, len(rows)) == (name, written)


def test_every_case_of_an_older_version_goes_on_to_its_end(upgraded):
    with upgraded.begin() as tx:
        for number in still(tx):
            cases.resume(tx, number, "Weer verder", FRED)
    for _ in range(ROUNDS):
        timers.fire_due(upgraded)
        starts.open_due(upgraded)
        services.perform_due(upgraded, Settings(data=HERE), {"mail": lambda *_: "verzonden"})
        do_one_thing(upgraded)
        messages.deliver(upgraded)
    check(upgraded)

    assert {one.row.outcome for one in instances(upgraded)} == {"completed"}


@pytest.mark.parametrize("kept", [HERE / "schema_0007_letters.sql"], indirect=True)
def test_a_message_that_an_older_version_kept_is_delivered_and_tells_who_sent_it(upgraded):
    waits = diagram(start(), catch("c", KEYED), end(), go("s c e"))
    with upgraded.begin() as tx:
        deployments.deploy(tx, waits, by=ANN)
        number = openings.open_case(tx, Opening("p", {}), Who("ann")).number

    assert messages.deliver(upgraded) == 1
    with upgraded.read() as tx:
        received = replay.happenings(tx, f"{number}.1", EVE)[-1].told.event
    assert received.sent == Sending("RD-2026-0009.1")
    check(upgraded)


@pytest.mark.parametrize("kept", [HERE / "schema_0007_letters.sql"], indirect=True)
def test_a_message_that_an_older_version_kept_is_dismissed_and_counted(upgraded):
    with upgraded.begin() as tx:
        (posted,) = messages.unclaimed(tx, FRED)
        messages.dismiss(tx, posted.id, FRED)

    check(upgraded)


def still(tx):
    one = tables.instance
    query = select(one.c.case_number).join(tables.suspension).distinct()
    return [row.case_number for row in tx.rows(query)]


def do_one_thing(upgraded):
    """Complete a task of each instance, then let one message come; retry what could not move."""
    task, ear = tables.task, tables.subscription
    with upgraded.begin() as tx:
        first = {
            row.instance_id: row
            for row in tx.rows(select(task).where(task.c.done_at.is_(None)).order_by(task.c.id))
        }
        for row in first.values():
            tasks.complete(tx, row.id, answers=ANSWERS[row.form_id], by=by(row))
        for row in tx.rows(select(ear).where(ear.c.kind == "message").limit(1)):
            messages.receive(tx, Incoming(row.name, row.key), Who("outside"))
        for one in store.incidents.listed(tx):
            incidents.retry(tx, one.instance_id, str(one.place), FRED)


def by(row):
    """Give the person who claimed it; Carol does all the rest."""
    return BOB if row.claimed_by == BOB.id else CAROL
