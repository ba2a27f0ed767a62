"""A case that writes more and more in one step is stopped before it hurts others, and can go on."""

from datetime import date
from decimal import Decimal

import pytest

from engine import cases, deployments, entries, incidents, interpreter, store
from engine.events import (
    ElementLeft,
    IncidentRaised,
    IncidentRetried,
    InstanceStarted,
    SignalSent,
    TaskCompleted,
    TaskOffered,
    VariableSet,
)
from engine.interpreter import weighing
from engine.limits import DEFAULT, LARGEST, UNBOUNDED, Limits
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    SIGNAL,
    both,
    boundary,
    diagram,
    end,
    flow,
    go,
    many,
    mark,
    script,
    start,
    sub,
    user,
    xor,
)
from tests.engine.interpreter.world import BEGIN, World
from tests.engine.office import ANN, FRED
from tests.proofs.judging import judge

ROUNDS = flow("m", "t", "count(lijst) >= rondes") + flow("m", "x", flow_id="on")
GROWING = diagram(
    start(),
    xor("m", "on"),
    script("x", "lijst = append(lijst, 1)"),
    user("t"),
    end(),
    ROUNDS,
    go("s m"),
    go("x m"),
    go("t e"),
)
AT_ONCE = diagram(
    start(),
    script("x", "a = lijst\nb = lijst\nc = lijst"),
    boundary("mis", "x", ANY_ERROR),
    mark("z"),
    end(),
    go("s x e"),
    go("mis z"),
)
YEARS = diagram(
    start(),
    user("t"),
    script("x", 'lijst = append(lijst, "een regel van ruim twintig tekens")'),
    go("s t x t"),
)

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
ROWS = [{"naam": f"rij {n}", "bedrag": Decimal(n)} for n in range(30)]


def listed(office):
    with office.store.read() as tx:
        return incidents.listed(tx, FRED)


def opened(office, rounds):
    with office.store.begin() as tx:
        deployments.deploy(tx, GROWING, by=ANN)
    return f"{office.open('p', lijst=[], rondes=Decimal(rounds))}.1"


def begun(source, limits, **variables):
    """Give the definition, and what its first step led to."""
    definition = interpreter.read(source, "p")
    cause = InstanceStarted("p", "digest", None, variables)
    return definition, interpreter.advance(definition, None, cause, at=BEGIN, limits=limits)


def raised(outcome):
    return [effect for effect in outcome.effects if isinstance(effect, IncidentRaised)]


def test_a_list_that_keeps_growing_is_stopped_and_goes_on_when_more_is_allowed(office, under):
    under(written=2_000)
    instance_id = opened(office, 60)
    (found,) = listed(office)
    assert found.place.element_id in {"m", "x"}
    assert "more than 2000 values" in found.reason.en
    assert "meer dan 2000 waarden" in found.reason.nl
    assert found.reason.en.endswith("or have REGIE_MOST_WRITTEN set higher.")
    assert found.reason.nl.endswith("of laat REGIE_MOST_WRITTEN hoger zetten.")
    with office.store.read() as tx:
        (line,) = store.history.lines(tx, instance_id)
    assert '["written",2000]' in line.facts
    judge(office.store)

    under(written=LARGEST.written)
    judge(office.store)
    with office.store.begin() as tx:
        incidents.retry(tx, found.instance_id, str(found.place), FRED)
    assert office.open_tasks(found.case_number) == [f"{instance_id}/t#1"]
    under(written=500)
    judge(office.store)


def test_history_from_before_there_was_this_limit_verifies_under_any(office, under):
    under(written=UNBOUNDED)
    opened(office, 100)

    assert listed(office) == []
    for written in (500, LARGEST.written):
        under(written=written)
        judge(office.store)


def test_what_was_not_stopped_is_done_again_without_a_bound():
    _, outcome = begun(GROWING, DEFAULT, lijst=[], rondes=Decimal(50))

    assert raised(outcome) == []
    assert interpreter.limits_reached(outcome.effects).written == UNBOUNDED


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


def test_a_runaway_writes_a_small_entry_under_the_default():
    _, outcome = begun(GROWING, DEFAULT, lijst=[], rondes=Decimal(10_000))

    (incident,) = raised(outcome)
    assert incident.limit == ("written", DEFAULT.written)
    cause = InstanceStarted("p", "digest")
    assert len(entries.write(cause, outcome.effects).sealed) < 4_000_000


def test_a_script_that_writes_too_much_by_itself_writes_nothing_and_no_error_catches_that():
    values = [Decimal(n) for n in range(50)]
    definition, outcome = begun(AT_ONCE, Limits(written=120), lijst=values, trace=[])

    (incident,) = raised(outcome)
    assert (incident.place.element_id, incident.limit) == ("x", ("written", 120))
    assert interpreter.variables(definition, outcome.snapshot) == {"lijst": values, "trace": []}
    limits = interpreter.limits_reached(outcome.effects)
    assert begun(AT_ONCE, limits, lijst=values, trace=[])[1] == outcome

    retried = IncidentRetried(incident.place)
    ended = interpreter.advance(definition, outcome.snapshot, retried, at=BEGIN).ended
    assert ended.variables["c"] == values


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


def test_what_the_cause_itself_brings_does_not_count():
    definition, before = begun(YEARS, DEFAULT, lijst=[])
    answered = TaskCompleted(Place("t"), {"antwoord": "x" * 5_000})
    limits = Limits(written=50)
    after = interpreter.advance(definition, before.snapshot, answered, at=BEGIN, limits=limits)

    assert raised(after) == []


def test_a_list_that_grows_for_years_becomes_an_incident_and_not_a_slow_death():
    world = World(YEARS)
    world.start(variables={"lijst": [Decimal(1)] * 9_998})
    for _ in range(2):
        world.complete("t")
        assert not world.first.incidents
    world.complete("t")

    assert [place.element_id for place in world.first.incidents] == ["x"]


@pytest.mark.parametrize(
    ("value", "weight"),
    [
        (None, 0),
        (True, 1),
        (Decimal("12.50"), 1),
        ("", 1),
        ("x" * 19, 1),
        ("x" * 20, 2),
        ([], 1),
        ([None, Decimal(1)], 3),
        ({"naam": "x" * 40, "een naam van twintig": [date(2026, 1, 1)]}, 7),
    ],
)
def test_what_a_value_weighs_stands_fast_because_history_was_stopped_by_it(value, weight):
    new = VariableSet("n", 0, None, value)
    changed = VariableSet("n", 0, value, value)

    assert weighing.weigh([new]) == weight
    assert weighing.weigh([changed, ElementLeft(Place("n"), 1)]) == 2 * weight
