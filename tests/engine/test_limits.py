"""What goes too far is an incident that can go on later; history stays true whatever is set now."""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine import deployments, incidents, interpreter, store
from engine.events import IncidentRaised
from engine.interpreter import InvalidDiagram
from engine.limits import DEFAULT, LARGEST, LEAST, UNBOUNDED, UNNAMED, Limits
from engine.model import Place
from engine.settings import InvalidSetting, from_environment
from tests.engine.interpreter.diagrams import (
    diagram,
    element,
    end,
    flow,
    go,
    many,
    script,
    start,
    user,
    xor,
)
from tests.engine.office import ANN, FRED
from tests.proofs.judging import judge

STOP = flow("m", "t", "n >= rondes") + flow("m", "x", flow_id="on")
ROUNDS = diagram(
    start(),
    xor("m", "on"),
    script("x", "n = n + 1"),
    user("t"),
    end(),
    STOP,
    go("s m"),
    go("x m"),
    go("t e"),
)
ITEMS = diagram(start(), user("t", many("n")), end(), go("s t e"))
ITSELF = diagram(
    start(), user("t"), element("callActivity", "roep", calledElement="p"), end(), go("s t roep e")
)
AT = Place("m")
NAMES = {
    "moves": "REGIE_MOST_MOVES",
    "items": "REGIE_MOST_ITEMS",
    "calls": "REGIE_MOST_CALLS",
    "children": "REGIE_MOST_CHILDREN",
    "instances": "REGIE_MOST_INSTANCES",
    "hops": "REGIE_MOST_HOPS",
    "elements": "REGIE_LARGEST_DIAGRAM",
    "written": "REGIE_MOST_WRITTEN",
}


def opened(office, source, **variables):
    with office.store.begin() as tx:
        deployments.deploy(tx, source, by=ANN)
    numbers = {name: Decimal(value) for name, value in variables.items()}
    return f"{office.open('p', **numbers)}.1"


def listed(office):
    with office.store.read() as tx:
        return incidents.listed(tx, FRED)


def retry(office):
    """Try again what could not move."""
    (found,) = listed(office)
    with office.store.begin() as tx:
        incidents.retry(tx, found.instance_id, str(found.place), FRED)


def facts(office, instance_id):
    with office.store.read() as tx:
        return [line.facts for line in store.history.lines(tx, instance_id)]


def test_what_goes_round_is_stopped_and_goes_on_when_more_is_allowed(office, under):
    under(moves=200)
    instance_id = opened(office, ROUNDS, n=0, rondes=300)
    (found,) = listed(office)
    assert found.place.element_id in {"m", "x"}
    assert "after 200 moves" in found.reason.en
    assert "na 200 stappen" in found.reason.nl
    assert '["moves",200]' in facts(office, instance_id)[0]
    judge(office.store)

    under(moves=5_000)
    judge(office.store)
    retry(office)
    assert office.open_tasks(found.case_number) == [f"{instance_id}/t#1"]
    assert listed(office) == []
    judge(office.store)

    under(moves=100)
    judge(office.store)
    office.complete(f"{instance_id}/t#1", by=FRED)
    judge(office.store)


def test_a_retry_is_stopped_by_the_limit_of_that_moment(office, under):
    under(moves=200)
    instance_id = opened(office, ROUNDS, n=0, rondes=300)
    under(moves=150)
    retry(office)

    (found,) = listed(office)
    assert "after 150 moves" in found.reason.en
    assert '["moves",150]' in facts(office, instance_id)[-1]
    under()
    judge(office.store)


def test_more_items_than_allowed_are_an_incident_and_begin_when_more_is_allowed(office, under):
    under(items=10)
    instance_id = opened(office, ITEMS, n=20)
    (found,) = listed(office)
    assert found.place == Place("t")
    assert "from 0 up to 10, but is 20" in found.reason.en
    assert '["items",10]' in facts(office, instance_id)[0]

    under(items=20)
    judge(office.store)
    retry(office)
    assert len(office.open_tasks(found.case_number)) == 20
    judge(office.store)

    under(items=5)
    judge(office.store)
    for task in office.open_tasks(found.case_number):
        office.complete(task, by=FRED)
    assert office.case(found.case_number).closed_at is not None
    judge(office.store)


def test_a_count_below_nought_names_the_limit_of_its_time_as_well(office, under):
    under(items=10)
    opened(office, ITEMS, n=-3)
    under(items=5)

    assert "from 0 up to 10, but is -3" in listed(office)[0].reason.en
    judge(office.store)


