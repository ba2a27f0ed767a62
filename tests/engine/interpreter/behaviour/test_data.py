"""Data objects, and data that goes in and out of elements."""

from __future__ import annotations

from decimal import Decimal

from engine.model import Place
from tests.engine.interpreter.behaviour.running import ran, waiting
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    catch,
    data,
    diagram,
    element,
    flow,
    given,
    go,
    many,
    mark,
    own_data,
    process,
    script,
    start,
    sub,
    taken,
    throw,
    user,
    xor,
)
from tests.engine.interpreter.world import World

ONE, TWO, THREE = (Decimal(n) for n in (1, 2, 3))


def test_an_input_is_a_copy_of_the_data_object_it_comes_from():
    task = script("a", "x = x + 1\nseen = x", own_data("x") + taken("data_v", "x"))
    world = ran(data("v"), script("w", "v = 1"), task, go("s w a"))

    assert world.variables()["seen"] == TWO
    assert world.variables()["v"] == ONE
    assert "x" not in world.variables()


def test_an_input_that_is_empty_is_not_waited_for():
    task = script("a", "seen = x = null", own_data("x") + taken("data_v", "x"))
    world = ran(data("v"), task, go("s a"))

    assert world.variables()["seen"] is True
    assert world.first.ended


def test_an_output_goes_to_the_data_object_when_the_work_is_done():
    task = user("a", own_data("", "answer") + given("answer", "data_v"))
    world = waiting(data("v"), task, user("b"), go("s a b"))
    world.complete("a", answer=THREE)

    assert world.variables()["v"] == THREE
    assert "answer" not in world.variables()


def test_an_output_that_nobody_wrote_gives_nothing():
    task = user("a", own_data("", "answer") + given("answer", "data_v"))
    world = waiting(data("v"), script("w", "v = 1"), task, user("b"), go("s w a b"))
    world.complete("a")

    assert world.variables()["v"] == ONE


def test_an_input_and_a_data_object_of_one_name_are_two_variables():
    task = script("a", "v = v + 1\nseen = v", own_data("v").replace('id="v"', 'id="in"'))
    task = task.replace("<script>", taken("data_v", "in") + "<script>")
    world = ran(data("v"), script("w", "v = 1"), task, go("s w a"))

    assert (world.variables()["seen"], world.variables()["v"]) == (TWO, ONE)


def test_a_transformation_makes_what_goes_out():
    task = script("a", "x = 2", own_data("", "x") + given("x", "data_v", made="x + 1"))
    world = ran(data("v"), task, go("s a"))

    assert world.variables()["v"] == THREE


def test_an_assignment_writes_what_its_from_gives_to_the_name_in_its_to():
    task = script("a", "seen = x", own_data("x") + taken("data_v", "x", assigned=("v * 2", "x")))
    world = ran(data("v"), script("w", "v = 1"), task, go("s w a"))

    assert world.variables()["seen"] == TWO


def test_data_that_cannot_be_made_is_an_incident_until_it_can():
    endless = 'string length(string join(for i in 1..99999 return "x")) > 0'
    made = f"if n = 1 then {endless} else 7"
    parts = (data("v"), user("a", given("", "data_v", made=made)), user("b"))
    world = waiting(*parts, user("c"), go("s a b"), go("s c"), variables={"n": ONE})
    world.complete("a")
    assert list(world.first.incidents) == [Place("a")]

    world.complete("c", n=TWO)
    world.retry("a")
    assert world.variables()["v"] == Decimal(7)


def test_data_goes_out_once_though_the_way_on_is_chosen_again():
    counted = given("", "", assigned=("times + 1", "times"))
    ways = go("s a") + go("s k") + flow("a", "z", "door")
    variables = {"times": 0, "door": False}
    world = waiting(user("a", counted), user("k"), user("z"), ways, variables=variables)
    world.complete("a")
    assert list(world.first.incidents) == [Place("a")]
    world.complete("k", door=True)
    world.retry("a")

    assert world.variables()["times"] == 1


def test_data_goes_out_before_the_way_on_is_chosen():
    task = script("a", "x = 2", own_data("", "x") + given("x", "data_v"), default="d")
    flows = flow("a", "yes", "v = 2") + flow("a", "no", flow_id="d")
    world = ran(data("v"), task, mark("yes"), mark("no"), go("s a"), flows)

    assert world.trace() == ["yes"]


def test_every_item_of_many_takes_and_gives_data_for_itself():
    inner = many("3", sequential=True) + own_data("x", "y")
    inner += taken("data_v", "x") + given("y", "data_v")
    world = ran(data("v"), script("w", "v = 0"), script("a", "y = x + 1", inner), go("s w a"))

    assert world.variables()["v"] == THREE


def test_a_list_may_come_in_through_a_data_input_of_the_activity():
    how = many(over="in", item="x", into="out", result="y")
    io = own_data("in", "out") + taken("data_xs", "in") + given("out", "data_ys")
    parts = (data("xs"), data("ys"), script("w", "xs = [1, 2]"))
    world = ran(*parts, script("a", "y = x + 1", io + how), go("s w a"))

    assert world.variables()["ys"] == [TWO, THREE]


