"""Items of one activity that bring, write or give too much at once are stopped, and can go on."""

from decimal import Decimal

import pytest

from engine import cases, deployments, incidents, interpreter, store
from engine.events import (
    IncidentRaised,
    IncidentRetried,
    InstanceStarted,
    SignalSent,
    TaskCompleted,
    TaskOffered,
)
from engine.interpreter import weighing
from engine.limits import DEFAULT, LARGEST, Limits
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    SIGNAL,
    both,
    diagram,
    end,
    go,
    many,
    script,
    start,
    sub,
    user,
)
from tests.engine.interpreter.world import BEGIN
from tests.engine.office import ANN, FRED
from tests.proofs.judging import judge

#: one branch has an item for every row, beside another that only counts
BESIDE = diagram(
    start(),
    both("f", "j"),
    script("x", "kopie = if gekopieerd then rijen else null"),
    user("t", many(over="rijen", item="rij")),
    script("y", "n = 1"),
    user("u"),
    end(),
    go("s f x t j e"),
    go("f y u j"),
)
#: each of a thousand items makes the same list longer
THOUSAND = diagram(
    start(),
    script("x", "lijst = append(lijst, loopCounter)", many("1000", sequential=True)),
    user("t"),
    end(),
    go("s x t e"),
)
#: the same with contexts; and with a result of each item instead
CONTEXTS = diagram(
    start(),
    script(
        "x",
        'lijst = append(lijst, {naam: "a", nummer: loopCounter})',
        many("1000", sequential=True),
    ),
    user("t"),
    end(),
    go("s x t e"),
)
RESULTS = diagram(
    start(),
    script(
        "x",
        'regel = {naam: "a", nummer: loopCounter}',
        many("1000", sequential=True, into="lijst", result="regel"),
    ),
    user("t"),
    end(),
    go("s x t e"),
)
#: each item gives a list, and all of them are kept together
GATHERED = diagram(
    start(),
    sub(
        "t",
        many(over="rijen", item="rij", into="alles", result="lijst"),
        start("ts"),
        user("v"),
        script("x", "lijst = for n in 1..40 return n"),
        go("ts v x"),
    ),
    user("u"),
    end(),
    go("s t u e"),
)
#: the first item that is done stops the others, with an event
STOPPED = diagram(
    start(),
    user(
        "t",
        '<multiInstanceLoopCharacteristics behavior="Complex">'
        "<loopCardinality>5</loopCardinality>"
        '<loopDataOutputRef>alles</loopDataOutputRef><outputDataItem id="lijst"/>'
        "<complexBehaviorDefinition><condition>true</condition>"
        f'<event id="klaar">{SIGNAL}</event></complexBehaviorDefinition>'
        "</multiInstanceLoopCharacteristics>",
    ),
    user("u"),
    end(),
    go("s t u e"),
)
ROWS = [{"naam": f"rij {n}", "bedrag": Decimal(n)} for n in range(30)]


def listed(office):
    with office.store.read() as tx:
        return incidents.listed(tx, FRED)


def begun(source, limits, **variables):
    """Give the definition, and what its first step led to."""
    definition = interpreter.read(source, "p")
    cause = InstanceStarted("p", "digest", None, variables)
    return definition, interpreter.advance(definition, None, cause, at=BEGIN, limits=limits)


def raised(outcome):
    return [effect for effect in outcome.effects if isinstance(effect, IncidentRaised)]


@pytest.mark.parametrize(("copied", "most"), [(False, 80), (True, 150)])
def test_items_that_bring_too_much_are_one_incident_and_other_branches_go_on(
    office, under, copied, most
):
    """The items weigh 90 together; a copy of all rows in the same step counts before them."""
    under(written=most)
    with office.store.begin() as tx:
        deployments.deploy(tx, BESIDE, by=ANN)
    instance_id = f"{office.open('p', rijen=ROWS, gekopieerd=copied)}.1"
    (found,) = listed(office)
    assert str(found.place) == "t#1"
    assert f"More than {most} values would be written at once: 30 items begin" in found.reason.en
    assert f"Meer dan {most} waarden zouden tegelijk worden geschreven: 30" in found.reason.nl
    assert office.open_tasks(found.case_number) == [f"{instance_id}/u#1"]

    under(written=LARGEST.written)
    judge(office.store)
    with office.store.begin() as tx:
        incidents.retry(tx, found.instance_id, str(found.place), FRED)
    assert listed(office) == []
    assert len(office.open_tasks(found.case_number)) == 1 + len(ROWS)
    under(written=10)
    judge(office.store)


