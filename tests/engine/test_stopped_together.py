"""What one limit stops at once is one incident, and one retry lets all of it go on."""

from decimal import Decimal

import pytest

from engine import deployments, incidents, interpreter
from engine.events import (
    ElementCancelled,
    IncidentRaised,
    IncidentResolved,
    IncidentRetried,
    InstanceCancelled,
    InstanceMigrated,
    InstanceStarted,
    MessageReceived,
    ServiceAnswered,
    TaskOffered,
)
from engine.limits import DEFAULT, LARGEST, UNBOUNDED, Limits
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    both,
    boundary,
    diagram,
    element,
    end,
    flow,
    go,
    many,
    script,
    start,
    sub,
    user,
    xor,
)
from tests.engine.interpreter.world import BEGIN
from tests.engine.office import ANN, FRED
from tests.proofs.judging import judge

ROWS = [Decimal(n) for n in range(30)]
ADDS = "lijst = append(lijst, rij)"
#: every item makes the list longer, beside a branch that asks somebody for something first
ITEMS = diagram(
    start(),
    both("f"),
    script("x", ADDS, many(over="rijen", item="rij")),
    user("t"),
    user("u"),
    end(),
    go("s f x t e"),
    go("f u e"),
)
#: every item goes round for ever
ROUNDS = diagram(
    start(),
    sub(
        "r",
        many(over="rijen", item="rij"),
        start("rs"),
        xor("m"),
        script("x", "n = loopCounter"),
        go("rs m x m"),
    ),
    end(),
    go("s r e"),
)
#: items that a message may take away, beside a script; the limit stops all of them
LOST = diagram(
    start(),
    both("f"),
    sub("r", start("rs"), script("x", ADDS, many(over="rijen", item="rij")), go("rs x")),
    boundary("weg", "r", MESSAGE),
    xor("g"),
    xor("h"),
    script("y", ADDS, many(over="rijen", item="rij")),
    user("t"),
    end(),
    go("s f r e"),
    go("f g h y t e"),
    flow("weg", "e"),
)
SERVICES = diagram(
    start(),
    script("x", ADDS, many(over="rijen", item="rij")),
    element(
        "serviceTask",
        "d",
        many(over="rijen", item="rij"),
        **{"regie:service": "mail", "regie:inputs": "{aan: rij}"},
    ),
    end(),
    go("s x d e"),
)


def begun(source, limits, **variables):
    """Give the definition, and what its first step led to."""
    definition = interpreter.read(source, "p")
    given = {"lijst": [], "rijen": ROWS, **variables}
    cause = InstanceStarted("p", "digest", None, given)
    return definition, interpreter.advance(definition, None, cause, at=BEGIN, limits=limits)


def moved(definition, outcome, cause, limits=DEFAULT):
    return interpreter.advance(definition, outcome.snapshot, cause, at=BEGIN, limits=limits)


def of(kind, outcome):
    return [effect for effect in outcome.effects if isinstance(effect, kind)]


def listed(office):
    with office.store.read() as tx:
        return incidents.listed(tx, FRED)


def retry(office):
    (found,) = listed(office)
    with office.store.begin() as tx:
        incidents.retry(tx, found.instance_id, str(found.place), FRED)


def opened(office, source):
    with office.store.begin() as tx:
        deployments.deploy(tx, source, by=ANN)
    return office.open("p", lijst=[], rijen=ROWS)


def test_items_that_are_stopped_while_they_move_are_one_incident_that_says_how_many(office, under):
    under(written=200)
    number = opened(office, ITEMS)
    (found,) = listed(office)
    assert found.place.element_id == "x"
    assert found.reason.en.startswith(
        "Too much is written here at once: more than 200 values. Does a list keep growing? "
        "That happened 17 times at once; one retry is for all of them."
    )
    assert found.reason.nl.startswith(
        "Hier wordt te veel tegelijk geschreven: meer dan 200 waarden. Groeit een lijst door? "
        "Dat gebeurde 17 keer tegelijk; één keer opnieuw proberen is voor alle."
    )
    assert office.open_tasks(number) == [f"{number}.1/u#1"]

    under(written=LARGEST.written)
    judge(office.store)
    office.complete(f"{number}.1/u#1", by=FRED)
    retry(office)
    assert listed(office) == []
    assert office.open_tasks(number) == [f"{number}.1/t#1"]
    under(written=100)
    judge(office.store)


def test_a_retry_that_is_stopped_again_is_one_incident_for_those_that_are_left(office, under):
    under(written=200)
    opened(office, ITEMS)
    counts = []
    while listed(office):
        counts.append(listed(office)[0].reason.en.partition("That happened ")[2].split()[0])
        retry(office)

    assert counts == ["17", "11", "6", "2"]
    judge(office.store)


