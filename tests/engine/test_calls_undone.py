"""Calls are undone by handlers on their edge, which may call others again; transactions too."""

import pytest

from tests.engine.family import ASKS, FAILS, UNDOES, call, child
from tests.engine.interpreter.diagrams import (
    CANCEL,
    COMPENSATE,
    ERROR,
    SIGNAL,
    both,
    boundary,
    end,
    go,
    handler,
    mark,
    process,
    start,
    sub,
    throw,
    timer,
    undo,
    user,
)

NOT_WAITED_FOR = '<compensateEventDefinition waitForCompletion="false"/>'


def undone(element_id="c", by="o"):
    """Draw a call and the call that undoes it."""
    undoer = call(f"u{element_id}", called=by, isForCompensation="true")
    return call(element_id) + undo(element_id, f"u{element_id}") + undoer


def transaction(*parts):
    return sub("q", start("qs"), *parts, tag="transaction")


def test_a_transaction_that_is_cancelled_stops_calls_that_run_and_undoes_those_that_are_done(
    family,
):
    parts = (both("g"), call("c2", called="d"), user("u"), end("qe", CANCEL))
    inner = transaction(undone(), *parts, go("qs c g c2"), go("g u qe"))
    middle = process("d", start("ds"), call("dc"), go("ds dc"))
    edge = boundary("b", "q", CANCEL) + user("h") + go("b h")
    family.begin(inner, edge, go("s q"), others=ASKS + UNDOES + middle)
    family.complete("ku", "u")
    assert family.tasks() == ["ou"]
    assert family.outcomes() == [None, "completed", "cancelled", "cancelled", None]
    family.complete("ou")

    assert family.tasks() == ["h"]


def test_undoing_by_a_call_may_be_interrupted_on_the_edge_of_the_transaction(family):
    late = boundary("b2", "q", timer("PT1H")) + user("h2") + go("b2 h2")
    edge = boundary("b", "q", CANCEL) + user("h") + go("b h")
    inner = transaction(undone(), end("qe", CANCEL), go("qs c qe"))
    family.begin(inner, edge, late, go("s q"), others=ASKS + UNDOES)
    family.complete("ku")
    family.tick(hours=1)

    assert family.tasks() == ["h2"]
    assert family.outcomes() == [None, "completed", "cancelled"]


def test_a_called_transaction_that_is_cancelled_may_tell_its_caller_by_an_error(family):
    work = call("qc") + undo("qc", "qu") + mark("qu", isForCompensation="true")
    inner = transaction(work, end("qe", CANCEL), go("qs qc qe"))
    back = boundary("tb", "q", CANCEL) + mark("tm") + end("te", ERROR) + go("tb tm te")
    other = process("t", start("ts"), inner, back, go("ts q"))
    edge = boundary("b", "c", ERROR) + user("h") + go("b h")
    family.begin(call(called="t"), edge, go("s c"), others=ASKS + other)
    family.complete("ku")

    assert family.tasks() == ["h"]
    assert family.variables()["trace"] == ["kx", "qu", "tm"]


def test_an_error_in_a_transaction_undoes_no_call(family):
    inner = transaction(undone(), call("c2", called="f"), go("qs c c2"))
    edge = boundary("b", "q", ERROR) + user("h") + go("b h")
    family.begin(inner, edge, go("s q"), others=ASKS + UNDOES + FAILS)
    family.complete("ku", "fu")

    assert family.tasks() == ["h"]


@pytest.mark.parametrize("event", [SIGNAL, ERROR])
def test_a_call_that_was_stopped_or_failed_is_not_undone(family, event):
    others = child(user("ku"), end("ke", ERROR), go("ks ku ke")) + UNDOES
    edge = boundary("b", "c", event) + throw("t", COMPENSATE) + user("z") + go("b t z")
    family.begin(undone(), edge, go("s c"), others=others)
    if event == SIGNAL:
        family.broadcast("s1")
    else:
        family.complete("ku")

    assert family.tasks() == ["z"]


def test_calls_are_undone_last_first_each_when_the_one_after_it_is_undone(family):
    other = process("o2", start("os2"), user("ou2"), go("os2 ou2"))
    parts = (undone("c1"), undone("c2", by="o2"), throw("t", COMPENSATE), user("z"))
    family.begin(*parts, go("s c1 c2 t z"), others=ASKS + UNDOES + other)
    family.complete("ku", "ku")
    assert family.tasks() == ["ou2"]
    family.complete("ou2")
    assert family.tasks() == ["ou"]
    family.complete("ou")

    assert family.tasks() == ["z"]


def test_undoing_by_a_call_that_is_not_waited_for_keeps_the_case_open(family):
    parts = (undone(), throw("t", NOT_WAITED_FOR), user("z"))
    family.begin(*parts, go("s c t z"), others=ASKS + UNDOES)
    family.complete("ku")
    assert family.tasks() == ["ou", "z"]
    family.complete("z")
    assert family.outcomes()[0] is None
    family.complete("ou")

    assert family.outcomes()[0] == "completed"


def test_a_call_that_undoes_and_fails_is_caught_around_it(family):
    heard = handler("h", ERROR, user("x"), go("h_s x h_e"))
    parts = (undone(by="f"), throw("t", COMPENSATE), user("z"), heard)
    family.begin(*parts, go("s c t z"), others=ASKS + FAILS)
    family.complete("ku", "fu")

    assert family.tasks() == ["x"]
