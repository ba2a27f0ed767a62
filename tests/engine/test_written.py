"""A case that writes more and more in one step is stopped before it hurts others, and can go on."""

from datetime import date
from decimal import Decimal

import pytest

from engine import deployments, entries, incidents, interpreter, store
from engine.events import (
    ElementLeft,
    IncidentRaised,
    IncidentRetried,
    InstanceStarted,
    TaskCompleted,
    VariableSet,
)
from engine.interpreter import weighing
from engine.limits import DEFAULT, LARGEST, UNBOUNDED, Limits
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    boundary,
    diagram,
    end,
    flow,
    go,
    mark,
    script,
    start,
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
