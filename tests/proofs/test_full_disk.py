"""The disk is full: what does not fit is refused in words, what was acknowledged stays.

SQLite is given no more pages, or the system no longer lets its files grow.
"""

import resource

import pytest
from sqlalchemy import event, text

from engine import openings, people, store, tasks, timers
from engine.events import InstanceStarted, TaskCompleted
from engine.model import Who
from engine.openings import Opening
from engine.settings import Settings
from engine.store import DatabaseAway, DatabaseFull, open_store
from tests.engine.office import BOB, furnish
from tests.forks import FORKS
from tests.proofs.judging import judge
from tests.webui.pages import Page
from webui import create_app

COMPLETE = {"volledig": True, "bedrag": 10}
PASSWORD = "een lang wachtwoord"  # noqa: S105 - of a database that is thrown away
UNLIMITED = 1_000_000
ROOM_PAGES = 40
ROOM_BYTES = 400_000
ENOUGH = 500
MANY = 40  #: more than the pages that are there have room for


class Disk:
    """Says how many pages a SQLite database may have, at every transaction."""

    def __init__(self, found_store):
        self.pages = UNLIMITED
        event.listen(found_store._engine, "checkout", self._limit)
        found_store._engine.dispose()

    def _limit(self, connection, *_):
        connection.execute(f"PRAGMA max_page_count={self.pages}")


@pytest.fixture
def disk(sqlite_office):
    return Disk(sqlite_office.store)


def fill(found_store, disk):
    """Open cases until there is no room; give their numbers and the refusal."""
    with found_store.read() as tx:
        disk.pages = tx.row(text("PRAGMA page_count"))[0] + ROOM_PAGES
    acknowledged = []
    for _ in range(ENOUGH):
        try:
            acknowledged.append(opened(found_store))
        except DatabaseAway as refused:
            return acknowledged, refused
    raise AssertionError("it is never full")


def opened(found_store):
    with found_store.begin() as tx:
        return openings.open_case(tx, Opening("aanvraag", {"titel": "Brug"}), Who("bob")).number


def is_whole(found_store):
    with found_store.read() as tx:
        return tx.row(text("PRAGMA integrity_check"))[0] == "ok"


def test_a_full_disk_refuses_in_words_and_what_was_acknowledged_stays(sqlite_office, disk, figures):
    found_store = sqlite_office.store
    acknowledged, refused = fill(found_store, disk)

    assert isinstance(refused, DatabaseFull)
    assert refused.sentence("nl").startswith("De opslag is vol: er is niets bewaard.")
    assert judge(found_store).cases == set(acknowledged)
    assert is_whole(found_store)

    disk.pages = UNLIMITED
    acknowledged.append(opened(found_store))
    sqlite_office.complete(f"{acknowledged[0]}.1/beoordeel#1", **COMPLETE)
    judged = judge(found_store)
    assert judged.cases == set(acknowledged)
    figures(acknowledged=len(acknowledged), missing=0, doubled=0)


def test_a_command_refused_for_want_of_room_is_carried_out_once_there_is_room(sqlite_office, disk):
    numbers, _ = fill(sqlite_office.store, disk)
    left = [f"{number}.1/beoordeel#1" for number in numbers]
    refused = None
    while refused is None:
        try:
            sqlite_office.complete(left[0], key=left[0], **COMPLETE)
            left.pop(0)
        except DatabaseFull as problem:
            refused = problem
    disk.pages = UNLIMITED
    for task_id in left:
        sqlite_office.complete(task_id, key=task_id, **COMPLETE)

    assert len(judge(sqlite_office.store).of_kind(TaskCompleted)) == len(numbers)


def test_timers_that_find_no_room_fire_when_there_is_room(sqlite_office, disk):
    numbers = [sqlite_office.open() for _ in range(MANY)]
    for number in numbers:
        sqlite_office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=10)
    fill(sqlite_office.store, disk)
    sqlite_office.clock.tick(days=28)
    with pytest.raises(DatabaseFull):
        timers.fire_due(sqlite_office.store)

    disk.pages = UNLIMITED
    assert sqlite_office.tick() > 0
    assert {sqlite_office.case(number).status for number in numbers} == {"Afgewezen"}


def test_a_page_says_that_the_storage_is_full(sqlite_office, disk, tmp_path):
    found_store = sqlite_office.store
    with found_store.begin() as tx:
        store.people.set_password(tx, BOB.id, people.hashed(PASSWORD))
    client = create_app(found_store, Settings(data=tmp_path)).test_client()
    named = {"csrf": Page(client.get("/aanmelden")).token(), "naam": BOB.id}
    client.post("/aanmelden", data=named | {"wachtwoord": PASSWORD})
    numbers = [sqlite_office.open() for _ in range(MANY)]
    fill(found_store, disk)
    answer = None
    for number in numbers:
        address = f"/taken/{number}.1/beoordeel%231"
        typed = {"csrf": Page(client.get(address)).token(), "volledig": "ja", "bedrag": "10"}
        answer = client.post(address, data=typed | {"actie": "rond-af"})
        if answer.status_code != 302:
            break

    assert answer.status_code == 503
    assert "De opslag is vol: er is niets bewaard." in Page(answer).text()


# --- the files may not grow


def work_without_room(data, says):
    """Complete tasks until the files may not grow; then get room, and go on with the same key."""
    found_store = open_store(Settings(data=data))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max(path.stat().st_size for path in data.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + ROOM_BYTES, hard))
    while True:
        try:
            number = opened(found_store)
        except DatabaseAway as refused:
            says.send(("refused", refused.sentence("nl")))
            break
        says.send(("opened", number))
    says.send(("whole", is_whole(found_store)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    number = opened(found_store)
    says.send(("opened", number))
    with found_store.begin() as tx:
        tasks.complete(tx, f"{number}.1/beoordeel#1", answers=COMPLETE, by=BOB)
    found_store.close()
    says.send(None)


def test_a_file_that_may_not_grow_is_the_same(tmp_path, clock, figures):
    found_store = open_store(Settings(data=tmp_path), clock)
    furnish(found_store)
    hears, says = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=work_without_room, args=(tmp_path, says), daemon=True)
    process.start()
    says.close()
    told = list(iter(hears.recv, None))
    process.join()
    judged = judge(found_store)
    found_store.close()

    assert ("whole", True) in told
    assert [what for what, _ in told].count("refused") == 1
    numbers = {number for what, number in told if what == "opened"}
    assert judged.cases == numbers
    assert {f"{number}.1" for number in numbers} == judged.of_kind(InstanceStarted)
    assert len(judged.of_kind(TaskCompleted)) == 1
    figures(acknowledged=len(numbers), missing=0, doubled=0)
