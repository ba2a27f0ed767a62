"""So many processes may be called at once; the next call waits as an incident until it is retried.

Whoever retries starts what was refused in a transaction of its own, and history stays true.
"""

from decimal import Decimal

import pytest

from engine import deployments, incidents, store
from engine.children import ASKED
from engine.limits import LEAST
from tests.counting import Counting
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


def calling(process_id, inner=""):
    return element("callActivity", "roep", inner, calledElement=process_id)


def child(*elements):
    return diagram(*elements).replace(b'id="p"', b'id="kind"')


FAN = diagram(start(), calling("kind", many("n")), end(), go("s roep e"))
ASKS = child(start(), user("t"), end(), go("s t e"))
COMES_BACK = child(start(), script("x", "n = n + 1"), end(), go("s x e"))
ROUND = diagram(
    start(),
    calling("kind"),
    xor("m", "on"),
    end(),
    flow("m", "e", "n >= rondes"),
    flow("m", "roep", flow_id="on"),
    go("s roep m"),
)
PAGES = 6  #: statements that keep the pages on which 900 items stand
ITSELF = diagram(start(), calling("p", many("n")), end(), go("s roep e"))


def opened(office, *sources, **variables):
    with office.store.begin() as tx:
        for source in sources:
            deployments.deploy(tx, source, by=ANN)
    return office.open("p", **{name: Decimal(value) for name, value in variables.items()})


def listed(office):
    with office.store.read() as tx:
        return incidents.listed(tx, FRED, most=1_000)


def retry(office, incident):
    with office.store.begin() as tx:
        incidents.retry(tx, incident.instance_id, str(incident.place), FRED)


def times(incident):
    """Tell for how many calls an incident stands."""
    _, much, rest = incident.reason.en.partition("That happened ")
    return int(rest.split()[0]) if much else 1


def instances(office, number):
    with office.store.read() as tx:
        return store.instances.of_case(tx, number)


def test_the_next_call_is_an_incident_with_its_reason(office, under):
    under(children=3)
    number = opened(office, ASKS, FAN, n=4)

    (found,) = listed(office)
    assert (found.instance_id, found.place.element_id) == (f"{number}.1", "roep")
    assert found.reason.en == (
        "More than 3 processes are called at once, so 'kind' was not started. "
        "Retry: then the next ones start."
    )
    assert found.reason.nl == (
        "Er worden meer dan 3 processen in één keer aangeroepen, dus 'kind' is niet gestart. "
        "Probeer het opnieuw: dan starten de volgende."
    )
    assert len(office.open_tasks(number)) == 3
    judge(office.store)


def test_all_calls_that_are_refused_are_one_incident_that_says_how_many(office, under):
    under(children=3)
    number = opened(office, ASKS, FAN, n=9)

    (found,) = listed(office)
    assert found.reason.en.endswith("That happened 6 times at once; one retry is for all of them.")
    assert found.reason.nl.endswith(
        "Dat gebeurde 6 keer tegelijk; één keer opnieuw proberen is voor alle."
    )
    assert len(office.open_tasks(number)) == 3
    judge(office.store)


def test_a_retry_starts_as_many_as_may_begin_and_the_others_wait_on(office, under):
    under(children=4)
    number = opened(office, ASKS, FAN, n=11)
    retry(office, *listed(office))
    (found,) = listed(office)
    assert "That happened 3 times at once" in found.reason.en
    assert len(office.open_tasks(number)) == 8
    judge(office.store)

    retry(office, found)
    assert listed(office) == []
    assert len(office.open_tasks(number)) == 11
    judge(office.store)


@pytest.mark.parametrize("limits", [{"children": 1}, {"calls": 0}], ids=["many", "deep"])
def test_to_refuse_many_costs_no_more_statements_and_entries_than_to_refuse_two(
    office, under, limits
):
    under(**limits)
    opened(office, ASKS, FAN, n=3)
    counting, costs = Counting(office.store), []
    for n in (3, 30, 900):
        costs.append(counting.whole(lambda n=n: office.open("p", n=Decimal(n))))
        with office.store.read() as tx:
            number = store.incidents.listed(tx)[-1].case_number
            assert len(list(store.history.lines(tx, f"{number}.1"))) == 2

    assert costs[-1] - costs[0] <= PAGES
    assert len(listed(office)) == 4


def test_what_was_refused_starts_when_it_is_retried_and_the_case_comes_to_its_end(office, under):
    under(children=3)
    number = opened(office, ASKS, FAN, n=5)
    for other in (1, 1_000):
        under(children=other)
        judge(office.store)
        retry(office, listed(office)[0])

    assert listed(office) == []
    assert len(office.open_tasks(number)) == 5
    for task in office.open_tasks(number):
        office.complete(task, by=FRED)
    assert office.case(number).closed_at is not None
    judge(office.store)


def test_calls_that_come_back_at_once_do_not_go_round_for_ever(office, under):
    under(children=5)
    number = opened(office, COMES_BACK, ROUND, n=0, rondes=8)
    (found,) = listed(office)
    assert "More than 5 processes" in found.reason.en
    assert len(instances(office, number)) == 1 + 5
    judge(office.store)

    retry(office, found)
    assert listed(office) == []
    assert len(instances(office, number)) == 1 + 8
    assert office.case(number).closed_at is not None
    judge(office.store)


def test_when_far_too_many_are_asked_for_those_that_wait_do_not_begin_either(office, under):
    under(children=20)
    number = opened(office, ITSELF, n=15)

    begun = len(instances(office, number)) - 1
    refused = sum(map(times, listed(office)))
    assert begun < 20
    assert begun + refused == 15 * (begun + 1)  # each that began asked for as many
    assert ASKED * 20 < begun + refused - 15 <= ASKED * 20 + 15
    assert len(listed(office)) <= begun + 1  # one for each that asked
    judge(office.store)


def test_more_calls_at_once_than_may_be_asked_for_start_part_by_part(office, under):
    under(children=2)
    n = 2 * ASKED + 5
    number = opened(office, ASKS, FAN, n=n)
    assert len(office.open_tasks(number)) == 2
    retry(office, *listed(office))
    assert len(office.open_tasks(number)) == 4

    under(children=n)
    retry(office, *listed(office))
    assert len(office.open_tasks(number)) == n
    judge(office.store)


def test_each_transaction_counts_its_own(office, under):
    under(children=3)
    numbers = [opened(office, ASKS, FAN, n=3) for _ in range(2)]

    assert listed(office) == []
    assert [len(office.open_tasks(number)) for number in numbers] == [3, 3]


@pytest.mark.parametrize("source", [ASKS, COMES_BACK], ids=["asks", "comes back"])
def test_a_hundred_children_side_by_side_start_under_the_least_that_may_be_set(
    office, under, source
):
    under(children=LEAST.children)
    number = opened(office, source, FAN, n=100)

    assert listed(office) == []
    assert len(instances(office, number)) == 1 + 100
