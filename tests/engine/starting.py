"""Processes that start by themselves, as the tests deploy them and look at what is to come."""

from engine import deployments, starts, store
from tests.engine.interpreter.diagrams import diagram, go, start, timer, user
from tests.engine.office import ANN, FRED

MONDAY = "R/2026-01-12T09:00/P7D"  #: the clock of the tests stands on Monday 5 January, nine
TASK = user("a", regie_form="hoe")


def timed(text, kind="timeCycle", *more, **attributes):
    event = timer(text, kind)
    parts = (start("elke", event, name="Elke week"), TASK, go("elke a"))
    return diagram(*parts, *more, **({"name": "Weekbericht"} | attributes))


def deploy(office, source):
    with office.store.begin() as tx:
        return deployments.deploy(tx, source, by=ANN)


def opened(office):
    """Give the cases that were opened, the first one first."""
    with office.store.read() as tx:
        return store.case_lists.listed(tx, FRED, most=100)[::-1]


def pending(office):
    with office.store.read() as tx:
        return starts.pending(tx, ANN)


def dues(office):
    return [one.timer.due for one in pending(office)]
