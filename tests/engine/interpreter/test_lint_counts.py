"""How many items there are is known to the activity as a whole, not to an item."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.behaviour.running import order, ran
from tests.engine.interpreter.diagrams import (
    boundary,
    data,
    diagram,
    element,
    flow,
    given,
    go,
    loop,
    many,
    mark,
    script,
    start,
    sub,
    timer,
    user,
    when,
)

NUMBERS = [
    "numberOfInstances",
    "numberOfActiveInstances",
    "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
]


def told(*parts):
    found = interpreter.problems(diagram(start(), *parts))
    assert not [one for one in found if one.severity is Severity.ERROR], found
    return [one.element_id for one in found if one.code == "numbers-in-item"]


@pytest.mark.parametrize("one_by_one", [True, False])
@pytest.mark.parametrize("number", NUMBERS)
def test_an_item_that_reads_a_number_of_items_is_warned_of_and_reads_nothing(number, one_by_one):
    text = f'trace = append(trace, if {number} = null then "leeg" else "vol")'
    item = script("a", text, many("2", sequential=one_by_one))

    assert told(item, go("s a")) == ["a"]
    assert order(ran(item, go("s a"), trace=[])) == ["leeg", "leeg"]


READS = "numberOfInstances = 1"
INSIDE = [
    script("a", f"n = {READS}", loop("loopCounter < 3")),
    user("a", many("2"), regie_assignee="string(numberOfInstances)"),
    element(
        "callActivity", "a", many("2"), calledElement="p", regie_inputs="{n: numberOfInstances}"
    ),
    user("a", many("2") + given("", "data_n", made="numberOfInstances")) + data("n"),
]


@pytest.mark.parametrize("item", INSIDE)
def test_so_is_every_text_of_an_item(item):
    assert told(item, go("s a")) == ["a"]


def test_so_is_all_that_stands_in_a_sub_process_of_an_item():
    inner = start("t"), user("u"), flow("t", "u", READS, "f") + flow("t", "x", READS, "g")
    edge = boundary("b", "u", when("n > numberOfInstances")) + mark("x") + go("b x")

    assert told(sub("a", many("2"), *inner, edge), go("s a")) == ["f", "g", "b"]


def test_the_warning_names_what_is_read_in_the_order_of_the_standard():
    text = "n = numberOfCompletedInstances + numberOfInstances"
    (found,) = interpreter.problems(diagram(start(), script("a", text, many("2")), go("s a")))

    assert "kent numberOfInstances, numberOfCompletedInstances niet" in found.say("nl")
    assert "does not know numberOfInstances, numberOfCompletedInstances" in found.say("en")


SEEN = [
    user("a", many("2", enough="numberOfCompletedInstances = 1")),
    user("a", loop("numberOfCompletedInstances < 3")),
    script("a", "n = loopCounter", many("2")),
    user("a", many("2"))
    + boundary("b", "a", timer("P1D"))
    + script("c", f"n = {READS}")
    + go("b c"),
    script("a", f"n = {READS}"),
    sub("a", many("2"), start("t"), user("u", many("2", enough=READS)), go("t u")),
]


@pytest.mark.parametrize("parts", SEEN)
def test_what_the_activity_as_a_whole_works_out_may_read_them(parts):
    assert told(parts, go("s a")) == []


OWN = [
    data("numberOfInstances"),
    script("z", "numberOfInstances = 2") + go("s z"),
    user("z", regie_result="numberOfInstances") + go("s z"),
]


@pytest.mark.parametrize("own", OWN)
def test_a_variable_that_the_diagram_itself_gives_that_name_may_be_read(own):
    assert told(script("a", f"n = {READS}", many("2")), own, go("s a")) == []
