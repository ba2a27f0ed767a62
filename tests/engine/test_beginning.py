"""A process with several plain start events begins where somebody chooses, by hand or by a call."""

from dataclasses import replace

import pytest

from engine import beginnings, deployments, incidents, instances, messages, replay, store
from engine.beginnings import ByHand
from engine.errands import Beginning
from engine.events import CallStarted
from engine.interpreter import NoPlainStart, NoSuchStart, SeveralPlainStarts
from engine.model import Severity, Who
from tests.engine.forger import said
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    catch,
    diagram,
    element,
    end,
    go,
    start,
    user,
)
from tests.engine.office import ANN, BOB, EVE, FRED
from tests.proofs.judging import judge

STARTS = (start("nieuw", name="Nieuw plan"), start("vervolg", name="Vervolg op een plan"))
SEVERAL = diagram(*STARTS, user("a"), user("b"), go("nieuw a"), go("vervolg b"))
ONE = diagram(STARTS[0], user("a"), go("nieuw a"))
BY_MESSAGE = diagram(start("bericht", MESSAGE), user("a"), go("bericht a"))


def named(source, process_id):
    return source.replace(b'<process id="p"', f'<process id="{process_id}"'.encode())


def caller(**attributes):
    call = element("callActivity", "roep", calledElement="p", **attributes)
    return named(diagram(start(), call, end(), go("s roep e")), "roept")


def deploy(office, *sources):
    with office.store.begin() as tx:
        for source in sources:
            deployments.deploy(tx, source, by=ANN)


def opened(office, chosen):
    with office.store.begin() as tx:
        return beginnings.begin(tx, ByHand("p", {}, chosen), BOB).number


def reasons(office):
    with office.store.read() as tx:
        return [one.reason.en for one in incidents.listed(tx, FRED)]


@pytest.mark.parametrize(
    ("chosen", "task"), [("nieuw", "a"), ("vervolg", "b"), ("Vervolg op een plan", "b")]
)
def test_a_case_begins_at_the_start_event_that_was_chosen_and_its_history_tells(
    office, chosen, task
):
    deploy(office, SEVERAL)
    number = opened(office, chosen)

    assert office.open_tasks(number) == [f"{number}.1/{task}#1"]
    with office.store.read() as tx:
        first = replay.happenings(tx, f"{number}.1", EVE)[0]
    assert first.told.event.start == {"a": "nieuw", "b": "vervolg"}[task]
    judge(office.store)


@pytest.mark.parametrize(
    ("source", "chosen", "why"),
    [
        (SEVERAL, None, SeveralPlainStarts),
        (SEVERAL, "elders", NoSuchStart),
        (BY_MESSAGE, None, NoPlainStart),
        (BY_MESSAGE, "bericht", NoPlainStart),
    ],
)
def test_without_a_right_choice_nothing_is_opened(office, source, chosen, why):
    deploy(office, source)

    with pytest.raises(why):
        opened(office, chosen)
    with office.store.read() as tx:
        assert store.case_lists.listed(tx, FRED, most=10) == []


def test_a_call_begins_at_the_start_event_that_it_names_and_history_is_whole(office):
    deploy(office, SEVERAL, caller(regie_start="vervolg"))
    number = office.open("roept")

    assert office.open_tasks(number) == [f"{number}.2/b#1"]
    office.complete(f"{number}.2/b#1", by=FRED)
    assert office.case(number).closed_at is not None
    judge(office.store)


@pytest.mark.parametrize(("begun", "fits"), [("vervolg", True), ("nieuw", False)])
def test_a_called_process_that_began_elsewhere_than_its_call_says_is_found(
    sqlite_office, begun, fits
):
    deploy(sqlite_office, SEVERAL, caller(regie_start="vervolg"), ONE)
    number = sqlite_office.open("roept")  # which could not call it, so nothing stands there yet
    deploy(sqlite_office, SEVERAL)
    with sqlite_office.store.begin() as tx:
        parent = store.instances.find(tx, f"{number}.1")
        told = replay.happenings(tx, parent.id, EVE)[0].told
        (call,) = [one for one in told.effects if isinstance(one, CallStarted)]
        beginning = Beginning("p", number, call.variables, begun, parent, call.place)
        instances.start(tx, beginning, Who("bob"))

    wrong = (f"{number}.1", 1, f"Het proces {number}.2 is niet wat hier is aangeroepen.")
    assert (wrong in said(sqlite_office, number)) is not fits