def test_a_list_may_be_named_by_a_reference_to_its_data_object():
    references = "".join(
        f'<dataObjectReference id="{one}" dataObjectRef="data_{one[:2]}"/>'
        for one in ("xs_ref", "ys_ref")
    )
    how = many(over="xs_ref", item="x", into="ys_ref", result="y")
    parts = (data("xs"), data("ys"), references, script("w", "xs = [1, 2]"))
    world = ran(*parts, script("a", "y = x + 1", how), go("s w a"))

    assert world.variables()["ys"] == [TWO, THREE]


def test_a_reference_with_the_only_name_gives_it_to_the_list():
    shown = '<dataObject id="o"/><dataObjectReference id="r" name="xs" dataObjectRef="o"/>'
    task = script("a", "n = n + x", many(over="r", item="x", sequential=True))
    world = ran(shown, script("w", "n = 0\nxs = [1, 2]"), task, go("s w a"))

    assert world.variables()["n"] == THREE


def test_an_item_may_come_in_and_go_out_through_data_of_the_activity():
    how = many(over="xs", item="x", into="ys", result="y", sequential=True)
    io = own_data("given", "made") + taken("x", "given") + given("made", "y")
    parts = (data("xs"), data("ys"), script("w", "xs = [1, 2]"))
    world = ran(*parts, script("a", "made = given + 1", io + how), go("s w a"))

    assert world.variables()["ys"] == [TWO, THREE]
    assert not {"given", "made"} & world.variables().keys()


def test_a_called_process_sees_the_inputs_of_its_call_and_fills_the_outputs():
    inner = own_data("x", "y") + taken("data_v", "x") + given("y", "data_w")
    called = element("callActivity", "c", inner, calledElement="k")
    other = process("k", start("ks"), script("kx", "y = x + 1"), go("ks kx"))
    world = ran(data("v"), data("w"), script("x1", "v = 2"), called, go("s x1 c"), others=other)

    assert world.variables()["w"] == THREE
    assert "y" not in world.variables()


def test_a_sub_process_has_the_inputs_of_its_activity_as_variables():
    inner = own_data("x") + taken("data_v", "x")
    q = sub("q", inner, start("s1"), script("a", "x = x + 1\nseen = x"), go("s1 a"))
    world = ran(data("v"), script("w", "v = 1"), q, go("s w q"))

    assert (world.variables()["seen"], world.variables()["v"]) == (TWO, ONE)


def test_what_a_message_brings_goes_to_a_data_object():
    out = '<dataOutput id="bedrag" name="bedrag"/>' + given("bedrag", "data_v")
    world = waiting(data("v"), catch("c", out + MESSAGE), user("b"), go("s c b"))
    world.receive("c", "m1", bedrag=TWO)

    assert world.variables()["v"] == TWO


def test_a_message_takes_along_what_comes_in_at_its_event():
    event = MESSAGE.replace("/>", ' regie:payload="x"/>')
    inside = '<dataInput id="x" name="x"/>' + taken("data_v", "x") + event
    parts = (data("v"), script("w", "v = 1"), throw("t", inside))
    world = ran(*parts, go("s w t"))

    assert world.mail[0][0].payload == {"x": ONE}


def test_a_start_event_gives_what_started_it_to_a_data_object():
    out = '<dataOutput id="x" name="x"/>' + given("x", "data_v")
    world = World(diagram(data("v"), start("m", out + MESSAGE), user("a"), go("m a")))
    world.start(variables={"x": TWO}, start="m")

    assert world.variables()["v"] == TWO


def test_a_line_without_a_source_is_a_drawing():
    line = given("", "ref_v")
    reference = '<dataObjectReference id="ref_v" dataObjectRef="data_v"/>'
    world = ran(data("v"), reference, script("a", "v = 1", line), go("s a"))

    assert world.variables()["v"] == ONE


def test_a_reference_stands_for_the_data_object_it_refers_to():
    reference = '<dataObjectReference id="ref_v" dataObjectRef="data_v"/>'
    task = script("a", "seen = x", own_data("x") + taken("ref_v", "x"))
    world = ran(data("v"), reference, script("w", "v = 1"), task, go("s w a"))

    assert world.variables()["seen"] == ONE


def test_a_data_object_is_empty_until_it_is_written():
    parts = (data("v"), xor("x", "d"), mark("empty"), mark("full"))
    world = ran(*parts, go("s x"), flow("x", "empty", "v = null"), flow("x", "full", flow_id="d"))

    assert world.trace() == ["empty"]


def test_data_objects_of_two_tokens_in_one_sub_process_are_two():
    q = sub(
        "q", data("v"), start("s1"), user("u"), script("a", "got = append(got, v)"), go("s1 u a")
    )
    parts = (element("parallelGateway", "g"), mark("l"), mark("r"), q)
    world = waiting(*parts, go("s g l q"), go("g r q"), variables={"got": []})
    world.complete("u", v=ONE)
    world.complete("u", v=TWO)

    assert world.variables()["got"] == [ONE, TWO]


def test_data_of_a_process_are_variables_of_the_instance():
    world = ran(own_data("x", "y"), script("a", "y = x + 1"), go("s a"), x=ONE)

    assert world.first.ended.variables == {"y": TWO}


def test_a_property_of_a_sub_process_is_a_variable_of_it():
    q = sub(
        "q", '<property id="pv" name="v"/>', start("s1"), script("a", "v = 2\nseen = v"), go("s1 a")
    )
    world = ran(q, go("s q"), v=ONE)

    assert (world.variables()["seen"], world.variables()["v"]) == (TWO, ONE)
