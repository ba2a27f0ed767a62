"""A called process that escalates does nothing more when its caller interrupts the call."""

import pytest
from sqlalchemy import select

from engine import deployments, replay, tables
from engine.deployments import Wish
from tests.engine.interpreter.diagrams import (
    ESCALATION,
    MESSAGE,
    both,
    boundary,
    diagram,
    element,
    end,
    go,
    many,
    start,
    sub,
    throw,
    user,
    when,
)
from tests.engine.office import ANN, EVE
from tests.proofs.judging import judge

ESCALATES = diagram(
    start(), throw("t", ESCALATION), throw("post", MESSAGE), user("na"), go("s t post na")
)
ENDS = diagram(start(), throw("t", ESCALATION), end(), go("s t e"))
#: escalates when the first of two ends, while the other is called
BETWEEN = diagram(
    *(start(), both("g"), element("callActivity", "roep", calledElement="kind")),
    *(element("callActivity", "ander", calledElement="ander"), both("j"), user("samen")),
    *(go("s g roep j samen"), go("g ander j")),
)


def caller(interrupting, called="kind", inner=""):
    return diagram(
        *(start(), element("callActivity", "c", inner, calledElement=called)),
        *(boundary("b", "c", ESCALATION, interrupting=interrupting), user("gehoord")),
        *(user("klaar"), go("s c klaar"), go("b gehoord")),
    )


def deploy(office, **diagrams):
    with office.store.begin() as tx:
        for name, drawn in diagrams.items():
            named = drawn.replace(b'<process id="p"', f'<process id="{name}"'.encode())
            deployments.deploy(tx, named, by=ANN)


def at(office, number):
    return sorted(task.split("/")[1].split("#")[0] for task in office.open_tasks(number))


def kinds(office, instance_id):
    with office.store.read() as tx:
        return [type(one.told.event).__name__ for one in replay.happenings(tx, instance_id, EVE)]


def posted(sqlite_office):
    office = sqlite_office
    with office.store.read() as tx:
        return [row.name for row in tx.rows(select(tables.message))]


def test_what_is_drawn_behind_the_throw_is_not_done(sqlite_office):
    office = sqlite_office
    deploy(office, kind=ESCALATES, p=caller(interrupting=True))
    number = office.open("p")

    assert at(office, number) == ["gehoord"]
    assert posted(office) == []
    assert kinds(office, f"{number}.2") == ["InstanceStarted", "InstanceCancelled"]
    judge(office.store)


def test_what_is_drawn_behind_the_throw_is_done_when_nothing_interrupts(sqlite_office):
    office = sqlite_office
    deploy(office, kind=ESCALATES, p=caller(interrupting=False))
    number = office.open("p")

    assert at(office, number) == ["gehoord", "na"]
    assert posted(office) == ["m1"]
    assert kinds(office, f"{number}.2") == ["InstanceStarted", "EscalationHeard"]
    judge(office.store)


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_caller_that_escalates_further_waits_for_its_own_caller(sqlite_office, interrupting):
    office = sqlite_office
    deploy(office, kind=ESCALATES, ander=ENDS, tussen=BETWEEN, p=caller(interrupting, "tussen"))
    number = office.open("p")

    expected = ["gehoord"] if interrupting else ["gehoord", "gehoord", "na"]
    assert at(office, number) == expected
    assert posted(office) == ([] if interrupting else ["m1"])
    judge(office.store)


@pytest.mark.parametrize("interrupting", [True, False])
def test_of_many_that_escalate_the_first_stops_all_when_it_interrupts(sqlite_office, interrupting):
    office = sqlite_office
    items = many("3")
    deploy(office, kind=ESCALATES, p=caller(interrupting, inner=items))
    number = office.open("p")

    expected = ["gehoord"] if interrupting else ["gehoord"] * 3 + ["na"] * 3
    assert at(office, number) == expected
    assert len(posted(office)) == (0 if interrupting else 3)
    judge(office.store)


def test_another_call_that_did_not_begin_yet_is_stopped_with_the_one_that_escalated(sqlite_office):
    office = sqlite_office
    both_called = diagram(
        start(),
        sub(
            "q",
            *(start("qs"), both("g"), go("qs g roep"), go("g ander")),
            element("callActivity", "roep", calledElement="kind"),
            element("callActivity", "ander", calledElement="ander"),
        ),
        *(boundary("b", "q", ESCALATION), user("gehoord"), go("s q"), go("b gehoord")),
    )
    sends = diagram(start(), throw("post", MESSAGE), user("na"), go("s post na"))
    deploy(office, kind=ESCALATES, ander=sends, p=both_called)
    number = office.open("p")

    assert at(office, number) == ["gehoord"]
    assert posted(office) == []
    judge(office.store)


@pytest.mark.parametrize("interrupting", [True, False])
def test_what_escalates_while_it_is_migrated_goes_on_when_it_was_heard(sqlite_office, interrupting):
    office = sqlite_office
    before = diagram(start(), user("ku"), go("s ku"))
    edge = boundary("kb", "ku", when("1 = 1"), interrupting=False)
    after = diagram(
        *(start(), user("ku"), edge, throw("kt", ESCALATION), user("na")),
        *(go("s ku"), go("kb kt na")),
    )
    deploy(office, melder=before, p=caller(interrupting, "melder"))
    number = office.open("p")
    deploy(office, melder=after)
    with office.store.begin() as tx:
        deployments.migrate(tx, Wish("melder", 2, {}), ANN)

    assert at(office, number) == (["gehoord"] if interrupting else ["gehoord", "ku", "na"])
    judge(office.store)
