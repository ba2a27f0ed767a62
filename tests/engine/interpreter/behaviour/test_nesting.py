"""Elements inside each other, three levels deep: many, transactions, calls, event sub-processes."""

from __future__ import annotations

import pytest

from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ANY_ESCALATION,
    CANCEL,
    COMPENSATE,
    ERROR,
    ESCALATION,
    OTHER_ERROR,
    OTHER_ESCALATION,
    SIGNAL,
    TERMINATE,
    boundary,
    data,
    element,
    end,
    go,
    handler,
    many,
    mark,
    process,
    script,
    start,
    sub,
    throw,
    timer,
    undo,
    user,
)

LIST = {"lijst": [1, 2, 3]}
EACH = many(over="lijst", item="n")


def told(element_id, text, **attributes):
    """Draw a script that adds a text to the trace."""
    return script(element_id, f"trace = append(trace, {text})", **attributes)


def undone(host, text):
    """Draw a handler that tells which item it undoes."""
    return undo(host, f"u{host}") + told(f"u{host}", text, isForCompensation="true")


def only(element_id):
    return COMPENSATE.replace("/>", f' activityRef="{element_id}"/>')


def calling(element_id="ca", inner="", process_id="k", **attributes):
    return element("callActivity", element_id, inner, calledElement=process_id, **attributes)


def test_every_item_inside_a_transaction_hears_its_own_escalation_and_is_undone_by_cancel():
    heard = handler("h", ESCALATION, mark("x"), go("h_s x h_e"), interrupting=False)
    work = (user("a"), throw("t", ESCALATION), user("b"), undone("b", '"u" + string(n)'))
    items = sub("q", start("s1"), *work, heard, go("s1 a t b"), EACH)
    parts = (items, user("k"), end("c", CANCEL))
    whole = sub("w", start("s2"), *parts, go("s2 q k c"), tag="transaction")
    edge = boundary("e1", "w", CANCEL) + mark("m") + go("e1 m")
    world = waiting(whole, edge, go("s w"), variables=LIST)
    for _ in range(3):
        world.complete("a")
    assert world.trace() == ["x", "x", "x"]
    for _ in range(3):
        world.complete("b")
    world.complete("k")

    assert order(world)[3:] == ["u3", "u2", "u1", "m"]


def test_cancel_undoes_items_with_an_event_sub_process_of_their_own():
    own = handler("h", COMPENSATE, told("x", '"u" + string(n)'), go("h_s x h_e"))
    how = many(over="lijst", item="n", sequential=True)
    items = sub("q", start("s1"), mark("a"), own, go("s1 a"), how)
    whole = sub("w", start("s2"), items, end("c", CANCEL), go("s2 q c"), tag="transaction")
    edge = boundary("e1", "w", CANCEL) + mark("m") + go("e1 m")

    assert order(ran(whole, edge, go("s w"), **LIST))[3:] == ["u3", "u2", "u1", "m"]


def test_items_are_undone_with_their_own_data_by_a_handler_around_them():
    work = (script("x", "d = n * 10"), mark("a"), undone("a", "string(d)"))
    items = sub("q", start("s1"), data("d"), *work, go("s1 x a"), EACH)
    around = handler("h", ERROR, throw("ht", only("q")), mark("m"), go("h_s ht m h_e"))
    world = ran(items, end("bad", ERROR), around, go("s q bad"), **LIST)

    assert order(world) == ["a", "a", "a", "30", "20", "10", "m"]


def test_items_that_were_taken_away_are_not_undone():
    how = many(over="lijst", item="n", enough="numberOfCompletedInstances = 1")
    work = (user("a"), undone("a", '"u" + string(n)'), user("b"))
    items = sub("q", start("s1"), *work, go("s1 a b"), how)
    world = waiting(items, throw("t", COMPENSATE), go("s q t"), variables=LIST)
    world.complete("a")
    world.complete("a")
    world.complete("b")

    assert order(world) == ["u1"]


@pytest.mark.parametrize("is_handled", [True, False])
def test_a_sub_process_with_a_call_is_undone_after_its_end(is_handled):
    others = process("k", start("ks"), mark("kx"), go("ks kx"))
    others += process("o", start("os"), mark("ox"), go("os ox"))
    undoer = undo("ca", "uc") + calling("uc", process_id="o", isForCompensation="true")
    inner = sub("q", start("s1"), calling(), undoer, go("s1 ca"))
    if is_handled:
        around = handler("h", ERROR, throw("t", COMPENSATE), mark("m"), go("h_s t m h_e"))
        parts = (inner, around, end("bad", ERROR), go("s q bad"))
    else:
        parts = (inner, throw("t", only("q")), mark("m"), go("s q t m"))

    assert order(ran(*parts, others=others)) == ["kx", "ox", "m"]


def test_an_error_of_a_called_process_is_caught_by_the_handler_next_to_the_call():
    others = process("k", start("ks"), end("ke", ERROR), go("ks ke"))
    heard = handler("h", ERROR, mark("x"), go("h_s x h_e"))
    inner = sub("q", start("s1"), calling(), user("u"), heard, go("s1 ca"), go("s1 u"))
    edge = boundary("b", "q", ERROR) + mark("no") + go("b no")

    assert order(ran(inner, edge, mark("z"), go("s q z"), others=others)) == ["x", "z"]


