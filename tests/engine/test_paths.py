"""Where an instance is and has been is told from its history, and goes on with it."""

from engine import cases, deployments, entries, pasts, store
from engine.settings import Settings
from engine.store import open_store
from tests.engine.interpreter.diagrams import diagram, end, go, start, user
from tests.engine.office import ANN, FRED, Office, furnish
from tests.engine.test_tasks import FULL

TWO_TASKS = diagram(
    *(start(), user("a", regie_form="hoe"), user("b", regie_form="hoe"), end(), go("s a b e")),
    regie_series="AV",
)


def told(found_store, instance_id):
    """Tell where an instance is, and fold all of its history beside it."""
    with found_store.read() as tx:
        path = cases.path_of(tx, store.instances.find(tx, instance_id))
        lines = store.history.lines(tx, instance_id)
        return path.past, pasts.fold(entries.legible(line.kind, line.facts) for line in lines)


def test_a_path_goes_on_with_what_happened_since(office):
    number = office.open()
    first, whole = told(office.store, f"{number}.1")
    assert first == whole
    before = dict(first.visits)

    office.complete(f"{number}.1/beoordeel#1", **FULL)
    then, whole = told(office.store, f"{number}.1")

    assert then == whole
    assert then.visits != before
    assert first.visits == before, "who looks at it still sees what she saw"


def test_a_path_is_not_taken_for_that_of_the_same_number_elsewhere(
    sqlite_office, installations, tmp_path, clock
):
    number = sqlite_office.open()
    settings = Settings(data=tmp_path / "other")
    installations.install(furnish, settings)
    other = Office(open_store(settings, clock), clock)
    assert other.open() == number
    sqlite_office.complete(f"{number}.1/beoordeel#1", **FULL)
    here, whole_here = told(sqlite_office.store, f"{number}.1")

    there, whole_there = told(other.store, f"{number}.1")

    assert here == whole_here
    assert there == whole_there
    assert here != there
    other.store.close()


def test_a_path_does_not_go_on_with_the_history_of_the_same_number_elsewhere(
    sqlite_office, installations, tmp_path, clock
):
    number = sqlite_office.open()
    told(sqlite_office.store, f"{number}.1")
    settings = Settings(data=tmp_path / "other")
    installations.install(furnish, settings)
    other = Office(open_store(settings, clock), clock)
    with other.store.begin() as tx:
        deployments.deploy(tx, TWO_TASKS, by=ANN)
    assert other.open("p") == number
    other.complete(f"{number}.1/a#1", by=FRED, hoe="goed")

    there, whole_there = told(other.store, f"{number}.1")

    assert there == whole_there
    other.store.close()


def test_a_path_that_was_read_later_is_no_path_of_before(office):
    """A page may read an older moment than what another page has remembered meanwhile."""
    number = office.open()
    with office.store.read() as tx:
        running = store.instances.find(tx, f"{number}.1")
        then, _ = told(office.store, running.id)
        office.complete(f"{number}.1/beoordeel#1", **FULL)
        later, _ = told(office.store, running.id)

        assert cases.path_of(tx, running).past == then
    assert later != then


def test_a_path_tells_the_last_task_of_each_element(office):
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", **FULL)
    with office.store.read() as tx:
        path = cases.path_of(tx, store.instances.find(tx, f"{number}.1"))
        tasks = cases.tasks_on(tx, path)

    assert [str(task.place) for task in tasks] == ["beoordeel#1", "besluit#1"]