@pytest.mark.parametrize(
    ("attributes", "before", "after", "why"),
    [
        ({}, ONE, SEVERAL, "begin at more than one place"),
        ({"regie_start": "vervolg"}, SEVERAL, ONE, "does not begin at 'vervolg'"),
        ({}, ONE, BY_MESSAGE, "only starts on an event"),
    ],
)
def test_a_call_of_what_cannot_begin_that_way_any_more_is_an_incident_to_retry(
    office, attributes, before, after, why
):
    deploy(office, before, caller(**attributes), after)
    number = office.open("roept")
    (reason,) = reasons(office)
    assert why in reason
    judge(office.store)

    deploy(office, before)
    with office.store.begin() as tx:
        incidents.retry(tx, f"{number}.1", "roep#1", FRED)
    assert reasons(office) == []
    assert len(office.open_tasks(number)) == 1
    judge(office.store)


def found(office, source, *more):
    """Give what is said of calls in the first of these diagrams, with the code."""
    with office.store.read() as tx:
        first, *_ = deployments.check_together(tx, [source, *more])
    return {(one.code, one.element_id, one.severity) for one in first if "call-" in one.code}


@pytest.mark.parametrize(
    ("attributes", "called"),
    [
        ({}, SEVERAL),
        ({"regie_start": "elders"}, SEVERAL),
        ({"regie_start": "vervolg"}, ONE),
        ({}, BY_MESSAGE),
        ({"regie_start": "bericht"}, BY_MESSAGE),
    ],
)
def test_a_call_that_can_begin_nowhere_is_refused_beforehand(sqlite_office, attributes, called):
    refused = {("call-begins-nowhere", "roep", Severity.ERROR)}

    assert found(sqlite_office, caller(**attributes), called) == refused
    deploy(sqlite_office, called)
    assert found(sqlite_office, caller(**attributes)) == refused


@pytest.mark.parametrize(
    ("attributes", "called"),
    [({}, ONE), ({"regie_start": "nieuw"}, ONE), ({"regie_start": "vervolg"}, SEVERAL)],
)
def test_a_call_that_can_begin_is_fine(sqlite_office, attributes, called):
    assert found(sqlite_office, caller(**attributes), called) == set()


def test_who_offers_a_process_is_warned_of_calls_that_begin_nowhere_in_it(sqlite_office):
    deploy(sqlite_office, ONE, caller())
    warned = {("call-left-behind", None, Severity.WARNING)}

    assert found(sqlite_office, SEVERAL) == warned
    assert found(sqlite_office, ONE) == set()
    assert found(sqlite_office, SEVERAL, caller(regie_start="nieuw")) == set()


def lane(body, *ids):
    inside = "".join(f"<flowNodeRef>{one}</flowNodeRef>" for one in ids)
    return f'<lane name="{body}">{inside}</lane>'


LANES = (
    "<laneSet>"
    + lane("Kernteam", "nieuw")
    + lane("Stuurgroep", "vervolg")
    + lane("Bezwarencommissie", "c")
    + "</laneSet>"
)


@pytest.mark.parametrize(
    ("chosen", "desk", "other"),
    [("nieuw", "Kernteam", "Stuurgroep"), ("vervolg", "Stuurgroep", "Kernteam")],
)
def test_what_comes_in_is_passed_on_by_the_body_in_whose_lane_the_case_began(
    office, chosen, desk, other
):
    waits = go("nieuw c") + go("vervolg c")
    deploy(office, diagram(LANES, *STARTS, catch("c", MESSAGE), waits))
    number = opened(office, chosen)

    with office.store.read() as tx:
        assert messages.awaited(tx, number, replace(BOB, bodies=frozenset({desk}))) == ["m1"]
        assert messages.awaited(tx, number, replace(BOB, bodies=frozenset({other}))) == []