def test_items_that_begin_one_by_one_or_bring_nothing_are_not_weighed_beforehand():
    for how in (many(over="rijen", item="rij", sequential=True), many(over="rijen")):
        source = diagram(start(), user("t", how), end(), go("s t e"))
        _, outcome = begun(source, Limits(written=50), rijen=ROWS)

        assert raised(outcome) == []


def test_results_that_together_are_too_much_are_one_incident_and_none_is_lost(office, under):
    under(written=100)
    with office.store.begin() as tx:
        deployments.deploy(tx, GATHERED, by=ANN)
    number = office.open("p", rijen=ROWS[:3], alles=None)
    for task in office.open_tasks(number):
        office.complete(task, by=FRED)
    (found,) = listed(office)
    assert str(found.place) == "t#1"
    assert found.reason.en.startswith(
        "More than 100 values would be written at once: 3 items give them together."
    )
    assert found.reason.nl.startswith(
        "Meer dan 100 waarden zouden tegelijk worden geschreven: 3 items geven die samen."
    )
    judge(office.store)

    under(written=LARGEST.written)
    with office.store.begin() as tx:
        incidents.retry(tx, found.instance_id, str(found.place), FRED)
    assert office.open_tasks(number) == [f"{number}.1/u#1"]
    with office.store.read() as tx:
        known = cases.variables(tx, store.instances.find(tx, f"{number}.1"))
    assert known["alles"] == [[Decimal(n + 1) for n in range(40)]] * 3
    under(written=10)
    judge(office.store)


def test_an_activity_that_an_event_stopped_stays_stopped_when_its_results_are_retried():
    """The event was thrown before the results were found too much, and is not thrown again."""
    limits = Limits(written=30)
    definition, outcome = begun(STOPPED, limits, alles=None)
    done = TaskCompleted(Place("t", 2), {"lijst": [Decimal(n) for n in range(40)]})
    refused = interpreter.advance(definition, outcome.snapshot, done, at=BEGIN, limits=limits)
    (incident,) = raised(refused)
    assert (str(incident.place), incident.limit) == ("t#1", ("written", 30))
    assert [type(one) for one in refused.effects].count(SignalSent) == 1

    retried = IncidentRetried(incident.place)
    after = interpreter.advance(definition, refused.snapshot, retried, at=BEGIN)
    assert raised(after) == []
    assert not any(isinstance(one, SignalSent) for one in after.effects)
    assert [str(one.place) for one in after.effects if isinstance(one, TaskOffered)] == ["u#1"]


def test_a_thousand_items_one_by_one_may_each_add_to_a_list_under_the_default():
    definition, outcome = begun(THOUSAND, DEFAULT, lijst=[])

    assert raised(outcome) == []
    written = interpreter.variables(definition, outcome.snapshot)["lijst"]
    assert written == [Decimal(n + 1) for n in range(1_000)]


def test_a_list_of_contexts_that_a_thousand_items_make_longer_is_stopped_and_a_result_each_is_not():
    """Each item writes the whole list, as it was and as it becomes: three million values."""
    definition, outcome = begun(CONTEXTS, DEFAULT, lijst=[])
    (incident,) = raised(outcome)
    assert incident.limit == ("written", DEFAULT.written)
    assert len(interpreter.variables(definition, outcome.snapshot)["lijst"]) == 633

    definition, outcome = begun(RESULTS, DEFAULT, lijst=[])
    assert raised(outcome) == []
    assert len(interpreter.variables(definition, outcome.snapshot)["lijst"]) == 1_000
    assert weighing.weigh(outcome.effects) < DEFAULT.written / 100
