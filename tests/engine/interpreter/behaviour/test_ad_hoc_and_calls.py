"""Ad-hoc sub-processes, called processes and global tasks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.events import CallStarted
from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.diagrams import (
    ESCALATION,
    MESSAGE,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    catch,
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
    user,
    xor,
)


def adhoc(element_id, *parts, **attributes):
    return sub(element_id, *parts, tag="adHocSubProcess", **attributes)


def enough(text):
    return f"<completionCondition>{text}</completionCondition>"


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


@pytest.mark.parametrize("cancels", ["true", "false"])
def test_nothing_follows_in_an_ad_hoc_sub_process_once_it_is_enough(cancels):
    parts = (enough("count(trace) = 1"), mark("a"), mark("b"), user("u"), go("a b"))
    world = waiting(adhoc("q", *parts, cancelRemainingInstances=cancels), mark("z"), go("s q z"))
    assert open_tasks(world) == ["u"] * (cancels == "false")
    world.run()

    assert world.trace() == ["a", "z"]


def test_once_it_was_enough_nothing_follows_though_its_condition_no_longer_holds():
    parts = (enough("genoeg"), user("a"), user("b"), mark("c"), catch("d", MESSAGE), mark("e"))
    inner = adhoc("q", *parts, go("b c"), go("d e"), cancelRemainingInstances="false")
    world = waiting(inner, mark("z"), go("s q z"), variables={"genoeg": False})
    world.complete("a", genoeg=True)
    world.complete("b", genoeg=False)
    assert world.trace() == []
    world.receive("d", "m1")

    assert world.trace() == ["z"]


def test_an_ad_hoc_sub_process_ends_when_all_is_done_though_its_condition_never_held():
    parts = (enough("count(trace) = 9"), mark("a"), mark("b"))
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
    other = process(
        "k", start("ks"), both("kg"), user("ku"), end("kt", TERMINATE), go("ks kg ku"), go("kg kt")
    )

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
    world = waiting(
        call(), boundary("b", "c", MESSAGE), mark("h"), go("s c"), go("b h"), others=other
    )
    world.receive("b", "m1")

    assert world.trace() == ["h"]