def test_what_goes_round_in_every_item_is_one_incident():
    definition, outcome = begun(ROUNDS, Limits(moves=1_000))

    (incident,) = of(IncidentRaised, outcome)
    assert (incident.tokens, incident.limit) == (len(ROWS), ("moves", 1_000))
    assert "That happened 30 times at once" in incident.reason_en
    again = moved(definition, outcome, IncidentRetried(incident.place), Limits(moves=1_000))
    (incident,) = of(IncidentRaised, again)
    assert incident.tokens == len(ROWS)


def test_one_that_waits_with_another_cannot_be_retried_by_itself():
    definition, outcome = begun(ITEMS, Limits(written=200))
    (incident,) = of(IncidentRaised, outcome)
    other = Place("x", incident.place.visit + 1)

    with pytest.raises(interpreter.NotWaitingHere):
        moved(definition, outcome, IncidentRetried(other))


def test_when_who_has_the_incident_is_taken_away_the_next_one_has_it():
    definition, outcome = begun(LOST, Limits(written=100))
    (incident,) = of(IncidentRaised, outcome)
    after = moved(definition, outcome, MessageReceived(Place("weg"), "m1"))
    assert incident.place in {one.place for one in of(ElementCancelled, after)}
    assert of(IncidentResolved, after) == [IncidentResolved(incident.place)]
    (handed,) = of(IncidentRaised, after)
    assert handed.place.element_id == "y"
    assert handed.reason_en.startswith("This stands still since an earlier incident")
    assert f"That happened {handed.tokens} times at once" in handed.reason_en
    assert interpreter.limits_reached(after.effects).written == UNBOUNDED

    done = moved(definition, after, IncidentRetried(handed.place))
    assert of(IncidentRaised, done) == []
    assert [one.place.element_id for one in of(TaskOffered, done)] == ["t"]


def test_an_end_of_all_leaves_no_incident():
    definition, outcome = begun(LOST, Limits(written=100))
    (incident,) = of(IncidentRaised, outcome)
    limits = interpreter.limits_reached(outcome.effects)
    assert begun(LOST, limits)[1] == outcome

    ended = moved(definition, outcome, InstanceCancelled("by hand"))
    assert of(IncidentResolved, ended) == [IncidentResolved(incident.place)]
    assert of(IncidentRaised, ended) == []


def test_an_answer_in_the_stead_of_one_service_leaves_the_others_with_an_incident():
    definition, outcome = begun(SERVICES, Limits(written=1_050))
    (incident,) = of(IncidentRaised, outcome)
    assert incident.place.element_id == "d"

    after = moved(definition, outcome, ServiceAnswered(incident.place, None))
    (handed,) = of(IncidentRaised, after)
    assert (handed.place.element_id, handed.tokens) == ("d", incident.tokens - 1)


def test_those_that_wait_with_another_come_along_to_another_version():
    definition, outcome = begun(ITEMS, Limits(written=200))
    (incident,) = of(IncidentRaised, outcome)
    other = interpreter.read(ITEMS.replace(b'"x"', b'"z"'), "p")
    wish = InstanceMigrated("other", {"x": "z"})

    after = interpreter.migrate(definition, outcome.snapshot, other, wish, at=BEGIN)
    assert of(IncidentRaised, after) == []
    done = moved(other, after, IncidentRetried(Place("z", incident.place.visit)))
    assert of(IncidentRaised, done) == []
    assert "t" in {one.place.element_id for one in of(TaskOffered, done)}


@pytest.mark.parametrize("source", [ITEMS, ROUNDS, LOST, SERVICES])
@pytest.mark.parametrize("limits", [{"written": 20}, {"written": 300}, {"moves": 70}])
def test_a_step_that_was_stopped_is_the_same_again_under_the_limits_it_names(source, limits):
    """Also when it was taken by a version that raised an incident for every token."""
    for raised in (1, UNBOUNDED):
        outcome = begun(source, Limits(**limits, incidents=raised))[1]
        again = begun(source, interpreter.limits_reached(outcome.effects))[1]
        assert again == outcome


def test_history_of_the_first_versions_verifies_and_goes_on(office, under):
    under(written=200, incidents=UNBOUNDED)
    opened(office, ITEMS)
    assert len(listed(office)) == 17
    under()
    judge(office.store)

    while listed(office):
        with office.store.begin() as tx:
            first = incidents.listed(tx, FRED)[0]
            incidents.retry(tx, first.instance_id, str(first.place), FRED)
    judge(office.store)