def test_an_error_of_a_called_process_passes_an_edge_with_another_code():
    others = process("k", start("ks"), end("ke", OTHER_ERROR), go("ks ke"))
    near = boundary("b1", "ca", ERROR) + mark("no") + go("b1 no")
    inner = sub("q", start("s1"), calling(), near, go("s1 ca"))
    far = boundary("b2", "q", ANY_ERROR) + mark("x") + go("b2 x")

    assert order(ran(inner, far, go("s q"), others=others)) == ["x"]


def test_an_escalation_goes_up_as_long_as_each_handler_throws_it_on():
    deaf = handler("h2", OTHER_ESCALATION, mark("no"), go("h2_s no h2_e"), interrupting=False)
    deep = sub("q2", start("s2"), throw("t", ESCALATION), mark("c"), deaf, go("s2 t c"))
    chain = (mark("x"), throw("on", ESCALATION), go("h1_s x on h1_e"))
    heard = handler("h1", ESCALATION, *chain, interrupting=False)
    inner = sub("q1", start("s1"), deep, mark("b"), heard, go("s1 q2 b"))
    edge = boundary("e1", "q1", ANY_ESCALATION, interrupting=False) + mark("y") + go("e1 y")

    assert ran(inner, edge, mark("z"), go("s q1 z")).trace() == ["b", "c", "x", "y", "z"]


def test_terminate_in_a_called_item_ends_that_item_alone():
    parts = (user("ku"), user("kv"), end("ke", TERMINATE), go("ks ku ke"), go("ks kv"))
    others = process("k", start("ks"), *parts)
    world = waiting(calling(inner=many("2")), mark("z"), go("s ca z"), others=others)
    world.complete("ku")
    assert open_tasks(world) == ["ku", "kv"]
    world.complete("ku")

    assert world.trace() == ["z"]


def test_terminate_in_items_counts_them_as_done():
    how = many("3", enough="numberOfCompletedInstances = 2")
    parts = (user("a"), user("b"), end("c", TERMINATE), go("s1 a c"), go("s1 b"))
    world = waiting(sub("q", start("s1"), *parts, how), mark("z"), go("s q z"))
    world.complete("a")
    assert open_tasks(world) == ["a", "a", "b", "b"]
    world.complete("a")

    assert world.trace() == ["z"]
    assert open_tasks(world) == []


def test_a_boundary_inside_an_item_leaves_the_other_items_alone():
    edge = boundary("b", "a", timer("PT1H")) + mark("x") + go("b x")
    items = sub("q", start("s1"), user("a"), edge, mark("y"), go("s1 a y"), many("2"))
    world = waiting(items, mark("z"), go("s q z"))
    world.fire("b")
    assert world.trace() == ["x"]
    world.complete("a")

    assert world.trace() == ["x", "y", "z"]


def test_an_error_nobody_catches_in_one_item_ends_the_instance():
    items = sub("q", start("s1"), user("a"), end("bad", ERROR), go("s1 a bad"), many("2"))
    world = waiting(items, user("k"), go("s q"), go("s k"))
    world.complete("a")

    assert world.first.ended.outcome == "failed"
    assert open_tasks(world) == []


def test_a_transaction_inside_one_that_is_cancelled_is_undone_in_its_turn():
    def done(name):
        return mark(name) + undone(name, f'"u{name}"')

    deep = sub("r", start("s2"), done("b"), end("c2", CANCEL), go("s2 b c2"), tag="transaction")
    edge = boundary("e2", "r", CANCEL)
    parts = (done("a"), deep, edge, done("d"), end("c1", CANCEL), go("s1 a r"), go("e2 d c1"))
    whole = sub("q", start("s1"), *parts, tag="transaction")
    out = boundary("e1", "q", CANCEL) + mark("m") + go("e1 m")

    assert order(ran(whole, out, go("s q"))) == ["a", "b", "ub", "d", "ud", "ua", "m"]


def test_an_error_while_a_transaction_is_cancelled_leaves_it_by_its_error_edge():
    failing = sub("ua", start("s3"), end("bad", ERROR), go("s3 bad"), isForCompensation="true")
    parts = (mark("a"), undo("a", "ua"), failing, end("c", CANCEL), go("s1 a c"))
    whole = sub("q", start("s1"), *parts, tag="transaction")
    edges = boundary("e1", "q", CANCEL) + boundary("e2", "q", ERROR)
    world = ran(whole, edges, mark("m"), mark("n"), go("s q"), go("e1 m"), go("e2 n"))

    assert order(world) == ["a", "n"]


def test_an_incident_while_undoing_can_be_retried_and_the_undoing_goes_on():
    wrong = 'if mis then string length(string join(for i in 1..99999 return "x")) else 1'
    broken = script("ub", f"y = {wrong}", isForCompensation="true")
    parts = (mark("a"), undone("a", '"ua"'), mark("b"), undo("b", "ub"), broken)
    world = waiting(
        *parts,
        throw("t", COMPENSATE),
        user("k"),
        mark("z"),
        go("s a b t z"),
        go("s k"),
        variables={"mis": True},
    )
    assert [place.element_id for place in world.first.incidents] == ["ub"]
    world.complete("k", mis=False)
    world.retry("ub")

    assert order(world) == ["a", "b", "ua", "z"]


def test_a_handler_that_throws_its_own_signal_again_is_not_started_again():
    heard = handler("h", SIGNAL, mark("x"), throw("on", SIGNAL), mark("y"), go("h_s x on y h_e"))
    world = ran(user("a"), throw("t", SIGNAL), heard, go("s a t"))

    assert order(world) == ["x", "y"]
