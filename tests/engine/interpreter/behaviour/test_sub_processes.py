"""Sub-processes, transactions, ad-hoc sub-processes, called processes and global tasks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.events import CallStarted
from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    CANCEL,
    ERROR,
    ESCALATION,
    MESSAGE,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    catch,
    data,
    element,
    end,
    flow,
    go,
    loop,
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
    xor,
)


def done(*ids):
    return "".join(
        mark(one) + undo(one, f"u{one}") + mark(f"u{one}", isForCompensation="true") for one in ids
    )


def adhoc(element_id, *parts, **attributes):
    return sub(element_id, *parts, tag="adHocSubProcess", **attributes)


def enough(text):
    return f"<completionCondition>{text}</completionCondition>"


# --- sub-processes


@pytest.mark.parametrize("tag", ["subProcess", "transaction"])
def test_a_sub_process_is_done_when_all_its_branches_are(tag):
    inner = sub("q", start("s1"), both("g"), user("a"), user("b"), go("s1 g a"), go("g b"), tag=tag)
    world = waiting(inner, mark("z"), go("s q z"))
    world.complete("a")
    assert world.trace() == []

    world.complete("b")
    assert world.trace() == ["z"]


def test_a_sub_process_may_end_at_several_end_events():
    parts = (both("g"), mark("a"), mark("b"), end("e1"), end("e2"))
    inner = sub("q", start("s1"), *parts, go("s1 g a e1"), go("g b e2"))

    assert ran(inner, mark("z"), go("s q z")).trace() == ["a", "b", "z"]


def test_terminate_in_an_inner_sub_process_leaves_the_outer_one_alone():
    deep = sub("r", start("s2"), both("g2"), user("no"), end("t", TERMINATE), go("s2 g2 no"), go("g2 t"))
    inner = sub("q", start("s1"), both("g"), deep, user("b"), go("s1 g r"), go("g b"))
    world = waiting(inner, go("s q"))

    assert open_tasks(world) == ["b"]


def test_terminate_in_one_item_leaves_the_other_items_alone():
    parts = (both("g"), user("u"), xor("x", "d"), end("t", TERMINATE), user("w"))
    flows = go("s1 g u") + go("g x") + flow("x", "t", "loopCounter = 1") + flow("x", "w", flow_id="d")
    world = waiting(sub("q", many("2"), start("s1"), *parts, flows), go("s q"))

    assert open_tasks(world) == ["u", "w"]


def test_terminate_at_the_top_ends_everything_as_completed():
    inner = sub("q", start("s1"), user("u"), go("s1 u"))
    world = waiting(both("g"), inner, end("t", TERMINATE), go("s g q"), go("g t"))

    assert world.first.ended.outcome == "completed"
    assert world.first.ended.end == "t"


def test_variables_of_a_sub_process_are_gone_when_it_is_done():
    inner = sub("q", data("v"), start("s1"), script("a", "v = 1"), go("s1 a"))
    world = waiting(inner, user("z"), go("s q z"))

    assert "v" not in world.variables()


def test_a_sub_process_that_is_entered_again_begins_with_empty_variables():
    inner = sub("q", data("v"), start("s1"), script("a", "got = append(got, v)\nv = 1"), go("s1 a"))
    parts = (xor("m"), inner, script("c", "n = n + 1"), xor("x", "d"))
    flows = go("s m q c x") + flow("x", "m", "n < 2") + flow("x", "e", flow_id="d")

    assert ran(*parts, end(), flows, n=Decimal(0), got=[]).variables()["got"] == [None, None]


def test_a_sub_process_in_a_loop_of_flows_is_a_new_one_each_time():
    inner = sub("q", start("s1"), mark("a"), go("s1 a"))
    parts = (xor("m"), inner, script("c", "n = n + 1"), xor("x", "d"))
    flows = go("s m q c x") + flow("x", "m", "n < 3") + flow("x", "e", flow_id="d")

    assert ran(*parts, end(), flows, n=Decimal(0)).trace() == ["a", "a", "a"]


def test_links_join_only_inside_one_sub_process():
    link = '<linkEventDefinition name="L"/>'
    inner = sub("q", start("s1"), throw("t1", link), catch("c1", link), mark("in"), go("s1 t1"), go("c1 in"))
    parts = (throw("t", link), catch("c", link), mark("out"))

    assert order(ran(inner, *parts, go("s q t"), go("c out"))) == ["in", "out"]


def test_several_throwing_links_may_lead_to_one():
    link = '<linkEventDefinition name="L"/>'
    parts = (both("g"), throw("t1", link), throw("t2", link), catch("c", link), mark("z"))

    assert ran(*parts, go("s g t1"), go("g t2"), go("c z")).trace() == ["z", "z"]


def test_a_link_may_jump_back():
    link = '<linkEventDefinition name="L"/>'
    parts = (xor("m"), mark("a"), script("k", "n = n + 1"), xor("x", "d"), throw("t", link))
    flows = go("s m a k x") + flow("x", "t", "n < 3") + flow("x", "e", flow_id="d") + go("c m")
    world = ran(*parts, catch("c", link), end(), flows, n=Decimal(0))

    assert world.trace() == ["a", "a", "a"]


# --- transactions


def test_cancel_waits_for_undoing_before_it_goes_on():
    by_hand = undo("a", "ua") + user("ua", isForCompensation="true")
    inner = sub("q", start("s1"), mark("a"), by_hand, end("c", CANCEL), go("s1 a c"), tag="transaction")
    world = waiting(inner, boundary("b", "q", CANCEL), mark("h"), go("s q"), go("b h"))
    assert world.trace() == ["a"]

    world.complete("ua")
    assert world.trace() == ["a", "h"]


def test_cancel_undoes_sub_processes_of_the_transaction_too():
    deep = sub("r", start("s2"), done("a"), go("s2 a"))
    inner = sub("q", start("s1"), deep, done("b"), end("c", CANCEL), go("s1 r b c"), tag="transaction")
    world = ran(inner, boundary("b_q", "q", CANCEL), mark("h"), go("s q"), go("b_q h"))

    assert order(world) == ["a", "b", "ub", "ua", "h"]


def test_cancel_does_not_undo_what_was_done_before_the_transaction():
    inner = sub("q", start("s1"), done("b"), end("c", CANCEL), go("s1 b c"), tag="transaction")
    world = ran(done("a"), inner, boundary("b_q", "q", CANCEL), mark("h"), go("s a q"), go("b_q h"))

    assert order(world) == ["a", "b", "ub", "h"]


def test_an_error_out_of_a_transaction_undoes_nothing():
    inner = sub("q", start("s1"), done("a"), end("bad", ERROR), go("s1 a bad"), tag="transaction")
    world = ran(inner, boundary("b", "q", ERROR), mark("h"), go("s q"), go("b h"))

    assert order(world) == ["a", "h"]


def test_a_transaction_without_cancel_goes_on_as_a_sub_process():
    inner = sub("q", start("s1"), mark("a"), end("e1"), go("s1 a e1"), tag="transaction")
    world = ran(inner, boundary("b", "q", CANCEL), mark("no"), mark("z"), go("s q z"), go("b no"))

    assert world.trace() == ["a", "z"]


def test_a_transaction_inside_a_transaction_is_cancelled_alone():
    deep = sub("r", start("s2"), done("a"), end("c2", CANCEL), go("s2 a c2"), tag="transaction")
    edge = boundary("b2", "r", CANCEL)
    inner = sub("q", start("s1"), deep, edge, mark("x"), go("s1 r"), go("b2 x"), tag="transaction")
    world = ran(inner, boundary("b", "q", CANCEL), mark("no"), mark("z"), go("s q z"), go("b no"))

    assert order(world) == ["a", "ua", "x", "z"]


def test_cancel_in_one_item_takes_all_items_away():
    parts = (user("u"), xor("x", "d"), end("c", CANCEL), end("e1"))
    flows = go("s1 u x") + flow("x", "c", "stop") + flow("x", "e1", flow_id="d")
    inner = sub("q", many("2"), start("s1"), *parts, flows, tag="transaction")
    world = waiting(inner, boundary("b", "q", CANCEL), mark("h"), mark("no"), go("s q no"), go("b h"))
    world.complete("u", stop=True)

    assert world.trace() == ["h"]
    assert world.first.ended


# --- ad-hoc sub-processes


def test_an_ad_hoc_sub_process_offers_everything_at_once():
    world = waiting(adhoc("q", user("a"), user("b"), user("c")), go("s q"))

    assert open_tasks(world) == ["a", "b", "c"]


def test_flows_in_an_ad_hoc_sub_process_are_followed():
    world = waiting(adhoc("q", user("a"), user("b"), user("c"), go("a b")), mark("z"), go("s q z"))
    assert open_tasks(world) == ["a", "c"]
    world.complete("a")
    assert open_tasks(world) == ["b", "c"]
    world.complete("b")
    world.complete("c")

    assert world.trace() == ["z"]


def test_one_by_one_means_a_whole_chain_before_the_next():
    world = waiting(
        adhoc("q", user("a"), user("b"), user("c"), go("a b"), ordering="Sequential"), go("s q")
    )
    for one in ("a", "b", "c"):
        assert open_tasks(world) == [one]
        world.complete(one)

    assert world.first.ended


def test_an_ad_hoc_sub_process_looks_after_each_activity_whether_it_is_enough():
    parts = (enough("count(trace) = 2"), mark("a"), mark("b"), mark("c"))
    world = ran(adhoc("q", *parts, ordering="Sequential"), mark("z"), go("s q z"))

    assert order(world) == ["a", "b", "z"]


def test_what_an_ad_hoc_sub_process_cancels_includes_nested_work():
    deep = sub("r", start("s2"), user("u"), go("s2 u"))
    world = waiting(adhoc("q", enough("true"), user("a"), deep), mark("z"), go("s q z"))
    world.complete("a")

    assert world.trace() == ["z"]
    assert open_tasks(world) == []


def test_an_ad_hoc_sub_process_may_happen_for_many():
    world = ran(adhoc("q", many("2"), mark("a"), mark("b")), mark("z"), go("s q z"))

    assert world.trace() == ["a", "a", "b", "b", "z"]


def test_a_boundary_may_interrupt_an_ad_hoc_sub_process():
    parts = (adhoc("q", user("a"), user("b")), boundary("b_q", "q", timer("PT1H")), mark("h"))
    world = waiting(*parts, go("s q"), go("b_q h"))
    world.tick(hours=1)
    world.fire("b_q")

    assert (world.trace(), open_tasks(world)) == (["h"], [])


# --- called processes and global tasks


def call(inner="", called="k"):
    return element("callActivity", "c", inner, calledElement=called)


def test_a_call_waits_for_the_end_of_the_called_process():
    other = process("k", start("ks"), user("ku"), mark("kx"), go("ks ku kx"))
    world = waiting(call(), mark("z"), go("s c z"), others=other)
    assert open_tasks(world) == ["ku"]
    world.complete("ku")

    assert world.trace() == ["kx", "z"]


def test_a_called_process_may_call_itself_as_long_as_it_must():
    parts = (xor("kg", "kd"), element("callActivity", "kc", calledElement="k"), mark("kx"))
    flows = go("ks kn kg") + flow("kg", "kc", "n < 3") + flow("kg", "kx", flow_id="kd")
    other = process("k", start("ks"), script("kn", "n = n + 1"), *parts, flows)
    world = ran(call(), mark("z"), go("s c z"), others=other, n=Decimal(0))

    assert world.variables()["n"] == Decimal(3)
    assert len(world.instances) == 4


def test_terminate_in_a_called_process_lets_the_caller_go_on():
    other = process("k", start("ks"), both("kg"), user("ku"), end("kt", TERMINATE), go("ks kg ku"), go("kg kt"))

    assert ran(call(), mark("z"), go("s c z"), others=other).trace() == ["z"]


def test_a_called_process_hears_signals_of_its_caller():
    other = process("k", start("ks"), catch("kc", SIGNAL), mark("kx"), go("ks kc kx"))
    parts = (both("g"), call(), catch("w", timer("PT1S")), throw("t", SIGNAL))

    assert ran(*parts, go("s g c"), go("g w t"), others=other).trace() == ["kx"]


def test_a_call_may_be_made_again_and_again():
    other = process("k", start("ks"), mark("kx"), go("ks kx"))

    assert ran(call(loop(loopMaximum="3")), go("s c"), others=other).trace() == ["kx"] * 3


def test_calls_one_by_one_wait_for_each_other():
    other = process("k", start("ks"), user("ku"), go("ks ku"))
    world = waiting(call(many("2", sequential=True)), go("s c"), others=other)
    assert len(world.instances) == 2
    world.complete("ku")

    assert len(world.instances) == 3


def test_an_escalation_of_a_called_process_reaches_a_handler_of_the_caller():
    other = process("k", start("ks"), throw("kt", ESCALATION), go("ks kt"))
    inner = sub("q", start("s1"), call(), go("s1 c"))
    parts = (inner, boundary("b", "q", ESCALATION, interrupting=False), mark("h"))

    assert ran(*parts, go("s q"), go("b h"), others=other).trace() == ["h"]


@pytest.mark.parametrize("tag", ["globalUserTask", "globalManualTask", "globalTask"])
def test_a_global_task_for_a_person_waits_for_her(tag):
    world = waiting(call(), mark("z"), go("s c z"), others=f'<{tag} id="k" name="Doe dit"/>')
    assert open_tasks(world) == ["k_task"]
    world.complete("k_task")

    assert world.trace() == ["z"]


def test_a_global_task_may_be_called_from_several_places():
    shared = '<globalScriptTask id="k"><script>n = n + 1</script></globalScriptTask>'
    again = element("callActivity", "d", calledElement="k")
    world = ran(call(), again, go("s c d"), others=shared, n=Decimal(0))

    assert world.variables()["n"] == Decimal(2)
    assert sum(isinstance(one, CallStarted) for one in world.first.effects) == 2


def test_a_message_can_end_a_call():
    other = process("k", start("ks"), user("ku"), go("ks ku"))
    world = waiting(call(), boundary("b", "c", MESSAGE), mark("h"), go("s c"), go("b h"), others=other)
    world.receive("b", "m1")

    assert world.trace() == ["h"]
