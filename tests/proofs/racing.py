"""Processes that wait for each other, and then send their commands at the same moment."""

from engine import tasks
from engine.errors import EngineError
from engine.settings import Settings
from engine.store import open_store
from tests.forks import FORKS

PATIENCE = 60
COMPLETE = {"volledig": True, "bedrag": 10}


def complete(found_store, task_id, by, key=None):
    """Give what became of it: done, or the name of the refusal."""
    try:
        with found_store.begin() as tx:
            tasks.complete(tx, task_id, answers=COMPLETE, by=by, key=key)
    except EngineError as refused:
        return type(refused).__name__
    return "done"


def command(where, now, work, gate, says):
    """Wait until all are there, then send each command; tell what became of them."""
    data, url = where
    found_store = open_store(Settings(data=data, database_url=url), lambda: now)
    with found_store.read() as tx:
        tasks.view(tx, *work[0][:2])  # so that what is read once is read before
    gate.wait(PATIENCE)
    says.send([complete(found_store, *each) for each in work])
    found_store.close()


def from_processes(office, where, works):
    """Send the commands of each process at the same moment; give what became of them."""
    gate = FORKS.Barrier(len(works))
    heard = []
    for work in works:
        hears, says = FORKS.Pipe(duplex=False)
        arguments = (where, office.clock.now, work, gate, says)
        process = FORKS.Process(target=command, args=arguments, daemon=True)
        process.start()
        says.close()
        heard.append((process, hears))
    found = [hears.recv() for _process, hears in heard]
    for process, _hears in heard:
        process.join(PATIENCE)
    return found
