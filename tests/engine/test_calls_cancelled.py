"""A call that is cancelled before its turn comes never happened: nothing of it runs."""

import pytest

from engine import deployments, store
from tests.engine.interpreter.diagrams import (
    ERROR,
    MESSAGE,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    diagram,
    element,
    end,
    go,
    process,
    script,
    start,
    sub,
    throw,
    user,
)
from tests.engine.office import ANN
from tests.proofs.judging import judge

CALL = element("callActivity", "roep", calledElement="kind")
#: what would run at once: it writes, and sends what starts another process
CHILD = diagram(start(), script("x", "n = 1"), throw("m", MESSAGE), end(), go("s x m e"))
STARTED = diagram(start("s", MESSAGE), user("t"), go("s t"))

INTERRUPTED = diagram(
    *(start(), both("g"), CALL, boundary("b", "roep", SIGNAL), throw("stop", SIGNAL)),
    *(user("blijf"), go("s g roep"), go("g stop"), go("b blijf")),
)
INSIDE = (start("qs"), both("qg"), CALL, end("klaar", TERMINATE), go("qs qg roep"), go("qg klaar"))
TERMINATED = diagram(start(), sub("q", *INSIDE), user("blijf"), go("s q blijf"))


def named(source, process_id):
    return source.replace(b'<process id="p"', f'<process id="{process_id}"'.encode())


@pytest.mark.parametrize("parent", [INTERRUPTED, TERMINATED])
def test_nothing_of_a_call_runs_that_is_cancelled_in_the_step_that_makes_it(office, parent):
    with office.store.begin() as tx:
        for source in (parent, named(CHILD, "kind"), named(STARTED, "vervolg")):
            deployments.deploy(tx, source, by=ANN)

    number = office.open("p")

    with office.store.read() as tx:
        (only,) = store.instances.of_case(tx, number)
    assert office.open_tasks(number) == [f"{only.id}/blijf#1"]
    judge(office.store)


FAILS = process("faalt", start("fs"), end("fe", ERROR), go("fs fe"))
CALLS_ON = process(
    "kind", start("ks"), element("callActivity", "verder", calledElement="diep"), go("ks verder")
)
SENDS = process("diep", start("ds"), throw("dm", MESSAGE), user("dt"), go("ds dm dt"))


def test_nothing_begins_below_a_call_any_more_once_it_is_cancelled(sqlite_office):
    office = sqlite_office
    fails = element("callActivity", "mis", calledElement="faalt")
    inside = sub("q", start("qs"), fails, CALL, go("qs mis"), go("qs roep"))
    edge = boundary("b", "q", ERROR) + user("blijf") + go("b blijf")
    with office.store.begin() as tx:
        others = FAILS + CALLS_ON + SENDS
        deployments.deploy(tx, diagram(start(), inside, edge, go("s q"), others=others), by=ANN)
        deployments.deploy(tx, named(STARTED, "vervolg"), by=ANN)

    number = office.open("p")

    with office.store.read() as tx:
        outcomes = [one.outcome for one in store.instances.of_case(tx, number)]
    assert outcomes == [None, "failed", "cancelled"]
    assert office.open_tasks(number) == [f"{number}.1/blijf#1"]
    judge(office.store)