def test_calls_that_went_too_deep_go_on_when_more_is_allowed(office, under):
    under(calls=2)
    top = opened(office, ITSELF)
    number = top.removesuffix(".1")
    for depth in (1, 2, 3):
        office.complete(f"{number}.{depth}/t#1", by=FRED)
    (found,) = listed(office)
    assert (found.instance_id, str(found.place)) == (f"{number}.3", "roep#1")
    assert "more than 2 calls deep" in found.reason.en

    under(calls=3)
    judge(office.store)
    retry(office)
    assert office.open_tasks(number) == [f"{number}.4/t#1"]
    under(calls=1)
    judge(office.store)


# --- history that names no limit


def test_what_the_first_limits_stopped_is_written_as_the_first_versions_wrote_it(office, under):
    instance_id = opened(office, ITEMS, n=UNNAMED["items"] + 1)
    (fact,) = facts(office, instance_id)
    assert '["IncidentRaised","t#1",1]' in fact

    for items in (10, 20_000):
        under(items=items)
        judge(office.store)


def test_the_first_limits_are_known_by_the_words_of_their_incident():
    def reached(reason):
        return interpreter.limits_reached([IncidentRaised(AT, 1, "", reason)])

    rounds = "This part of the process goes round for ever: it was stopped after 50000 moves."
    count = "The number of times must be a whole number from 0 up to 10000, but is drie."

    anything = replace(LARGEST, written=UNBOUNDED, incidents=UNBOUNDED)
    assert reached(rounds) == replace(anything, moves=50_000)
    assert reached(count) == replace(anything, items=10_000)
    assert reached("The variable xs must be a list.") == anything


@pytest.mark.parametrize(
    "limit",
    [
        ("moves", 0),
        ("moves", LARGEST.moves + 1),
        ("moves", "200"),
        ("moves", True),
        ("written", LARGEST.written + 1),
        ("calls", 3),
        ("children", 3),
        ("deep", 3),
        ("moves",),
    ],
)
def test_a_limit_that_nobody_can_have_set_is_not_believed(limit):
    with pytest.raises(ValueError, match=r"limit|unpack"):
        interpreter.limits_reached([IncidentRaised(AT, 1, "", "", limit)])


# --- the size of a diagram


def test_a_diagram_that_is_too_large_is_refused_and_one_deployed_before_goes_on(office, under):
    large = diagram(start(), user("t", name="nog niet gelezen"), user("u"), end(), go("s t u e"))
    parts = large.count(b' id="')
    with office.store.begin() as tx:
        deployments.deploy(tx, large, by=ANN)

    under(elements=parts - 1)
    number = office.open("p")
    office.complete(f"{number}.1/t#1", by=FRED)
    assert office.open_tasks(number) == [f"{number}.1/u#1"]
    judge(office.store)
    with office.store.begin() as tx:
        with pytest.raises(InvalidDiagram, match=f"more than {parts - 1} parts"):
            deployments.offer(tx, large, by=ANN)
        with pytest.raises(InvalidDiagram, match=f"more than {parts - 1} parts"):
            deployments.deploy(tx, large, by=ANN)
        ((problem,),) = deployments.check_together(tx, [large])
        assert problem.code == "too-many-elements"

    under(elements=parts)
    with office.store.begin() as tx:
        assert "too-many-elements" not in {one.code for one in deployments.check(tx, large)}


# --- settings


def test_limits_are_settings_with_safe_defaults():
    given = from_environment(
        {
            "REGIE_MOST_MOVES": "2000",
            "REGIE_MOST_ITEMS": "300",
            "REGIE_MOST_CALLS": "5",
            "REGIE_LARGEST_DIAGRAM": "400",
            "REGIE_MOST_WRITTEN": "20000",
            "REGIE_MOST_CHILDREN": "700",
            "REGIE_MOST_INSTANCES": "800",
            "REGIE_MOST_HOPS": "900",
        }
    )

    assert given.limits == Limits(2_000, 300, 5, 400, 20_000, 700, 800, 900)
    assert from_environment({}).limits == DEFAULT


@pytest.mark.parametrize("of", NAMES)
def test_a_limit_that_would_harm_is_refused_and_says_what_may_be_chosen(of):
    least, most = getattr(LEAST, of), getattr(LARGEST, of)
    for wrong in (str(least - 1), str(most + 1), "veel"):
        with pytest.raises(InvalidSetting, match=NAMES[of]) as refused:
            from_environment({NAMES[of]: wrong})
        assert f"van {least} tot en met {most}" in refused.value.sentence("nl")
        assert f"from {least} to {most}" in refused.value.sentence("en")
    for right in (least, most):
        assert getattr(from_environment({NAMES[of]: str(right)}).limits, of) == right
