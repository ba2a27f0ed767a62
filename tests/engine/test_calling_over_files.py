"""What never ends, or starts nothing, is said beforehand over all files that are offered."""

import pytest

from engine import deployments
from engine.model import Severity
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    diagram,
    element,
    end,
    flow,
    go,
    mark,
    start,
    user,
    xor,
)
from tests.engine.office import ANN


def process(process_id, *parts):
    source = diagram(*parts)
    return source.replace(b'<process id="p"', f'<process id="{process_id}"'.encode())


def calls(process_id, called, *before, **attributes):
    """Draw a process that calls another one, after these automatic steps."""
    names = [f"{process_id}_{n}" for n, _ in enumerate(before)]
    steps = (make(name) for make, name in zip(before, names, strict=True))
    call = element("callActivity", f"{process_id}_c", calledElement=called, **attributes)
    return process(
        process_id, start(), *steps, call, end(), go(f"s {' '.join(names)} {process_id}_c e")
    )


def warned(office, *sources, code="calls-round"):
    """Give per file the elements of which this is said, and the sentences."""
    with office.store.read() as tx:
        found = deployments.check_together(tx, sources)
    told = [[one for one in problems if one.code == code] for problems in found]
    assert {one.severity for problems in told for one in problems} <= {Severity.WARNING}
    return [[one.element_id for one in problems] for problems in told]


def deploy(office, *sources):
    with office.store.begin() as tx:
        deployments.deploy_together(tx, sources, by=ANN)


def test_two_files_whose_processes_call_each_other_at_once_are_both_warned_about(sqlite_office):
    first, second = calls("k", "l"), calls("l", "k", mark)

    assert warned(sqlite_office, first, second) == [["k_c"], ["l_c"]]
    deploy(sqlite_office, first, second)
    assert warned(sqlite_office, second) == [["l_c"]]


def test_the_warning_tells_the_way_back_and_what_to_do(sqlite_office):
    with sqlite_office.store.read() as tx:
        sources = [calls("k", "l"), calls("l", "m"), calls("m", "k")]
        found = deployments.check_together(tx, sources)
    (said,) = [one.say("nl") for one in found[0] if one.code == "calls-round"]

    assert said.startswith("k_c: Deze aanroep komt bij zichzelf terug (k → l → m → k)")
    assert "Zet ergens op die weg een taak, een keuze of een wachttijd." in said


def chooses(process_id, called):
    call = element("callActivity", f"{process_id}_c", calledElement=called)
    parts = (start(), xor("x", "d"), call, end(), go("s x"), flow("x", "e", flow_id="d"))
    return process(process_id, *parts, flow("x", f"{process_id}_c", "n = 1"))


SEVERAL = process(
    "l",
    *(start("rond"), start("klaar"), user("u")),
    *(element("callActivity", "l_c", calledElement="k"), go("rond l_c"), go("klaar u")),
)


@pytest.mark.parametrize(
    "sources",
    [
        (calls("k", "l"), calls("l", "k", user)),
        (calls("k", "l"), chooses("l", "k")),
        (calls("k", "l"), calls("l", "n")),
        (calls("k", "l", regie_start="klaar"), SEVERAL),
    ],
    ids=["waits", "chooses", "elsewhere", "begins elsewhere"],
)
def test_calls_that_need_not_come_back_are_fine(sqlite_office, sources):
    assert warned(sqlite_office, *sources) == [[], []]


def test_only_the_start_event_at_which_a_call_begins_counts(sqlite_office):
    caller = calls("k", "l", regie_start="rond")

    assert warned(sqlite_office, caller, SEVERAL) == [["k_c"], ["l_c"]]


def test_who_calls_a_round_of_others_is_not_the_one_to_change(sqlite_office):
    round_of_others = (calls("l", "m"), calls("m", "l"))

    assert warned(sqlite_office, calls("k", "l"), *round_of_others) == [[], ["l_c"], ["m_c"]]


def test_what_comes_back_within_one_file_is_said_once(sqlite_office):
    itself = calls("k", "k")

    assert warned(sqlite_office, itself) == [[]]
    assert warned(sqlite_office, itself, code="calls-itself") == [["k_c"]]


def test_a_round_that_is_replaced_by_what_is_offered_is_not_warned_about(sqlite_office):
    deploy(sqlite_office, calls("k", "l"), calls("l", "k"))

    assert warned(sqlite_office, calls("l", "n"), calls("n", "n", user)) == [[], []]


# --- messages with which several begin


def by_message(process_id, event=MESSAGE):
    return process(process_id, start(f"{process_id}_s", event), user("u"), go(f"{process_id}_s u"))


def test_files_that_start_with_the_same_message_are_compared_with_each_other(sqlite_office):
    found = warned(sqlite_office, by_message("k"), by_message("l"), code="shared-start")

    assert found == [["k_s"], ["l_s"]]


def test_a_signal_may_start_several_files(sqlite_office):
    sources = (by_message("k", SIGNAL), by_message("l", SIGNAL))

    assert warned(sqlite_office, *sources, code="shared-start") == [[], []]


def test_what_is_deployed_counts_as_it_is_offered_together(sqlite_office):
    deploy(sqlite_office, by_message("k"))
    renamed = by_message("k", SIGNAL)

    assert warned(sqlite_office, by_message("l"), code="shared-start") == [["l_s"]]
    assert warned(sqlite_office, by_message("l"), renamed, code="shared-start") == [[], []]
