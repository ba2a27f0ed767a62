"""What was not undone yet when whoever undid it is stopped: another may still undo it."""

from __future__ import annotations

from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    CANCEL,
    COMPENSATE,
    SIGNAL,
    TERMINATE,
    boundary,
    end,
    given,
    go,
    handler,
    mark,
    start,
    sub,
    throw,
    undo,
    user,
)


def done(*ids):
    """Draw work that a script undoes."""
    return "".join(
        mark(one) + undo(one, f"u{one}") + mark(f"u{one}", isForCompensation="true") for one in ids
    )


def by_hand(element_id):
    """Draw work that a person undoes."""
    undone = f"u{element_id}"
    return mark(element_id) + undo(element_id, undone) + user(undone, isForCompensation="true")


def test_a_transaction_that_is_cancelled_undoes_what_somebody_had_not_begun_to_undo():
    parts = (done("a"), by_hand("b"), throw("t", COMPENSATE), user("k"), end("x", CANCEL))
    inner = sub("q", start("s1"), *parts, go("s1 a b t"), go("s1 k x"), tag="transaction")
    world = waiting(inner, boundary("c", "q", CANCEL), mark("m"), go("s q"), go("c m"))
    assert open_tasks(world) == ["k", "ub"]
    world.complete("k")

    assert order(world) == ["a", "b", "ua", "m"]
    assert open_tasks(world) == []


def test_a_handler_that_interrupts_undoes_what_somebody_had_not_begun_to_undo():
    esp = handler("h", SIGNAL, throw("ht", COMPENSATE), mark("x"), go("h_s ht x h_e"))
    parts = (done("a"), by_hand("b"), throw("t", COMPENSATE), user("k"), throw("y", SIGNAL))
    world = waiting(*parts, esp, go("s a b t"), go("s k y"))
    world.complete("k")

    assert order(world) == ["a", "b", "ua", "x"]


def test_what_a_terminated_handler_had_not_begun_to_undo_is_there_for_others():
    esp = handler(
        "h",
        SIGNAL,
        throw("ht", COMPENSATE),
        user("k"),
        end("stop", TERMINATE),
        go("h_s ht h_e"),
        go("h_s k stop"),
        interrupting=False,
    )
    parts = (done("a"), by_hand("b"), throw("y", SIGNAL), user("w"), throw("t", COMPENSATE))
    world = waiting(*parts, esp, mark("z"), go("s a b y w t z"))
    world.complete("k")
    assert open_tasks(world) == ["ub", "w"]
    world.complete("w")

    assert order(world) == ["a", "b", "ua", "z"]


def test_a_sub_process_that_was_half_undone_is_undone_further_before_what_was_done_earlier():
    inner = sub("q", start("s1"), done("c"), by_hand("d"), go("s1 c d"))
    esp = handler("h", SIGNAL, throw("ht", COMPENSATE), mark("x"), go("h_s ht x h_e"))
    parts = (done("a"), inner, throw("t", COMPENSATE), user("k"), throw("y", SIGNAL))
    world = waiting(*parts, esp, go("s a q t"), go("s k y"))
    assert open_tasks(world) == ["k", "ud"]
    world.complete("k")

    assert order(world) == ["a", "c", "d", "uc", "ua", "x"]


def test_what_was_undone_once_is_not_undone_by_who_takes_over():
    esp = handler("h", SIGNAL, throw("ht", COMPENSATE), mark("x"), go("h_s ht x h_e"))
    parts = (by_hand("a"), by_hand("b"), throw("t", COMPENSATE), user("k"), throw("y", SIGNAL))
    world = waiting(*parts, esp, go("s a b t"), go("s k y"))
    world.complete("ub")
    world.complete("k")

    assert order(world) == ["a", "b", "x"]
    assert open_tasks(world) == []


def test_a_sub_process_that_is_undone_gives_no_data_out_again():
    counted = given("", "", assigned=("times + 1", "times"))
    inner = sub("q", start("s1"), done("a"), go("s1 a"), counted)
    world = ran(inner, throw("t", COMPENSATE), go("s q t"), times=0)

    assert order(world) == ["a", "ua"]
    assert world.variables()["times"] == 1
